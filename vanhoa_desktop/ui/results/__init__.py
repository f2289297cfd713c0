"""The results screens."""
