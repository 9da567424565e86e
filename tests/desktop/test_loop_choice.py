"""Which loop the program gets, and what the binding underneath must not do."""

import asyncio
import os
import selectors
import subprocess
import sys
from pathlib import Path

import pytest
import qasync
from PySide6.QtCore import QCoreApplication, QEvent, QObject
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
    """Overrides a virtual that returns nothing, as `timerEvent` and `paintEvent` do."""

    heard = 0

    def customEvent(self, event: QEvent) -> None:
        """Count."""
        self.heard += 1


def test_overridden_virtuals_keep_references_to_none() -> None:
    """PySide6 6.12.0 loses one reference to None with each call, and Python 3.11 aborts when none
    is left ("Fatal Python error: none_dealloc", PYSIDE-3474). Before the pin in pyproject.toml
    is lifted, run this test on Python 3.11 with the new PySide6: from 3.12 on None is immortal,
    where all that can be seen is that calls do not change its count.
    """
    calls = 2_000
    held = [None] * (calls * 10)  # so that a binding with the bug fails here instead of aborting
    listener = Listener()
    before = sys.getrefcount(None)
    for _ in range(calls):
        QCoreApplication.sendEvent(listener, QEvent(QEvent.Type.User))
    lost = before - sys.getrefcount(None)
    assert listener.heard == calls
    assert len(held) == calls * 10
    # Caches may take or give up a few; the bug takes one a call.
    assert abs(lost) < calls // 10
    more = [None] * calls
    mortal = sys.getrefcount(None) - before > calls // 2
    assert mortal == (sys.version_info < (3, 12)), f"{len(more)} references were not counted"
