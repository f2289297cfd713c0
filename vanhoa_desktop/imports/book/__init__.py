"""A workbook as it was read: sheets, cells, notes on it, pictures."""
