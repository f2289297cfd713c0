"""Assessment sheets of all models: points, evidence, entries, and how far a year is."""
