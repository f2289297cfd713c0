"""Tests: each package mirrors one of the program; shared pieces stand in builders, strategies, fakes."""
