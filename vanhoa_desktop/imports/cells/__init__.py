"""What a single cell holds: a name, a number, a day, nothing, the same as above."""
