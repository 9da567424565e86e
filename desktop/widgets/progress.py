"""How far something is: a thin line that fills."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.theme import px, theme
from desktop.widgets import paint
from desktop.widgets.base import follow_theme

HEIGHT = 4


class ProgressLine(QWidget):
    """4 high, as wide as it is given; the accessible description says the percentage."""

    def __init__(self, name: str, fraction: float = 0.0, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fraction = 0.0
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_fraction(fraction)
        follow_theme(self)

    @property
    def fraction(self) -> float:
        """0.0 to 1.0."""
        return self._fraction

    def set_name(self, name: str) -> None:
        """What it is about."""
        self.setAccessibleName(name)

    def set_fraction(self, fraction: float) -> None:
        """How much is done, 0.0 to 1.0."""
        self._fraction = min(max(fraction, 0.0), 1.0)
        self.setAccessibleDescription(f"{round(self._fraction * 100)} %")
        self.update()

    def restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(120), px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(40), px(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme().colours
        radius = self.height() / 2
        with QPainter(self) as painter:
            paint.begin(painter)
            paint.box(painter, self.rect(), radius, colours.surface.neutral_tint)
            width = max(self.width() * self._fraction, self.height() if self._fraction else 0)
            if width:
                done = QRectF(0, 0, width, self.height())
                paint.box(painter, done, radius, colours.accent.fill)
