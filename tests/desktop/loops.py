"""The loops under test: stock asyncio, which says what is right, and every back end of ours."""

import asyncio
import selectors
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QCoreApplication

from desktop.loop_pump import QtLoop
from desktop.loop_thread import ThreadWatch
from desktop.loop_watch import DescriptorWatch

Factory = Callable[[], asyncio.AbstractEventLoop]

OURS: dict[str, Callable[[QCoreApplication], QtLoop]] = {
    "selector": lambda app: QtLoop(app, DescriptorWatch()),
    "thread": lambda app: QtLoop(app, ThreadWatch()),
    # As on Windows: select itself, which forgets nothing and notices no change while it waits.
    "thread over select": lambda app: QtLoop(app, ThreadWatch(selectors.SelectSelector())),
}
REFERENCE = "asyncio"


def factory(name: str, app: QCoreApplication) -> Factory:
    """What `asyncio.Runner` takes as its loop factory."""
    return asyncio.SelectorEventLoop if name == REFERENCE else lambda: OURS[name](app)


@contextmanager
def closing(loop: asyncio.AbstractEventLoop) -> Iterator[None]:
    """Close a loop as `asyncio.Runner` does, and let nothing be left on it."""
    try:
        yield
        left = asyncio.all_tasks(loop)
        assert not left, f"left running: {left}"
    finally:
        if not loop.is_closed():
            loop.run_until_complete(loop.shutdown_asyncgens())
            loop.run_until_complete(loop.shutdown_default_executor())
            loop.close()
