"""Goes through the states of the pictures and looks at each under hard conditions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from desktop.pseudo import PSEUDO
from desktop.theme import theme
from tests.screenshots.access import nameless, unreachable
from tests.screenshots.clipping import clipped
from tests.screenshots.studio import SIZE, Look, Scene, Studio

LEAST = (860, 560)
LARGE = 1.5
ROUNDS = 4
"""Layouts that ask for height by width need more than one round to settle."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A language, a text size and a window size."""

    language: str
    scale: float
    size: tuple[int, int]

    def __str__(self) -> str:
        return f"{self.language} {self.scale:.0%} {self.size[0]}x{self.size[1]}"


HARDEST = [Condition(PSEUDO, 1.0, LEAST), Condition("en", LARGE, LEAST)]
ALL = [*HARDEST, Condition(PSEUDO, 1.0, SIZE), Condition("en", LARGE, SIZE)]
USUAL = Look("light", "en")


def popups(window: QWidget) -> list[QWidget]:
    """Menus and other windows that live until the next click."""
    kind = Qt.WindowType.Popup
    return [each for each in window.findChildren(QWidget) if each.windowType() == kind]


class Inspector(Studio):
    """Keeps faults instead of pictures."""

    def __init__(self, app: QApplication, only: str, conditions: Sequence[Condition]) -> None:
        super().__init__(app, Path(), [USUAL], only)
        self.conditions = conditions
        self.faults: list[str] = []
        self.looked_at = 0

    async def shoot(self, scene: Scene, name: str, widget: QWidget) -> None:
        self.looked_at += 1
        pops_up = widget.windowType() == Qt.WindowType.Popup
        if pops_up or any(each.isVisible() for each in popups(scene.window)):
            # It closes as soon as anything else is touched.
            self.faults += [f"{name}: {fault}" for fault in (*clipped(widget), *nameless(widget))]
            return
        for condition in self.conditions:
            if isinstance(widget, QDialog) and condition.scale != 1:
                continue  # it measures itself when it is made, and nobody enlarges text under it
            theme().set_text_scale(condition.scale)
            scene.see(Look("light", condition.language))
            scene.window.resize(QSize(*condition.size))
            await self._settle(scene)
            if isinstance(widget, QDialog):  # nobody enlarges text under an open question
                widget.adjustSize()
                await self._settle(scene)
            found = clipped(widget, sideways=condition.scale > 1)
            self.faults += [f"{name}, {condition}: {fault}" for fault in found]
        theme().set_text_scale(1.0)
        scene.window.resize(QSize(*SIZE))
        scene.see(USUAL)
        await self._settle(scene)
        self.faults += [f"{name}: {fault}" for fault in nameless(widget)]
        focus = QApplication.focusWidget()
        widget.window().activateWindow()
        await scene.until(widget.window().isActiveWindow, "the window is in front")
        self.faults += [f"{name}: {fault}" for fault in unreachable(widget)]
        if focus is not None:
            focus.setFocus()
        await self._settle(scene)

    async def _settle(self, scene: Scene) -> None:
        scene.hold_still()
        for _ in range(ROUNDS):
            QCoreApplication.sendPostedEvents()
            scene.window.grab()
        await scene.quiet()
