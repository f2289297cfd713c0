"""The review meeting: everybody's result in large type."""
