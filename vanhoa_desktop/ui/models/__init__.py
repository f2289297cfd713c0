"""Families, clans, villages, units and the commune: results, why, and the way to the title."""
