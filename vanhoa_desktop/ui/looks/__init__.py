"""Text size and contrast."""
