"""The models of the OpenAI mock, and the flavours of OpenAI-compatible servers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from tests.upstreams.script import ReasoningField

Kind = Literal[
    "chat",
    "embedding",
    "responses",
    "completion",
    "image",
    "speech",
    "transcription",
    "moderation",
    "rerank",
]


@dataclass(frozen=True, slots=True)
class OpenAIModel:
    """A model: the name asked for, and the dated snapshot that answers under its own name."""

    id: str
    snapshot: str
    kind: Kind = "chat"
    """`responses` models are not served as chat."""
    created: int = 1_721_172_741
    context: int = 128_000
    """Prompt and completion tokens together."""
    max_output: int = 16_384
    reasons: bool = False
    """o-series and gpt-5 on: no `max_tokens`, no sampling, `reasoning_effort`."""
    efforts: tuple[str, ...] = ()
    dimensions: int = 0
    shortens: bool = False
    """Embeddings: takes `dimensions`."""


_EFFORTS = ("none", "low", "medium", "high", "xhigh")

OPENAI_MODELS = (
    OpenAIModel("gpt-4o-mini", "gpt-4o-mini-2024-07-18"),
    OpenAIModel("gpt-4o", "gpt-4o-2024-08-06", created=1_715_367_049),
    OpenAIModel(
        "gpt-4.1-mini",
        "gpt-4.1-mini-2025-04-14",
        created=1_744_318_173,
        context=1_047_576,
        max_output=32_768,
    ),
    OpenAIModel(
        "gpt-5.4",
        "gpt-5.4-2026-03-05",
        created=1_772_500_000,
        context=1_050_000,
        max_output=128_000,
        reasons=True,
        efforts=_EFFORTS,
    ),
    OpenAIModel(
        "o4-mini",
        "o4-mini-2025-04-16",
        created=1_744_225_351,
        context=200_000,
        max_output=100_000,
        reasons=True,
        efforts=("low", "medium", "high"),
    ),
    OpenAIModel(
        "gpt-5.3-codex",
        "gpt-5.3-codex",
        kind="responses",
        created=1_770_000_000,
        context=400_000,
        max_output=128_000,
        reasons=True,
        efforts=("low", "medium", "high", "xhigh"),
    ),
    OpenAIModel(
        "text-embedding-3-small",
        "text-embedding-3-small",
        kind="embedding",
        created=1_705_948_997,
        context=8_192,
        dimensions=1_536,
        shortens=True,
    ),
    OpenAIModel(
        "text-embedding-3-large",
        "text-embedding-3-large",
        kind="embedding",
        created=1_705_953_180,
        context=8_192,
        dimensions=3_072,
        shortens=True,
    ),
    OpenAIModel(
        "text-embedding-ada-002",
        "text-embedding-ada-002",
        kind="embedding",
        created=1_671_217_299,
        context=8_192,
        dimensions=1_536,
    ),
)


MEDIA_MODELS = (
    OpenAIModel("gpt-3.5-turbo-instruct", "gpt-3.5-turbo-instruct", kind="completion"),
    OpenAIModel("gpt-image-1", "gpt-image-1", kind="image"),
    OpenAIModel("dall-e-2", "dall-e-2", kind="image"),
    OpenAIModel("dall-e-3", "dall-e-3", kind="image"),
    OpenAIModel("tts-1", "tts-1", kind="speech"),
    OpenAIModel("gpt-4o-mini-tts", "gpt-4o-mini-tts", kind="speech"),
    OpenAIModel("whisper-1", "whisper-1", kind="transcription"),
    OpenAIModel("gpt-4o-transcribe", "gpt-4o-transcribe", kind="transcription"),
    OpenAIModel("omni-moderation-latest", "omni-moderation-2024-09-26", kind="moderation"),
    OpenAIModel("rerank-v3.5", "rerank-v3.5", kind="rerank"),
    OpenAIModel("jina-reranker-v2-base-multilingual", "jina-reranker-v2", kind="rerank"),
)
"""What OpenAI serves beyond chat; and two rerankers, which other servers of its wire have."""


def chat_models(names: Iterable[str]) -> tuple[OpenAIModel, ...]:
    """Chat models that answer under the name they are asked for."""
    return tuple(OpenAIModel(name, name) for name in names)


@dataclass(frozen=True, slots=True)
class Flavour:
    """How a server that speaks OpenAI's chat wire differs from OpenAI."""

    name: str
    owner: str
    strict: bool = False
    """Refuses what OpenAI refuses: unknown fields, values out of range."""
    needs_key: bool = True
    reasoning_field: ReasoningField = "reasoning_content"
    fingerprint: str | None = None
    call_ids: tuple[str, int] = ("call_", 24)
    """How the ids of tool calls begin, and how many letters follow."""
    openai_headers: bool = False
    obfuscates: bool = False
    whole_calls: bool = False
    """Tool calls arrive in one chunk, arguments and all."""
    role_everywhere: bool = False
    """Every delta says `role` and `content`."""
    knows_tool_choice: bool = True
    numbers_calls: bool = False
    """Tool calls of a whole answer say their `index` too."""
    members: Mapping[str, Any] = field(default_factory=dict)
    """What a whole answer has besides."""
    usage_members: Mapping[str, Any] = field(default_factory=dict)
    """What usage tells besides."""
    doubles: bool = False
    """Every choice has both: the `message` so far and the `delta`."""
    lists_health: bool = False
    """Answers `GET /health`."""


OPENAI = Flavour("openai", "openai", strict=True, openai_headers=True, obfuscates=True)
COMPATIBLE = Flavour("compatible", "library", fingerprint="fp_compatible")
OLLAMA = Flavour(
    "ollama",
    "library",
    needs_key=False,
    reasoning_field="reasoning",
    fingerprint="fp_ollama",
    whole_calls=True,
    role_everywhere=True,
    knows_tool_choice=False,
)
LM_STUDIO = Flavour("lm-studio", "organization_owner", needs_key=False, fingerprint="lm-studio")
LLAMA_CPP = Flavour(
    "llama.cpp", "llamacpp", needs_key=False, fingerprint="b9310", lists_health=True
)
