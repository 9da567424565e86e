"""When a window is at rest: what it asked for has come, and every layout has settled."""

from __future__ import annotations

import asyncio

from PySide6.QtCore import QAbstractAnimation, QCoreApplication, QObject, QRect, QTimer
from PySide6.QtWidgets import QWidget

from desktop.frame_made import PageMaker

PATIENCE_S = 15.0
TURN_S = 0.01
"""In one turn Qt sends what is posted, lays views out, calls timers of 0 ms, and paints."""
SOON_MS = 500
"""What the program puts off for longer belongs to another state."""


async def come_to_rest(window: QWidget, *others: QObject) -> None:
    """Until two turns find nothing under way and every widget where the other one found it.

    ``others`` put things off as well. The caller has the floor: until it awaits, nothing changes.
    Raises AssertionError with what goes on and on.
    """
    stood: list[QRect] | None = None
    try:
        async with asyncio.timeout(PATIENCE_S):
            while True:
                await asyncio.sleep(TURN_S)
                QCoreApplication.sendPostedEvents()  # layouts among them, also those these ask for
                stands = None if under_way(window, *others) else standing(window)
                if stands is not None and stands == stood:
                    return
                stood = stands
    except TimeoutError:
        restless = ", ".join(under_way(window, *others)) or "its layouts"
        raise AssertionError(f"it never comes to rest: {restless}") from None


def under_way(*owners: QObject) -> list[str]:
    """What they have asked for, have put off for a moment, or move."""
    found = [task.get_name() for task in asyncio.all_tasks() if not task.done()]
    found = [name for name in found if name.startswith("window:")]
    for owner in owners:
        for timer in owner.findChildren(QTimer):
            # Pages that nobody has asked for may be made at any time.
            if isinstance(timer.parent(), PageMaker) or not timer.isSingleShot():
                continue
            if timer.isActive() and timer.remainingTime() <= SOON_MS:
                found.append(f"timer of {type(timer.parent()).__name__}")
        for motion in owner.findChildren(QAbstractAnimation):
            if motion.state() == QAbstractAnimation.State.Running:
                found.append(f"motion of {type(motion.parent()).__name__}")
    return found


def standing(window: QWidget) -> list[QRect]:
    """Where everything is that shows."""
    return [each.geometry() for each in window.findChildren(QWidget) if each.isVisible()]
