"""Tests: work that is interrupted at any moment."""
