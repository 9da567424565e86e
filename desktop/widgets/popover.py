"""A small panel that floats by what was clicked and goes with the next click elsewhere."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.theme import px, theme
from desktop.widgets import paint
from desktop.widgets.base import follow_theme
from desktop.widgets.labels import Label

EDGE = 8


class Popover(QWidget):
    """Add to `body`, then `open_by`. Escape closes it; once closed it is deleted."""

    def __init__(self, title: str, parent: QWidget, *, width: int = 300) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setAccessibleName(title)
        self._width = width
        self._title = Label(title, "section")
        self._title.setVisible(bool(title))
        self.body = QVBoxLayout()
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._title)
        self._column.addLayout(self.body)
        follow_theme(self)

    def set_title(self, title: str) -> None:
        """The heading; an empty one takes no room."""
        self._title.setText(title)
        self._title.setVisible(bool(title))
        self.setAccessibleName(title)

    def restyle(self) -> None:
        self.setFixedWidth(px(self._width))
        self._column.setContentsMargins(px(16), px(14), px(16), px(14))
        self._column.setSpacing(px(12))
        self.body.setSpacing(px(8))
        self.update()

    def open_by(self, anchor: QWidget, focus: QWidget | None = None) -> None:
        """Below `anchor`, above where there is no room, with the keyboard in `focus`."""
        below = anchor.mapToGlobal(QPoint(0, anchor.height() + px(4)))
        above = anchor.mapToGlobal(QPoint(0, -px(4)))
        self.open_at(below, above.y(), focus)

    def open_at(self, at: QPoint, above: int, focus: QWidget | None = None) -> None:
        """With its top left at `at`; or ending at the height `above`, if that would be cut off."""
        self.adjustSize()
        room: QRect = self.screen().availableGeometry()
        x = min(at.x(), room.right() - self.width() - EDGE)
        y = at.y()
        if y + self.height() > room.bottom() - EDGE:
            y = max(room.top() + EDGE, above - self.height())
        self.move(max(room.left() + EDGE, x), y)
        self.show()
        if focus is not None:
            focus.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours, metrics = theme().colours, theme().metrics
        with QPainter(self) as painter:
            paint.begin(painter)
            border = colours.border.line_strong
            paint.box(painter, self.rect(), metrics.radius.card, colours.surface.overlay, border)
