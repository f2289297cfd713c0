"""The first start: text size, role, unit, passphrase."""
