"""Colours, sizes and fonts: no colour or pixel is written elsewhere."""
