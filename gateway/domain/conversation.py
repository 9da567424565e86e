"""The neutral conversation: what every chat dialect decodes to and is encoded from.

Requests (:class:`Conversation`), answers (:class:`Answer`) and stream events, in the form that
loses least between OpenAI Chat, OpenAI Responses, Anthropic and Gemini. ``extra`` bags keep a
dialect's own fields and are written back only to the same dialect.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Literal

from gateway.domain.usage import NO_USAGE, Usage

Extra = Mapping[str, Any]


@dataclass(slots=True)
class CacheMark:
    """A prompt-cache breakpoint behind a block;

    ``ttl`` as the dialect wrote it (``5m``, ``1h``) or ''.
    """

    ttl: str = ""


@dataclass(slots=True)
class Text:
    text: str
    cache: CacheMark | None = None
    citations: list[Any] = field(default_factory=list)


@dataclass(slots=True)
class Image:
    """Either ``data`` (base64, with ``mime``) or ``url`` or a vendor's ``file_id``."""

    mime: str = ""
    data: str = ""
    url: str = ""
    file_id: str = ""
    detail: str = ""
    cache: CacheMark | None = None


@dataclass(slots=True)
class Audio:
    format: str
    data: str


@dataclass(slots=True)
class File:
    """A document: ``data`` base64 with ``mime``, or ``text``, ``url`` or ``file_id``."""

    mime: str = ""
    data: str = ""
    text: str = ""
    url: str = ""
    file_id: str = ""
    name: str = ""
    cache: CacheMark | None = None
    extra: Extra = field(default_factory=dict)


@dataclass(slots=True)
class ToolCall:
    """``arguments`` is JSON text for functions, free text for custom tools."""

    id: str
    name: str
    arguments: str
    kind: Literal["function", "custom"] = "function"
    signature: str = ""
    cache: CacheMark | None = None


@dataclass(slots=True)
class ToolResult:
    id: str
    content: list[Block] = field(default_factory=list)
    is_error: bool = False
    name: str = ""
    cache: CacheMark | None = None


@dataclass(slots=True)
class Reasoning:
    """Thinking text.

    ``signature`` proves it to its vendor; ``redacted`` is opaque text standing in for it.
    """

    text: str = ""
    signature: str = ""
    redacted: str = ""


@dataclass(slots=True)
class Refusal:
    text: str


@dataclass(slots=True)
class Opaque:
    """A block only its own dialect understands."""

    dialect: str
    value: Any


Block = Text | Image | Audio | File | ToolCall | ToolResult | Reasoning | Refusal | Opaque


@dataclass(slots=True)
class Turn:
    """``system`` turns may stand anywhere; ``developer`` is OpenAI's newer word for the same."""

    role: Literal["system", "user", "assistant"]
    blocks: list[Block]
    name: str = ""
    developer: bool = False


@dataclass(slots=True)
class Tool:
    """``schema`` is JSON Schema;

    None where the dialect gave none. ``opaque`` holds hosted tools whole.
    """

    name: str
    description: str = ""
    schema: Any = None
    strict: bool | None = None
    kind: Literal["function", "custom", "hosted"] = "function"
    cache: CacheMark | None = None
    extra: Extra = field(default_factory=dict)
    opaque: Opaque | None = None
    optional: bool = False
    """A hosted tool that is left out where its provider does not answer."""


@dataclass(slots=True)
class ToolChoice:
    mode: Literal["auto", "none", "required", "named"] = "auto"
    name: str = ""
    allowed: tuple[str, ...] = ()
    parallel: bool | None = None


@dataclass(slots=True)
class OutputFormat:
    kind: Literal["json", "schema"]
    schema: Any = None
    name: str = ""
    strict: bool | None = None
    description: str = ""


@dataclass(slots=True)
class Thinking:
    """How much to think: an effort word, a token budget, or a switch; as the dialect said it."""

    enabled: bool | None = None
    adaptive: bool = False
    effort: str = ""
    budget_tokens: int | None = None
    display: str = ""


@dataclass(slots=True)
class Conversation:
    """One chat request. ``max_output`` in tokens; None where the client set none."""

    model: str
    turns: list[Turn]
    stream: bool = False
    stream_usage: bool = False
    """The client asked for usage in its stream (OpenAI's ``stream_options.include_usage``)."""
    tools: list[Tool] = field(default_factory=list)
    tool_choice: ToolChoice | None = None
    max_output: int | None = None
    temperature: float | None = None
    top_p: float | None = None
    top_k: int | None = None
    stop: list[str] = field(default_factory=list)
    n: int | None = None
    seed: int | None = None
    presence_penalty: float | None = None
    frequency_penalty: float | None = None
    logprobs: bool | None = None
    top_logprobs: int | None = None
    logit_bias: Any = None
    thinking: Thinking | None = None
    output_format: OutputFormat | None = None
    user: str = ""
    metadata: Extra = field(default_factory=dict)
    service_tier: str = ""
    verbosity: str = ""
    dialect: str = ""
    kept_as: str = ""
    """The upstream's own name for what was said so far, where it keeps that: then only what was
    said since its last answer is sent.
    """
    extra: Extra = field(default_factory=dict)
    """The request dialect's remaining fields."""


class Finish(StrEnum):
    """Why an answer ended."""

    STOP = "stop"
    STOP_SEQUENCE = "stop_sequence"
    LENGTH = "length"
    CONTEXT_FULL = "context_full"
    TOOL_CALL = "tool_call"
    FILTERED = "filtered"
    PAUSE = "pause"
    FAULT = "fault"


@dataclass(slots=True)
class Choice:
    blocks: list[Block]
    finish: Finish = Finish.STOP
    stop_sequence: str = ""
    logprobs: Any = None


@dataclass(slots=True)
class Answer:
    """A whole answer. ``created`` in Unix seconds, 0 when the upstream gave none."""

    id: str
    model: str
    choices: list[Choice]
    usage: Usage | None = None
    created: int = 0
    extra: Extra = field(default_factory=dict)
    kept_as: str = ""
    """As :attr:`Conversation.kept_as`, this answer included."""


# Stream events: what a stream decoder yields and a stream encoder takes, in order.


@dataclass(slots=True)
class Started:
    id: str = ""
    model: str = ""
    created: int = 0
    usage: Usage = NO_USAGE
    kept_as: str = ""
    """As :attr:`Answer.kept_as`."""


@dataclass(slots=True)
class TextDelta:
    text: str
    choice: int = 0


@dataclass(slots=True)
class ReasoningDelta:
    """Thinking text; ``signature`` alone closes the block; ``redacted`` arrives whole."""

    text: str = ""
    signature: str = ""
    redacted: str = ""
    choice: int = 0


@dataclass(slots=True)
class RefusalDelta:
    text: str
    choice: int = 0


@dataclass(slots=True)
class ToolCallDelta:
    """A piece of the ``index``-th tool call (counted from 0 within its choice).

    The first piece carries ``id``, ``name`` and the thought's ``signature``, where there is one;
    pieces of parallel calls may interleave.
    """

    index: int
    id: str = ""
    name: str = ""
    arguments: str = ""
    kind: Literal["function", "custom"] = "function"
    choice: int = 0
    signature: str = ""


@dataclass(slots=True)
class ImageDelta:
    """A whole image that the model made."""

    image: Image
    choice: int = 0


@dataclass(slots=True)
class CitationDelta:
    citation: Any
    choice: int = 0


@dataclass(slots=True)
class Finished:
    """A choice ended; usage may still follow."""

    finish: Finish
    stop_sequence: str = ""
    choice: int = 0


@dataclass(slots=True)
class UsageReport:
    """Cumulative usage; a later one replaces an earlier."""

    usage: Usage


@dataclass(slots=True)
class Ended:
    """The dialect's proper end of stream (``[DONE]``, ``message_stop``).

    A stream without it was cut.
    """


@dataclass(slots=True)
class StreamError:
    """An error inside a 200 stream, as the upstream worded it."""

    message: str
    type: str = ""
    code: str = ""
    status: int = 0
    retry_after_s: float | None = None


StreamEvent = (
    Started
    | TextDelta
    | ReasoningDelta
    | RefusalDelta
    | ToolCallDelta
    | ImageDelta
    | CitationDelta
    | Finished
    | UsageReport
    | Ended
    | StreamError
)

CONTENT_EVENTS = (TextDelta, ReasoningDelta, RefusalDelta, ToolCallDelta, ImageDelta)
"""Events after which an answer has begun and no other candidate may be tried."""
