"""How far a long action in a thread is, and whether anybody still wants it."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable
from functools import partial
from typing import TypeVar

from gateway.errors import HomeportError

T = TypeVar("T")
_TELL_EVERY_S = 0.05


class Cancelled(HomeportError):
    """The action was given up on request; nothing of it is left."""


class Progress:
    """Made on the loop, fed by the thread, heard on the loop.

    ``told(fraction)`` is called on the loop, at most twenty times a second, with 0.0 to 1.0.
    """

    def __init__(self, told: Callable[[float], None] | None = None) -> None:
        self._told = told
        self._loop = asyncio.get_running_loop()
        self._told_at = 0.0
        self._cancelled = False
        self.fraction = 0.0

    def cancel(self) -> None:
        """The thread stops at its next step. From any thread."""
        self._cancelled = True

    @property
    def cancelled(self) -> bool:
        return self._cancelled

    def step(self, done: float, total: float) -> None:
        """In the thread: how much is done. Raises Cancelled when it shall stop."""
        if self._cancelled:
            raise Cancelled("cancelled")
        self.fraction = min(1.0, done / total) if total > 0 else 0.0
        now = time.monotonic()
        if self._told is not None and (now - self._told_at >= _TELL_EVERY_S or done >= total):
            self._told_at = now
            with contextlib.suppress(RuntimeError):  # the loop has closed
                self._loop.call_soon_threadsafe(self._told, self.fraction)

    def part(self, start: float, end: float) -> Callable[[float, float], None]:
        """A :meth:`step` for a part of the action: its 0 to 1 is ``start`` to ``end`` of all."""

        def step(done: float, total: float) -> None:
            share = min(1.0, done / total) if total > 0 else 1.0
            self.step(start + (end - start) * share, 1.0)

        return step


async def in_thread(
    fn: Callable[..., T], *arguments: object, progress: Progress | None = None
) -> T:
    """Runs ``fn`` in a thread and waits for its end, also when cancelled.

    Who is cancelled cancels ``progress``, and leaves when the thread has cleaned up.
    """
    loop = asyncio.get_running_loop()
    running = loop.run_in_executor(None, partial(fn, *arguments))
    try:
        return await asyncio.shield(running)
    except asyncio.CancelledError:
        if progress is not None:
            progress.cancel()
        await asyncio.wait({running})
        if not running.cancelled():
            running.exception()  # it was asked for by nobody any more
        raise
