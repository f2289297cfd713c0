"""Backups, recovery, and building a lost office anew."""
