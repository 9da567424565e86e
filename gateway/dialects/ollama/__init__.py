"""Ollama's own chat API."""

from gateway.dialects.ollama.dialect import Ollama

__all__ = ["Ollama"]
