"""A spinner (still when motion is reduced) and skeleton lines for what has not arrived."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.theme import Tone, px, theme
from desktop.widgets import paint
from desktop.widgets.base import follow_theme

STEP_MS = 60
STEP_DEGREES = 30


class Spinner(QWidget):
    """A turning arc; a still "loader" icon when the system asks for reduced motion."""

    def __init__(
        self, size: int = 16, tone: Tone = "text2", *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._size = size
        self._tone: Tone = tone
        self._angle = 0
        self._timer = QTimer(self, interval=STEP_MS)
        self._timer.timeout.connect(self._turn)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(self.tr("Working"))
        follow_theme(self)

    def restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def _turn(self) -> None:
        self._angle = (self._angle + STEP_DEGREES) % 360
        self.update()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not theme().reduced_motion:
            self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    def sizeHint(self) -> QSize:
        side = px(self._size)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        colour = theme().colours.tone(self._tone)
        with QPainter(self) as painter:
            paint.begin(painter)
            if theme().reduced_motion:
                paint.icon(painter, self.rect(), "loader", colour)
                return
            width = max(1.5, self.width() / 9)
            pen = QPen(colour, width)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            inset = width / 2 + 1
            area = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
            painter.drawArc(area, -self._angle * 16, 270 * 16)


class Skeleton(QWidget):
    """Grey bars standing in for `rows` lines; shown after the token's delay, never blinking.

    `at_once` shows them without the delay, for pictures.
    """

    def __init__(
        self,
        rows: int = 3,
        *,
        row_height: int = 30,
        at_once: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._rows = rows
        self._row_height = row_height
        self._at_once = at_once
        self._visible = False
        self._later = QTimer(self, singleShot=True)
        self._later.timeout.connect(self._reveal)
        self.setAccessibleName(self.tr("Loading"))
        follow_theme(self)

    def restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def _reveal(self) -> None:
        self._visible = True
        self.update()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._at_once:
            self._reveal()
        else:
            self._later.start(theme().tokens.motion_ms.skeleton_after)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._later.stop()
        self._visible = False

    def sizeHint(self) -> QSize:
        return QSize(px(240), px(self._row_height) * self._rows)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._visible:
            return
        with QPainter(self) as painter:
            paint.begin(painter)
            height = px(self._row_height)
            bar = px(10)
            shares = (0.42, 0.58, 0.36, 0.5)
            for row in range(self._rows):
                y = row * height + (height - bar) / 2
                width = self.width() * shares[row % len(shares)]
                area = QRectF(px(16), y, width, bar)
                paint.box(painter, area, bar / 2, theme().colours.surface.neutral_tint)
