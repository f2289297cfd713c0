"""Tests: story."""
