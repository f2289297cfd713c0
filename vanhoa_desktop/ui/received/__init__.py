"""What was brought in as a whole, to be undone and redone; and files that wait."""
