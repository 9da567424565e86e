"""Anthropic Messages, as Anthropic and everyone compatible with it speak it."""

from gateway.dialects.anthropic.dialect import Anthropic

__all__ = ["Anthropic"]
