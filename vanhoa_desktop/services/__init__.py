"""Use cases: the verbs an officer knows. They own the transactions and return what changed."""
