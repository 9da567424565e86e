"""Coroutines started by the window:

Each belongs to an object, ends with it, and tells of its failure.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from PySide6.QtCore import QObject

from gateway.tasks import spawn as spawn_task


class Jobs(QObject):
    """The coroutines of one page or view model.

    ``run`` starts one; a second with the same name cancels the first where ``latest`` is set, as a
    search does that is typed into. Errors go to ``on_error``; without it they are logged.
    """

    def __init__(
        self, parent: QObject, on_error: Callable[[Exception], None] | None = None
    ) -> None:
        super().__init__(parent)
        self._on_error = on_error
        self._tasks: dict[str, asyncio.Task[Any]] = {}
        parent.destroyed.connect(self._cancel_all)

    def run(
        self, name: str, coro: Coroutine[Any, Any, Any], *, latest: bool = True
    ) -> asyncio.Task[Any]:
        """Starts ``coro``. With ``latest`` a running job of that name is cancelled first."""
        running = self._tasks.get(name)
        if latest and running is not None and not running.done():
            running.cancel()
        task = spawn_task(self._guarded(coro), f"window:{name}")
        self._tasks[name] = task
        # One that is cancelled before its first step would never have been awaited.
        task.add_done_callback(lambda _done: coro.close())
        task.add_done_callback(lambda done: self._forget(name, done))
        # One that is cancelled before its first step would be called "never awaited".
        task.add_done_callback(lambda _done: coro.close())
        return task

    def busy(self, name: str) -> bool:
        task = self._tasks.get(name)
        return task is not None and not task.done()

    def cancel(self, name: str) -> None:
        task = self._tasks.pop(name, None)
        if task is not None:
            task.cancel()

    def _cancel_all(self) -> None:
        for task in list(self._tasks.values()):
            task.cancel()
        self._tasks.clear()

    def _forget(self, name: str, done: asyncio.Task[Any]) -> None:
        if self._tasks.get(name) is done:
            del self._tasks[name]

    async def _guarded(self, coro: Coroutine[Any, Any, Any]) -> Any:
        try:
            return await coro
        except Exception as error:
            if self._on_error is None:
                raise
            self._on_error(error)
            return None
