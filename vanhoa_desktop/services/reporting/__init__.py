"""Figures, targets, samples and reports of a year."""
