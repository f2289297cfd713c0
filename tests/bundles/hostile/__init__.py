"""Tests: hostile bundles, one named row each."""
