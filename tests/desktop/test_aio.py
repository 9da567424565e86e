"""Coroutines that the window starts: each belongs to an object and ends with it."""

from __future__ import annotations

import asyncio

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication

from desktop.aio import Jobs
from tests.desktop.pages.in_loop import in_qt_loop


@in_qt_loop
async def test_the_latest_of_a_name_replaces_the_one_before(qapp: QApplication) -> None:
    jobs, done = Jobs(QObject(qapp)), []

    async def note(word: str) -> None:
        await asyncio.sleep(0)
        done.append(word)

    # The first is cancelled before its first step; that is no warning.
    jobs.run("search", note("a"))
    last = jobs.run("search", note("b"))
    assert jobs.busy("search")
    await last
    assert done == ["b"]
    await asyncio.sleep(0)
    assert not jobs.busy("search")


@in_qt_loop
async def test_jobs_end_with_their_owner(qapp: QApplication) -> None:
    owner = QObject(qapp)
    task = Jobs(owner).run("wait", asyncio.Event().wait())
    owner.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    await asyncio.wait({task})
    assert task.cancelled()


@in_qt_loop
async def test_a_failure_is_told_to_the_page(qapp: QApplication) -> None:
    told: list[Exception] = []

    async def fail() -> None:
        raise ValueError("no")

    await Jobs(QObject(qapp), told.append).run("fail", fail())
    assert [str(error) for error in told] == ["no"]
