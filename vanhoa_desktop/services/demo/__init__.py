"""A made-up commune with a whole year of work; nobody in it is real."""
