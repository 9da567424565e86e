"""A short list with one choice (the clients of "Use it in"), and the tile buttons of a gallery."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from desktop.theme import font, px, stable_hue, theme
from desktop.widgets import paint
from desktop.widgets.base import KeyboardFocus, follow_theme, has_modifier
from desktop.widgets.tile import initials, paint_tile


@dataclass(frozen=True)
class Option:
    """One choice: `icon` replaces the letters, `hue` the hash of the label."""

    key: str
    label: str
    letters: str = ""
    icon: str = ""
    hue: int | None = None


class OptionList(KeyboardFocus, QWidget):
    """Rows 40 high with a tile; the chosen one is tinted. `chosen(key)`; arrows, Home and End."""

    chosen = Signal(str)

    def __init__(
        self,
        options: Sequence[Option],
        name: str,
        current: str = "",
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._hover = -1
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_options(options, current)
        follow_theme(self)

    def set_options(self, options: Sequence[Option], current: str = "") -> None:
        """Replace the choices."""
        for option in options:
            theme().icons.require(option.icon)
        self._options = list(options)
        keys = [option.key for option in self._options]
        self._current = keys.index(current) if current in keys else 0
        self._describe()
        self.updateGeometry()
        self.update()

    @property
    def current(self) -> str:
        """Key of the chosen option."""
        return self._options[self._current].key if self._options else ""

    def set_current(self, key: str) -> None:
        """Choose quietly."""
        for index, option in enumerate(self._options):
            if option.key == key:
                self._current = index
                self._describe()
                self.move_ring()
                self.update()

    def _choose(self, index: int) -> None:
        if 0 <= index < len(self._options) and index != self._current:
            self.set_current(self._options[index].key)
            self.chosen.emit(self.current)

    def _describe(self) -> None:
        if self._options:
            self.setAccessibleDescription(self._options[self._current].label)

    def restyle(self) -> None:
        self.setFont(font("body", "emphasis"))
        self.updateGeometry()
        self.update()

    def _row(self, index: int) -> QRect:
        height = max(theme().metrics.height.client_row, self.fontMetrics().height() + px(14))
        return QRect(0, index * (height + px(2)), self.width(), height)

    def ring_rect(self) -> QRect:
        return self._row(self._current)

    def sizeHint(self) -> QSize:
        widths = [self.fontMetrics().horizontalAdvance(o.label) for o in self._options]
        last = self._row(max(0, len(self._options) - 1))
        return QSize(max(widths, default=0) + px(44 + 16), last.bottom() + 1)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = len(self._options) - 1
        targets = {
            Qt.Key.Key_Up: max(0, self._current - 1),
            Qt.Key.Key_Down: min(last, self._current + 1),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        key = Qt.Key(event.key())
        if key in targets and not has_modifier(event.modifiers()):
            self._choose(targets[key])
        else:
            super().keyPressEvent(event)

    def _at(self, y: float) -> int:
        for index in range(len(self._options)):
            row = self._row(index)
            if row.top() <= y <= row.bottom():
                return index
        return -1

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._choose(self._at(event.position().y()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._set_hover(self._at(event.position().y()))

    def leaveEvent(self, event: object) -> None:
        self._set_hover(-1)

    def _set_hover(self, index: int) -> None:
        if index != self._hover:
            self._hover = index
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme().colours
        side = px(24)
        with QPainter(self) as painter:
            paint.begin(painter)
            for index, option in enumerate(self._options):
                row = self._row(index)
                chosen = index == self._current
                if chosen or index == self._hover:
                    fill = colours.accent.tint if chosen else colours.surface.hover
                    border = colours.accent.text if chosen and colours.high_contrast else None
                    radius = theme().metrics.radius.control
                    paint.box(painter, row, radius, fill, border, 2)
                tile = QRectF(px(8), row.center().y() - side / 2 + 1, side, side)
                letters = option.letters or initials(option.label)
                hue = stable_hue(option.label.casefold()) if option.hue is None else option.hue
                paint_tile(painter, tile, letters, hue, icon=option.icon)
                left = px(8) + side + px(12)
                area = QRectF(left, row.top(), row.width() - left - px(8), row.height())
                ink = colours.accent.text if chosen else colours.text.primary
                face = font("strong") if chosen else self.font()
                paint.text(painter, area, option.label, face, ink)


class TileButton(KeyboardFocus, QPushButton):
    """A provider to choose: tile and name in a bordered button, 44 high."""

    def __init__(
        self,
        text: str,
        *,
        letters: str = "",
        icon: str = "",
        hue: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._letters = letters or initials(text)
        self._icon = theme().icons.require(icon)
        self._hue = stable_hue(text.casefold()) if hue is None else hue
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        follow_theme(self)

    def restyle(self) -> None:
        self.setFont(font("body", "emphasis"))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        width = px(10) + px(24) + px(10) + metrics.horizontalAdvance(self.text()) + px(12)
        return QSize(width, max(px(44), metrics.height() + px(18)))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme().colours
        enabled = self.isEnabled()
        with QPainter(self) as painter:
            paint.begin(painter)
            hot = enabled and (self.underMouse() or self.isDown())
            fill = colours.surface.hover if hot else colours.surface.card
            border = colours.border.line_strong if enabled else colours.border.line
            paint.box(painter, self.rect(), theme().metrics.radius.control, fill, border)
            side = px(24)
            tile = QRectF(px(10), (self.height() - side) / 2, side, side)
            if self._icon:
                paint.icon_at(
                    painter, px(14), self.rect(), px(16), self._icon, colours.tone("text2")
                )
            else:
                paint_tile(painter, tile, self._letters, self._hue, faded=not enabled)
            left = px(10) + side + px(10)
            ink = colours.text.primary if enabled else colours.text.disabled
            area = QRectF(left, 0, self.width() - left - px(8), self.height())
            paint.text(painter, area, self.text(), self.font(), ink)
