"""The window (Qt): shell, style, widgets and one folder per feature."""
