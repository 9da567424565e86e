"""Converse's answers as they are read (botocore's model of bedrock-runtime, 2023-09-30)."""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import Raw, Struct


class ToolUse(Struct, rename="camel"):
    tool_use_id: Any = None
    name: Any = None
    input: Raw = Raw()
    type: Any = None


class ReasoningText(Struct):
    text: Any = None
    signature: Any = None


class Reasoning(Struct, rename="camel"):
    """Of a block ``reasoning_text`` or ``redacted_content``, of a delta one of the others."""

    reasoning_text: ReasoningText | None = None
    redacted_content: Any = None
    text: Any = None
    signature: Any = None


class Cited(Struct):
    text: Any = None


class Citations(Struct):
    content: list[Cited] | None = None


class Source(Struct):
    bytes: Any = None


class Picture(Struct):
    format: Any = None
    source: Source | None = None


class Block(Struct, rename="camel"):
    text: Any = None
    tool_use: ToolUse | None = None
    reasoning_content: Reasoning | None = None
    citations_content: Citations | None = None
    image: Picture | None = None


class Message(Struct):
    content: list[Block] = []


class Output(Struct):
    message: Message | None = None


class Answer(Struct, rename="camel"):
    output: Output | None = None
    stop_reason: Any = None
    usage: Any = None
    additional_model_response_fields: Any = None
    message: Any = None
    """An error's, inside HTTP 200."""


class StartedBlock(Struct, rename="camel"):
    tool_use: ToolUse | None = None


class DeltaToolUse(Struct):
    input: Any = None


class Delta(Struct, rename="camel"):
    text: Any = None
    tool_use: DeltaToolUse | None = None
    reasoning_content: Reasoning | None = None
    image: Picture | None = None


class Event(Struct, rename="camel"):
    """The payload of any event; ``p`` is padding and not read."""

    content_block_index: Any = None
    start: StartedBlock | None = None
    delta: Delta | None = None
    stop_reason: Any = None
    additional_model_response_fields: Any = None
    usage: Any = None


class Fault(Struct, rename="camel"):
    message: Any = None
    original_status_code: Any = None
    original_message: Any = None


answer: msgspec.json.Decoder[Answer] = msgspec.json.Decoder(Answer)
event: msgspec.json.Decoder[Event] = msgspec.json.Decoder(Event)
fault: msgspec.json.Decoder[Fault] = msgspec.json.Decoder(Fault)


def text(value: Any) -> str:
    return value if isinstance(value, str) else ""
