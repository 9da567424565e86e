"""Google's Gemini API: generateContent in all its forms, and its embeddings."""

from gateway.dialects.gemini.dialect import Gemini
from gateway.dialects.gemini.embeddings import GeminiEmbeddings

__all__ = ["Gemini", "GeminiEmbeddings"]
