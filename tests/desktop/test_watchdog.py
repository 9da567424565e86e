"""The watchdog names what holds the loop, and sleeps while nobody looks."""

from __future__ import annotations

import logging
import threading
import time

import pytest
from pytestqt.qtbot import QtBot

from desktop.watchdog import STALL_S, Watchdog


def hold_the_loop(seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        threading.Event().wait(0.01)


def test_a_stall_is_told_once_with_its_stack(
    qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    dog = Watchdog(lambda: True)
    try:
        dog.look()
        with caplog.at_level(logging.WARNING, "desktop.watchdog"):
            hold_the_loop(STALL_S * 4)
        assert dog.stalls == 1
        assert "hold_the_loop" in caplog.text
        qtbot.waitUntil(lambda: time.monotonic() - dog._beat < STALL_S)
    finally:
        dog.close()


def test_nothing_is_told_while_nobody_watches(
    qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    dog = Watchdog(lambda: False)
    try:
        dog.look()
        hold_the_loop(STALL_S * 3)
        assert dog.stalls == 0
        assert not dog._timer.isActive()
        assert caplog.text == ""
    finally:
        dog.close()


def test_its_thread_ends_with_it(qtbot: QtBot) -> None:
    dog = Watchdog(lambda: True)
    dog.close()
    assert not dog._thread.is_alive()
