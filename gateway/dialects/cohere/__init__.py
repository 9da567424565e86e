"""Cohere's own API, v2: chat, its events, embeddings; no client speaks it to us."""

from gateway.dialects.cohere.dialect import Cohere
from gateway.dialects.cohere.embeddings import CohereEmbeddings

__all__ = ["Cohere", "CohereEmbeddings"]
