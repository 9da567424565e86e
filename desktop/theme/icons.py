"""Lucide icons (ISC) from `resources/icons`: SVG text with its colour replaced, cached pixmaps.

Lucide's stroke is 2 on a 24 grid; 16 px and above are drawn at 1.75, which keeps one
optical weight.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from desktop.theme.tokens import RESOURCES

THIN: Final = "1.75"
REGULAR: Final = "2.0"
FILLED: Final = frozenset({"grip-vertical", "ellipsis"})  # dots: thinner strokes would fade them
_STROKE: Final = re.compile(r'stroke-width="[^"]*"')
_CACHE_LIMIT: Final = 2000


class UnknownIconError(KeyError):
    """No icon of that name is shipped."""


class IconStore:
    """Icons by name, colour, size and device pixel ratio."""

    def __init__(self, folder: Path = RESOURCES / "icons") -> None:
        self._folder = folder
        self._sources: dict[str, str] = {}
        self._pixmaps: dict[tuple[str, int, int, float], QPixmap] = {}

    def names(self) -> list[str]:
        """Every Lucide icon that can be asked for, sorted; the mark is not one of them."""
        return sorted(path.stem for path in self._folder.glob("*.svg") if path.stem != "homeport")

    def require(self, name: str) -> str:
        """`name` itself, or UnknownIconError: for constructors, so that painting cannot fail."""
        if name:
            self._source(name)
        return name

    def _source(self, name: str) -> str:
        source = self._sources.get(name)
        if source is None:
            path = self._folder / f"{name}.svg"
            try:
                source = path.read_text(encoding="utf-8")
            except OSError as error:
                raise UnknownIconError(name) from error
            self._sources[name] = source
        return source

    def pixmap(self, name: str, colour: QColor, size: int, ratio: float = 1.0) -> QPixmap:
        """`name` in `colour`, `size` logical pixels square, sharp at device pixel `ratio`."""
        key = (name, colour.rgba(), size, ratio)
        found = self._pixmaps.get(key)
        if found is not None:
            return found
        if len(self._pixmaps) > _CACHE_LIMIT:
            self._pixmaps.clear()
        made = self._render(name, colour, size, ratio)
        self._pixmaps[key] = made
        return made

    def _render(self, name: str, colour: QColor, size: int, ratio: float) -> QPixmap:
        svg = self._source(name).replace("currentColor", colour.name())
        stroke = THIN if size >= 16 and name not in FILLED else REGULAR
        svg = _STROKE.sub(f'stroke-width="{stroke}"', svg)
        side = max(1, round(size * ratio))
        pixmap = QPixmap(side, side)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setOpacity(colour.alphaF())
        QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, side, side))
        painter.end()
        pixmap.setDevicePixelRatio(ratio)
        return pixmap

    def icon(self, name: str, colour: QColor, disabled: QColor, size: int = 16) -> QIcon:
        """A `QIcon` for menus and actions, with one- and two-fold pixels and a disabled look."""
        icon = QIcon()
        for ratio in (1.0, 2.0):
            icon.addPixmap(self.pixmap(name, colour, size, ratio), QIcon.Mode.Normal)
            icon.addPixmap(self.pixmap(name, disabled, size, ratio), QIcon.Mode.Disabled)
        return icon

    def paint(self, painter: QPainter, rect: QRectF, name: str, colour: QColor) -> None:
        """Draw centred in `rect`, as large as its shorter side; an unknown name draws nothing."""
        size = int(min(rect.width(), rect.height()))
        if size <= 0 or not name:
            return
        device = painter.device()
        ratio = device.devicePixelRatioF()
        try:
            pixmap = self.pixmap(name, colour, size, ratio)
        except UnknownIconError:
            return
        # Whole pixels, or the strokes blur.
        x = round(rect.center().x() - size / 2)
        y = round(rect.center().y() - size / 2)
        painter.drawPixmap(x, y, pixmap)

    def clear(self) -> None:
        """Forget rendered pixmaps (the sources stay)."""
        self._pixmaps.clear()
