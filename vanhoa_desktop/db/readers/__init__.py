"""Queries that return frozen domain values."""
