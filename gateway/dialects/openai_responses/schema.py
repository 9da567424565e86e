"""The members of Responses bodies and events that are read.

After OpenAI's API reference (responses, 2026-11). ``Any`` where a member is only passed on.
"""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import Struct


class Head(Struct):
    """What routing and metering read of a request."""

    model: str | None = None
    stream: bool | None = None
    max_output_tokens: int | float | None = None
    background: bool | None = None
    service_tier: Any = None


class PartWire(Struct):
    """A part of a message, or of a reasoning item's summary or content."""

    type: Any = None
    text: Any = None
    refusal: Any = None
    annotations: Any = None


class ItemWire(Struct):
    """An output item."""

    type: str | None = None
    id: Any = None
    call_id: Any = None
    name: Any = None
    namespace: Any = None
    arguments: Any = None
    input: Any = None
    content: list[PartWire] | None = None
    summary: list[PartWire] | None = None
    encrypted_content: Any = None
    result: Any = None


class Body(Struct):
    """A whole response, alone or inside an event."""

    id: Any = None
    object: Any = None
    model: Any = None
    created_at: Any = None
    status: Any = None
    incomplete_details: Any = None
    output: list[ItemWire] | None = None
    usage: Any = None
    service_tier: Any = None
    error: Any = None


class Event(Struct):
    """An event of a stream; errors put their members beside ``type`` or into ``error``."""

    type: str | None = None
    sequence_number: Any = None
    response: Body | None = None
    item: ItemWire | None = None
    output_index: Any = None
    content_index: Any = None
    summary_index: Any = None
    delta: Any = None
    text: Any = None
    annotation: Any = None
    error: Any = None
    code: Any = None
    message: Any = None
    param: Any = None


head: msgspec.json.Decoder[Head] = msgspec.json.Decoder(Head)
body: msgspec.json.Decoder[Body] = msgspec.json.Decoder(Body)
event: msgspec.json.Decoder[Event] = msgspec.json.Decoder(Event)
