"""Pure rules: criteria set, points and facts in; result and reasons out."""
