"""The program's one event loop: asyncio inside Qt's, so that a view model simply awaits a service.

Stock qasync makes every callback a Qt timer and every descriptor a notifier, which doubles the CPU
that a proxied request costs. The loops here keep asyncio's machinery (`loop_pump`) and differ in
how Qt hears of its selector: by the selector's own descriptor, or by a thread where it has none.
"""

from __future__ import annotations

import asyncio
import os

from PySide6.QtCore import QCoreApplication

from desktop.loop_pump import QtLoop
from desktop.loop_rounds import StockQasyncLoop
from desktop.loop_thread import ThreadWatch
from desktop.loop_watch import DescriptorWatch, has_descriptor

VARIABLE = "HOMEPORT_LOOP"
CHOICES = ("auto", "selector", "thread", "qasync")


def new_event_loop(
    app: QCoreApplication, *, already_running: bool = False
) -> asyncio.AbstractEventLoop:
    """A loop that runs in the event loop of `app`, made and used in its thread.

    The environment variable HOMEPORT_LOOP chooses `selector` (Linux, macOS), `thread` (everywhere),
    `qasync` (the stock loop) or `auto`, the default: the first of them that works here.
    With `already_running` the loop joins a Qt loop that somebody else runs, until `stop()`.

    Raises ValueError for another value, or for `selector` where the system has no such descriptor.
    """
    choice = os.environ.get(VARIABLE) or "auto"
    if choice == "auto":
        choice = "selector" if has_descriptor() else "thread"
    match choice:
        case "selector" if has_descriptor():
            return QtLoop(app, DescriptorWatch(), already_running=already_running)
        case "selector":
            raise ValueError(f"{VARIABLE}=selector: this system's selector has no descriptor")
        case "thread":
            return QtLoop(app, ThreadWatch(), already_running=already_running)
        case "qasync":
            loop: asyncio.AbstractEventLoop = StockQasyncLoop(app, already_running=already_running)
            return loop
        case _:
            raise ValueError(f"{VARIABLE} is one of {', '.join(CHOICES)}, not {choice!r}")
