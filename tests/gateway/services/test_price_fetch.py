"""Prices from an address: https alone, once, within limits, and never from here by accident."""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import web

from gateway.errors import ServiceError
from gateway.relay.transport_choice import UpstreamTransport
from gateway.services import price_fetch
from gateway.services.price_fetch import PriceFetch
from tests.desktop.certificates import self_signed


class Site:
    """An https server that sets a cookie on whatever it answers."""

    def __init__(self, pem: Path) -> None:
        self.pem = pem
        self.port = 0
        self.asked: list[tuple[str, bool]] = []

    def url(self, path: str) -> str:
        return f"https://127.0.0.1:{self.port}/{path}"

    def trust(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=str(self.pem))

    async def answer(self, request: web.BaseRequest) -> web.StreamResponse:
        self.asked.append((request.path, "Cookie" in request.headers))
        headers = {"Set-Cookie": "a=b; Path=/"}
        if request.path == "/to":
            headers["Location"] = request.query["url"]
            return web.Response(status=302, headers=headers)
        if request.path == "/large":
            return web.Response(body=b" " * 2_000, headers=headers)
        status = 404 if request.path == "/missing" else 200
        return web.Response(status=status, text='{"a": 1}', headers=headers)


@pytest.fixture
async def site(tmp_path: Path) -> AsyncIterator[Site]:
    made = Site(self_signed(tmp_path, "127.0.0.1"))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(made.pem)
    runner = web.ServerRunner(web.Server(made.answer), shutdown_timeout=0)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=context).start()
    made.port = runner.addresses[0][1]
    yield made
    await runner.cleanup()


@pytest.fixture
async def fetch(site: Site) -> AsyncIterator[PriceFetch]:
    transport = UpstreamTransport()
    yield PriceFetch(transport, lambda: "", site.trust)
    await transport.close()


async def refusal(fetch: PriceFetch, address: str, *, private: bool = True) -> str:
    with pytest.raises(ServiceError) as refused:
        await fetch.get(address, private=private)
    return refused.value.code


async def test_it_asks_once_and_keeps_no_cookie(site: Site, fetch: PriceFetch) -> None:
    assert await fetch.get(site.url("to?url=/prices"), private=True) == b'{"a": 1}'
    assert await fetch.get(site.url("prices"), private=True) == b'{"a": 1}'
    assert site.asked == [("/to", False), ("/prices", False), ("/prices", False)]


async def test_nothing_of_this_network_is_asked_unless_it_is_meant(
    site: Site, fetch: PriceFetch, monkeypatch: pytest.MonkeyPatch
) -> None:
    for host in (site.url("prices"), f"https://localhost:{site.port}/prices", "https://[::1]/x"):
        assert await refusal(fetch, host, private=False) == "prices_private_address"
    assert site.asked == []
    # 127.0.0.1 stands for the internet here: what it leads to is looked at as strictly
    monkeypatch.setattr(price_fetch, "is_public", lambda address: address == "127.0.0.1")
    inner = site.url(f"to?url=https://127.0.0.2:{site.port}/prices")
    assert await refusal(fetch, inner, private=False) == "prices_private_address"
    assert await refusal(fetch, site.url("to?url=http://127.0.0.1/x")) == "prices_bad_address"
    assert [path for path, _ in site.asked] == ["/to", "/to"]


@pytest.mark.parametrize(
    "address",
    [
        *("", "prices.json", "http://a.example/x", "file:///etc/passwd", "https://"),
        *("https://a b/c", "https://me:pw@a.example/x", "https://a.example:99999/x"),
        *("https://ü.example", "https://[/"),
    ],
)
async def test_what_is_no_address_of_prices(fetch: PriceFetch, address: str) -> None:
    assert await refusal(fetch, address) == "prices_bad_address"


async def test_what_fails_says_so(
    site: Site, fetch: PriceFetch, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert await refusal(fetch, site.url("missing")) == "prices_unreachable"
    assert await refusal(fetch, site.url("to?url=/to?url=/to?url=/to?url=/to")) in (
        "prices_unreachable",
        "prices_bad_address",
    )
    assert await refusal(fetch, "https://127.0.0.1:9/x") == "prices_unreachable"
    untrusting = PriceFetch(fetch._transport, lambda: "")
    assert await refusal(untrusting, site.url("prices")) == "prices_unreachable"
    monkeypatch.setattr(price_fetch, "MAX_BYTES", 1_000)
    assert await refusal(fetch, site.url("large")) == "bad_prices"
