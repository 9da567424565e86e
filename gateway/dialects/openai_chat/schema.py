"""The members of OpenAI's chat bodies that are read, as lenient as compatible upstreams need.

After OpenAI's API reference (chat completions, 2026-08) and what DeepSeek, Mistral, Groq,
OpenRouter, xAI, Moonshot and others add. ``Any`` where vendors disagree about a type.
"""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import Struct


class StreamOptions(Struct):
    include_usage: bool | None = None


class Head(Struct):
    """What routing and metering read of a request."""

    model: str | None = None
    stream: bool | None = None
    stream_options: StreamOptions | None = None
    max_tokens: int | float | None = None
    max_completion_tokens: int | float | None = None
    n: int | None = None
    service_tier: Any = None


class ReasoningWire(Struct):
    """OpenRouter's ``reasoning``."""

    effort: str | None = None
    max_tokens: int | None = None
    enabled: bool | None = None
    exclude: bool | None = None


class FunctionWire(Struct, gc=False):
    name: Any = None
    arguments: Any = None
    input: Any = None


class ToolCallWire(Struct):
    index: Any = None
    id: Any = None
    type: Any = None
    function: FunctionWire | None = None
    custom: FunctionWire | None = None
    extra_content: Any = None


class MessageWire(Struct):
    """An answer's message, or a stream's delta of one."""

    role: Any = None
    content: Any = None
    refusal: Any = None
    reasoning_content: Any = None
    reasoning: Any = None
    reasoning_details: Any = None
    thinking_blocks: Any = None
    tool_calls: list[ToolCallWire] | None = None
    function_call: FunctionWire | None = None
    annotations: Any = None
    audio: Any = None
    images: Any = None


class ChoiceWire(Struct):
    index: Any = 0
    delta: MessageWire | None = None
    message: MessageWire | None = None
    finish_reason: Any = None
    logprobs: Any = None
    stop_reason: Any = None
    usage: Any = None
    text: Any = None
    """Of a completion."""


class Body(Struct):
    """A whole answer, or a chunk of a streamed one."""

    id: Any = None
    model: Any = None
    created: Any = None
    object: Any = None
    choices: list[ChoiceWire] | None = None
    usage: Any = None
    service_tier: Any = None
    error: Any = None
    base_resp: Any = None
    x_groq: Any = None
    citations: Any = None
    search_results: Any = None
    """Perplexity's: addresses, and the pages they belong to."""


head: msgspec.json.Decoder[Head] = msgspec.json.Decoder(Head)
body: msgspec.json.Decoder[Body] = msgspec.json.Decoder(Body)
