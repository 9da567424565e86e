"""Reading again: soon after a quiet time, seldom in a crowd."""

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from desktop.viewmodels import pace
from desktop.viewmodels.pace import Pace


class Clock:
    now = 100.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(pace, "time", clock)
    return clock


def test_the_first_wish_is_soon_and_later_ones_are_apart(qtbot: QtBot, clock: Clock) -> None:
    owner = QObject()
    timer = Pace(400, 1_500, owner)
    timer.wish()
    assert timer.interval() == 400
    clock.now += 0.5
    timer.timeout.emit()
    timer.stop()
    clock.now += 0.25
    timer.wish()
    assert timer.interval() == 1_250
    timer.stop()
    clock.now += 1.0
    timer.wish()
    assert timer.interval() == 400, "as soon as after a quiet time"


def test_a_wish_that_waits_is_not_put_off_by_another(qtbot: QtBot, clock: Clock) -> None:
    owner = QObject()
    timer = Pace(50_000, 60_000, owner)
    timer.wish()
    before = timer.remainingTime()
    clock.now += 30
    timer.wish()
    assert timer.isActive()
    assert timer.remainingTime() <= before
    assert timer.isSingleShot()
