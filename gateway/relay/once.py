"""What is made once under an idempotency key and is no answer of a model: files and batches."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import NamedTuple

from gateway.dialects.media import Form
from gateway.errors import GatewayError
from gateway.relay.callers import Caller
from gateway.relay.off_loop import LARGE_BODY, off_loop
from gateway.relay.recording import Recorded
from gateway.relay.replays import HEADER, Replays, fingerprint
from gateway.tasks import TaskGroup

Make = Callable[[], Awaitable[bytes]]


class Made(NamedTuple):
    """What was told of something new; ``again``: an earlier request with the same key made it."""

    told: bytes
    again: bool = False


class Once:
    """Over the answers that requests with a key have got. One a gateway."""

    def __init__(self, replays: Replays) -> None:
        self._replays = replays
        self._tasks = TaskGroup("once")

    async def make(
        self,
        caller: Caller,
        headers: Mapping[str, str],
        where: str,
        asked: bytes | Form,
        make: Make,
        *,
        outlives: bool = False,
    ) -> Made:
        """What ``make`` is told, or what an earlier request with the key was. ``asked`` is the
        request; ``outlives``: what was begun is finished even if its client leaves.

        Raises GatewayError, also what ``make`` does: then it counts as not sent.
        """
        key = headers.get(HEADER)
        if not key or not self._replays.on:
            return Made(await make())
        size = len(asked) if isinstance(asked, bytes) else LARGE_BODY + 1
        token_id = caller.token.id
        digest = await off_loop(size, fingerprint, where, asked)
        claimed, found = await self._replays.claim(token_id, key, digest)
        if found is not None:
            return Made(found.body or b"", again=True)

        async def settled() -> bytes | GatewayError:
            recorded = None
            try:
                told = await make()
                recorded = Recorded({}, told)
                return told
            except GatewayError as error:
                return error
            finally:
                self._replays.settle(token_id, key, claimed, recorded)

        if not outlives:
            result = await settled()
        else:
            result = await asyncio.shield(self._tasks.spawn(settled(), "make"))
        if isinstance(result, GatewayError):
            raise result
        return Made(result)

    async def drain(self) -> None:
        """Waits for what goes on without its client."""
        await self._tasks.wait()
