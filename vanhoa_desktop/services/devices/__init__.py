"""Laptops and computers: enrolled, replaced, ended, given new keys, the office handed over."""
