"""Opening the installation with the passphrase."""
