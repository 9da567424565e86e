"""Providers' model lists, read tolerantly, and what a model's name says about its kind."""

from __future__ import annotations

import json
import re
from typing import Any

from gateway.errors import DialectError
from gateway.providers.base import ModelInfo

# Conservative: what is not surely something else is offered for chat. Order matters.
_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("rerank", re.compile(r"rerank")),
    ("embedding", re.compile(r"embed|^(?:bge|gte|e5|m3e|all-minilm)[-_]|text-similarity|-e5-")),
    ("other", re.compile(r"moderation|llama-guard|^(?:davinci|babbage)-002$|^mistral-ocr")),
    ("other", re.compile(r"^gpt-3\.5-turbo-instruct|realtime|^(?:sora|veo)-|video")),
    ("audio", re.compile(r"whisper|transcribe|\btts\b|^speech-|sensevoice|cosyvoice|melotts")),
    ("audio", re.compile(r"\b(?:asr|stt)\b|paraformer|^orpheus-|^kokoro-|^aura-\d")),
    ("audio", re.compile(r"^chatterbox")),
    ("audio", re.compile(r"^nova-[23]$")),  # Deepgram's; Amazon's have a word behind
    ("image", re.compile(r"dall-e|^gpt-image|^chatgpt-image|^imagen|stable-diffusion|^sd-?xl")),
    (
        "image",
        re.compile(
            r"^ideogram-v|^recraft-v|^lucid-origin|^phoenix-1|^dreamshaper-|^playground-v|^ssd-1b"
        ),
    ),
    ("image", re.compile(r"^flux[-.]|cogview|^wanx|kolors|^qwen-image|seedream|grok-\S*image")),
    (  # Stability's at Bedrock: those that draw, and those that change pictures alone
        "image",
        re.compile(r"(?:^|\.)(?:sd3|stable-image-(?:core|ultra))|^z-image|^hunyuan-image|^tti$"),
    ),
    (
        "image",  # a checkpoint, by its file
        re.compile(r"\.safetensors$"),
    ),
    ("other", re.compile(r"(?:^|\.)stable-(?:image|outpaint|style|\w+-upscale)")),
)

_ELEVENLABS = "elevenlabs"

# What Together, LM Studio and others say outright, and Cohere's endpoints.
_TOLD = {
    "chat": "chat",
    "language": "chat",
    "code": "chat",
    "llm": "chat",
    "vlm": "chat",
    "embedding": "embedding",
    "embeddings": "embedding",
    "embed": "embedding",
    "image": "image",
    "audio": "audio",
    "transcribe": "audio",
    "rerank": "rerank",
    "moderation": "other",
    "video": "other",
}


def kind_of(model_id: str) -> str:
    """``chat`` unless the name says plainly that it is something else.

    Vendors' prefixes are ignored (``BAAI/bge-m3``).
    """
    owner, _, name = model_id.lower().rpartition("/")
    if owner == _ELEVENLABS:
        return "audio"  # whose names are versions alone
    return next((kind for kind, pattern in _KINDS if pattern.search(name)), "chat")


def parse_model_list(body: bytes, *, strip_prefix: str = "") -> list[ModelInfo]:
    """Models in the order given, without duplicates and those that have no id.

    Reads OpenAI's and Anthropic's ``data``, Ollama's and Cohere's ``models``, Together's bare
    array, and lists of plain names. Raises DialectError for what is no model list.
    """
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        raise DialectError("the model list is not JSON") from None
    models: dict[str, ModelInfo] = {}
    for entry in _entries(value):
        info = _model(entry, strip_prefix)
        if info is not None:
            models.setdefault(info.id, info)
    return list(models.values())


def _entries(value: Any) -> list[Any]:
    if isinstance(value, list):
        return value
    if isinstance(value, dict) and not value.get("error"):
        for member in ("data", "models"):
            if member in value:
                entries = value[member]
                if entries is None:  # Ollama without models
                    return []
                if isinstance(entries, list):
                    return entries
    raise DialectError("the answer is not a model list")


def _model(entry: Any, strip_prefix: str) -> ModelInfo | None:
    if isinstance(entry, str):
        entry = {"id": entry}
    if not isinstance(entry, dict):
        return None
    names = [entry.get(member) for member in ("id", "model", "name")]
    ident = next((name.strip() for name in names if isinstance(name, str) and name.strip()), "")
    ident = ident.removeprefix(strip_prefix)
    if not ident:
        return None
    titles = [entry.get(member) for member in ("display_name", "name")]
    title = next((each for each in titles if isinstance(each, str) and each), "")
    return ModelInfo(ident, "" if title == ident else title, _told_kind(entry) or kind_of(ident))


def _told_kind(entry: dict[str, Any]) -> str:
    told = entry.get("type")
    if isinstance(told, str) and told in _TOLD:
        return _TOLD[told]
    endpoints = entry.get("endpoints")
    if isinstance(endpoints, list):
        return next(
            (_TOLD[each] for each in endpoints if isinstance(each, str) and each in _TOLD), ""
        )
    architecture = entry.get("architecture")
    if isinstance(architecture, dict):
        return _told_by_modalities(architecture.get("output_modalities"))
    return ""


def _told_by_modalities(modalities: Any) -> str:
    """OpenRouter: what answers in text converses; the rest is told by its only modality."""
    if not isinstance(modalities, list) or not modalities:
        return ""
    if "text" in modalities:
        return "chat"
    return _TOLD.get(modalities[0], "other") if isinstance(modalities[0], str) else ""
