"""OpenAI's custom tools (free text in, no schema) where an upstream has only functions.

A custom tool becomes a function with one text property of a name nobody else uses; a call of it is
known by that property on the way back, so nothing has to be remembered between the two.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from gateway.dialects import wire
from gateway.domain.conversation import StreamEvent, ToolCall, ToolCallDelta
from gateway.errors import DialectError

PROPERTY = "custom_tool_input"
_HEAD = '{"' + PROPERTY + '":'
HEAD_LENGTH = 4 * len(_HEAD)
"""So many characters of arguments tell a custom tool's call, white space included."""


def schema(grammar: Any = None) -> dict[str, Any]:
    """The parameters of the function that stands for a custom tool."""
    hint = "The tool's whole input, as plain text."
    if isinstance(grammar, dict) and grammar.get("type") == "grammar":
        hint += " It must follow this grammar: " + wire.dumps(grammar.get("grammar")).decode()
    return {
        "type": "object",
        "properties": {PROPERTY: {"type": "string", "description": hint}},
        "required": [PROPERTY],
        "additionalProperties": False,
    }


def wrap(text: str) -> str:
    """A custom tool's input as the function's arguments."""
    return wire.dumps({PROPERTY: text}).decode()


def as_function(call: ToolCall) -> ToolCall:
    """A call as the function's that stands for a custom tool; a function's own as it is."""
    if call.kind == "function":
        return call
    return replace(call, kind="function", arguments=wrap(call.arguments))


def unwrap(arguments: str) -> str | None:
    """The custom tool's input in a function's arguments; None where they are a function's own."""
    if PROPERTY not in arguments:
        return None
    try:
        value = wire.loads(arguments.encode("utf-8", "replace"))
    except DialectError:
        return None
    if isinstance(value, dict) and set(value) == {PROPERTY} and isinstance(value[PROPERTY], str):
        return str(value[PROPERTY])
    return None


def may_be_custom(beginning: str) -> bool:
    """Whether arguments that begin like this can still turn out to be a custom tool's."""
    compact = "".join(beginning[:HEAD_LENGTH].split())
    return _HEAD.startswith(compact[: len(_HEAD)])


class StreamedCall:
    """A call that comes in pieces: held back while it may still be a custom tool's."""

    __slots__ = ("announced", "head", "id", "name", "number", "pieces")

    def __init__(self, number: int, call_id: str, name: str) -> None:
        self.number = number
        self.id = call_id
        self.name = name
        self.head = ""
        self.pieces: list[str] = []
        self.announced = False

    def add(self, fragment: str) -> Iterator[StreamEvent]:
        if self.announced:
            yield ToolCallDelta(self.number, arguments=fragment)
            return
        self.pieces.append(fragment)
        if len(self.head) < HEAD_LENGTH:
            self.head += fragment
        if not may_be_custom(self.head):
            yield self._announce()

    def close(self) -> Iterator[StreamEvent]:
        if self.announced:
            return
        text = unwrap("".join(self.pieces))
        if text is None:
            yield self._announce()
        else:
            yield ToolCallDelta(self.number, self.id, self.name, text, "custom")

    def _announce(self) -> ToolCallDelta:
        self.announced = True
        return ToolCallDelta(self.number, self.id, self.name, "".join(self.pieces))
