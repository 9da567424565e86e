"""The check looks at a state once nothing of it is under way."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QWidget

from desktop.aio import Jobs
from tests.desktop.pages.in_loop import in_qt_loop
from tests.screenshots import rest
from tests.screenshots.rest import come_to_rest, under_way

WORDS = "what came from the store"


@pytest.fixture
def window(qapp: QApplication) -> Iterator[QWidget]:
    window = QWidget()
    line = QHBoxLayout(window)
    line.addWidget(QLabel(" "))
    line.addStretch(1)
    window.resize(400, 100)
    window.show()
    yield window
    window.close()
    window.deleteLater()


def label(window: QWidget) -> QLabel:
    found = window.findChild(QLabel)
    assert isinstance(found, QLabel)
    return found


@in_qt_loop
async def test_it_waits_for_a_job_and_lays_out_what_that_brought(window: QWidget) -> None:
    come = asyncio.Event()

    async def load() -> None:
        await come.wait()
        label(window).setText(WORDS)

    Jobs(window).run("load", load())
    resting = asyncio.create_task(come_to_rest(window))
    done, _ = await asyncio.wait({resting}, timeout=5 * rest.TURN_S)
    assert not done
    come.set()
    await resting
    assert label(window).text() == WORDS
    assert label(window).width() >= label(window).sizeHint().width()


@in_qt_loop
async def test_it_waits_for_what_is_put_off_for_a_moment(window: QWidget) -> None:
    soon = QTimer(window, singleShot=True, interval=60)
    soon.timeout.connect(lambda: label(window).setText(WORDS))
    soon.start()
    hourly = QTimer(window, singleShot=True, interval=3_600_000)
    hourly.start()
    await come_to_rest(window)
    assert label(window).text() == WORDS
    assert label(window).width() >= label(window).sizeHint().width()


@in_qt_loop
async def test_what_goes_on_and_on_is_named(
    window: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rest, "PATIENCE_S", 0.05)
    other = QObject(window)
    job = Jobs(other).run("endless", asyncio.Event().wait())
    assert under_way(window) == ["window:endless"]
    with pytest.raises(AssertionError, match="endless"):
        await come_to_rest(window)
    job.cancel()
