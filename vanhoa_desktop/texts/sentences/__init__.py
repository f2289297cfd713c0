"""What screens, commands and papers say, by what it is about."""
