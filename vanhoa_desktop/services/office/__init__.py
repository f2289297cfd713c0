"""One installation: its session, who it is, its keys, its units' names, what was done here."""
