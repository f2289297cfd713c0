"""Registering people for the year, with their consents."""
