"""Keys, passphrases, signatures, trust statements, enrolment and age files."""
