"""Goes through the states of the pictures and looks at each under hard conditions."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from desktop.pseudo import PSEUDO
from tests.screenshots.access import nameless, unreachable
from tests.screenshots.clipping import clipped
from tests.screenshots.studio import SIZE, Look, Scene, Studio

LEAST = (860, 560)
LARGE = 1.5


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


def popups(window: QWidget) -> list[QWidget]:
    """Menus and other windows that live until the next click."""
    kind = Qt.WindowType.Popup
    return [each for each in window.findChildren(QWidget) if each.windowType() == kind]


class Inspector(Studio):
    """Keeps faults instead of pictures."""

    def __init__(self, app: QApplication, only: str, condition: Condition, *, first: bool) -> None:
        """``first`` looks for names and ways as well, which are the same in every condition."""
        super().__init__(app, Path(), [Look("light", condition.language)], only)
        self.condition = condition
        self.faults: list[str] = []
        self.looked_at = 0
        self._first = first

    async def shoot(self, scene: Scene, name: str, widget: QWidget) -> None:
        self.looked_at += 1
        pops_up = widget.windowType() == Qt.WindowType.Popup
        # A popup closes as soon as anything else is touched.
        alone = not pops_up and not any(each.isVisible() for each in popups(scene.window))
        if alone:
            scene.window.resize(QSize(*self.condition.size))
        await self._settle(scene)
        found = clipped(widget, sideways=self.condition.scale > 1)
        if alone:
            scene.window.resize(QSize(*SIZE))
            await self._settle(scene)
        if self._first:
            found += nameless(widget)
            found += await self._out_of_reach(scene, widget) if alone else []
        self.faults += [f"{name}, {self.condition}: {fault}" for fault in found]

    def keep(self, name: str, picture: QImage) -> None:
        """There is no widget to look at."""

    async def _out_of_reach(self, scene: Scene, widget: QWidget) -> list[str]:
        focus = QApplication.focusWidget()
        window = widget.window()

        def in_front() -> bool:
            if not window.isActiveWindow():
                window.activateWindow()  # another one that closes late may take it back
            return window.isActiveWindow()

        await scene.until(in_front, "the window is in front")
        found = unreachable(widget)
        if focus is not None:
            focus.setFocus()
        await self._settle(scene)
        return found

    async def _settle(self, scene: Scene) -> None:
        scene.hold_still()
        await scene.quiet()
