"""Tokens for which keys are exchanged: one exchange for all, kept until shortly before its end."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime
from typing import Any, cast

import pytest
from aiohttp import web

from gateway.domain.failure import Failure, FailureClass
from gateway.errors import DialectError
from gateway.providers.abilities import AccessToken, Exchanging
from gateway.providers.base import Endpoint, Provider, UpstreamRequest
from gateway.relay.credentials import Credentials
from gateway.relay.transport import TransportError
from gateway.relay.transport_choice import UpstreamTransport


class Desk:
    """A token endpoint: numbers its tokens, and may be told to wait or to refuse."""

    def __init__(self) -> None:
        self.url = ""
        self.asked = 0
        self.status = 200
        self.body: bytes | None = None
        self.reached = asyncio.Event()
        self.open = asyncio.Event()
        self.open.set()

    async def answer(self, request: web.BaseRequest) -> web.StreamResponse:
        self.asked += 1
        number = self.asked
        self.reached.set()
        await self.open.wait()
        body = b"token-%d" % number if self.body is None else self.body
        return web.Response(status=self.status, body=body)


class Vendor(Exchanging):
    """A provider whose keys are exchanged, but for those that begin with ``plain``."""

    def token_identity(self, endpoint: Endpoint) -> str:
        return "" if endpoint.key.startswith("plain") else f"vendor|{endpoint.key}"

    def grant(self, endpoint: Endpoint, now: datetime) -> UpstreamRequest:
        return UpstreamRequest("POST", endpoint.base_url, {}, b"grant")

    def parse_grant(self, body: bytes) -> AccessToken:
        if not body.startswith(b"token"):
            raise DialectError("this is no token")
        return AccessToken(body.decode(), 3600)

    def refused_grant(
        self, status: int, headers: Mapping[str, str], body: bytes, endpoint: Endpoint
    ) -> Failure:
        return Failure(FailureClass.BAD_KEY, status, body.decode())


class Clock:
    def __init__(self) -> None:
        self.s = 1000.0

    def __call__(self) -> float:
        return self.s


VENDOR = cast(Provider, Vendor())


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    found = Desk()
    runner = web.ServerRunner(web.Server(found.answer))
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = cast(tuple[str, int], runner.addresses[0])
    found.url = f"http://{host}:{port}/token"
    try:
        yield found
    finally:
        await runner.cleanup()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def credentials(clock: Clock) -> AsyncIterator[Credentials]:
    transport = UpstreamTransport()
    found = Credentials(
        transport, lambda: "", now=lambda: datetime(2026, 1, 2, tzinfo=UTC), monotonic=clock
    )
    try:
        yield found
    finally:
        await found.close()
        await transport.close()


def endpoint(desk: Desk, key: str = "secret") -> Endpoint:
    return Endpoint(desk.url, key)


async def test_one_exchange_serves_all_who_ask_at_once(
    desk: Desk, credentials: Credentials
) -> None:
    desk.open.clear()
    asking = [asyncio.ensure_future(credentials.opened(VENDOR, endpoint(desk))) for _ in range(20)]
    await desk.reached.wait()
    asking.pop(0).cancel()  # who asked first leaves; the others still get theirs
    desk.open.set()
    found = await asyncio.gather(*asking)
    assert {each.access for each in found} == {"token-1"}
    assert desk.asked == 1
    assert (await credentials.opened(VENDOR, endpoint(desk, "other"))).access == "token-2"


async def test_a_token_is_exchanged_anew_before_it_ends(
    desk: Desk, credentials: Credentials, clock: Clock
) -> None:
    assert (await credentials.opened(VENDOR, endpoint(desk))).access == "token-1"
    clock.s += 3600 - 226
    assert (await credentials.opened(VENDOR, endpoint(desk))).access == "token-1"
    clock.s += 2
    assert (await credentials.opened(VENDOR, endpoint(desk))).access == "token-2"


async def test_a_key_that_is_sent_as_it_is_costs_nothing(
    desk: Desk, credentials: Credentials
) -> None:
    plain = endpoint(desk, "plain-key")
    assert await credentials.opened(VENDOR, plain) is plain
    assert await credentials.opened(cast(Provider, object()), plain) is plain
    assert desk.asked == 0


async def test_a_revoked_token_is_forgotten_once(desk: Desk, credentials: Credentials) -> None:
    access = (await credentials.opened(VENDOR, endpoint(desk))).access
    assert credentials.forget(access)
    assert not credentials.forget(access)
    assert not credentials.forget("")
    assert (await credentials.opened(VENDOR, endpoint(desk))).access == "token-2"


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [(400, b"no such account", FailureClass.BAD_KEY), (200, b"<html>", FailureClass.PROTOCOL)],
)
async def test_a_refusal_says_why_and_is_not_kept(
    desk: Desk, credentials: Credentials, status: int, body: bytes, kind: FailureClass
) -> None:
    desk.status, desk.body = status, body
    with pytest.raises(TransportError) as refused:
        await credentials.opened(VENDOR, endpoint(desk))
    assert refused.value.failure.kind is kind
    desk.status, desk.body = 200, None
    assert (await credentials.opened(VENDOR, endpoint(desk))).access == "token-2"


async def test_a_token_never_shows(desk: Desk, credentials: Credentials) -> None:
    opened: Any = await credentials.opened(VENDOR, endpoint(desk))
    assert "token-1" not in repr(opened)
    assert "secret" not in repr(opened)
    assert "token-1" not in repr(AccessToken("token-1", 1.0))
