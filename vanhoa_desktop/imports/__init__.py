"""Spreadsheets into candidates and located problems; nothing is written here."""
