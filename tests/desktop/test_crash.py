"""Bugs and crashes: shown once, one at a time, from any thread, without a secret."""

from __future__ import annotations

import asyncio
import faulthandler
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QPlainTextEdit
from pytestqt.qtbot import QtBot

from desktop import crash
from desktop.theme import ThemeManager
from gateway.domain.channel import ChannelDraft, Secret
from tests.desktop.pages.in_loop import in_qt_loop
from tests.desktop.pages.stage import until
from tests.desktop.resident import Resident, resident
from tests.desktop.themes import manager

__all__ = ["manager"]

PLAIN = "0f1e2d3c4b5a69788796a5b4c3d2e1f0"
LOOKS = "sk-ant-api03-planted-planted-planted"


@pytest.fixture(autouse=True)
def _themed(manager: ThemeManager) -> None:
    """Dialogs are drawn under an installed theme."""


@pytest.fixture
def _hooks() -> Iterator[None]:
    before = sys.excepthook, threading.excepthook, sys.unraisablehook
    yield
    sys.excepthook, threading.excepthook, sys.unraisablehook = before


def bug(text: str = "broken") -> None:
    """An exception that nobody catches, as a hook is told of it."""
    try:
        raise RuntimeError(text)
    except RuntimeError as error:
        crash.report(type(error), error, error.__traceback__)


def reports() -> list[QDialog]:
    return [
        each
        for each in QApplication.topLevelWidgets()
        if isinstance(each, QDialog) and each.objectName() == "crash-report" and each.isVisible()
    ]


def details() -> str:
    (dialog,) = reports()
    text = dialog.findChild(QPlainTextEdit, "crash-details")
    assert isinstance(text, QPlainTextEdit)
    return text.toPlainText()


async def with_key(me: Resident) -> None:
    draft = ChannelDraft("openai", "OpenAI", keys=(Secret(PLAIN),), models=("gpt-4o",))
    await me.gateway.channels.create(draft)


@in_qt_loop
async def test_a_bug_is_shown_without_keys_and_copied_with_the_diagnostics(
    tmp_path: Path, qapp: QApplication
) -> None:
    async with resident(tmp_path, qapp) as me:
        await with_key(me)
        bug(f"refused {PLAIN} and {LOOKS}")
        await until(reports, "the report")
        assert "RuntimeError: refused •••• and sk-ant-••••" in details()
        assert "test_crash.py" in details()
        me.click("crash-copy")
        clipboard = QApplication.clipboard()
        await until(lambda: "Python 3" in clipboard.text(), "the report is copied")
        assert "RuntimeError: refused" in clipboard.text()
        assert "OpenAI (openai)" in clipboard.text()
        for secret in (PLAIN, LOOKS):
            assert secret not in clipboard.text()
        me.click("crash-continue")
        assert not reports()
        assert me.quits == 0


@in_qt_loop
async def test_the_same_bug_is_shown_once_and_two_one_after_the_other(
    tmp_path: Path, qapp: QApplication
) -> None:
    async with resident(tmp_path, qapp) as me:
        bug("one")
        await until(reports, "the report")
        bug("two")
        try:
            raise ValueError("another")
        except ValueError as error:
            crash.report(type(error), error, error.__traceback__)
        QCoreApplication.sendPostedEvents()  # where the hooks' words wait for the window
        assert len(reports()) == 1
        me.click("crash-continue")
        bug("three")
        QCoreApplication.sendPostedEvents()
        assert not reports(), "that place is known"
        try:
            raise ValueError("another")
        except ValueError as error:
            crash.report(type(error), error, error.__traceback__)
        await until(reports, "one that was not shown")
        assert "another" in details()
        me.click("crash-quit")
        assert me.quits == 1


@in_qt_loop
async def test_bugs_of_other_threads_are_shown_in_the_window_s(
    tmp_path: Path, qapp: QApplication
) -> None:
    async with resident(tmp_path, qapp) as me:
        await me.front()
        await asyncio.to_thread(bug, "in a thread")
        await until(reports, "the report")
        assert reports()[0].parent() is me.window
        me.click("crash-continue")


@in_qt_loop
async def test_nothing_is_shown_while_the_program_ends(tmp_path: Path, qapp: QApplication) -> None:
    async with resident(tmp_path, qapp) as me:
        me.presence.stopping()
        bug("too late")
        await asyncio.sleep(0)
        assert not reports()


@in_qt_loop
async def test_the_crash_of_the_last_run_is_told(tmp_path: Path, qapp: QApplication) -> None:
    async with resident(tmp_path, qapp) as me:
        await with_key(me)
        me.presence.begin(background=True, last_crash=f"Fatal Python error\n{PLAIN}")
        assert details() == "Fatal Python error\n••••"
        me.click("crash-continue")


@pytest.mark.usefixtures("_hooks")
def test_hooks_hear_of_slots_and_threads(tmp_path: Path, qtbot: QtBot) -> None:
    heard: list[crash.Bug] = []
    stop = crash.listen(heard.append)
    try:
        crash.install(tmp_path / "log")
        QTimer.singleShot(0, lambda: bug(f"in a slot {LOOKS}"))
        qtbot.waitUntil(lambda: bool(heard))
        thread = threading.Thread(target=lambda: 1 / 0)
        thread.start()
        thread.join()
    finally:
        stop()
        faulthandler.enable()
    assert "in a slot sk-ant-••••" in heard[0].details
    assert "ZeroDivisionError" in heard[1].signature
    assert (tmp_path / "log" / crash.FILE).read_text() == ""
    stop()  # twice is once


def test_a_listener_that_fails_harms_nobody(caplog: pytest.LogCaptureFixture) -> None:
    def fail(_bug: crash.Bug) -> None:
        raise ValueError("cannot show")

    stop = crash.listen(fail)
    try:
        bug("first")
    finally:
        stop()
    assert "a bug could not be shown" in caplog.text


def crash_hard(folder: Path) -> None:
    """A process that dies as of a broken pointer."""
    code = (
        "import ctypes; from pathlib import Path; from desktop import crash;"
        f"crash.install(Path({str(folder)!r})); ctypes.string_at(0)"
    )
    root = Path(__file__).resolve().parents[2]
    died = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, timeout=50)
    assert died.returncode != 0


def test_a_hard_crash_leaves_its_stack_for_the_next_start_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    crash_hard(tmp_path)
    told = crash.take_last(tmp_path)
    assert "Fatal Python error" in told or "Windows fatal exception" in told
    assert "string_at" in told
    assert "the last run ended in a crash" in caplog.text
    assert crash.take_last(tmp_path) == ""


def test_what_was_survived_is_no_crash(tmp_path: Path) -> None:
    crash_hard(tmp_path)
    crash.forget(tmp_path)
    assert crash.take_last(tmp_path) == ""


def test_a_file_that_is_not_there_is_no_crash(tmp_path: Path) -> None:
    assert crash.take_last(tmp_path) == ""
    crash.forget(tmp_path)
