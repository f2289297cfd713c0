"""Titles: who may have one, decisions, numbers, and the names on certificates."""
