"""Whom and what the rows of a spreadsheet mean, and writing it."""
