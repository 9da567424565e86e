"""The members of Cohere's answers and events that are read.

https://docs.cohere.com/reference/chat, .../reference/chat-stream. ``Any`` where a member may be
anything, or is only passed on.
"""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import Struct


class Part(Struct):
    """A part of content, or of a delta of it."""

    type: Any = None
    text: Any = None
    thinking: Any = None


class Function(Struct):
    name: Any = None
    arguments: Any = None


class Call(Struct):
    id: Any = None
    function: Function | None = None


class Message(Struct):
    content: list[Part] | None = None
    tool_plan: Any = None
    tool_calls: list[Call] | None = None
    citations: Any = None


class Body(Struct):
    """A whole answer, or an error."""

    id: Any = None
    finish_reason: Any = None
    message: Message | str | None = None
    usage: Any = None


class DeltaMessage(Struct):
    """What an event adds; a start has lists where a delta has one thing."""

    content: Part | list[Any] | None = None
    tool_plan: Any = None
    tool_calls: Call | list[Any] | None = None
    citations: Any = None


class Delta(Struct):
    message: DeltaMessage | None = None
    finish_reason: Any = None
    usage: Any = None
    error: Any = None


class Event(Struct):
    type: Any = None
    id: Any = None
    index: Any = None
    delta: Delta | None = None
    message: Any = None
    """An error's, where that stands alone."""


body: msgspec.json.Decoder[Body] = msgspec.json.Decoder(Body)
event: msgspec.json.Decoder[Event] = msgspec.json.Decoder(Event)


def text(value: Any) -> str:
    return value if isinstance(value, str) else ""
