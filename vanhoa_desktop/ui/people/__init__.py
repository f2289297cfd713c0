"""The roster: search, list, import from a spreadsheet."""
