"""Which models a channel is tested with: the owner's, else the cheapest of each capability."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from gateway.domain.capability import Capability
from gateway.domain.channel import Channel
from gateway.domain.usage import Usage
from gateway.errors import ServiceError
from gateway.providers.abilities import operations_of
from gateway.providers.base import Operation, Provider
from gateway.providers.model_list import kind_of
from gateway.relay.prices import PriceBook
from gateway.services.channel_ways import invalid

OPERATIONS = {
    Capability.CHAT: Operation.CHAT,
    Capability.EMBEDDING: Operation.EMBEDDINGS,
    Capability.RERANK: Operation.RERANK,
    Capability.IMAGE: Operation.IMAGES,
    Capability.SPEECH: Operation.SPEECH,
    Capability.TRANSCRIPTION: Operation.TRANSCRIPTIONS,
}
_MODES = {
    "chat": Capability.CHAT,
    "responses": Capability.CHAT,
    "completion": Capability.CHAT,
    "embedding": Capability.EMBEDDING,
    "rerank": Capability.RERANK,
    "image_generation": Capability.IMAGE,
    "audio_speech": Capability.SPEECH,
    "audio_transcription": Capability.TRANSCRIPTION,
}
_KINDS = {
    "chat": Capability.CHAT,
    "embedding": Capability.EMBEDDING,
    "rerank": Capability.RERANK,
    "image": Capability.IMAGE,
}
_HEARS = re.compile(r"whisper|transcri|sensevoice|\b(?:asr|stt)\b|paraformer|voxtral|/nova-[23]$")
_SPEAKS = re.compile(r"\btts\b")
_EDITS_ALONE = re.compile(r"image-?edit|seededit|irag-edit|-i2i", re.IGNORECASE)
"""Models that make no picture without another."""
_LONGEST = 255
_TYPICAL = {
    Capability.CHAT: Usage(input=20, output=20),
    Capability.EMBEDDING: Usage(input=20),
    Capability.RERANK: Usage(input=60, units=(("queries", 1),)),
    Capability.IMAGE: Usage(input=20, output=1000, image_out=1000, units=(("images", 1),)),
    Capability.SPEECH: Usage(
        input=10, output=30, audio_out=30, units=(("characters", 20), ("ms_out", 1500))
    ),
    Capability.TRANSCRIPTION: Usage(input=10, output=5, audio_in=10, units=(("ms_in", 1000),)),
}
"""What a test is likely to consume: enough to compare models by."""


def capability_of(provider: Provider, sent: str, prices: PriceBook) -> Capability | None:
    """What a model is good for: as the catalogue says, else its name; None for none of these."""
    entry = prices.entry(provider.id, sent)
    if entry is not None:
        return _MODES.get(entry.mode)
    kind = kind_of(sent)
    if kind == "audio":
        name = sent.lower()
        hears = _HEARS.search(name) and not _SPEAKS.search(name)
        return Capability.TRANSCRIPTION if hears else Capability.SPEECH
    return _KINDS.get(kind)


def operation_for(
    provider: Provider, capability: Capability, settings: Mapping[str, Any], sent: str = ""
) -> Operation:
    """How a provider is asked. Image models of Gemini's dialect draw in conversations, and ``sent``
    is asked for an edit where it does nothing else.

    Raises ServiceError ``not_testable`` where it has no such endpoint.
    """
    operation, has = OPERATIONS[capability], operations_of(provider, settings)
    edits = capability is Capability.IMAGE and _EDITS_ALONE.search(sent) is not None
    if edits and Operation.IMAGE_EDITS in has:
        return Operation.IMAGE_EDITS
    if operation in has:
        return operation
    if capability is Capability.IMAGE and "gemini" in provider.dialects:
        return Operation.CHAT
    why = f"{provider.name} has no {operation.value}"
    raise ServiceError("not_testable", why, {"model": why})


def models_to_test(
    channel: Channel, provider: Provider, prices: PriceBook
) -> Mapping[Capability, str]:
    """What the channel can be tested for, and with which model: as clients ask for it."""
    found: dict[Capability, list[str]] = {}
    for model in dict.fromkeys((*channel.models, *channel.aliases)):
        capability = capability_of(provider, channel.sent_model(model), prices)
        if capability is not None and _asked(provider, capability, channel.settings):
            found.setdefault(capability, []).append(model)
    chosen: dict[Capability, str] = {}
    for capability in Capability:
        own = channel.test_models.get(capability.value, "")
        if own or capability in found:
            chosen[capability] = own or _cheapest(channel, capability, found[capability], prices)
    main = channel.test_model
    if main:
        named = capability_of(provider, channel.sent_model(main), prices) or Capability.CHAT
        chosen[named] = channel.test_models.get(named.value, "") or main
    return chosen


def default_capability(
    channel: Channel, provider: Provider, prices: PriceBook, models: Mapping[Capability, str]
) -> Capability:
    """What a test is about unless somebody says: the test model's, else chat before others.

    Raises ServiceError ``not_testable`` for a channel without models.
    """
    if channel.test_model:
        sent = channel.sent_model(channel.test_model)
        return capability_of(provider, sent, prices) or Capability.CHAT
    if not models:
        if channel.models:
            why = "none of its models can be tested: use them through a client instead"
            raise ServiceError("not_testable", why, {"model": why})
        raise ServiceError("not_testable", "name a model to test with", {"model": "is needed"})
    return next(each for each in Capability if each in models)


def check_test_models(models: Mapping[str, str]) -> dict[str, str]:
    """Names by capability, without those left empty. Raises ServiceError ``invalid_channel``.

    The model for chats has a field of its own.
    """
    known = {each.value for each in Capability if each is not Capability.CHAT}
    checked: dict[str, str] = {}
    for capability, model in models.items():
        if capability not in known:
            raise invalid("test_models", f"{capability!r} is not one of {', '.join(sorted(known))}")
        if len(model.strip()) > _LONGEST:
            raise invalid("test_models", f"a name has more than {_LONGEST} characters")
        if model.strip():
            checked[capability] = model.strip()
    return checked


def _asked(provider: Provider, capability: Capability, settings: Mapping[str, Any]) -> bool:
    try:
        operation_for(provider, capability, settings)
    except ServiceError:
        return False
    return True


def _cheapest(
    channel: Channel, capability: Capability, models: list[str], prices: PriceBook
) -> str:
    """What has no price comes last, what its vendor gives up last of all, in the channel's order.

    A model the catalogue knows comes before one that may be anything.
    """

    def rank(model: str) -> tuple[bool, bool, float]:
        sent = channel.sent_model(model)
        entry, price = (
            prices.entry(channel.provider, sent),
            prices.price(channel.provider, sent),
        )
        dollars = price.nano(_TYPICAL[capability]) if price is not None else float("inf")
        return entry is not None and bool(entry.deprecated), entry is None, dollars

    return min(models, key=rank)
