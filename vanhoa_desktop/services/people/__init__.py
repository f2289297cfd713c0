"""Persons, households and clans: entered, registered, moved, found twice, erased."""
