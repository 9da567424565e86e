"""What a dialect costs per chunk of a stream: passed through, renamed, converted.

python -m tests.benchmarks.dialects

Microseconds of CPU on the loop's thread for a text chunk of about 250 bytes, each in a feed of its
own, as it comes off a socket. The baseline decodes the same chunk with the standard library's json
and encodes it again, which is what a gateway does that rebuilds every body.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import NamedTuple

from gateway.dialects.base import StreamPipe
from gateway.dialects.registry import dialect
from gateway.domain.conversation import StreamEvent

CHUNKS = 20_000
ROUNDS = 5
MEGABYTES = 30

_CHAT = (
    b'data: {"id":"chatcmpl-A1b2C3d4E5f6G7h8I9j0","object":"chat.completion.chunk",'
    b'"created":1767323045,"model":"gpt-5.4","service_tier":"default","system_fingerprint":null,'
    b'"choices":[{"index":0,"delta":{"content":" word%d"},"logprobs":null,'
    b'"finish_reason":null}],"usage":null}\n\n'
)
_MESSAGES = (
    b"event: content_block_delta\n"
    b'data: {"type":"content_block_delta","index":0,'
    b'"delta":{"type":"text_delta","text":" word%d"}}\n\n'
)
_MESSAGES_HEAD = (
    b'event: message_start\ndata: {"type":"message_start","message":{"id":"msg_1","model":"up",'
    b'"usage":{"input_tokens":5}}}\n\nevent: content_block_start\ndata: {"type":'
    b'"content_block_start","index":0,"content_block":{"type":"text","text":""}}\n\n'
)


class Row(NamedTuple):
    """Microseconds of CPU per chunk, and as a multiple of the baseline's."""

    name: str
    us: float
    ratio: float


def _chunks(template: bytes) -> list[bytes]:
    return [template % number for number in range(CHUNKS)]


def _best(work: Callable[[], None]) -> float:
    """The least CPU of several rounds, in microseconds per chunk."""
    times = []
    for _ in range(ROUNDS):
        start = time.thread_time()
        work()
        times.append(time.thread_time() - start)
    return min(times) / CHUNKS * 1e6


def _baseline(chunks: list[bytes]) -> Callable[[], None]:
    def work() -> None:
        for chunk in chunks:
            body = json.loads(chunk[6:])
            body["model"] = "mine"
            _ = b"data: " + json.dumps(body).encode() + b"\n\n"

    return work


def _passed(make: Callable[[], StreamPipe], chunks: list[bytes]) -> Callable[[], None]:
    def work() -> None:
        pipe = make()
        for chunk in chunks:
            pipe.feed(chunk)

    return work


def _converted(upstream: str, client: str, head: bytes, chunks: list[bytes]) -> Callable[[], None]:
    def work() -> None:
        decoder = dialect(upstream).stream_decoder()
        encoder = dialect(client).stream_encoder("mine", include_usage=True)
        for chunk in [head, *chunks]:
            events: list[StreamEvent] = list(decoder.feed(chunk))
            for event in events:
                encoder.encode(event)

    return work


def run() -> list[Row]:
    chat, messages = _chunks(_CHAT), _chunks(_MESSAGES)
    speaks_chat, speaks_messages = dialect("openai_chat"), dialect("anthropic")
    baseline = _best(_baseline(chat))
    rows = [Row("json, decoded and encoded", baseline, 1.0)]
    cases = {
        "OpenAI passed": _passed(lambda: speaks_chat.pass_pipe(None, include_usage=True), chat),
        "OpenAI passed, renamed": _passed(
            lambda: speaks_chat.pass_pipe("mine", include_usage=True), chat
        ),
        "Anthropic passed": _passed(
            lambda: speaks_messages.pass_pipe("mine", include_usage=True), messages
        ),
        "OpenAI to Anthropic": _converted("openai_chat", "anthropic", b"", chat),
        "Anthropic to OpenAI": _converted("anthropic", "openai_chat", _MESSAGES_HEAD, messages),
    }
    for name, work in cases.items():
        us = _best(work)
        rows.append(Row(name, us, us / baseline))
    return rows


def large_event() -> float:
    """Milliseconds of CPU for one event of 30 MB in pieces of 64 KiB."""
    event = b'data: {"choices":[],"b64":"' + b"QUJD" * (MEGABYTES * 250_000) + b'"}\n\n'
    pieces = [event[start : start + 65536] for start in range(0, len(event), 65536)]
    start = time.thread_time()
    pipe = dialect("openai_chat").pass_pipe(None, include_usage=True)
    for piece in pieces:
        pipe.feed(piece)
    return (time.thread_time() - start) * 1e3


def report(rows: list[Row]) -> str:
    lines = [f"{'per chunk':28}{'µs':>8}{'ratio':>8}"]
    lines += [f"{row.name:28}{row.us:8.2f}{row.ratio:8.2f}" for row in rows]
    lines.append(f"one event of {MEGABYTES} MB in pieces of 64 KiB: {large_event():.0f} ms")
    return "\n".join(lines)


if __name__ == "__main__":
    print(report(run()))
