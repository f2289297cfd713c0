"""Changing the passphrase."""
