"""The dialects there are, by name: of chat, of completions, and of embeddings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gateway.dialects.anthropic import Anthropic
from gateway.dialects.base import Dialect
from gateway.dialects.embeddings import OpenAIEmbeddings
from gateway.dialects.gemini import Gemini, GeminiEmbeddings
from gateway.dialects.ollama import Ollama
from gateway.dialects.openai_chat import OpenAIChat
from gateway.dialects.openai_completions import OpenAICompletions, OpenAIEdits
from gateway.dialects.openai_responses import OpenAIResponses

_ALL: tuple[Dialect, ...] = (
    OpenAIChat(),
    OpenAIResponses(),
    Anthropic(),
    Ollama(),
    Gemini(),
    OpenAICompletions(),
    OpenAIEdits(),
    OpenAIEmbeddings(),
    GeminiEmbeddings(),
)

DIALECTS: Mapping[str, Dialect] = {dialect.name: dialect for dialect in _ALL}


def dialect(name: str) -> Dialect:
    """Raises KeyError for a name that is none."""
    return DIALECTS[name]


def embeddings_dialect(speaks: Sequence[str]) -> str:
    """How an upstream that speaks these dialects of chat takes embeddings: OpenAI's way, mostly."""
    return "gemini_embeddings" if "gemini" in speaks else "openai_embeddings"
