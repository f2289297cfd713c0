"""The command line: a second face over the same services."""
