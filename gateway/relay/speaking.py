"""In which of its dialects a provider is spoken to."""

from __future__ import annotations

from collections.abc import Sequence

from gateway.dialects.registry import embeddings_dialect
from gateway.providers.abilities import Naming, OwnEmbeddings
from gateway.providers.base import Endpoint, Provider

RESPONSES = "openai_responses"


def upstream_dialect(asked: str, speaks: Sequence[str], mode: str = "") -> str:
    """The client's own where the provider speaks it, else the one the provider prefers.

    ``mode`` is the catalogue's word for the model: some exist only in OpenAI's Responses API.
    """
    if mode == "responses" and RESPONSES in speaks:
        return RESPONSES
    return asked if asked in speaks else speaks[0]


def embeddings_for(provider: Provider, endpoint: Endpoint) -> str:
    """The dialect in which this endpoint takes texts to embed."""
    if isinstance(provider, OwnEmbeddings):
        return provider.embeddings_dialect(endpoint)
    return embeddings_dialect(provider.dialects_for(endpoint))


def form_model(provider: Provider, endpoint: Endpoint, sent: str) -> str:
    """What a form with files calls the model; ``sent`` for most providers."""
    return provider.named_in_forms(endpoint) if isinstance(provider, Naming) else sent
