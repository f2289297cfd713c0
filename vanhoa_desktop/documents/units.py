"""Lengths: the drawing library counts in points, decrees and offices in millimetres."""

POINTS_PER_INCH = 72.0
MM = POINTS_PER_INCH / 25.4
A4_SHORT, A4_LONG = 210 * MM, 297 * MM
