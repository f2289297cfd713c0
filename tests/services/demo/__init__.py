"""Tests: services demo."""
