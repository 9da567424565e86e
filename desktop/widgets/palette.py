"""Command palette: a field and a list over the window; a click outside closes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from desktop.theme import font, px, theme
from desktop.widgets import paint
from desktop.widgets.base import follow_theme
from desktop.widgets.labels import Label

WIDTH = 600
ROW = 38
VISIBLE_ROWS = 9
SHADOW = 24


@dataclass(frozen=True, slots=True)
class PaletteEntry:
    """One line: ``positions`` are the characters of ``text`` that matched what was typed."""

    key: str
    text: str
    detail: str = ""
    icon: str = ""
    keys: str = ""
    positions: tuple[int, ...] = ()


class EntryList(QWidget):
    """The lines, scrolled by whole lines. The field keeps the focus and steers it."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: list[PaletteEntry] = []
        self._current = 0
        self._first = 0
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Found"))
        follow_theme(self)

    def set_entries(self, entries: Sequence[PaletteEntry], *, keep: bool) -> None:
        """Other lines; with ``keep`` the current one stays current if it is still there."""
        before = self.current.key if keep and self.current is not None else ""
        self._entries = list(entries)
        keys = [entry.key for entry in self._entries]
        self._current = keys.index(before) if before in keys else 0
        self._first = 0
        self._reveal()
        self.updateGeometry()

    @property
    def current(self) -> PaletteEntry | None:
        """The line that Enter takes."""
        return self._entries[self._current] if self._entries else None

    @property
    def entries(self) -> tuple[PaletteEntry, ...]:
        """All lines, in their order."""
        return tuple(self._entries)

    def step(self, lines: int) -> None:
        """Goes up or down, round the ends when one line at a time."""
        count = len(self._entries)
        if not count:
            return
        wanted = self._current + lines
        self._current = wanted % count if abs(lines) == 1 else min(max(wanted, 0), count - 1)
        self._reveal()

    def _reveal(self) -> None:
        if self._current < self._first:
            self._first = self._current
        elif self._current >= self._first + VISIBLE_ROWS:
            self._first = self._current - VISIBLE_ROWS + 1
        current = self.current
        words = (current.text, current.detail, current.keys) if current is not None else ()
        self.setAccessibleDescription(", ".join(word for word in words if word))
        self.update()

    def restyle(self) -> None:
        self.setFont(font("body"))
        self.updateGeometry()
        self.update()

    def _row_height(self) -> int:
        return max(px(ROW), self.fontMetrics().height() + px(16))

    def sizeHint(self) -> QSize:
        return QSize(px(WIDTH), min(len(self._entries), VISIBLE_ROWS) * self._row_height())

    def minimumSizeHint(self) -> QSize:
        return QSize(px(160), self.sizeHint().height())

    def _row(self, index: int) -> QRect:
        height = self._row_height()
        return QRect(0, (index - self._first) * height, self.width(), height)

    def _at(self, y: float) -> int:
        index = self._first + int(y) // self._row_height()
        return index if 0 <= index < len(self._entries) else -1

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        index = self._at(event.position().y())
        if index >= 0 and index != self._current:
            self._current = index
            self._reveal()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        index = self._at(event.position().y())
        if event.button() == Qt.MouseButton.LeftButton and index >= 0:
            self.chosen.emit(self._entries[index].key)

    def wheelEvent(self, event: QWheelEvent) -> None:
        lines = -1 if event.angleDelta().y() > 0 else 1
        last = max(0, len(self._entries) - VISIBLE_ROWS)
        self._first = min(max(self._first + lines, 0), last)
        self._current = min(max(self._current, self._first), self._first + VISIBLE_ROWS - 1)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            paint.begin(painter)
            last = min(len(self._entries), self._first + VISIBLE_ROWS)
            for index in range(self._first, last):
                self._paint_row(painter, index)

    def _paint_row(self, painter: QPainter, index: int) -> None:
        colours, entry = theme().colours, self._entries[index]
        row = QRectF(self._row(index)).adjusted(0, px(1), 0, -px(1))
        current = index == self._current
        if current:
            border = colours.accent.text if colours.high_contrast else None
            radius = theme().metrics.radius.control
            paint.box(painter, row, radius, colours.surface.selected, border, 2)
        ink = colours.accent.text if current else colours.text.secondary
        if entry.icon:
            area = QRectF(px(12), row.top(), px(16), row.height())
            paint.icon(painter, area, entry.icon, ink)
        left, right = float(px(40)), row.width() - px(12)
        small = font("small", numbers=True)
        if entry.keys:
            width = paint.advance(small, entry.keys)
            area = QRectF(right - width, row.top(), width + 1, row.height())
            paint.text(painter, area, entry.keys, small, colours.text.tertiary, paint.RIGHT)
            right -= width + px(16)
        right = self._paint_detail(painter, row, entry, left, right)
        self._paint_words(painter, QRectF(left, row.top(), right - left, row.height()), entry)

    def _paint_detail(
        self, painter: QPainter, row: QRectF, entry: PaletteEntry, left: float, right: float
    ) -> float:
        """At the right, in what room the words leave."""
        if not entry.detail:
            return right
        small = font("small")
        words = paint.advance(font("strong"), entry.text)
        width = min(paint.advance(small, entry.detail), max(0.0, right - left - words - px(16)))
        if width < px(32):
            return right
        area = QRectF(right - width, row.top(), width + 1, row.height())
        ink = theme().colours.text.tertiary
        paint.text(painter, area, entry.detail, small, ink, paint.RIGHT)
        return right - width - px(16)

    def _paint_words(self, painter: QPainter, area: QRectF, entry: PaletteEntry) -> None:
        """The words, what matched in the stronger weight."""
        plain, strong = font("body"), font("strong")
        ink = theme().colours.text.primary
        if not entry.positions or paint.advance(strong, entry.text) > area.width():
            paint.text(painter, area, entry.text, plain, ink)
            return
        x, start, matched = area.left(), 0, set(entry.positions)
        while start < len(entry.text):
            end, hit = start + 1, start in matched
            while end < len(entry.text) and (end in matched) is hit:
                end += 1
            face, piece = strong if hit else plain, entry.text[start:end]
            width = paint.advance(face, piece)
            paint.text(painter, QRectF(x, area.top(), width + 1, area.height()), piece, face, ink)
            x, start = x + width, end


class Palette(QWidget):
    """Covers its parent while open. `typed(str)`, `chosen(str)` with an entry's key, `closed`."""

    typed = Signal(str)
    chosen = Signal(str)
    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("palette")
        self._came_from: QWidget | None = None
        self._panel = QWidget(self)
        self.field = QLineEdit()
        self.field.setObjectName("palette-field")
        self.field.setProperty("bare", True)
        self.field.setFrame(False)
        self.field.textChanged.connect(self.typed)
        self.field.installEventFilter(self)
        self.list = EntryList()
        self.list.chosen.connect(self._choose)
        self._nothing = Label("", "body", "text3")
        self._column = QVBoxLayout(self._panel)
        self._column.addWidget(self.field)
        self._column.addWidget(self.list)
        self._column.addWidget(self._nothing)
        self._nothing.hide()
        parent.installEventFilter(self)
        self.hide()
        follow_theme(self)

    def set_words(self, name: str, placeholder: str, nothing: str) -> None:
        """Its name, what stands in the empty field, and what is said when nothing is found."""
        self.setAccessibleName(name)
        self.field.setAccessibleName(name)
        self.field.setPlaceholderText(placeholder)
        self._nothing.setText(nothing)

    def open(self) -> None:
        """Covers the window; the field has the focus, and gives it back at the end."""
        window = self.window()
        self._came_from = window.focusWidget() if not self.isVisible() else self._came_from
        self.field.clear()
        self._place()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def close_palette(self) -> None:
        """Uncovers the window."""
        if self.isHidden():
            return
        self.hide()
        if self._came_from is not None and self._came_from.isVisible():
            self._came_from.setFocus(Qt.FocusReason.PopupFocusReason)
        self._came_from = None
        self.closed.emit()

    def set_entries(self, entries: Sequence[PaletteEntry], *, keep: bool = False) -> None:
        """What is found now."""
        self.list.set_entries(entries, keep=keep)
        self.list.setVisible(bool(entries))
        self._nothing.setVisible(not entries)
        self._place()

    def _choose(self, key: str) -> None:
        self.close_palette()
        self.chosen.emit(key)

    def restyle(self) -> None:
        side = px(SHADOW)
        self._column.setContentsMargins(side + px(8), side + px(6), side + px(8), side + px(8))
        self._column.setSpacing(px(6))
        self.field.setFont(font("lead"))
        self.field.setFixedHeight(max(px(44), paint.line_height(self.field.font()) + px(18)))
        self.field.setTextMargins(px(32), 0, px(8), 0)
        self._nothing.setContentsMargins(px(12), px(8), px(12), px(12))
        self._place()
        self.update()

    def _place(self) -> None:
        parent = self.parentWidget()
        if parent is None:
            return
        self.setGeometry(parent.rect())
        wide = min(px(WIDTH) + 2 * px(SHADOW), self.width())
        self._column.activate()
        height = min(self._panel.sizeHint().height(), self.height())
        top = max(0, min(px(64), (self.height() - height) // 2))
        self._panel.setGeometry((self.width() - wide) // 2, top, wide, height)
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.parentWidget():
            if event.type() == QEvent.Type.Resize and self.isVisible():
                self._place()
            return False
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._pressed(event)
        return False

    def _pressed(self, event: QKeyEvent) -> bool:
        steps = {
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Backtab: -1,
            Qt.Key.Key_Tab: 1,
            Qt.Key.Key_PageUp: -VISIBLE_ROWS,
            Qt.Key.Key_PageDown: VISIBLE_ROWS,
        }
        key = Qt.Key(event.key())
        if key in steps:
            self.list.step(steps[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if (current := self.list.current) is not None:
                self._choose(current.key)
        elif key == Qt.Key.Key_Escape:
            self.close_palette()
        else:
            return False
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        side = px(SHADOW)
        if (
            not self._panel.geometry()
            .adjusted(side, side, -side, -side)
            .contains(event.position().toPoint())
        ):
            self.close_palette()

    def paintEvent(self, event: QPaintEvent) -> None:
        colours, metrics = theme().colours, theme().metrics
        side = px(SHADOW)
        with QPainter(self) as painter:
            paint.begin(painter)
            area = QRectF(self._panel.geometry()).adjusted(side, side, -side, -side)
            alpha = 0.50 if colours.dark else 0.18
            paint.soft_shadow(painter, area, metrics.radius.card, side, alpha)
            edge = colours.border.line_strong
            paint.box(painter, area, metrics.radius.card, colours.surface.overlay, edge)
            field = self.field.geometry().translated(self._panel.pos())
            icon = QRectF(field.left() + px(10), field.top(), px(18), field.height())
            paint.icon(painter, icon, "search", colours.text.secondary)
            y = field.bottom() + px(3)
            left, width = int(area.left()), int(area.width())
            paint.hline(painter, left + 1, y, width - 2, colours.border.line)
