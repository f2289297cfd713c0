"""Tests: a fuzzer of the bundle opener (`python3 dev.py fuzz`)."""
