"""Bundle files: made, looked at, merged, kept waiting, put aside."""
