"""Sheets that the commune gives back, with a reason."""
