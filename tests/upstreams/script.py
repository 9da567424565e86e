"""What a mock answers: a `Reply`, scripted by a test, or the default one.

A `Reply` says what the model says (text, reasoning, tool calls, usage), how the wire behaves while
it says so (delays, cuts of the stream, line ends, comments), and what goes wrong (statuses, resets,
stalls, errors inside the stream).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Literal

ErrorKind = Literal[
    "bad_request",
    "unsupported",
    "bad_key",
    "money",
    "permission",
    "not_found",
    "model",
    "too_large",
    "rate_limit",
    "server",
    "overloaded",
    "timeout",
    "context",
    "content_filter",
]
"""The classes of provider errors; every mock words each in its provider's own body and status."""

Cut = Literal["rst", "eof", "clean"]
"""How a connection ends early: TCP reset, FIN in the middle of the body, or a well-formed end."""

ReasoningField = Literal["reasoning_content", "reasoning", "reasoning_details", "think"]

BEFORE_HEADERS = -1
"""For `cut_after` and `stall_after`: before the first byte of the answer."""


class Unset:
    """Says: not scripted, compute it."""

    def __repr__(self) -> str:
        return "UNSET"


UNSET = Unset()


@dataclass(frozen=True, slots=True)
class Usage:
    """Token counts in one vocabulary for all mocks.

    `prompt` includes `cached`, `cache_write` (five minutes) and `cache_write_1h`; `completion`
    includes `reasoning`. Each mock words them as its provider does (Anthropic's `input_tokens`
    excludes the cache).
    """

    prompt: int
    completion: int
    cached: int = 0
    cache_write: int = 0
    cache_write_1h: int = 0
    reasoning: int = 0


@dataclass(frozen=True, slots=True)
class ToolCall:
    """A call the model makes; `arguments` as text goes out verbatim, broken JSON included."""

    name: str
    arguments: Mapping[str, Any] | str = field(default_factory=dict)
    id: str | None = None

    @property
    def json(self) -> str:
        """The arguments as the JSON text that OpenAI's wire carries."""
        if isinstance(self.arguments, str):
            return self.arguments
        return json.dumps(self.arguments, ensure_ascii=False, separators=(",", ":"))

    @property
    def object(self) -> dict[str, Any]:
        """The arguments as the object that Anthropic's and Ollama's wires carry."""
        if isinstance(self.arguments, str):
            value = json.loads(self.arguments) if self.arguments else {}
            if not isinstance(value, dict):
                raise TypeError(f"the arguments of {self.name} are no object")
            return value
        return dict(self.arguments)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """One scripted answer. Every field left alone means: as the real provider would."""

    # What the model says. Without any of these the answer echoes the request.
    text: str | None = None
    chunks: tuple[str, ...] | list[str] | None = None
    """The text as streamed pieces, instead of `text` cut after each word."""
    reasoning: str | None = None
    reasoning_field: ReasoningField | None = None
    """Where an OpenAI-compatible server puts the reasoning; `think` writes `<think>` text."""
    redacted: bool = False
    """Anthropic: a `redacted_thinking` block before the text."""
    refusal: str | None = None
    tool_calls: tuple[ToolCall, ...] | list[ToolCall] = ()
    finish: str | None = None
    """finish_reason, stop_reason or done_reason in the provider's words."""

    # What it costs.
    usage: Usage | Mapping[str, Any] | Unset | None = UNSET
    """A `Usage`, or a mapping that goes on the wire as it is, or None for no usage at all."""
    service_tier: str = "default"
    """OpenAI's wire: the tier that the request was served at."""
    usage_place: Literal["own", "finish", "every"] = "own"
    """OpenAI's wire: a chunk of its own, inside the finish chunk, or cumulative in every chunk."""
    usage_unasked: bool = False
    """OpenAI's wire: usage in the stream although `stream_options` did not ask for it."""

    # How the answer travels. Times in seconds.
    delay_headers: float = 0.0
    delay_first: float = 0.0
    """Between the headers and the first frame of a stream; before a plain answer."""
    delay_chunk: float = 0.0
    split: Literal["frames", "bytes", "all"] | int = "frames"
    """One write per frame, per byte, for everything, or per that many bytes across frames."""
    crlf: bool = False
    comments: bool = False
    """SSE comment lines before the first frame and between frames."""
    data_space: bool = True
    role_chunk: bool = True
    empty_deltas: bool = False
    """Chunks that say nothing between those that do; Anthropic: more pings."""
    no_choices_first: bool = False
    """OpenAI's wire: Azure's first chunk, `prompt_filter_results` and no choices."""
    argument_size: int = 7
    """Characters of tool arguments in a fragment, so that cuts fall inside escapes."""
    interleave: bool = False
    """OpenAI's wire: fragments of parallel tool calls take turns."""
    whole: bool = False
    """A plain answer although a stream was asked for."""
    streamed: bool = False
    """A stream although a plain answer was asked for."""
    finish_chunk: bool = True
    done: bool = True
    """Whether the end marker is sent: `[DONE]`, `message_stop`."""
    gzip: bool = False
    headers: Mapping[str, str] = field(default_factory=dict)
    """Over the provider's own; an empty value removes one, `retry-after` all retry headers."""
    insert: Mapping[int, bytes] = field(default_factory=dict)
    """Raw bytes written before the frame of that index: malformed, oversized, anything."""

    # What goes wrong.
    error: ErrorKind | None = None
    error_status: int | None = None
    error_body: Mapping[str, Any] | str | bytes | None = None
    html: bool = False
    """A proxy's HTML page, with `error_status` (502 unless said)."""
    body_error_200: bool = False
    error_in_stream_after: int | None = None
    """The provider's in-band error after that many frames, then the end."""
    cut_after: int | None = None
    """Frames of a stream, bytes of a plain answer, or `BEFORE_HEADERS`."""
    cut: Cut = "rst"
    stall_after: int | None = None
    """Counted as `cut_after`; silence until the client leaves or the test calls `release()`."""

    @property
    def fails_at_once(self) -> bool:
        """Whether an error answer replaces the model's."""
        if self.error_in_stream_after is not None:
            return False
        return (
            self.error is not None
            or self.error_status is not None
            or self.html
            or self.body_error_200
        )

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Reply:
        """A reply sent over the control channel.

        Raises:
            TypeError: an unknown field.
        """
        values = dict(data)
        if "tool_calls" in values:
            values["tool_calls"] = tuple(ToolCall(**call) for call in values["tool_calls"])
        if "insert" in values:
            values["insert"] = {int(at): raw.encode() for at, raw in values["insert"].items()}
        return cls(**values)

    def usage_over(self, computed: Usage) -> Usage | dict[str, Any] | None:
        """The usage to report: the scripted one, or `computed`."""
        if isinstance(self.usage, Unset):
            return computed
        if isinstance(self.usage, Mapping):
            neutral = {f.name for f in fields(Usage)}
            return Usage(**self.usage) if set(self.usage) <= neutral else dict(self.usage)
        return self.usage
