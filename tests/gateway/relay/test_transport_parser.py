"""Answers are read as RFC 9112 frames them, however they are split, and refused where in doubt."""

from __future__ import annotations

import random
from typing import NamedTuple

import pytest

from gateway.relay.transport_parser import MAX_HEAD, MAX_LINE, AnswerParser, FramingError


class Whole(NamedTuple):
    raw: bytes
    status: int
    body: bytes
    keeps: bool


WHOLE = {
    "length": Whole(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", 200, b"hello", True),
    "no-length": Whole(b"HTTP/1.1 404 \r\ncontent-length:0\r\n\r\n", 404, b"", True),
    "no-reason": Whole(b"HTTP/1.1 429\r\nContent-Length: 2\t \r\n\r\nno", 429, b"no", True),
    "chunked": Whole(
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n"
        b'5\r\nhello\r\n00000A;name="v"\r\n\r\nworld\r\n!\r\n0\r\n\r\n',
        200,
        b"hello\r\nworld\r\n!",
        True,
    ),
    "trailers": Whole(
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
        b"1\r\nx\r\n000;last\r\nX-Sum: 1\r\nX-More:\r\n\r\n",
        200,
        b"x",
        True,
    ),
    "interim": Whole(
        b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"
        b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx",
        200,
        b"x",
        True,
    ),
    "close": Whole(
        b"HTTP/1.1 200 OK\r\nConnection: x, Close\r\nContent-Length: 1\r\n\r\nx", 200, b"x", False
    ),
    "old": Whole(b"HTTP/1.0 200 OK\r\nContent-Length: 1\r\n\r\nx", 200, b"x", False),
    "old-kept": Whole(
        b"HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 1\r\n\r\nx", 200, b"x", True
    ),
    "nothing": Whole(b"HTTP/1.1 204 No Content\r\n\r\n", 204, b"", True),
    "nothing-in-chunks": Whole(
        b"HTTP/1.1 204 No Content\r\nTransfer-Encoding: chunked\r\n\r\n", 204, b"", True
    ),
    "not-modified": Whole(
        b"HTTP/1.1 304 Not Modified\r\nContent-Length: 99\r\n\r\n", 304, b"", True
    ),
}

UNFRAMED = (
    b"HTTP/1.1 200 OK\r\n\r\nuntil the end",
    b"HTTP/1.0 200 OK\r\nServer: old\r\n\r\nuntil the end",
)

REFUSED = {
    "not-http": b"SSH-2.0-OpenSSH_9.9\r\n\r\n",
    "http-2": b"HTTP/2 200 OK\r\n\r\n",
    "spaces": b"HTTP/1.1  200 OK\r\n\r\n",
    "status": b"HTTP/1.1 2000 OK\r\n\r\n",
    "letters": b"HTTP/1.1 abc OK\r\n\r\n",
    "blank-line-first": b"\r\nHTTP/1.1 200 OK\r\n\r\n",
    "switching": b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\n",
    "bare-lf": b"HTTP/1.1 200 OK\nContent-Length: 0\r\n\r\n",
    "bare-cr": b"HTTP/1.1 200 OK\r\nX: a\rb\r\n\r\n",
    "nul": b"HTTP/1.1 200 OK\r\nX: a\0b\r\n\r\n",
    "folded": b"HTTP/1.1 200 OK\r\nX: a\r\n b\r\n\r\n",
    "no-colon": b"HTTP/1.1 200 OK\r\nnonsense\r\n\r\n",
    "no-name": b"HTTP/1.1 200 OK\r\n: x\r\n\r\n",
    "space-in-name": b"HTTP/1.1 200 OK\r\nContent-Length : 1\r\n\r\nx",
    "both": b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
    "two-lengths": b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-length: 1\r\n\r\nx",
    "length-list": b"HTTP/1.1 200 OK\r\nContent-Length: 1, 1\r\n\r\nx",
    "length-sign": b"HTTP/1.1 200 OK\r\nContent-Length: +1\r\n\r\nx",
    "length-hex": b"HTTP/1.1 200 OK\r\nContent-Length: 0x1\r\n\r\nx",
    "length-empty": b"HTTP/1.1 200 OK\r\nContent-Length:\r\n\r\nx",
    "length-huge": b"HTTP/1.1 200 OK\r\nContent-Length: " + b"9" * 30 + b"\r\n\r\nx",
    "length-arabic": "HTTP/1.1 200 OK\r\nContent-Length: ١\r\n\r\nx".encode(),
    "two-codings": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n"
    b"Transfer-Encoding: chunked\r\n\r\n",
    "coding": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n",
    "coding-identity": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: identity\r\n\r\n",
    "old-chunked": b"HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
}

CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"

BAD_CHUNKS = {
    "letters": b"xyz\r\n",
    "empty-size": b"\r\nhello\r\n",
    "sign": b"-5\r\nhello\r\n",
    "underscore": b"1_0\r\nhello\r\n",
    "prefix": b"0x5\r\nhello\r\n",
    "space-first": b" 5\r\nhello\r\n",
    "sixteen-digits": b"1" * 16 + b"\r\n",
    "too-long": b"5\r\nhello!\r\n0\r\n\r\n",
    "too-short": b"6\r\nhello\r\n0\r\n\r\n",
    "bare-lf": b"5\nhello\r\n0\r\n\r\n",
    "lf-behind": b"5\r\nhello\n0\r\n\r\n00",
    "nul-extension": b"5;\0\r\nhello\r\n",
    "trailer": b"0\r\nnonsense\r\n\r\n",
    "endless-size": b"5;" + b"x" * (MAX_LINE + 1),
    "endless-trailer": b"0\r\n" + b"X: y\r\n" * (MAX_HEAD // 3),
}


def read(parser: AnswerParser, *pieces: bytes) -> bytes:
    return b"".join(part for piece in pieces for part in parser.feed(piece))


@pytest.mark.parametrize("case", WHOLE.values(), ids=WHOLE)
def test_an_answer_is_read_the_same_at_every_split(case: Whole) -> None:
    raw = case.raw
    for cut in range(1, len(raw)):
        parser = AnswerParser("POST")
        assert read(parser, raw[:cut], raw[cut:]) == case.body
        assert parser.complete
        assert parser.head is not None
        assert (parser.head.status, parser.head.keep_alive) == (case.status, case.keeps)
        assert not parser.leftover


@pytest.mark.parametrize("case", WHOLE.values(), ids=WHOLE)
def test_an_answer_is_read_a_byte_at_a_time(case: Whole) -> None:
    parser = AnswerParser("POST")
    pieces = [case.raw[at : at + 1] for at in range(len(case.raw))]
    assert read(parser, *pieces) == case.body
    assert parser.complete


@pytest.mark.parametrize("raw", UNFRAMED)
def test_a_body_without_framing_lasts_until_the_connection_closes(raw: bytes) -> None:
    for cut in range(1, len(raw)):
        parser = AnswerParser("GET")
        assert read(parser, raw[:cut], raw[cut:]) == b"until the end"
        assert not parser.complete
        parser.end()
        assert parser.complete
        assert parser.head is not None
        assert not parser.head.keep_alive


@pytest.mark.parametrize("raw", REFUSED.values(), ids=REFUSED)
def test_a_doubtful_head_is_refused(raw: bytes) -> None:
    with pytest.raises(FramingError):
        read(AnswerParser("POST"), raw)
    with pytest.raises(FramingError):
        read(AnswerParser("POST"), *(raw[at : at + 1] for at in range(len(raw))))


@pytest.mark.parametrize("raw", BAD_CHUNKS.values(), ids=BAD_CHUNKS)
def test_a_doubtful_chunk_is_refused(raw: bytes) -> None:
    for pieces in ((CHUNKED + raw,), (CHUNKED, raw), (CHUNKED, raw[:3], raw[3:])):
        parser = AnswerParser("POST")
        with pytest.raises(FramingError):
            read(parser, *pieces)


def test_every_truncation_is_noticed() -> None:
    for case in WHOLE.values():
        for cut in range(len(case.raw)):
            parser = AnswerParser("POST")
            read(parser, case.raw[:cut])
            with pytest.raises(FramingError):
                parser.end()


@pytest.mark.parametrize("case", WHOLE.values(), ids=WHOLE)
def test_what_follows_an_answer_is_told(case: Whole) -> None:
    parser = AnswerParser("POST")
    assert read(parser, case.raw + b"H") == case.body
    assert parser.leftover
    parser = AnswerParser("POST")
    assert read(parser, case.raw, b"HTTP/1.1 200 OK\r\n") == case.body
    assert parser.leftover


def test_an_answer_to_head_has_no_body() -> None:
    parser = AnswerParser("HEAD")
    assert read(parser, b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n") == b""
    assert parser.complete


def test_heads_have_limits() -> None:
    long_line = b"HTTP/1.1 200 OK\r\nX: " + b"x" * MAX_LINE + b"\r\n\r\n"
    many = b"HTTP/1.1 200 OK\r\n" + b"X-Filler: y\r\n" * (MAX_HEAD // 12) + b"\r\n"
    interim = b"HTTP/1.1 100 Continue\r\n\r\n" * (MAX_HEAD // 20)
    for raw in (long_line, many, interim):
        with pytest.raises(FramingError):
            read(AnswerParser("POST"), raw)
    with pytest.raises(FramingError):
        read(AnswerParser("POST"), *([b"x" * 1000] * 300))


def test_names_are_lower_case_and_the_last_of_two_counts() -> None:
    parser = AnswerParser("GET")
    read(parser, "HTTP/1.1 200 OK\r\nX-A:  1 \r\nx-a: zwei ü\r\nContent-Length: 0\r\n\r\n".encode())
    assert parser.head is not None
    assert parser.head.headers == {"x-a": "zwei ü", "content-length": "0"}


def test_random_bodies_survive_random_chunks_and_splits() -> None:
    dice = random.Random(7)
    for _ in range(200):
        body = dice.randbytes(dice.randrange(1, 3000))
        raw, at = bytearray(CHUNKED), 0
        while at < len(body):
            part = body[at : at + dice.choice((1, 2, 15, 16, 17, 700))]
            raw += f"{len(part):x}\r\n".encode() + part + b"\r\n"
            at += len(part)
        raw += b"0\r\n\r\n"
        parser, pieces, at = AnswerParser("POST"), [], 0
        while at < len(raw):
            size = dice.choice((1, 2, 3, 100, 2000))
            pieces.append(bytes(raw[at : at + size]))
            at += size
        assert read(parser, *pieces) == body
        assert parser.complete
        assert not parser.leftover
