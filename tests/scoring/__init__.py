"""The rules of results: criteria files, the engine, the six models, targets."""
