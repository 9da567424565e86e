"""Sea-chart contours: depth lines round two shoals in a page's corners, where a page is empty."""

from __future__ import annotations

from math import cos, pi, sin
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from desktop.theme import theme
from desktop.theme.colour import with_alpha
from desktop.widgets import paint

POINTS: Final = 96
FAINTEST: Final = 0.03
STRONGEST: Final = 0.20
INDEX_EVERY: Final = 4  # every fourth line is an index contour: thicker, as on a chart


class _Shoal:
    """A family of nested lines: where they start, how far apart they lie, how they are bent."""

    def __init__(
        self, x: float, y: float, first: float, gap: float, count: int, turn: float
    ) -> None:
        self.x, self.y = x, y
        self.first, self.gap, self.count = first, gap, count
        self.turn = turn

    def line(self, number: int, width: float, height: float) -> QPainterPath:
        """The `number`th line in a page of this size."""
        radius = self.first + self.gap * number * (1 + 0.035 * number)
        cx, cy = self.x * width, self.y * height
        points = []
        for step in range(POINTS):
            angle = 2 * pi * step / POINTS
            drift = 0.05 * number
            bend = (
                1
                + 0.16 * sin(2 * angle + self.turn + drift)
                + 0.07 * sin(3 * angle + 2.1 * self.turn - drift)
                + 0.035 * sin(5 * angle + 0.7 * self.turn + 2 * drift)
            )
            reach = radius * bend
            points.append(QPointF(cx + 1.35 * reach * cos(angle), cy + 0.92 * reach * sin(angle)))
        path = QPainterPath((points[-1] + points[0]) / 2)
        for index, point in enumerate(points):
            path.quadTo(point, (point + points[(index + 1) % POINTS]) / 2)
        path.closeSubpath()
        return path


SHOALS: Final = (
    _Shoal(1.04, 0.03, 66, 25, 11, 0.9),
    _Shoal(-0.07, 1.08, 66, 19, 9, 3.6),
)


class ContourBackground(QWidget):
    """Fills its parent, lies below everything in it, and lets the mouse through.

    `moored` keeps the lines inside the page's rounded corner at the bottom left.
    """

    def __init__(self, parent: QWidget, *, moored: bool = True) -> None:
        super().__init__(parent)
        self._moored = moored
        self._paths: list[tuple[QPainterPath, float, float]] = []
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        parent.installEventFilter(self)
        theme().changed.connect(self.update)
        self._fill_parent()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self.parent():
            self._fill_parent()
        return False

    def _fill_parent(self) -> None:
        page = self.parentWidget()
        if page is None:
            return
        self.setGeometry(page.rect())
        self.lower()
        width, height = float(self.width()), float(self.height())
        self._paths = []
        for shoal in SHOALS:
            for number in range(shoal.count):
                fade = number / shoal.count
                index = number % INDEX_EVERY == 0
                alpha = STRONGEST + (FAINTEST - STRONGEST) * fade
                pen = 1.7 if index else 1.1
                share = alpha if index else max(FAINTEST, alpha * 0.72)
                self._paths.append((shoal.line(number, width, height), share, pen))

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme().colours
        if colours.high_contrast:
            return
        with QPainter(self) as painter:
            paint.begin(painter)
            if self._moored:
                radius = theme().metrics.radius.page_corner
                painter.setClipPath(paint.corner_path(QRectF(self.rect()), radius))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            for path, alpha, width in self._paths:
                painter.setPen(QPen(with_alpha(colours.accent.fill, alpha), width))
                painter.drawPath(path)
