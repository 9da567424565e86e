"""What the relay asks of a dialect. Pure: bytes and values in, bytes and values out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol

from gateway.domain.conversation import Answer, Conversation, StreamEvent
from gateway.domain.failure import Failure
from gateway.domain.usage import NO_USAGE, Usage
from gateway.errors import GatewayError


@dataclass(frozen=True, slots=True)
class Peek:
    """What routing and metering need of a request before it is decoded.

    ``max_output`` is the output limit the client set, None for none; ``choices`` its ``n``;
    ``likely`` what it consumes beside its prompt, where that can be told before (images, sound):
    held for it, and taken where its answer does not say.
    """

    model: str
    stream: bool = False
    max_output: int | None = None
    wants_usage: bool = True
    """Whether a stream is to carry usage (OpenAI: only when asked)."""
    choices: int = 1
    likely: Usage = NO_USAGE


LIKELY_PRIORITY = Usage(tier="priority")
"""What a request that asks for the dearer service tier is held at."""


@dataclass(frozen=True, slots=True)
class RequestEdits:
    """Surgical changes to a request that passes through in its own dialect; None leaves as is."""

    model: str | None = None
    max_output: int | None = None
    include_usage: bool = False
    """Ask the upstream for usage in the stream (OpenAI's ``stream_options.include_usage``)."""


@dataclass(slots=True)
class StreamMeter:
    """What a stream has shown so far; the pipe writes it, the relay reads it.

    ``started`` turns true with the first content event, ``finished`` when the upstream said why it
    ended, ``complete`` when the dialect's proper end was seen. ``error`` is an error inside the 200
    stream. ``chars`` counts the characters of output (text, reasoning, tool arguments); ``texts``
    keeps them for counting where the upstream reports no usage. ``finish`` is a
    :class:`~gateway.domain.conversation.Finish` word in every dialect. ``stopped``: it was ended
    here, at a stop text, while the upstream would have gone on; ``proof_chars`` is the length of
    the proofs of thoughts that came.
    """

    started: bool = False
    finished: bool = False
    complete: bool = False
    stopped: bool = False
    usage: Usage | None = None
    error: Failure | None = None
    chars: int = 0
    proof_chars: int = 0
    texts: list[str] = field(default_factory=list)
    finish: str = ""
    upstream_model: str = ""
    upstream_id: str = ""

    def add_text(self, text: str) -> None:
        if text:
            self.started = True
            self.chars += len(text)
            self.texts.append(text)


class StreamPipe(Protocol):
    """Carries one upstream stream to one client stream, in bounded memory beyond ``meter.texts``.

    Bytes may be split anywhere. ``feed`` returns what may go to the client now: whole frames of the
    client's dialect. The ending (the frames that tell the client that the answer is whole: finish
    reason, usage, terminator) is withheld from ``feed`` and returned by ``ending``, so that it can
    wait for settlement. After ``meter.error`` is set, ``feed`` returns nothing more.
    """

    meter: StreamMeter

    def feed(self, data: bytes) -> bytes: ...

    def close(self) -> bytes:
        """The upstream's body ended:

        Flushes what is decodable, as ``feed`` does. A stream whose end is missing leaves
        ``meter.complete`` False.
        """
        ...

    def cut(self, usage: Usage) -> bytes:
        """Ends the client's stream properly here, as if the output limit was reached:

        Open blocks closed, finish reason length, ``usage`` (if the client gets usage), terminator.
        Nothing may follow.
        """
        ...

    def ending(self) -> bytes:
        """The withheld ending. Call once, after ``close``, only if ``meter.complete``.

        A client that asked for usage which the upstream did not report gets ``meter.usage`` as it
        stands now, if the caller has set it.
        """
        ...


class StreamDecoder(Protocol):
    """Upstream bytes, split anywhere, to neutral events. No line or frame limit below 64 MiB.

    Both methods raise DialectError for frames that cannot be read. ``close`` invents no ending.
    """

    def feed(self, data: bytes) -> Iterable[StreamEvent]: ...

    def close(self) -> Iterable[StreamEvent]: ...


class StreamEncoder(Protocol):
    """Neutral events to a client's stream. ``encode`` may return b'' (held back or nothing to say).

    Frames that end the answer come only from ``Ended``; ``Finished`` and ``UsageReport`` are
    remembered.
    """

    def encode(self, event: StreamEvent) -> bytes: ...


class Reframer(Protocol):
    """Makes another framing of a stream, split anywhere, that its dialect can read.

    Both methods raise DialectError.
    """

    content_type: str

    def feed(self, data: bytes) -> bytes: ...

    def close(self) -> bytes: ...


class UpstreamDialect(Protocol):
    """What upstreams are spoken to in: all there is of a wire format that no client speaks.

    ``name`` is the registry's key. Every method raises DialectError for a body it cannot read.
    """

    name: str

    def encode_request(self, conversation: Conversation, model: str) -> bytes:
        """Raises Unconvertible for what this dialect cannot carry and that must not be dropped
        silently.
        """
        ...

    def decode_answer(self, body: bytes) -> Answer: ...

    def answer_usage(self, body: bytes) -> tuple[Usage | None, list[str], Failure | None]:
        """Of a plain answer: its usage, its output texts, and an error hidden in HTTP 200."""
        ...

    def stream_decoder(self) -> StreamDecoder: ...


class Dialect(UpstreamDialect, Protocol):
    """One wire format of chat that clients speak too (``openai_chat``, ``anthropic``, ...)."""

    stream_content_type: str

    def peek(self, body: bytes) -> Peek: ...

    def edit_request(self, body: bytes, edits: RequestEdits) -> bytes:
        """The same request with ``edits``;

        Untouched members keep their bytes. No edits: the same object.
        """
        ...

    def decode_request(self, body: bytes) -> Conversation: ...

    def encode_answer(self, answer: Answer, model: str) -> bytes:
        """``model`` is the name the client asked for."""
        ...

    def edit_answer(self, body: bytes, model: str) -> bytes:
        """The same answer under ``model``; untouched members keep their bytes."""
        ...

    def stream_encoder(self, model: str, *, include_usage: bool) -> StreamEncoder: ...

    def pass_pipe(self, model: str | None, *, include_usage: bool) -> StreamPipe:
        """A pipe for the same dialect on both sides:

        Bytes pass, ``model`` (if not None) is put into every frame that names one, usage the client
        did not ask for is dropped.
        """
        ...

    def prompt_texts(self, body: bytes) -> tuple[list[str], int]:
        """All text of a request that costs tokens (with tool definitions), and the tokens of its
        fixed parts: message overhead and images. For estimates.
        """
        ...

    def encode_error(self, error: GatewayError, request_id: str) -> bytes: ...

    def stream_error(self, error: GatewayError, request_id: str) -> bytes:
        """The dialect's own error inside a stream."""
        ...

    def keep_alive(self) -> bytes:
        """Bytes that strict parsers of this dialect ignore; b'' where there are none."""
        ...
