"""The decision, the certificates and the yearly report."""
