"""A unit's laptop asks the commune to be registered."""
