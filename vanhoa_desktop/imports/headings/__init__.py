"""Which columns a table has, and what stands in each."""
