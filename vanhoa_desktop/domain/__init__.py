"""Nouns of the programme: frozen dataclasses and enums; no I/O, no clock, no sentences."""
