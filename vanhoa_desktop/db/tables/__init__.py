"""Table definitions; they never leave the db package."""
