"""Requests in flight:

Who watches them, keeps their clients' connections alive, and can cancel them.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from gateway.relay.exchange import Exchange

_SWEEP_S = 1.0


@dataclass(frozen=True, slots=True)
class LiveRequest:
    """A running request as the window shows it. ``chars`` of output; times in milliseconds.

    ``input_tokens`` is the prompt's estimate.
    """

    request_id: str
    at: int
    model: str
    channel_id: int
    channel_name: str
    provider: str
    token_id: int
    token_name: str
    client: str
    stream: bool
    elapsed_ms: int
    first_token_ms: int
    chars: int
    failed_attempts: int
    input_tokens: int
    sent_model: str = ""
    """What the running attempt asks for; '' before there is one."""


class Live:
    """All running exchanges. One sweep a second, only while something streams."""

    def __init__(self, keep_alive_s: Callable[[], float]) -> None:
        self._exchanges: dict[str, Exchange] = {}
        self._keep_alive_s = keep_alive_s
        self._timer: asyncio.TimerHandle | None = None
        self._empty = asyncio.Event()
        self._empty.set()

    def __len__(self) -> int:
        return len(self._exchanges)

    def __iter__(self) -> Iterator[Exchange]:
        return iter(tuple(self._exchanges.values()))

    def add(self, exchange: Exchange) -> None:
        self._exchanges[exchange.call.request_id] = exchange
        self._empty.clear()

    def remove(self, exchange: Exchange) -> None:
        self._exchanges.pop(exchange.call.request_id, None)
        if not self._exchanges:
            self._empty.set()

    def keep_alive(self, exchange: Exchange, write: Callable[[], None]) -> None:
        """From now on ``write`` is called whenever nothing was written for the set time."""
        exchange.last_write = time.monotonic()
        exchange.write_keep_alive = write
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(_SWEEP_S, self._sweep)

    def _sweep(self) -> None:
        self._timer = None
        waiting = [e for e in self._exchanges.values() if e.write_keep_alive is not None]
        if not waiting:
            return
        due = time.monotonic() - self._keep_alive_s()
        for exchange in waiting:
            if exchange.last_write <= due and exchange.write_keep_alive is not None:
                exchange.last_write = time.monotonic()
                exchange.write_keep_alive()
        self._timer = asyncio.get_running_loop().call_later(_SWEEP_S, self._sweep)

    async def wait_empty(self) -> None:
        await self._empty.wait()

    def cancel(self, request_id: str) -> bool:
        """Ends a running request as if its client had left. False if it is not running."""
        exchange = self._exchanges.get(request_id)
        if exchange is None or exchange.cancel is None:
            return False
        exchange.ended_by_owner = True
        exchange.cancel()
        return True

    def cancel_all(self) -> None:
        for request_id in tuple(self._exchanges):
            self.cancel(request_id)

    def close(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def view(self) -> list[LiveRequest]:
        """What runs now, oldest first."""
        return [_view(exchange) for exchange in self._exchanges.values()]


def _view(exchange: Exchange) -> LiveRequest:
    call, attempt = exchange.call, exchange.attempt
    channel = attempt.candidate.channel if attempt else None
    return LiveRequest(
        call.request_id,
        call.at,
        exchange.asked_model,
        channel.id if channel else 0,
        channel.name if channel else "",
        channel.provider if channel else "",
        call.caller.token.id,
        call.caller.token.name,
        call.client,
        exchange.peek.stream,
        exchange.elapsed_ms,
        exchange.first_token_ms,
        attempt.meter.chars if attempt else 0,
        len(exchange.failures),
        exchange.estimate,
        attempt.candidate.sent_model if attempt else "",
    )
