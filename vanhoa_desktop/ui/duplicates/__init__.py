"""People who may be held twice."""
