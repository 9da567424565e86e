"""What covers the window while something is dragged over it: where it may be let go."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from desktop.theme import font, px, theme
from desktop.theme.colour import with_alpha
from desktop.widgets import paint
from desktop.widgets.base import follow_theme


class DropOverlay(QWidget):
    """Lies over its parent and takes what is let go anywhere; `set_words` says what will happen."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._title = ""
        self._text = ""
        self.setObjectName("drop-overlay")
        self.setAcceptDrops(True)
        self.hide()
        follow_theme(self)

    def set_words(self, title: str, text: str) -> None:
        """What letting go does, and what may be dropped."""
        self._title, self._text = title, text
        self.setAccessibleName(f"{title} {text}")
        self.update()

    def cover(self) -> None:
        """Shows over all of the parent."""
        parent = self.parentWidget()
        if parent is not None:
            self.setGeometry(parent.rect())
        self.show()
        self.raise_()

    def restyle(self) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        colours, metrics = theme().colours, theme().metrics
        with QPainter(self) as painter:
            paint.begin(painter)
            painter.fillRect(self.rect(), with_alpha(colours.surface.page, 0.96))
            edge = QRectF(self.rect()).adjusted(px(16), px(16), -px(16), -px(16))
            pen = QPen(colours.accent.fill, px(2))
            pen.setStyle(Qt.PenStyle.DashLine)
            painter.setPen(pen)
            painter.setBrush(with_alpha(colours.accent.tint, 0.6))
            painter.drawRoundedRect(edge, metrics.radius.card, metrics.radius.card)
            middle = self.height() / 2
            icon = QRectF(0, middle - px(64), self.width(), px(32))
            paint.icon(painter, icon, "clipboard-paste", colours.accent.text)
            for words, role, top, ink in (
                (self._title, "sheet_title", -px(20), colours.text.primary),
                (self._text, "body", px(14), colours.text.secondary),
            ):
                face = font("sheet_title") if role == "sheet_title" else font("body")
                area = QRectF(px(32), middle + top, self.width() - px(64), px(30))
                paint.text(painter, area, words, face, ink, Qt.AlignmentFlag.AlignCenter)
