"""Check box, segmented control and underline tabs."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from desktop.theme import font, px, theme
from desktop.theme.colour import mix
from desktop.widgets import paint
from desktop.widgets.base import KeyboardFocus, follow_theme, has_modifier

BOX = 18
GAP = 10


GAP, LEAST_GAP = 28, 10
"""Between two tabs, and where there is little room."""


class CheckBox(KeyboardFocus, QAbstractButton):
    """A check box. With `show_text=False` the text is only the accessible name (rows)."""

    def __init__(
        self,
        text: str,
        *,
        checked: bool = False,
        show_text: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._show_text = show_text
        self.setText(text)
        self.setAccessibleName(text)
        self.setCheckable(True)
        self.setChecked(checked)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        follow_theme(self)

    def restyle(self) -> None:
        self.setFont(font("body"))
        self.updateGeometry()
        self.update()

    def _box(self) -> QRect:
        side = px(BOX)
        return QRect(0, (self.height() - side) // 2, side, side)

    def ring_rect(self) -> QRect:
        return self._box()

    def ring_radius(self) -> int:
        return theme().metrics.radius.check

    def sizeHint(self) -> QSize:
        side = px(BOX)
        if not self._show_text:
            return QSize(side, side)
        metrics = self.fontMetrics()
        width = side + px(GAP) + metrics.horizontalAdvance(self.text())
        return QSize(width, max(side, metrics.height()) + px(4))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme().colours
        area = self._box()
        radius = theme().metrics.radius.check
        enabled, hot = self.isEnabled(), self.underMouse()
        with QPainter(self) as painter:
            paint.begin(painter)
            if self.isChecked():
                fill = colours.accent.hover if hot else colours.accent.fill
                ink = colours.accent.on
                if not enabled:
                    fill, ink = colours.border.line_strong, colours.surface.card
                paint.box(painter, area, radius, fill)
                paint.icon(painter, area.adjusted(px(2), px(2), -px(2), -px(2)), "check", ink)
            else:
                ground = colours.surface.card
                fill = mix(ground, colours.text.primary, 0.06) if hot else ground
                border = colours.border.control if enabled else colours.border.line_strong
                paint.box(painter, area, radius, fill, border)
            if self._show_text:
                left = area.right() + px(GAP)
                ink = colours.text.primary if enabled else colours.text.disabled
                rest = QRectF(left, 0, self.width() - left, self.height())
                paint.text(painter, rest, self.text(), self.font(), ink)


class _Pieces(KeyboardFocus, QWidget):
    """Several words of which one is chosen: arrow keys, Home and End, click."""

    chosen = Signal(int)

    def __init__(
        self, texts: Sequence[str], name: str, current: int = 0, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._texts = list(texts)
        self._current = current
        self._hover = -1
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)

    @property
    def current(self) -> int:
        """Index of the chosen piece."""
        return self._current

    def count(self) -> int:
        """How many pieces there are."""
        return len(self._texts)

    def set_current(self, index: int) -> None:
        """Choose quietly."""
        if 0 <= index < len(self._texts) and index != self._current:
            self._current = index
            self._describe()
            self.move_ring()
            self.update()

    def set_texts(self, texts: Sequence[str]) -> None:
        """Rename the pieces (a language change); the choice stays."""
        self._texts = list(texts)
        self._current = max(0, min(self._current, len(self._texts) - 1))
        self._describe()
        self.updateGeometry()
        self.update()

    def choose(self, index: int) -> None:
        """Choose and tell."""
        if 0 <= index < len(self._texts) and index != self._current:
            self.set_current(index)
            self.chosen.emit(index)

    def _describe(self) -> None:
        if self._texts:
            self.setAccessibleDescription(self._texts[self._current])

    def piece(self, index: int) -> QRect:
        """Where a piece lies."""
        rects = self._rects()
        return rects[index] if 0 <= index < len(rects) else QRect()

    def _rects(self) -> list[QRect]:
        return []

    def ring_rect(self) -> QRect:
        return self.piece(self._current)

    def _at(self, x: float) -> int:
        for index, rect in enumerate(self._rects()):
            if rect.left() <= x <= rect.right() + 1:
                return index
        return -1

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: len(self._texts) - 1}
        key = Qt.Key(event.key())
        if has_modifier(event.modifiers()):
            super().keyPressEvent(event)
        elif key in steps:
            self.choose(min(max(self._current + steps[key], 0), len(self._texts) - 1))
        elif key in ends:
            self.choose(ends[key])
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.choose(self._at(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._set_hover(self._at(event.position().x()))

    def leaveEvent(self, event: object) -> None:
        self._set_hover(-1)

    def _set_hover(self, index: int) -> None:
        if index != self._hover:
            self._hover = index
            self.update()


class Segmented(_Pieces):
    """A sunken track with two to five words, one of them chosen; `chosen(int)` tells."""

    def __init__(
        self, texts: Sequence[str], name: str, current: int = 0, parent: QWidget | None = None
    ) -> None:
        super().__init__(texts, name, current, parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._describe()
        follow_theme(self)

    def restyle(self) -> None:
        self.setFont(font("body", "emphasis"))
        self.updateGeometry()
        self.update()

    def _widths(self) -> list[int]:
        metrics = self.fontMetrics()
        return [metrics.horizontalAdvance(t) + 2 * px(13) for t in self._texts]

    def _rects(self) -> list[QRect]:
        inset = px(2)
        height = self.height() - 2 * inset
        rects, x = [], inset
        for width in self._widths():
            rects.append(QRect(x, inset, width, height))
            x += width
        return rects

    def sizeHint(self) -> QSize:
        height = max(theme().metrics.height.button, self.fontMetrics().height() + px(10))
        return QSize(sum(self._widths()) + 2 * px(2), height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def ring_radius(self) -> int:
        return theme().metrics.radius.control - 2

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme().colours
        radius = theme().metrics.radius.control
        enabled = self.isEnabled()
        with QPainter(self) as painter:
            paint.begin(painter)
            track = colours.surface.sunken
            paint.box(painter, self.rect(), radius, track, colours.border.line_strong)
            for index, rect in enumerate(self._rects()):
                ink = colours.text.secondary
                if index == self._current:
                    border = colours.border.control if enabled else colours.border.line_strong
                    ground = colours.surface.neutral_tint if colours.dark else colours.surface.card
                    paint.box(painter, rect, radius - px(1), ground, border)
                    ink = colours.text.primary
                elif index == self._hover:
                    ink = colours.text.primary
                if not enabled:
                    ink = colours.text.disabled
                paint.text(painter, rect, self._texts[index], self.font(), ink, paint.CENTRE)


class Tabs(_Pieces):
    """Underline tabs; `chosen(int)` tells. Words only; a dot marks a tab that needs attention."""

    def __init__(
        self, texts: Sequence[str], name: str, current: int = 0, parent: QWidget | None = None
    ) -> None:
        super().__init__(texts, name, current, parent)
        self._marked: frozenset[int] = frozenset()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._describe()
        follow_theme(self)

    def set_marked(self, indexes: Sequence[int]) -> None:
        """Put an error dot after these tabs (a field in them is wrong)."""
        self._marked = frozenset(indexes)
        self.update()

    def restyle(self) -> None:
        self.setFont(font("body", "emphasis"))
        self.updateGeometry()
        self.update()

    def _bold(self) -> QFont:
        return font("strong")

    def _rects(self) -> list[QRect]:
        # Bold widths throughout: choosing a tab must not move its neighbours.
        widths = [paint.advance(self._bold(), text) for text in self._texts]
        between = max(1, len(widths) - 1)
        gap = min(px(GAP), max(px(LEAST_GAP), (self.width() - sum(widths)) // between))
        rects, x = [], 0
        for width in widths:
            rects.append(QRect(x, 0, width, self.height()))
            x += width + gap
        return rects

    def _width(self, gap: int) -> int:
        widths = [paint.advance(self._bold(), text) for text in self._texts]
        return sum(widths) + gap * max(0, len(widths) - 1)

    def ring_rect(self) -> QRect:
        return self.piece(self._current).adjusted(-px(6), px(6), px(6), -px(6))

    def sizeHint(self) -> QSize:
        height = max(theme().metrics.height.tab, self.fontMetrics().height() + px(18))
        return QSize(self._width(px(GAP)), height)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._width(px(LEAST_GAP)), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme().colours
        with QPainter(self) as painter:
            paint.begin(painter)
            base = self.height() - theme().metrics.hairline
            paint.hline(painter, 0, base, self.width(), colours.border.line)
            for index, rect in enumerate(self._rects()):
                chosen = index == self._current
                lit = chosen or index == self._hover
                ink = colours.text.primary if lit else colours.text.secondary
                face = self._bold() if chosen else self.font()
                paint.text(painter, rect.adjusted(0, 0, 2, 0), self._texts[index], face, ink)
                if chosen:
                    bar = QRectF(rect.left(), self.height() - px(3), rect.width(), px(3))
                    paint.box(painter, bar, px(3) / 2, colours.accent.fill)
                if index in self._marked:
                    dot = QRectF(rect.right() + px(4), self.height() / 2 - px(6), px(5), px(5))
                    paint.box(painter, dot, px(3), colours.status("error").solid)
