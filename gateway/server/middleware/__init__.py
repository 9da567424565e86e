"""Checks that stand before routes, one concern a file."""
