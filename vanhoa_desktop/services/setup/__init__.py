"""What the commune sets up: units, years, criteria, settings, targets."""
