"""Where the window stands: remembered for each set of screens, always where it can be seen.

A laptop at its desk and the same laptop on a lap are two sets, and each gets its own place back.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication, QRegion, QScreen
from PySide6.QtWidgets import QWidget

from desktop.ui_state import UiState

_KEY = "places"
_MOST = 8


@dataclass(frozen=True, slots=True)
class Place:
    """The window's normal rectangle, and whether it filled its screen."""

    rect: QRect
    maximized: bool = False


def screens_key(screens: Iterable[QScreen]) -> str:
    """The same for the same screens in the same arrangement."""
    described = sorted(
        f"{screen.name()} {_words(screen.geometry())} {screen.devicePixelRatio():g}"
        for screen in screens
    )
    return hashlib.sha256("|".join(described).encode()).hexdigest()[:12]


def _words(rect: QRect) -> str:
    return f"{rect.x()},{rect.y()},{rect.width()},{rect.height()}"


def clamp(rect: QRect, available: Sequence[QRect], minimum: QSize) -> QRect:
    """``rect`` so that it can be seen and moved: on the screen that shows most of it.

    It keeps its size where that fits; a screen smaller than the minimum has its corner shown.
    """
    if not available:
        return rect

    def shown(area: QRect) -> int:
        common = area.intersected(rect)
        return common.width() * common.height() if common.isValid() else 0

    def apart(area: QRect) -> int:
        return (area.center() - rect.center()).manhattanLength()

    area = max(available, key=lambda each: (shown(each), -apart(each)))
    width = max(min(rect.width(), area.width()), minimum.width())
    height = max(min(rect.height(), area.height()), minimum.height())
    left = min(rect.x(), area.right() + 1 - min(width, area.width()))
    top = min(rect.y(), area.bottom() + 1 - min(height, area.height()))
    return QRect(max(left, area.x()), max(top, area.y()), width, height)


class Places:
    """The last few sets of screens."""

    def __init__(self, ui_state: UiState) -> None:
        self._ui_state = ui_state

    def of(self, key: str) -> Place | None:
        entry = self._read().get(key)
        if entry is None:
            return None
        x, y, width, height, maximized = entry
        return Place(QRect(x, y, width, height), bool(maximized))

    def keep(self, key: str, place: Place) -> None:
        places = self._read()
        places.pop(key, None)
        rect = place.rect
        places[key] = [rect.x(), rect.y(), rect.width(), rect.height(), int(place.maximized)]
        latest = dict(list(places.items())[-_MOST:])
        self._ui_state.set_text(_KEY, json.dumps(latest))

    def _read(self) -> dict[str, list[int]]:
        """What a damaged file holds counts as nothing."""
        try:
            stored = json.loads(self._ui_state.text(_KEY) or "{}")
            return {
                key: [int(number) for number in entry]
                for key, entry in stored.items()
                if len(entry) == 5
            }
        except (ValueError, TypeError, AttributeError):
            return {}


def restore(window: QWidget, ui_state: UiState, usual: QSize) -> None:
    """Puts a window that is not shown yet where it was, else on the first screen."""
    screens = QGuiApplication.screens()
    available = [screen.availableGeometry() for screen in screens]
    place = Places(ui_state).of(screens_key(screens))
    if place is None:
        first = QGuiApplication.primaryScreen().availableGeometry()
        size = usual.boundedTo(first.size() - QSize(16, 16))
        window.resize(size.expandedTo(window.minimumSize()))
        return
    rect = place.rect
    # It may lie across two screens, but not beyond what they show.
    region = QRegion()
    for area in available:
        region += area
    if not QRegion(rect).subtracted(region).isEmpty():
        rect = clamp(rect, available, window.minimumSize())
    window.setGeometry(rect)
    if place.maximized:
        window.setWindowState(window.windowState() | Qt.WindowState.WindowMaximized)


def keep(window: QWidget, ui_state: UiState) -> None:
    """Remembers where a window is, by the screens of now."""
    if window.windowState() & Qt.WindowState.WindowFullScreen:
        return
    rect = window.normalGeometry()
    if rect.isValid():
        key = screens_key(QGuiApplication.screens())
        Places(ui_state).keep(key, Place(rect, window.isMaximized()))
