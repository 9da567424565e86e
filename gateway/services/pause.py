"""The owner's pause: for a while, or until resumed, new requests are refused; running ones finish.

It is kept in the store, so that a restart does not end it. Time counts by the wall clock: a pause
of an hour ends an hour later, whether the computer slept or not.
"""

from __future__ import annotations

import asyncio
from functools import partial
from typing import Any

from gateway.errors import GatewayError, ServiceError
from gateway.events import ServerChanged
from gateway.services.context import Context
from gateway.services.state import State
from gateway.store import options as option_rows
from gateway.tasks import TaskGroup

LONGEST_S = 7 * 86_400
_OPTION = "paused_until"
_UNTIL_RESUMED = 0
_ASK_AGAIN_S = 60.0
"""What a client is told to wait where nobody knows for how long."""


class PauseService:
    """``paused`` decides by the clock, so that a late timer keeps nobody out."""

    def __init__(self, context: Context, state: State, tasks: TaskGroup) -> None:
        self._context = context
        self._state = state
        self._tasks = tasks
        self._until: int | None = None
        self._timer: asyncio.Task[None] | None = None

    @property
    def paused(self) -> bool:
        return self._until is not None and (self._until == _UNTIL_RESUMED or self.seconds_left > 0)

    @property
    def until(self) -> int:
        """Unix ms at which a pause ends; 0 while nothing is paused or nobody knows."""
        return (self._until or 0) if self.paused else 0

    @property
    def seconds_left(self) -> float:
        """Until the pause ends by itself; 0 for one that does not, or that is over."""
        return max(0.0, ((self._until or 0) - self._context.now_ms()) / 1000)

    def refusal(self) -> GatewayError:
        """What a client is told meanwhile."""
        return GatewayError(
            "paused",
            "Homeport is paused by its owner"
            + (" for a while" if self.until else " until they resume it"),
            retry_after_s=self.seconds_left or _ASK_AGAIN_S,
        )

    async def load(self) -> None:
        """Takes up a pause that the last run left. Raises StoreUnavailable."""
        stored = await self._context.database.read(partial(option_rows.get, _OPTION))
        if stored is not None and stored.isdecimal():
            self._take(int(stored))

    async def pause(self, seconds: float | None = None) -> None:
        """Refuses new requests for so long, or until :meth:`resume`. Replaces a pause in force.

        Raises ServiceError ``invalid_pause``, StoreUnavailable.
        """
        if seconds is not None and not 0 < seconds <= LONGEST_S:
            why = f"more than 0 and at most {LONGEST_S}"
            raise ServiceError("invalid_pause", f"a pause lasts {why} seconds", {"seconds": why})
        until = _UNTIL_RESUMED
        if seconds is not None:
            until = self._context.now_ms() + int(seconds * 1000)
        await self._state.change(
            partial(option_rows.set_value, _OPTION, str(until)), lambda _: self._set(until)
        )

    async def resume(self) -> None:
        """Answers again. Without a pause, does nothing. Raises StoreUnavailable."""
        if self._until is not None:
            await self._state.change(
                partial(option_rows.delete, _OPTION), lambda _: self._set(None)
            )

    def _set(self, until: int | None) -> None:
        self._take(until)
        self._context.events.publish(ServerChanged())

    def _take(self, until: int | None) -> None:
        self._until = until
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if until:
            self._timer = self._tasks.spawn(self._wait(until), "pause")

    async def _wait(self, until: int) -> None:
        """Tells of the end when it has come; the clock may be set meanwhile."""
        while self._until == until and self.paused:  # noqa: ASYNC110 - the wall clock may be set
            await asyncio.sleep(min(self.seconds_left, _ASK_AGAIN_S) + 0.01)
        if self._until == until:
            self._timer = None
            await self.resume()

    def view(self) -> dict[str, Any]:
        """As the management API tells it; ``paused_until`` in Unix seconds, 0 for no end."""
        return {"paused": self.paused, "paused_until": self.until // 1000}
