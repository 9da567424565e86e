"""What reads framings and codings: the same however the bytes are cut, and refused alike."""

from __future__ import annotations

import contextlib
import gzip
import http.client
import io
import zlib
from collections.abc import Callable, Iterator
from itertools import chain
from typing import Any, cast

import brotli

from gateway.dialects import ndjson, sse
from gateway.dialects.bedrock import eventstream
from gateway.dialects.bedrock.invoke import InvokeReframer
from gateway.dialects.media.forms import Form
from gateway.dialects.media.transcriptions import Transcriptions
from gateway.errors import DialectError
from gateway.relay.transport_decoding import BodyDecoder, DecodingError
from gateway.relay.transport_parser import AnswerParser, FramingError
from gateway.server import codings
from tests.fuzz.driving import Target, pieces, quiet
from tests.upstreams.eventstream import event, exception

_MOST_PLAIN = 2**22


def _same(run: Callable[[Iterator[bytes]], Any], data: bytes) -> Any:
    """What ``run`` makes of the data at once, after it made the same of its pieces."""
    whole = run(iter((data,)))
    assert run(pieces(data)) == whole
    return whole


def _sse(data: bytes) -> None:
    def run(cuts: Iterator[bytes]) -> list[tuple[str, bytes]]:
        parser = sse.Parser()
        frames = [*chain.from_iterable(map(parser.feed, cuts)), parser.close()]
        return [(each.event, each.data) for each in frames if each is not None and each.data]

    _same(run, data)


def _lines(data: bytes) -> None:
    def run(cuts: Iterator[bytes]) -> list[bytes]:
        parser = ndjson.Parser()
        frames = [*chain.from_iterable(map(parser.feed, cuts)), parser.close()]
        return [each.raw for each in frames if each is not None and each.data]

    _same(run, data)


def _http(data: bytes) -> None:
    def run(cuts: Iterator[bytes]) -> Any:
        parser = AnswerParser("POST")
        try:
            body = b"".join(chain.from_iterable(map(parser.feed, cuts)))
            parser.end()
        except FramingError:
            return None
        return parser.head, body, parser.leftover

    read = _same(run, data)
    if read is None or data.startswith((b"HTTP/1.0 1", b"HTTP/1.1 1")):
        return
    head, body, _ = read
    # The judge reads chunks behind a 204 that announces some, which RFC 9112 6.3 forbids.
    if head.status not in (204, 304):
        assert _judged(data) == (head.status, body)


class _Wire:
    """What http.client takes for a socket."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def makefile(self, mode: str) -> io.BytesIO:
        return io.BytesIO(self._data)


def _judged(data: bytes) -> tuple[int, bytes]:
    """The standard library's reading of an answer."""
    answer = http.client.HTTPResponse(cast(Any, _Wire(data)), method="POST")
    answer.begin()
    return answer.status, answer.read()


def _event_stream(data: bytes) -> None:
    def run(cuts: Iterator[bytes]) -> Any:
        parser = eventstream.Parser()
        try:
            return list(chain.from_iterable(map(parser.feed, cuts))), parser.rest
        except DialectError:
            return None

    _same(run, data)
    # Bytes at random fail their checksum; these are headers that do not.
    with quiet:
        eventstream.parse(_summed(data[: len(data) // 2], data[len(data) // 2 :]))


def _summed(headers: bytes, payload: bytes) -> bytes:
    """A message with any bytes for headers, and the checksums that they have."""
    prelude = b"".join(
        size.to_bytes(4, "big") for size in (16 + len(headers) + len(payload), len(headers))
    )
    whole = prelude + zlib.crc32(prelude).to_bytes(4, "big") + headers + payload
    return whole + zlib.crc32(whole).to_bytes(4, "big")


def events_of(data: bytes) -> bytes:
    """Lines of a name and a payload as a stream of messages: mutations keep their checksums."""
    messages = []
    for line in data.split(b"\n")[:200]:
        name, _, payload = line.partition(b" ")
        kind = name[:100].decode("utf-8", "ignore").replace("\0", "")
        messages.append((exception if kind.endswith("Exception") else event)(kind, payload))
    return b"".join(messages)


def _invoked(data: bytes) -> None:
    def run(cuts: Iterator[bytes]) -> Any:
        reframer = InvokeReframer()
        try:
            return b"".join([*map(reframer.feed, cuts), reframer.close()])
        except DialectError:
            return None

    _same(run, events_of(data))


def _inflated(data: bytes) -> None:
    def run(cuts: Iterator[bytes]) -> bytes | None:
        decoder, size, plain = BodyDecoder(), 0, []
        try:
            for piece in chain.from_iterable(map(decoder.feed, cuts)):
                size += len(piece)
                if size > _MOST_PLAIN:
                    return None
                plain.append(piece)
            decoder.end()
        except DecodingError:
            return None
        return b"".join(plain)

    _same(run, data)


def _unpacked(data: bytes) -> None:
    for coding in ("gzip", "deflate", "br", "zstd"):
        with contextlib.suppress(codings.BrokenCoding, codings.TooLarge):
            assert len(codings.unpacked(data, [coding], _MOST_PLAIN)) <= _MOST_PLAIN


_BOUNDARY = b"0123"


def _form(data: bytes) -> None:
    with quiet:
        form = Form(data, f"multipart/form-data; boundary={_BOUNDARY.decode()}")
        Transcriptions(form.summary).peek(form.summary)
        pieces_sent = form.sent("other")
        sent = b"".join(pieces_sent)
        assert len(sent) == len(pieces_sent)
        again = Form(sent, form.content_type)
        # What is paid for is what is asked for: one model, the one that was routed.
        models = [part for part in again.parts if part.name.removesuffix("[]") == "model"]
        assert [sent[part.start : part.end] for part in models] == [b"other"]


_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
_ANSWERS = (
    _HEAD + b"Content-Length: 5\r\nConnection: close\r\n\r\nhello",
    _HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n00A;x=y\r\n0123456789\r\n0\r\n"
    b"X-Sum: 1\r\n\r\n",
    b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 \r\n\r\n",
    b"HTTP/1.0 200 OK\r\nServer: old\r\n\r\nuntil the end",
)
_SAID = b'data: {"a":1}\n\n' * 40
_FORMS = (
    b'--0123\r\nContent-Disposition: form-data; name="model"\r\n\r\nwhisper-1\r\n--0123\r\n'
    b'Content-Disposition: form-data; name="file"; filename="a.wav"\r\nContent-Type: audio/wav'
    b"\r\n\r\nRIFF$\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\x40\x1f\0\0\x80\x3e\0\0\x02\0\x10\0"
    b"data\0\0\0\0"
    b"\r\n--0123--\r\n",
    b"preamble\r\n--0123\r\nContent-Disposition: form-data; name=tag[]\r\n\r\nx\r\n--0123--",
)
_INVOKED = (
    b'chunk {"bytes":"eyJ0eXBlIjoibWVzc2FnZV9zdG9wIn0=","p":"abc"}\n'
    b'chunk {"bytes":"eyJ0eXBlIjoicGluZyJ9"}\nthrottlingException {"message":"Slow down"}'
)


def targets(streams: list[bytes], lines: list[bytes]) -> Iterator[tuple[str, Target]]:
    yield "server-sent events", Target(_sse, streams)
    yield "lines of JSON", Target(_lines, lines)
    yield "HTTP answers", Target(_http, _ANSWERS)
    messages = [event("chunk", b'{"bytes":"e30="}'), exception("throttlingException", b"{}")]
    yield "event stream", Target(_event_stream, [*messages, b"".join(messages)])
    yield "event stream: invoke", Target(_invoked, [_INVOKED])
    packed = [gzip.compress(_SAID), zlib.compress(_SAID), zlib.compress(_SAID)[2:-4]]
    yield "packed answers", Target(_inflated, packed)
    zstd = codings.zstd.compress(_SAID)
    yield "packed requests", Target(_unpacked, [*packed, brotli.compress(_SAID), zstd])
    yield "forms", Target(_form, _FORMS)
