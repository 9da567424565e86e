"""Helpers of the dialects' tests: golden files, streams in pieces, OpenAI chunks."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from gateway.dialects.base import StreamDecoder, StreamEncoder, StreamPipe
from gateway.domain.conversation import StreamEvent

GOLDEN = Path(__file__).parents[2] / "golden" / "dialects"


def golden(name: str) -> bytes:
    return (GOLDEN / name).read_bytes()


def pieces(data: bytes, size: int) -> Iterator[bytes]:
    for start in range(0, len(data), size):
        yield data[start : start + size]


def run(pipe: StreamPipe, stream: bytes, size: int = 1 << 30) -> tuple[bytes, bytes]:
    """What a pipe passes before its end, and its ending ('' for a stream that is not whole)."""
    passed = b"".join(pipe.feed(piece) for piece in pieces(stream, size)) + pipe.close()
    return passed, pipe.ending() if pipe.meter.complete else b""


def events_of(decoder: StreamDecoder, stream: bytes, size: int = 1 << 30) -> list[StreamEvent]:
    found = [event for piece in pieces(stream, size) for event in decoder.feed(piece)]
    return [*found, *decoder.close()]


def encoded(encoder: StreamEncoder, events: list[StreamEvent]) -> bytes:
    return b"".join(encoder.encode(event) for event in events)


def data_frames(stream: bytes) -> list[Any]:
    """The JSON of every data line; the string itself for ``[DONE]``."""
    lines = [line[6:] for line in stream.splitlines() if line.startswith(b"data: ")]
    return [line.decode() if line == b"[DONE]" else json.loads(line) for line in lines]


def chunk(
    delta: dict[str, Any] | None = None, finish: str | None = None, index: int = 0, **rest: Any
) -> bytes:
    """One OpenAI stream frame with one choice."""
    choice = {"index": index, "delta": delta or {}, "finish_reason": finish}
    return frame(choices=[choice], **rest)


def frame(**members: Any) -> bytes:
    body = {"id": "c-1", "object": "chat.completion.chunk", "created": 7, "model": "up", **members}
    return b"data: " + json.dumps(body, separators=(",", ":")).encode() + b"\n\n"


USAGE = {"prompt_tokens": 3, "completion_tokens": 2, "total_tokens": 5}
DONE = b"data: [DONE]\n\n"
