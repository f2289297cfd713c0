"""Single words and forms: terms, names, numbers, dates, moments."""
