"""Tests: bundles."""
