"""Homeport's engine: everything but the window. Runs alone with ``python -m gateway``."""

from gateway.version import __version__

__all__ = ["__version__"]
