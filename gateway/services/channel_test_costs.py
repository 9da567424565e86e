"""What a test is likely to cost, before it is sent."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from gateway.domain.capability import Capability
from gateway.domain.price import Price
from gateway.domain.usage import Usage
from gateway.relay.counting import rough
from gateway.services.channel_test_media import PICTURED, probe

_ANSWER = 20
"""Tokens of a short answer."""
_DRAWN = 1_300
"""Tokens of a picture that is drawn in a conversation (Gemini)."""


def likely_usage(capability: Capability, sent: str, prompt: str) -> Usage:
    """What a test of ``sent`` consumes, guessed high rather than low."""
    if capability is Capability.CHAT:
        return Usage(input=rough([prompt]), output=_ANSWER)
    if capability is Capability.EMBEDDING:
        return Usage(input=rough([prompt]))
    asked = probe(capability, sent)
    likely = asked.dialect.peek(asked.body).likely
    texts, fixed = asked.dialect.prompt_texts(asked.body)
    read = rough(texts) + fixed
    if capability is Capability.IMAGE:
        drawn = max(likely.output, _DRAWN) if "gemini" in sent else likely.output
        return replace(likely, input=rough([PICTURED]), output=drawn, image_out=drawn)
    return replace(likely, input=read)


def likely_nano(price: Price, usage: Usage, factor: Fraction) -> int:
    """Its price in nano-dollars: by tokens or by what else is counted, whichever is dearer."""
    by_unit = Usage(units=usage.units, made=usage.made)
    by_token = replace(usage, units=())
    return max(price.nano(by_token, factor), price.nano(by_unit, factor) if usage.units else 0)
