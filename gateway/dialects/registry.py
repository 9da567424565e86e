"""The dialects there are, by name: four of chat, and embeddings, which are only passed through."""

from __future__ import annotations

from collections.abc import Mapping

from gateway.dialects.anthropic import Anthropic
from gateway.dialects.base import Dialect
from gateway.dialects.embeddings import OpenAIEmbeddings
from gateway.dialects.ollama import Ollama
from gateway.dialects.openai_chat import OpenAIChat
from gateway.dialects.openai_responses import OpenAIResponses

_ALL: tuple[Dialect, ...] = (
    OpenAIChat(),
    OpenAIResponses(),
    Anthropic(),
    Ollama(),
    OpenAIEmbeddings(),
)

DIALECTS: Mapping[str, Dialect] = {dialect.name: dialect for dialect in _ALL}


def dialect(name: str) -> Dialect:
    """Raises KeyError for a name that is none."""
    return DIALECTS[name]
