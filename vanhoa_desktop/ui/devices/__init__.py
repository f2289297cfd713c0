"""Units, the year, and the laptops of the units, at the commune."""
