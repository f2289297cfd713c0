"""The .vhb bundle file: manifest, writer, ordered opening stages, refusals, limits."""
