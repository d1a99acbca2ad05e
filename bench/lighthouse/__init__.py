"""Lighthouse against the running house: `make lighthouse`."""
