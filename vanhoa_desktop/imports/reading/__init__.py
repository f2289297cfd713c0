"""Foreign spreadsheets taken apart, inside a child process that may die of them."""
