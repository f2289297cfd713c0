"""Fakes: small true stand-ins for what a test cannot have: other clocks, chance, disks, people."""
