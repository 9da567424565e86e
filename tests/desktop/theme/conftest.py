"""Fixtures of the theme's tests."""

from tests.desktop.themes import manager

__all__ = ["manager"]
