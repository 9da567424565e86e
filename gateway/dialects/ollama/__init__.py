"""Ollama's own API: chat as channels and clients speak it; the rest as clients do."""

from gateway.dialects.ollama.clock import Clock
from gateway.dialects.ollama.dialect import Ollama
from gateway.dialects.ollama.embeddings import OllamaEmbeddings, OllamaLegacyEmbeddings
from gateway.dialects.ollama.generate import OllamaGenerate

__all__ = ["Clock", "Ollama", "OllamaEmbeddings", "OllamaGenerate", "OllamaLegacyEmbeddings"]
