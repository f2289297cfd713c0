"""Figures that do not agree."""
