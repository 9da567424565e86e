"""A search field that offers what could be typed next, and underlines what it cannot use."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QTextCharFormat,
)
from PySide6.QtWidgets import QWidget

from desktop.theme import font, px, theme
from desktop.widgets import paint
from desktop.widgets.base import follow_theme
from desktop.widgets.inputs import SearchField, set_invalid

SHADOW = 8


@dataclass(frozen=True)
class Suggestion:
    """What is offered: ``text`` for the field, ``hint`` says what it is."""

    text: str
    hint: str = ""


class SuggestionList(QWidget):
    """Floats below its field in the same window and never takes the focus. ``chosen(int)``."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows: tuple[Suggestion, ...] = ()
        self.current = -1
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)
        self.hide()
        follow_theme(self)

    @property
    def rows(self) -> tuple[Suggestion, ...]:
        """What is offered."""
        return self._rows

    def set_rows(self, rows: Sequence[Suggestion]) -> None:
        """Offer these, none of them chosen yet."""
        self._rows = tuple(rows)
        self.current = -1
        self.resize(self.sizeHint())
        self.update()

    def move_current(self, step: int) -> None:
        """To the next or the one before; round the ends, with a place for none."""
        places = len(self._rows) + 1
        self.current = (self.current + 1 + step) % places - 1
        self.update()

    def restyle(self) -> None:
        self.setFont(font("body"))
        self.resize(self.sizeHint())
        self.update()

    def _step(self) -> int:
        return max(px(28), self.fontMetrics().height() + px(8))

    def _row(self, index: int) -> QRect:
        margin = px(SHADOW) + px(4)
        return QRect(margin, margin + index * self._step(), self.width() - 2 * margin, self._step())

    def sizeHint(self) -> QSize:
        metrics, hints = self.fontMetrics(), font("small")
        widths = [
            metrics.horizontalAdvance(row.text) + paint.advance(hints, row.hint)
            for row in self._rows
        ]
        margin = 2 * (px(SHADOW) + px(4))
        width = min(px(480), max(px(240), max(widths, default=0) + px(8 + 8 + 24)))
        return QSize(width + margin, len(self._rows) * self._step() + margin)

    def _at(self, position: QPoint) -> int:
        rows = range(len(self._rows))
        return next((index for index in rows if self._row(index).contains(position)), -1)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.current = self._at(event.position().toPoint())
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self._at(event.position().toPoint())
        if index >= 0:
            self.chosen.emit(index)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours, metrics = theme().colours, theme().metrics
        area = QRectF(self.rect()).adjusted(px(SHADOW), px(SHADOW), -px(SHADOW), -px(SHADOW))
        with QPainter(self) as painter:
            paint.begin(painter)
            alpha = 0.50 if colours.dark else 0.16
            paint.soft_shadow(painter, area, metrics.radius.control, px(SHADOW), alpha)
            border = colours.border.line_strong
            paint.box(painter, area, metrics.radius.control, colours.surface.overlay, border)
            for index, row in enumerate(self._rows):
                rect = self._row(index)
                if index == self.current:
                    mark = colours.accent.text if colours.high_contrast else None
                    paint.box(painter, rect, metrics.radius.bar * 2, colours.accent.tint, mark, 2)
                inner = rect.adjusted(px(8), 0, -px(8), 0)
                hint_width = paint.advance(font("small"), row.hint)
                left = inner.adjusted(0, 0, -hint_width - px(16), 0)
                ink = colours.accent.text if index == self.current else colours.text.primary
                paint.text(painter, left, row.text, self.font(), ink)
                quiet = colours.text.tertiary
                paint.text(painter, inner, row.hint, font("small"), quiet, paint.RIGHT)


class SuggestField(SearchField):
    """Emits ``wanted(text, cursor)`` while it is typed into; answer with :meth:`offer`.

    ``taken(int)`` when a suggestion was put in place. Down opens the list, Enter and Tab take what
    is chosen in it, Escape closes it before it empties the field.
    """

    wanted = Signal(str, int)
    taken = Signal(int)

    def __init__(self, placeholder: str, *, parent: QWidget | None = None) -> None:
        super().__init__(placeholder, parent=parent)
        self._list: SuggestionList | None = None
        self._place = (0, 0)
        self._marks: tuple[tuple[int, int], ...] = ()
        self.textEdited.connect(self._ask)

    @property
    def offered(self) -> tuple[Suggestion, ...]:
        """What the open list offers."""
        return self._list.rows if self._list is not None and self._list.isVisible() else ()

    def offer(self, start: int, end: int, rows: Sequence[Suggestion]) -> None:
        """Suggestions for what stands from ``start`` to ``end``; none closes the list."""
        self._place = (start, end)
        if not rows or not self.hasFocus():
            self._close()
            return
        if self._list is None:
            self._list = SuggestionList(self.window())
            self._list.chosen.connect(self._take)
        elif self._list.parentWidget() is not self.window():
            self._list.setParent(self.window())
        self._list.set_rows(rows)
        self._list.move(self._below(start))
        self._list.show()
        self._list.raise_()

    def set_marks(self, marks: Sequence[tuple[int, int]]) -> None:
        """Underline what stands from a place to another; the field gets the error border."""
        if tuple(marks) != self._marks:
            self._marks = tuple(marks)
            self._underline()
        set_invalid(self, bool(marks))

    def restyle(self) -> None:
        super().restyle()
        if getattr(self, "_marks", ()):
            self._underline()

    def _underline(self) -> None:
        # The one way to format parts of a line edit: as an input method would.
        formats = []
        for start, end in self._marks:
            look = QTextCharFormat()
            look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
            look.setUnderlineColor(theme().colours.status("error").solid)
            kind = QInputMethodEvent.AttributeType.TextFormat
            at = start - self.cursorPosition()
            formats.append(QInputMethodEvent.Attribute(kind, at, end - start, look))
        QCoreApplication.sendEvent(self, QInputMethodEvent("", formats))

    def _below(self, start: int) -> QPoint:
        """Under the piece, inside the window."""
        assert self._list is not None  # noqa: S101 - it was made just now
        window, size = self.window(), self._list.sizeHint()
        text = self.fontMetrics().horizontalAdvance(self.text()[:start])
        x = min(px(36) + text, self.width() - px(64)) - px(SHADOW) - px(12)
        place = self.mapTo(window, QPoint(max(-px(SHADOW), x), self.height() - px(SHADOW) + px(4)))
        place.setX(max(0, min(place.x(), window.width() - size.width())))
        return place

    def _ask(self, text: str) -> None:
        self.wanted.emit(text, self.cursorPosition())

    def _take(self, index: int) -> None:
        rows = self.offered
        if not 0 <= index < len(rows):
            return
        (start, end), text = self._place, self.text()
        after = text[end:].lstrip()
        new = rows[index].text
        self._close()
        self.setText(text[:start] + new + after)
        self.setCursorPosition(start + len(new))
        self.taken.emit(index)

    def _close(self) -> None:
        if self._list is not None:
            self._list.hide()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._close()
        super().focusOutEvent(event)

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
            and self.offered
        ):
            event.accept()  # the list's, before the page's
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, open_ = event.key(), bool(self.offered)
        if key == Qt.Key.Key_Down and not open_:
            self._ask(self.text())
        elif self._list is None or not open_:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._list.move_current(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_Escape:
            self._close()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._list.current >= 0:
            self._take(self._list.current)
        else:
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._close()
            super().keyPressEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:
        if next and self._list is not None and self.offered and self._list.current >= 0:
            self._take(self._list.current)
            return True
        return super().focusNextPrevChild(next)
