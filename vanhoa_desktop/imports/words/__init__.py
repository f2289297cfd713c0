"""What the words of lists mean: headings, names, places, units, states, assessors, years."""
