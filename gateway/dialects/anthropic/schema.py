"""The members of Anthropic's messages bodies and stream events that are read.

After Anthropic's API reference (messages, versions 2023-06-01 and 2026-10-21).
"""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import Raw, Struct


class ThinkingConfig(Struct):
    type: Any = None
    budget_tokens: Any = None


class Head(Struct):
    """What routing and metering read of a request."""

    model: str | None = None
    stream: bool | None = None
    max_tokens: int | float | None = None
    thinking: ThinkingConfig | None = None


class BlockWire(Struct):
    """A content block of an answer, a message or a stream's ``content_block_start``."""

    type: str = ""
    text: Any = None
    citations: Any = None
    cache_control: Any = None
    thinking: Any = None
    signature: Any = None
    data: Any = None
    id: Any = None
    name: Any = None
    input: Raw = Raw()
    tool_use_id: Any = None
    content: Raw = Raw()
    is_error: Any = None
    source: Any = None
    title: Any = None
    context: Any = None


class MessageWire(Struct):
    """A message of a request."""

    role: str = ""
    content: Raw = Raw()


class DeltaWire(Struct):
    type: Any = None
    text: Any = None
    thinking: Any = None
    signature: Any = None
    partial_json: Any = None
    citation: Any = None
    stop_reason: Any = None
    stop_sequence: Any = None
    stop_details: Any = None


class MessageHead(Struct):
    id: Any = None
    model: Any = None
    usage: Any = None


class Event(Struct):
    """Any event of a stream."""

    type: str = ""
    index: Any = None
    delta: DeltaWire | None = None
    content_block: BlockWire | None = None
    message: MessageHead | None = None
    usage: Any = None
    error: Any = None


class Message(Struct):
    """A whole answer."""

    type: Any = None
    id: Any = None
    model: Any = None
    content: list[BlockWire] | None = None
    stop_reason: Any = None
    stop_sequence: Any = None
    stop_details: Any = None
    usage: Any = None
    error: Any = None
    base_resp: Any = None


head: msgspec.json.Decoder[Head] = msgspec.json.Decoder(Head)
event: msgspec.json.Decoder[Event] = msgspec.json.Decoder(Event)
message: msgspec.json.Decoder[Message] = msgspec.json.Decoder(Message)
blocks: msgspec.json.Decoder[list[BlockWire]] = msgspec.json.Decoder(list[BlockWire])
messages: msgspec.json.Decoder[list[MessageWire]] = msgspec.json.Decoder(list[MessageWire])
