"""Which loop the program gets, and what the binding underneath must not do."""

import asyncio
import os
import selectors
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import qasync
from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QApplication

from desktop.loop import CHOICES, VARIABLE, new_event_loop
from desktop.loop_pump import QtLoop
from desktop.loop_thread import LentSelector
from tests.desktop.loops import closing


def chosen(app: QApplication) -> str:
    """The kind of loop that is made now, after it has proved to work."""
    loop = new_event_loop(app)
    with closing(loop):
        assert isinstance(loop, qasync.QSelectorEventLoop)
        assert loop.run_until_complete(asyncio.sleep(0, "works")) == "works"
        if not isinstance(loop, QtLoop):
            return "qasync"
        by_thread = isinstance(vars(loop)["_selector"], LentSelector)
    return "thread" if by_thread else "selector"


@pytest.mark.parametrize("choice", ["selector", "thread", "qasync"])
def test_the_environment_chooses(
    choice: str, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, choice)
    assert chosen(qapp) == choice


@pytest.mark.parametrize("value", ["auto", "", None])
def test_by_default_the_selector_is_watched_if_it_can_be(
    value: str | None, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    if value is None:
        monkeypatch.delenv(VARIABLE, raising=False)
    else:
        monkeypatch.setenv(VARIABLE, value)
    assert chosen(qapp) == "selector"
    # What Windows has.
    monkeypatch.setattr(selectors, "DefaultSelector", selectors.SelectSelector)
    assert chosen(qapp) == "thread"


def test_what_cannot_be_had_is_an_error(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, "uvloop")
    with pytest.raises(ValueError, match="one of auto, selector, thread, qasync, not 'uvloop'"):
        new_event_loop(qapp)
    monkeypatch.setenv(VARIABLE, "selector")
    monkeypatch.setattr(selectors, "DefaultSelector", selectors.SelectSelector)
    with pytest.raises(ValueError, match="has no descriptor"):
        new_event_loop(qapp)


PROGRAM = """
import asyncio, sys
from desktop.loop import new_event_loop
from PySide6.QtCore import QAbstractEventDispatcher
from PySide6.QtWidgets import QApplication

async def main():
    server = await asyncio.start_server(lambda r, w: w.close(), "127.0.0.1", 0)
    reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
    await reader.read()
    writer.close()
    server.close()
    await asyncio.to_thread(sum, [1])
    await asyncio.sleep(0.01)
    return QAbstractEventDispatcher.instance().metaObject().className()

app = QApplication(sys.argv)
with asyncio.Runner(loop_factory=lambda: new_event_loop(app)) as runner:
    print(runner.run(main()))
"""


@pytest.mark.parametrize("choice", CHOICES)
@pytest.mark.parametrize("glib", [True, False], ids=["GLib", "no GLib"])
def test_a_program_runs_on_it_and_ends(choice: str, glib: bool) -> None:
    """On both of Qt's event dispatchers for Linux, whatever binding the user's shell prefers."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", PROGRAM],
        env={
            **os.environ,
            VARIABLE: choice,
            "QT_API": "pyqt6",
            **({} if glib else {"QT_NO_GLIB": "1"}),
        },
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert ("Glib" in done.stdout) == glib


class Listener(QObject):
    """Has a signal, and overrides a virtual."""

    heard = 0
    rang = Signal()

    def customEvent(self, event: QEvent) -> None:
        """Count."""
        self.heard += 1


@pytest.mark.parametrize("what", ["a call that returns nothing", "a signal", "a virtual"])
def test_the_binding_keeps_references_to_none_and_true(what: str, qapp: QApplication) -> None:
    """PySide6 6.12.0 hands out None, True and False without a reference of their own, and Python
    3.11 aborts when none is left ("Fatal Python error: none_dealloc", PYSIDE-3474). Before the pin
    in pyproject.toml is lifted, run this test on Python 3.11 with the new PySide6: from 3.12 on
    these objects are immortal, and a program does not notice.
    """
    calls = 2_000
    # To fail here and not abort, should the bug be back.
    held = [value for value in (None, True, False) for _ in range(calls * 5)]
    listener, event = Listener(), QEvent(QEvent.Type.User)
    call: Callable[[], object] = {
        "a call that returns nothing": lambda: listener.setObjectName("name"),
        "a signal": listener.rang.emit,
        "a virtual": lambda: qapp.sendEvent(listener, event),
    }[what]
    before = counts()
    for _ in range(calls):
        call()
    lost = [then - now for then, now in zip(before, counts(), strict=True)]
    if sys.version_info < (3, 12):
        # Caches take or give up a few; the bug takes one a call.
        assert max(map(abs, lost)) < calls // 10, lost
        held.clear()
        assert before[0] - counts()[0] > calls, "references are counted"
    else:
        assert min(counts()) >= 2**30, "they are immortal"


def counts() -> list[int]:
    """The reference counts of None, True and False."""
    return [sys.getrefcount(value) for value in (None, True, False)]
