"""The sentence of every error code, and what to do next."""
