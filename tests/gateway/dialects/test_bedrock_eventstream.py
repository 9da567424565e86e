"""Amazon's event stream: published messages, any split, and what is damaged."""

from __future__ import annotations

import struct
import zlib
from itertools import pairwise

import pytest
from botocore.eventstream import EventStreamBuffer
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.dialects.bedrock.eventstream import Message, Parser, parse
from gateway.errors import DialectError
from tests.upstreams.eventstream import event, exception

EXCEPTION = bytes.fromhex(
    "00000090000000618e91a9b70f3a657863657074696f6e2d747970650700137468726f74746c696e67457863657074"
    "696f6e0d3a636f6e74656e742d747970650700106170706c69636174696f6e2f6a736f6e0d3a6d6573736167652d74"
    "797065070009657863657074696f6e7b226d657373616765223a22546f6f206d616e79207265717565737473227de6"
    "7f8005"
)


def test_a_published_message() -> None:
    found = parse(EXCEPTION)
    assert (found.kind, found.name) == ("exception", "throttlingException")
    assert found.payload == b'{"message":"Too many requests"}'


STREAM = [event("messageStart", b'{"role":"assistant"}'), event("chunk", b""), EXCEPTION]


@given(st.lists(st.integers(0, sum(map(len, STREAM))), max_size=8))
@settings(max_examples=60, deadline=None)
def test_messages_are_the_same_however_they_are_split(cuts: list[int]) -> None:
    whole = b"".join(STREAM)
    parser, found = Parser(), []
    edges = [0, *sorted(cuts), len(whole)]
    for start, end in pairwise(edges):
        found += parser.feed(whole[start:end])
    assert [message.name for message in found] == ["messageStart", "chunk", "throttlingException"]
    assert parser.rest == 0


@given(st.dictionaries(st.text("abc:-", min_size=1, max_size=9), st.text(max_size=9), max_size=4))
@settings(max_examples=40, deadline=None)
def test_what_botocore_reads_is_read_alike(headers: dict[str, str]) -> None:
    from tests.upstreams.eventstream import message

    raw = message(headers, b"payload")
    buffer = EventStreamBuffer()
    buffer.add_data(raw)
    (theirs,) = list(buffer)
    assert parse(raw) == Message(theirs.headers, theirs.payload)


def test_headers_of_other_types_are_stepped_over() -> None:
    block = b""
    for kind, value in ((0, b""), (1, b""), (2, b"x"), (3, b"xy"), (4, b"abcd"), (5, b"8" * 8)):
        block += b"\x01n" + bytes([kind]) + value
    block += b"\x01b\x06" + struct.pack(">H", 2) + b"\xff\xfe"
    block += b"\x01t\x08" + b"8" * 8 + b"\x01u\x09" + b"u" * 16
    block += b"\x01s\x07" + struct.pack(">H", 2) + b"ok"
    assert parse(framed(block, b"p")) == Message({"s": "ok"}, b"p")


def framed(block: bytes, payload: bytes) -> bytes:
    prelude = struct.pack(">II", 16 + len(block) + len(payload), len(block))
    whole = prelude + struct.pack(">I", zlib.crc32(prelude)) + block + payload
    return whole + struct.pack(">I", zlib.crc32(whole))


@pytest.mark.parametrize("at", [0, 5, 9, 14, 40, len(EXCEPTION) - 1])
def test_a_damaged_message_is_no_message(at: int) -> None:
    damaged = bytearray(exception("throttlingException", b'{"message":"Too many requests"}'))
    damaged[at] ^= 0x10
    with pytest.raises(DialectError):
        Parser().feed(bytes(damaged))


@pytest.mark.parametrize(
    "raw",
    [
        framed(b"\x05ab", b""),  # a name longer than the block
        framed(b"\x01n\x0bx", b""),  # a type there is not
        framed(b"\x01n\x07\x00\x09short", b""),
        framed(b"\x01n\x07\x00\x01\xff", b""),  # no UTF-8
    ],
)
def test_headers_that_cannot_be_read(raw: bytes) -> None:
    with pytest.raises(DialectError):
        Parser().feed(raw)


@pytest.mark.parametrize(("total", "headers"), [(15, 0), (16, 1), (1 << 31, 0), (20, 1 << 20)])
def test_impossible_lengths_are_refused_at_once(total: int, headers: int) -> None:
    prelude = struct.pack(">II", total, headers)
    with pytest.raises(DialectError):
        Parser().feed(prelude + struct.pack(">I", zlib.crc32(prelude)))


@given(st.binary(max_size=200))
@settings(max_examples=50, deadline=None)
def test_any_bytes_are_messages_or_refused(data: bytes) -> None:
    try:
        Parser().feed(data)
    except DialectError:
        pass
