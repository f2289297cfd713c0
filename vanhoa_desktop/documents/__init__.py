"""Papers: finished values in, bytes out, deterministic."""
