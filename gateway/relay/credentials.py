"""From a channel's key to what a request carries: exchanged tokens and signatures of the moment."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from gateway.domain.failure import Failure, FailureClass
from gateway.errors import DialectError, ServiceError
from gateway.providers.abilities import AccessToken, Exchanging, Signing
from gateway.providers.base import Endpoint, Provider, UpstreamRequest
from gateway.relay.transport import Timeouts, Transport, TransportError
from gateway.relay.ways import send
from gateway.tasks import TaskGroup

EARLY_S = 225.0
"""How long before its end a token is exchanged anew; a tenth of its life if that is shorter."""
_TIMEOUTS = Timeouts(connect=10.0, first_byte=20.0, idle=20.0)
_REFUSAL_BYTES = 64 * 1024


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class _Kept:
    value: str = field(repr=False)
    until: float


class Credentials:
    """Keeps exchanged tokens in memory, one exchange at a time for each."""

    def __init__(
        self,
        transport: Transport,
        relay_proxy: Callable[[], str],
        *,
        now: Callable[[], datetime] = utc_now,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._transport = transport
        self._relay_proxy = relay_proxy
        self._now = now
        self._monotonic = monotonic
        self._kept: dict[str, _Kept] = {}
        self._running: dict[str, asyncio.Task[str | TransportError]] = {}
        self._tasks = TaskGroup("credentials")

    async def opened(self, provider: Provider, endpoint: Endpoint) -> Endpoint:
        """The endpoint with the token its key stands for; as it is where the key itself is sent.

        Raises TransportError, whose failure says why there is no token.
        """
        if not isinstance(provider, Exchanging):
            return endpoint
        try:
            identity = provider.token_identity(endpoint)
        except ServiceError as error:
            raise TransportError(misconfigured(error)) from error
        if not identity:
            return endpoint
        kept = self._kept.get(identity)
        if kept is not None and kept.until > self._monotonic():
            return replace(endpoint, access=kept.value)
        return replace(endpoint, access=await self._shared(provider, endpoint, identity))

    def signed(
        self, provider: Provider, endpoint: Endpoint, request: UpstreamRequest
    ) -> UpstreamRequest:
        """The request as it may leave now. Send it at once: a signature is good for minutes."""
        if isinstance(provider, Signing):
            return provider.sign(request, endpoint, self._now())
        return request

    def forget(self, access: str) -> bool:
        """Drops a token that its provider no longer takes; False where it was none of ours."""
        found = [name for name, kept in self._kept.items() if access and kept.value == access]
        for name in found:
            del self._kept[name]
        return bool(found)

    async def close(self) -> None:
        await self._tasks.close()

    async def _shared(self, provider: Exchanging, endpoint: Endpoint, identity: str) -> str:
        """One exchange for all who wait; who leaves takes nothing from the others."""
        task = self._running.get(identity)
        if task is None:
            coro = _caught(self._exchange(provider, endpoint, identity))
            task = self._running[identity] = self._tasks.spawn(coro, "exchange")
            task.add_done_callback(lambda _: self._running.pop(identity, None))
        outcome = await asyncio.shield(task)
        if isinstance(outcome, TransportError):
            raise TransportError(outcome.failure) from outcome
        return outcome

    async def _exchange(self, provider: Exchanging, endpoint: Endpoint, identity: str) -> str:
        token = await self._ask(provider, endpoint)
        now = self._monotonic()
        life = max(0.0, token.expires_in_s)
        self._kept = {name: kept for name, kept in self._kept.items() if kept.until > now}
        self._kept[identity] = _Kept(token.value, now + life - min(EARLY_S, life / 10))
        return token.value

    async def _ask(self, provider: Exchanging, endpoint: Endpoint) -> AccessToken:
        try:
            request = provider.grant(endpoint, self._now())
        except ServiceError as error:
            raise TransportError(misconfigured(error)) from error
        answer = await send(self._transport, request, endpoint, _TIMEOUTS, self._relay_proxy)
        try:
            body = await answer.read()
            if not 200 <= answer.status < 300:
                failure = provider.refused_grant(
                    answer.status, answer.headers, body[:_REFUSAL_BYTES], endpoint
                )
                raise TransportError(failure)
            return provider.parse_grant(body)
        except DialectError as error:
            failure = Failure(FailureClass.PROTOCOL, answer.status, str(error))
            raise TransportError(failure) from error
        finally:
            answer.close()


async def _caught(exchange: Coroutine[Any, Any, str]) -> str | TransportError:
    """A refusal is an outcome, and no failure of the task that waited for it."""
    try:
        return await exchange
    except TransportError as error:
        return error


def misconfigured(error: ServiceError) -> Failure:
    """A channel that cannot be sent to: its key is none of its provider's, or a setting lacks."""
    bad = error.code == "invalid_key"
    kind = FailureClass.BAD_KEY if bad else FailureClass.PROTOCOL
    return Failure(kind, 0, error.message, error_code=error.code)
