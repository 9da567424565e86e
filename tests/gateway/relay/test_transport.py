"""What the relay may expect of a transport, held against both: the direct one and aiohttp's."""

from __future__ import annotations

import asyncio
import gzip
import random
import re
import zlib
from collections.abc import AsyncIterator, Callable

import pytest

from gateway.domain.failure import FailureClass
from gateway.providers.base import UpstreamRequest
from gateway.relay.transport import Timeouts, Transport, TransportError
from gateway.relay.transport_direct import DirectTransport
from gateway.relay.transport_session import SessionTransport
from tests.gateway.relay.raw_server import (
    OK,
    Peer,
    answering,
    answering_then_closing,
    raw_server,
)
from tests.upstreams import Upstreams
from tests.upstreams.faults import AFTER_CONTENT, BEFORE_CONTENT, LEGAL

PATIENT = Timeouts()
QUICK = Timeouts(connect=5.0, first_byte=0.2, idle=0.2)
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
BROKE_OFF = "the connection broke off before the answer's end"
NOT_HTTP = "the answer is not HTTP"


@pytest.fixture(params=[DirectTransport, SessionTransport])
async def transport(request: pytest.FixtureRequest) -> AsyncIterator[Transport]:
    made: Transport = request.param()
    yield made
    await made.close()


async def asked(
    transport: Transport, request: UpstreamRequest, timeouts: Timeouts = PATIENT
) -> tuple[int, bytes]:
    answer = await transport.send(request, timeouts)
    try:
        return answer.status, await answer.read()
    finally:
        answer.close()


@pytest.mark.parametrize(
    "writes",
    [
        (OK,),
        tuple(OK[at : at + 1] for at in range(len(OK))),
        (CHUNKED + b"1\r\no\r\n1\r\nk\r\n0\r\n\r\n",),
        (CHUNKED, b"1\r\no\r\n", b"1\r\nk", b"\r\n0\r\nX-Sum: 7\r\n", b"\r\n"),
        (b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n", OK),
        (b"HTTP/1.1 200 OK\r\nX: " + b"x" * 30_000 + b"\r\nContent-Length: 2\r\n\r\nok",),
    ],
    ids=["length", "bytes", "chunked", "chunked-split", "interim", "long-header"],
)
async def test_whole_answers(transport: Transport, writes: tuple[bytes, ...]) -> None:
    async with raw_server(answering(*writes)) as server:
        for _ in range(3):
            assert await asked(transport, server.post()) == (200, b"ok")
        assert server.accepted == 1


@pytest.mark.parametrize(
    "raw",
    [
        b"HTTP/1.0 200 OK\r\n\r\nok",
        b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nok",
        b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok",
        b"HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok",
    ],
)
async def test_answers_that_end_their_connection(transport: Transport, raw: bytes) -> None:
    async with raw_server(answering_then_closing(raw)) as server:
        for _ in range(2):
            assert await asked(transport, server.get()) == (200, b"ok")
        assert server.accepted == 2


@pytest.mark.parametrize("head", ["204 No Content", "304 Not Modified"])
async def test_answers_without_a_body(transport: Transport, head: str) -> None:
    async with raw_server(answering(f"HTTP/1.1 {head}\r\n\r\n".encode())) as server:
        assert await asked(transport, server.get()) == (int(head[:3]), b"")
        assert await asked(transport, server.get()) == (int(head[:3]), b"")


async def test_an_answer_to_head_has_no_body(transport: Transport) -> None:
    async with raw_server(answering(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n")) as server:
        request = UpstreamRequest("HEAD", server.url, {})
        assert await asked(transport, request) == (200, b"")
        assert await asked(transport, request) == (200, b"")
        assert server.accepted == 1


async def test_redirects_are_not_followed(transport: Transport) -> None:
    raw = b"HTTP/1.1 307 Temporary Redirect\r\nLocation: /b\r\nContent-Length: 0\r\n\r\n"
    async with raw_server(answering(raw)) as server:
        answer = await transport.send(server.post(), Timeouts())
        assert (answer.status, answer.headers["location"]) == (307, "/b")
        answer.close()


async def test_the_request_arrives_as_it_was_given(transport: Transport) -> None:
    seen: list[tuple[bytes, bytes]] = []

    async def script(peer: Peer) -> None:
        while (got := await peer.request()) is not None:
            seen.append(got)
            await peer.send(OK)

    async with raw_server(script) as server:
        url = f"{server.url}/a%3Ab/c%2Fd?x=%7B1%7D&y"
        headers = {"Authorization": "Bearer k", "X-Name": "Zoë", "accept": "a/b"}
        await asked(transport, UpstreamRequest("POST", url, headers, b"\0body"))
        await asked(transport, UpstreamRequest("GET", url, {}))
    (head, body), (bare, nothing) = seen
    lines = head.decode().split("\r\n")
    assert lines[0] == "POST /a%3Ab/c%2Fd?x=%7B1%7D&y HTTP/1.1"
    assert {"Authorization: Bearer k", "X-Name: Zoë", "accept: a/b", "Content-Length: 5"} <= set(
        lines
    )
    assert f"Host: {server.url.removeprefix('http://')}" in lines
    assert not [line for line in lines if line.lower().startswith(("user-agent", "accept-enc"))]
    assert body == b"\0body"
    assert bare.startswith(b"GET /a%3Ab/c%2Fd?x=%7B1%7D&y HTTP/1.1\r\n")
    assert b"ontent-" not in bare
    assert nothing == b""


@pytest.mark.parametrize("value", ["a\r\nX-Evil: 1", "a\nb", "a\rb"])
async def test_a_header_cannot_smuggle_another(transport: Transport, value: str) -> None:
    async with raw_server(answering(OK)) as server:
        request = UpstreamRequest("GET", server.url, {"X-Good": value})
        with pytest.raises(TransportError) as caught:
            await transport.send(request, Timeouts())
        assert caught.value.failure.kind is FailureClass.NETWORK
        assert "127.0.0.1" not in str(caught.value)


@pytest.mark.parametrize(
    "raw",
    [
        b"SSH-2.0-OpenSSH_9.9\r\n\r\n",
        b"HTTP/1.1 abc OK\r\nContent-Length: 2\r\n\r\nok",
        b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nok",
        b"HTTP/1.1 200 OK\r\nContent-Length: -2\r\n\r\nok",
        b"HTTP/1.1 200 OK\r\nX Y: 1\r\nContent-Length: 2\r\n\r\nok",
        b"HTTP/1.1 200 OK\r\nX: " + b"x" * 40_000 + b"\r\nContent-Length: 2\r\n\r\nok",
    ],
)
async def test_what_is_not_http_is_a_protocol_failure(transport: Transport, raw: bytes) -> None:
    async with raw_server(answering(raw)) as server:
        with pytest.raises(TransportError) as caught:
            await transport.send(server.post(), Timeouts())
        assert caught.value.failure.kind is FailureClass.PROTOCOL
        assert caught.value.failure.message == NOT_HTTP
        await server.wait_open(0)


@pytest.mark.parametrize(
    ("body", "kind", "words"),
    [
        (b"zz\r\nok\r\n0\r\n\r\n", FailureClass.PROTOCOL, NOT_HTTP),
        (b"2\r\nokay\r\n0\r\n\r\n", FailureClass.PROTOCOL, NOT_HTTP),
        (b"2\r\nok\r\n", FailureClass.NETWORK, BROKE_OFF),
        (b"9\r\nok", FailureClass.NETWORK, BROKE_OFF),
    ],
    ids=["size", "long", "no-end", "short"],
)
async def test_a_body_that_breaks_off_is_no_answer(
    transport: Transport, body: bytes, kind: FailureClass, words: str
) -> None:
    async with raw_server(answering_then_closing(CHUNKED, body)) as server:
        with pytest.raises(TransportError) as caught:
            await asked(transport, server.post())
        assert caught.value.failure.kind is kind
        assert caught.value.failure.message == words
        await server.wait_open(0)


async def test_a_short_body_is_no_answer(transport: Transport) -> None:
    raw = b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort"
    async with raw_server(answering_then_closing(raw)) as server:
        answer = await transport.send(server.post(), Timeouts())
        with pytest.raises(TransportError, match=BROKE_OFF):
            async for _ in answer.chunks():
                pass
        answer.close()
        await server.wait_open(0)


async def test_a_connection_closed_at_once_is_a_network_failure(transport: Transport) -> None:
    async with raw_server(answering_then_closing()) as server:
        with pytest.raises(TransportError) as caught:
            await transport.send(server.post(), Timeouts())
        assert caught.value.failure.kind is FailureClass.NETWORK
        assert server.accepted == 1


async def test_nobody_there(transport: Transport) -> None:
    async with raw_server(answering(OK)) as server:
        gone = server.url
    request = UpstreamRequest("GET", gone, {})
    with pytest.raises(TransportError) as caught:
        await transport.send(request, Timeouts())
    assert caught.value.failure.message == "the connection was refused"
    local = UpstreamRequest("GET", gone.replace("127.0.0.1", "localhost"), {})
    with pytest.raises(TransportError) as caught:
        await transport.send(local, Timeouts())
    assert caught.value.failure.kind is FailureClass.NETWORK
    assert "localhost" not in caught.value.failure.message


async def test_an_unknown_host(transport: Transport) -> None:
    request = UpstreamRequest("GET", "http://no-such-host.invalid/", {})
    with pytest.raises(TransportError) as caught:
        await transport.send(request, Timeouts())
    assert caught.value.failure.message == "its host name could not be resolved"


async def test_silence_before_the_answer_times_out(transport: Transport) -> None:
    async with raw_server(answering(b"HTTP/1.1 103 Early Hints\r\n\r\n")) as server:
        quick = Timeouts(connect=0.2, first_byte=0.2, idle=5.0)
        with pytest.raises(TransportError) as caught:
            await transport.send(server.post(), quick)
        assert caught.value.failure.kind is FailureClass.TIMEOUT
        assert caught.value.failure.message == "did not answer within 0.2 s"
        await server.wait_open(0)


async def test_silence_inside_the_answer_times_out(transport: Transport) -> None:
    async with raw_server(answering(CHUNKED, b"2\r\nok\r\n")) as server:
        answer = await transport.send(server.post(), QUICK)
        chunks = answer.chunks()
        assert await anext(chunks) == b"ok"
        with pytest.raises(TransportError) as caught:
            await anext(chunks)
        answer.close()
        assert caught.value.failure.message == "sent nothing for 0.2 s"
        await server.wait_open(0)


def _raw_deflate(data: bytes) -> bytes:
    deflater = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return deflater.compress(data) + deflater.flush()


@pytest.mark.parametrize(
    ("encoding", "compress"),
    [
        ("gzip", gzip.compress),
        ("GZIP", gzip.compress),
        ("deflate", zlib.compress),
        ("deflate", _raw_deflate),
        ("identity", bytes),
    ],
)
async def test_compressed_answers(
    transport: Transport, encoding: str, compress: Callable[[bytes], bytes]
) -> None:
    body = random.Random(3).randbytes(400_000).hex().encode()
    packed = compress(body)
    head = f"HTTP/1.1 200 OK\r\nContent-Encoding: {encoding}\r\nContent-Length: {len(packed)}\r\n"
    whole = head.encode() + b"\r\n" + packed
    async with raw_server(answering(whole[:100], whole[100:101], whole[101:])) as server:
        for _ in range(2):
            assert await asked(transport, server.get()) == (200, body)
        assert server.accepted == 1


async def test_what_cannot_be_decompressed_broke_off(transport: Transport) -> None:
    raw = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 15\r\n\r\nthis is no gzip"
    async with raw_server(answering(raw)) as server:
        with pytest.raises(TransportError) as caught:
            await asked(transport, server.get())
        assert caught.value.failure.message == BROKE_OFF


async def test_large_bodies_both_ways(transport: Transport) -> None:
    body = bytes(30 * 2**20)

    async def script(peer: Peer) -> None:
        while (got := await peer.request()) is not None:
            assert len(got[1]) == len(body)
            await peer.send(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body), got[1])

    async with raw_server(script) as server:
        status, back = await asked(transport, server.post(body))
        assert status == 200
        assert back == body


async def test_a_reader_that_does_not_read_makes_the_upstream_wait(transport: Transport) -> None:
    total = 64 * 2**20
    sent = 0
    stuck = asyncio.Event()

    async def script(peer: Peer) -> None:
        nonlocal sent
        await peer.request()
        await peer.send(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % total)
        while sent < total:
            peer.writer.write(bytes(65536))
            sent += 65536
            try:
                async with asyncio.timeout(0.3):
                    await peer.writer.drain()
            except TimeoutError:
                stuck.set()
                await peer.writer.drain()
        await peer.request()

    async with raw_server(script) as server:
        answer = await transport.send(server.get(), Timeouts())
        await asyncio.wait_for(stuck.wait(), 10)
        assert sent < total / 2
        assert len(await answer.read()) == total
        answer.close()


async def test_leaving_cancels_the_upstream(transport: Transport, up: Upstreams) -> None:
    async with raw_server(answering(CHUNKED, b"2\r\nok\r\n")) as server:
        answer = await transport.send(server.post(), Timeouts())
        async for data in answer.chunks():
            assert data == b"ok"
            break
        await server.wait_open(1)
        answer.close()
        answer.close()
        await server.wait_open(0)


async def test_thousands_in_a_row_take_one_connection(transport: Transport) -> None:
    async with raw_server(answering(OK)) as server:
        request = server.post()
        for _ in range(1500):
            assert await asked(transport, request) == (200, b"ok")
        assert server.accepted == 1


async def test_a_hundred_at_once(transport: Transport) -> None:
    async def script(peer: Peer) -> None:
        while (got := await peer.request()) is not None:
            body = got[1]
            await peer.send(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body))

    async with raw_server(script) as server:

        async def ask(number: int) -> None:
            body = f"{number}".encode()
            assert await asked(transport, server.post(body)) == (200, body)

        for _ in range(5):
            await asyncio.gather(*(ask(number) for number in range(100)))
        assert server.accepted <= 100


def _chat(up: Upstreams, *, stream: bool) -> UpstreamRequest:
    body = '{"model":"gpt-5.4-mini","stream":%s,"messages":[{"role":"user","content":"Hi"}]}'
    headers = {"Authorization": f"Bearer {up.openai.key}", "Content-Type": "application/json"}
    url = f"{up.openai.base_url}/chat/completions"
    return UpstreamRequest("POST", url, headers, (body % str(stream).lower()).encode())


FAULTS = {**LEGAL, **BEFORE_CONTENT, **AFTER_CONTENT}


@pytest.mark.parametrize("stream", [False, True], ids=["plain", "stream"])
@pytest.mark.parametrize("name", FAULTS)
async def test_both_transports_see_an_upstream_alike(
    up: Upstreams, name: str, stream: bool
) -> None:
    seen = []
    for transport in (DirectTransport(), SessionTransport()):
        up.openai.reset()
        up.openai.script(FAULTS[name])
        try:
            seen.append(await asked(transport, _chat(up, stream=stream)))
        except TransportError as error:
            seen.append((0, error.failure.kind.value.encode()))
        await transport.close()
        await up.openai.wait_connections(0)
        assert len(up.openai.requests) == 1
    (status, direct), (expected, theirs) = seen
    assert status == expected
    assert _unstamped(direct) == _unstamped(theirs)


def _unstamped(body: bytes) -> bytes:
    """Without what the mock makes new for every answer."""
    return re.sub(rb'"(id|created|system_fingerprint)": ?("[^"]*"|\d+)|req_\w+', b"", body)
