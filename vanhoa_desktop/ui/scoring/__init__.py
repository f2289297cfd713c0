"""Scoring one person after the other by keys."""
