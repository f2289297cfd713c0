"""Vạn Hòa Học Tập: offline-first assessment of learning citizens in a Vietnamese commune."""
