"""Vietnamese: terms, sentences, dates, numbers, names, sorting and folding."""
