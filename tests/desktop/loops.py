"""The loops under test: stock asyncio, which says what is right, and every back end of ours."""

import asyncio
import selectors
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QCoreApplication

from desktop.loop_pump import QtLoop
from desktop.loop_thread import ThreadWatch
from desktop.loop_watch import DescriptorWatch, Watch

Factory = Callable[[], asyncio.AbstractEventLoop]


def _ours(make_watch: Callable[[], Watch]) -> Callable[..., QtLoop]:
    def make(app: QCoreApplication, *, already_running: bool = False) -> QtLoop:
        return QtLoop(app, make_watch(), already_running=already_running)

    return make


OURS = {
    "selector": _ours(DescriptorWatch),
    "thread": _ours(ThreadWatch),
    # As on Windows: a plain select, which notices no change while it waits.
    "thread over select": _ours(lambda: ThreadWatch(selectors.SelectSelector())),
}
REFERENCE = "asyncio"


def factory(name: str, app: QCoreApplication) -> Factory:
    """What `asyncio.Runner` takes as its loop factory."""
    return asyncio.SelectorEventLoop if name == REFERENCE else lambda: OURS[name](app)


@contextmanager
def closing(loop: asyncio.AbstractEventLoop) -> Iterator[None]:
    """Close a loop as `asyncio.Runner` does, and let no task and no thread of it be left."""
    try:
        yield
        if not loop.is_closed():
            loop.run_until_complete(_others())
    finally:
        if not loop.is_closed():
            loop.run_until_complete(loop.shutdown_asyncgens())
            loop.run_until_complete(loop.shutdown_default_executor())
            loop.close()
    assert "loop-select" not in {thread.name for thread in threading.enumerate()}


async def _others() -> None:
    """Wait for what has no more than its end to do, such as a server's side of a connection."""
    others = asyncio.all_tasks() - {asyncio.current_task()}
    await asyncio.gather(*others)
