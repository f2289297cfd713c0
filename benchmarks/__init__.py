"""Benchmarks: each prints ratios against the bare library doing the same work in one run."""
