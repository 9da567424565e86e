"""The direct transport's bodies, addresses and TLS."""

from __future__ import annotations

import asyncio
import gc
import gzip
import random
import ssl
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from gateway.domain.failure import FailureClass
from gateway.providers.base import UpstreamRequest
from gateway.relay.transport import Timeouts, TransportError
from gateway.relay.transport_choice import UpstreamTransport
from gateway.relay.transport_direct import DirectTransport
from gateway.relay.transport_trust import system_trust
from tests.gateway.relay.raw_server import (
    OK,
    Peer,
    answering,
    answering_then_closing,
    raw_server,
)

CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"


@pytest.fixture
async def transport() -> AsyncIterator[DirectTransport]:
    made = DirectTransport()
    yield made
    await made.close()


async def asked(transport: DirectTransport, request: UpstreamRequest) -> bytes:
    answer = await transport.send(request, Timeouts())
    try:
        return await answer.read()
    finally:
        answer.close()


# Bodies


async def test_a_body_arrives_as_it_is_sent(transport: DirectTransport) -> None:
    gate = asyncio.Event()

    async def script(peer: Peer) -> None:
        await peer.request()
        await peer.send(CHUNKED + b"3\r\none\r\n")
        await gate.wait()
        await peer.send(b"3\r\ntwo\r\n3\r\nfou\r\n0\r\n\r\n")
        await peer.request()

    async with raw_server(script) as server:
        answer = await transport.send(server.post(), Timeouts())
        chunks = answer.chunks()
        assert await anext(chunks) == b"one"
        gate.set()
        assert await anext(chunks) == b"twofou"
        with pytest.raises(StopAsyncIteration):
            await anext(chunks)


async def test_what_came_before_the_break_is_handed_out(transport: DirectTransport) -> None:
    async with raw_server(answering_then_closing(CHUNKED + b"3\r\none\r\nf")) as server:
        answer = await transport.send(server.post(), Timeouts())
        chunks = answer.chunks()
        assert await anext(chunks) == b"one"
        with pytest.raises(TransportError):
            await anext(chunks)


@pytest.mark.parametrize("size", [1, 7, 1000])
async def test_gzip_in_pieces_and_members(transport: DirectTransport, size: int) -> None:
    packed = gzip.compress(b"first " * 500) + gzip.compress(b"second")
    raw = b"".join(
        f"{len(part):x}\r\n".encode() + part + b"\r\n"
        for at in range(0, len(packed), size)
        if (part := packed[at : at + size])
    )
    head = CHUNKED.replace(b"\r\n\r\n", b"\r\nContent-Encoding: gzip\r\n\r\n")
    async with raw_server(answering(head, raw, b"0\r\n\r\n")) as server:
        assert await asked(transport, server.post()) == b"first " * 500 + b"second"
        assert await asked(transport, server.post()) == b"first " * 500 + b"second"
        assert server.accepted == 1


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("gzip", gzip.compress(b"x" * 1000)[:20]),
        ("gzip", gzip.compress(b"x") + b"garbage"),
        ("br", b"\x0b\x00\x80x\x03"),
    ],
    ids=["cut", "garbage", "unasked"],
)
async def test_what_cannot_be_decoded_whole_broke_off(
    transport: DirectTransport, encoding: str, body: bytes
) -> None:
    head = f"HTTP/1.1 200 OK\r\nContent-Encoding: {encoding}\r\nContent-Length: {len(body)}\r\n\r\n"
    async with raw_server(answering(head.encode() + body)) as server:
        with pytest.raises(TransportError) as caught:
            await asked(transport, server.post())
        assert caught.value.failure.kind is FailureClass.NETWORK


async def test_a_small_answer_that_unfolds_to_a_huge_one_is_refused(
    transport: DirectTransport,
) -> None:
    packed = gzip.compress(bytes(300 * 2**20), 1)
    head = f"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {len(packed)}\r\n\r\n"
    async with raw_server(answering(head.encode(), packed)) as server:
        answer = await transport.send(server.post(), Timeouts())
        sizes = []
        async for data in answer.chunks():
            sizes.append(len(data))
            if len(sizes) > 20:
                break
        assert max(sizes) <= 256 * 1024
        with pytest.raises(TransportError, match="too large"):
            await asked(transport, server.post())


async def test_an_answer_announced_too_large_is_not_read(transport: DirectTransport) -> None:
    raw = b"HTTP/1.1 200 OK\r\nContent-Length: 999999999999\r\n\r\n"
    async with raw_server(answering(raw)) as server:
        with pytest.raises(TransportError, match="too large"):
            await asked(transport, server.post())
        await server.wait_open(0)


# Addresses and TLS


@pytest.mark.parametrize(
    ("url", "direct"),
    [
        ("http://127.0.0.1:8080/v1/x?y=%20", True),
        ("https://api.example.com", True),
        ("http://[::1]:1/v1", True),
        ("http://user:secret@example.com/", False),
        ("http://bücher.example/", False),
        ("http://[fe80::1%25eth0]/", False),
        ("unix:///run/ollama.sock", False),
        ("http://example.com/a b", False),
        ("http://example.com:port/", False),
        ("http:///nowhere", False),
    ],
)
def test_what_is_plain(url: str, *, direct: bool) -> None:
    assert DirectTransport.can_send(UpstreamRequest("GET", url, {})) is direct


def test_headers_that_change_the_framing_are_left_to_aiohttp() -> None:
    for name in ("Host", "connection", "Content-Length", "TRANSFER-ENCODING", "Expect"):
        request = UpstreamRequest("GET", "http://example.com/", {name: "x"})
        assert not DirectTransport.can_send(request)


async def test_localhost_is_reached_on_the_address_that_listens(transport: DirectTransport) -> None:
    async with raw_server(answering(OK)) as server:
        url = server.url.replace("127.0.0.1", "localhost")
        assert await asked(transport, UpstreamRequest("GET", url, {})) == b"ok"


async def test_a_proxy_gets_the_request_whole() -> None:
    seen: list[bytes] = []

    async def script(peer: Peer) -> None:
        got = await peer.request()
        assert got is not None
        seen.append(got[0])
        await peer.send(OK)

    async with raw_server(script) as server:
        transport = UpstreamTransport()
        request = UpstreamRequest("GET", "http://upstream.invalid/v1", {})
        answer = await transport.send(request, Timeouts(), server.url)
        assert await answer.read() == b"ok"
        await transport.close()
    assert seen[0].startswith(b"GET http://upstream.invalid/v1 HTTP/1.1\r\n")


def certificate(folder: Path, name: str = "localhost") -> tuple[ssl.SSLContext, Path]:
    """A server's context for ``name``, and its certificate as an authority to trust."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    cert, secret = folder / "cert.pem", folder / "key.pem"
    cert.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(cert, secret)
    return context, cert


async def test_tls_to_a_trusted_host_is_kept_open(tmp_path: Path) -> None:
    tls, authority = certificate(tmp_path)
    transport = DirectTransport(lambda: ssl.create_default_context(cafile=str(authority)))
    body = random.Random(5).randbytes(5 * 2**20)
    raw = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body)
    async with raw_server(answering(raw, body), tls=tls) as server:
        for _ in range(3):
            assert await asked(transport, server.post()) == body
        assert server.accepted == 1
        await transport.close()
        await server.wait_open(0)


@pytest.mark.parametrize("trusted", [False, True])
async def test_tls_to_another_host_is_refused(tmp_path: Path, *, trusted: bool) -> None:
    tls, authority = certificate(tmp_path, "other.example" if trusted else "localhost")
    transport = DirectTransport(
        (lambda: ssl.create_default_context(cafile=str(authority))) if trusted else system_trust
    )
    async with raw_server(answering(OK), tls=tls) as server:
        with pytest.raises(TransportError) as caught:
            await transport.send(server.post(), Timeouts())
        assert caught.value.failure.message == "its TLS certificate is not trusted"
        assert caught.value.failure.error_code == "tls"
        await server.wait_open(0)
    await transport.close()


async def test_tls_to_a_server_without_it_fails_in_the_handshake(
    transport: DirectTransport,
) -> None:
    async def script(peer: Peer) -> None:
        await peer.reader.read(1)
        await peer.send(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        await peer.reader.read()

    async with raw_server(script) as server:
        url = server.url.replace("http://", "https://")
        with pytest.raises(TransportError) as caught:
            await transport.send(UpstreamRequest("GET", url, {}), Timeouts())
        assert caught.value.failure.message == "the TLS handshake failed"
        await server.wait_open(0)


async def test_a_handshake_that_hangs_times_out(transport: DirectTransport) -> None:
    async def script(peer: Peer) -> None:
        await peer.reader.read()

    async with raw_server(script) as server:
        url = server.url.replace("http://", "https://")
        with pytest.raises(TransportError) as caught:
            await transport.send(UpstreamRequest("GET", url, {}), Timeouts(connect=0.1))
        assert caught.value.failure.message == "could not connect within 0.1 s"
        await server.wait_open(0)


@pytest.mark.filterwarnings("always::ResourceWarning")
async def test_no_moment_of_connecting_loses_its_socket(recwarn: pytest.WarningsRecorder) -> None:
    """However far it had come when it was ended: asyncio itself forgets some."""
    async with raw_server(answering(OK)) as server:
        for turns in range(16):
            transport = DirectTransport()
            asked = asyncio.ensure_future(transport.send(server.post(), Timeouts()))
            for _ in range(turns):
                await asyncio.sleep(0)
            asked.cancel()
            await transport.close()
            await asyncio.gather(asked, return_exceptions=True)
            del asked, transport
            gc.collect()
    assert not [str(each.message) for each in recwarn]
