"""Benchmarks: what Understory costs, measured beside named peers or against its own promises. Never part of the tests."""
