"""Dragging a channel to another priority: the handle, what moves along, and where it would go."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QRegion,
)
from PySide6.QtWidgets import QApplication, QGraphicsOpacityEffect, QSizePolicy, QWidget
from shiboken6 import isValid

from desktop.theme import px, theme
from desktop.widgets import paint
from desktop.widgets.base import follow_theme


class DragHandle(QWidget):
    """Six dots to take a row by. It tells where the mouse goes, in global coordinates.

    Not for the keyboard: rows have Alt+Up and Alt+Down.
    """

    grabbed = Signal(QPoint)
    dragged = Signal(QPoint)
    dropped = Signal(QPoint)
    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._pressed_at: QPoint | None = None
        self._dragging = False
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        follow_theme(self)

    def restyle(self) -> None:
        self.setFixedWidth(px(16))
        self.update()

    def retranslate(self) -> None:
        self.setToolTip(self.tr("Drag to change the priority"))

    def sizeHint(self) -> QSize:
        return QSize(px(16), px(32))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed_at = event.globalPosition().toPoint()
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed_at is None:
            return
        at = event.globalPosition().toPoint()
        if not self._dragging:
            moved = (at - self._pressed_at).manhattanLength()
            if moved < QApplication.startDragDistance():
                return
            self._dragging = True
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.grabKeyboard()
            self.grabbed.emit(self._pressed_at)
        self.dragged.emit(at)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        dragging = self._dragging
        self._end()
        if dragging:
            self.dropped.emit(event.globalPosition().toPoint())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._dragging and event.key() == Qt.Key.Key_Escape:
            self._end()
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        # Escape is the page's shortcut, too; while something is dragged it is ours.
        if self._dragging and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._dragging:
            self._end()
            self.cancelled.emit()

    def _end(self) -> None:
        self._pressed_at = None
        if self._dragging:
            self._dragging = False
            self.releaseKeyboard()
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    def paintEvent(self, event: QPaintEvent) -> None:
        text = theme().colours.text
        ink = text.secondary if self.underMouse() or self._dragging else text.tertiary
        with QPainter(self) as painter:
            paint.begin(painter)
            paint.icon_at(painter, 0, self.rect(), px(16), "grip-vertical", ink)


class Ghost(QWidget):
    """A picture of the row, under the mouse; the row itself fades until it is let go."""

    def __init__(self, row: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self._row = row
        self._faded = QGraphicsOpacityEffect(row)
        self._faded.setOpacity(0.3)
        row.setGraphicsEffect(self._faded)
        self._picture = QPixmap()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.resize(row.size())
        follow_theme(self)

    def restyle(self) -> None:
        if not isValid(self._faded):  # the list was made anew under the mouse
            return
        ratio = self._row.devicePixelRatioF()
        self._picture = QPixmap(self._row.size() * ratio)
        self._picture.setDevicePixelRatio(ratio)
        self._picture.fill(Qt.GlobalColor.transparent)
        self._faded.setEnabled(False)
        # Without the ground of the page, which would show at the round corners.
        whole = QRegion(self._row.rect())
        self._row.render(self._picture, QPoint(), whole, QWidget.RenderFlag.DrawChildren)
        self._faded.setEnabled(True)
        self.update()

    def end(self) -> None:
        """The row is itself again."""
        if isValid(self._row):
            self._row.setGraphicsEffect(None)  # type: ignore[arg-type]  # None takes it away
        self.hide()
        self.deleteLater()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setOpacity(0.85)
            painter.drawPixmap(0, 0, self._picture)


class DropMark(QWidget):
    """Where it would go: a line between priorities, or a frame round the channels it joins."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._line = True
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_line(self, area: QRect) -> None:
        self._show(area, line=True)

    def show_frame(self, area: QRect) -> None:
        self._show(area, line=False)

    def _show(self, area: QRect, *, line: bool) -> None:
        self._line = line
        self.setGeometry(area)
        self.show()
        self.raise_()
        self.update()

    @property
    def is_line(self) -> bool:
        return self._line

    def paintEvent(self, event: QPaintEvent) -> None:
        accent = theme().colours.accent.fill
        area = QRectF(self.rect())
        with QPainter(self) as painter:
            paint.begin(painter)
            if self._line:
                bar = QRectF(0, area.center().y() - px(3) / 2, area.width(), px(3))
                paint.box(painter, bar, px(3) / 2, accent)
            else:
                paint.box(painter, self.rect(), theme().metrics.radius.row + px(4), None, accent, 2)
