"""Homeport's tests: they read like the manual, and mirror the packages."""
