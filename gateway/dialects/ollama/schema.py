"""The members of Ollama's ``/api/chat`` bodies that are read.

After Ollama's API reference (https://docs.ollama.com/api/chat).
"""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import Raw, Struct


class Options(Struct):
    num_predict: int | float | None = None


class Head(Struct):
    """What routing and metering read of a request."""

    model: str | None = None
    stream: bool | None = None
    options: Options | None = None


class FunctionWire(Struct):
    name: Any = None
    arguments: Raw = Raw()


class CallWire(Struct):
    id: Any = None
    function: FunctionWire | None = None


class MessageWire(Struct):
    role: str = ""
    content: Any = None
    thinking: Any = None
    images: Any = None
    tool_calls: list[CallWire] | None = None
    tool_name: Any = None
    tool_call_id: Any = None


class Body(Struct):
    """A whole answer, or a line of a streamed one."""

    model: Any = None
    created_at: Any = None
    message: MessageWire | None = None
    done: Any = None
    done_reason: Any = None
    prompt_eval_count: Any = None
    eval_count: Any = None
    logprobs: Any = None
    error: Any = None


head: msgspec.json.Decoder[Head] = msgspec.json.Decoder(Head)
body: msgspec.json.Decoder[Body] = msgspec.json.Decoder(Body)
messages: msgspec.json.Decoder[list[MessageWire]] = msgspec.json.Decoder(list[MessageWire])
