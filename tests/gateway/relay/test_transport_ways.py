"""Other ways to an origin: SOCKS proxies, and certificates that the system does not know."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from gateway.domain.failure import FailureClass
from gateway.domain.proxy import without_password
from gateway.providers.base import UpstreamRequest
from gateway.relay.transport import Timeouts, TransportError
from gateway.relay.transport_choice import UpstreamTransport
from tests.gateway.relay.raw_server import OK, answering, raw_server
from tests.gateway.relay.test_transport_direct import certificate
from tests.upstreams.socks import SocksProxy, socks_proxy


@pytest.fixture
async def transport() -> AsyncIterator[UpstreamTransport]:
    made = UpstreamTransport()
    yield made
    await made.close()


async def asked(
    transport: UpstreamTransport, request: UpstreamRequest, proxy: str = "", authority: str = ""
) -> bytes:
    answer = await transport.send(request, Timeouts(), proxy, authority)
    try:
        return await answer.read()
    finally:
        answer.close()


@pytest.mark.parametrize("scheme", ["socks5", "SOCKS5H"])
async def test_a_socks_proxy_resolves_the_name_and_its_connections_are_kept(
    transport: UpstreamTransport, scheme: str
) -> None:
    proxy = SocksProxy("me", "p@ss:word", {"models.example": "127.0.0.1"})
    async with raw_server(answering(OK)) as server, socks_proxy(proxy):
        url = server.url.replace("127.0.0.1", "models.example")
        way = f"{scheme}://me:p%40ss%3Aword@127.0.0.1:{proxy.port}"
        for _ in range(3):
            assert await asked(transport, replace(server.post(), url=url), way) == b"ok"
        assert server.accepted == 1
        assert [host for host, _ in proxy.asked] == ["models.example"]
        # The same origin by another way is another connection.
        assert await asked(transport, server.post(), "none") == b"ok"
        assert len(proxy.asked) == 1
        await transport.close()


async def test_a_socks_proxy_without_a_password_gets_addresses_as_addresses(
    transport: UpstreamTransport,
) -> None:
    async with raw_server(answering(OK)) as server, socks_proxy(SocksProxy()) as proxy:
        assert await asked(transport, server.post(), f"socks5://127.0.0.1:{proxy.port}") == b"ok"
        assert proxy.asked[0][0] == "127.0.0.1"
        await transport.close()


@pytest.mark.parametrize(
    ("proxy", "login", "says"),
    [
        (SocksProxy("me", "right"), "me:wrong@", "refused its user or password"),
        (SocksProxy("me", "right"), "", "wants a user and a password"),
        (SocksProxy(reply=2), "", "rules forbid"),
        (SocksProxy(reply=4), "", "reach or resolve the host"),
        (SocksProxy(reply=5), "", "connection was refused"),
    ],
)
async def test_what_a_socks_proxy_refuses_is_said_without_its_address(
    transport: UpstreamTransport, proxy: SocksProxy, login: str, says: str
) -> None:
    async with raw_server(answering(OK)) as server, socks_proxy(proxy):
        with pytest.raises(TransportError) as refused:
            await asked(transport, server.post(), f"socks5://{login}127.0.0.1:{proxy.port}")
    failure = refused.value.failure
    assert failure.kind is FailureClass.NETWORK
    assert says in failure.message
    assert "127.0.0.1" not in failure.message
    assert "wrong" not in failure.message
    assert server.accepted == 0


async def test_what_cannot_take_a_socks_proxy_takes_no_other_way(
    transport: UpstreamTransport,
) -> None:
    async with raw_server(answering(OK)) as server, socks_proxy(SocksProxy()) as proxy:
        odd = replace(server.post(), headers={"Host": "elsewhere.example"})
        with pytest.raises(TransportError, match="cannot take a SOCKS proxy"):
            await asked(transport, odd, f"socks5://127.0.0.1:{proxy.port}")
    assert server.accepted == 0
    assert not proxy.asked


@pytest.mark.parametrize("way", ["direct", "socks", "session"])
async def test_a_certificate_authority_counts_for_its_channel_alone(
    transport: UpstreamTransport, tmp_path: Path, way: str
) -> None:
    tls, authority = certificate(tmp_path)
    pem = authority.read_text()
    async with raw_server(answering(OK), tls=tls) as server, socks_proxy(SocksProxy()) as proxy:
        proxy.names["localhost"] = "127.0.0.1"
        through = f"socks5://127.0.0.1:{proxy.port}" if way == "socks" else "none"
        request = server.post()
        if way == "session":
            request = replace(request, headers={"Connection": "close"})
        assert await asked(transport, request, through, pem) == b"ok"
        with pytest.raises(TransportError) as refused:
            await asked(transport, request, through)
        assert refused.value.failure.error_code == "tls"
        await transport.close()


def test_an_address_is_shown_without_its_password() -> None:
    assert without_password("socks5://me:secret@p:1") == "socks5://me:••••@p:1"
    assert without_password("http://p:8080") == "http://p:8080"
    assert without_password("") == ""
