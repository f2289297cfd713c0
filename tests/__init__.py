"""Tests: each package mirrors one of the program.

Shared pieces stand in builders, strategies, fakes.
"""
