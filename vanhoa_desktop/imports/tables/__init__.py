"""Which rows of a sheet are people, titles, sections, sums or remarks."""
