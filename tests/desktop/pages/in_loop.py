"""Tests as coroutines in the window's own loop: Qt and asyncio in one."""

from __future__ import annotations

import asyncio
import functools
from collections.abc import Callable, Coroutine
from typing import Any, ParamSpec

from PySide6.QtWidgets import QApplication

from tests.desktop import loops

P = ParamSpec("P")
PATIENCE_S = 30.0


def in_qt_loop(test: Callable[P, Coroutine[Any, Any, None]]) -> Callable[P, None]:
    """Runs an async test in a loop of ours; no task and no thread of it may be left."""

    @functools.wraps(test)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication), "the test takes no fixture that makes the application"
        loop = loops.OURS["selector"](app)
        asyncio.set_event_loop(loop)
        try:
            with loops.closing(loop):
                loop.run_until_complete(asyncio.wait_for(test(*args, **kwargs), PATIENCE_S))
        finally:
            asyncio.set_event_loop(None)

    return run
