"""Combo box with its own painted face and Fusion's popup, and a button that opens a menu."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QStyledItemDelegate, QWidget

from desktop.theme import font, px, theme
from desktop.theme.colour import mix
from desktop.widgets import paint
from desktop.widgets.base import KeyboardFocus, follow_theme


class Combo(KeyboardFocus, QComboBox):
    """One of several choices; `chosen(int)` is QComboBox's `activated`.

    `items` are texts or (text, data) pairs; `lead` is a quiet word before the choice ("By  Model").
    `quiet` takes the lighter border of page headers. The wheel scrolls the page, not the choice.
    """

    def __init__(
        self,
        items: Sequence[str | tuple[str, object]],
        name: str,
        *,
        lead: str = "",
        quiet: bool = False,
        stretch: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._lead = lead
        self._quiet = quiet
        self._stretch = stretch
        self.setAccessibleName(name)
        self.set_items(items)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        wide = QSizePolicy.Policy.Expanding if stretch else QSizePolicy.Policy.Fixed
        self.setSizePolicy(wide, QSizePolicy.Policy.Fixed)
        self.setMaxVisibleItems(14)
        # The popup takes the style sheet only with a styled delegate.
        self.setItemDelegate(QStyledItemDelegate(self))
        follow_theme(self)

    def set_items(self, items: Sequence[str | tuple[str, object]]) -> None:
        """Replace the choices, keeping the chosen data (or text) where it still exists."""
        data = self.currentData() if self.currentData() is not None else self.currentText()
        blocked = self.blockSignals(True)
        self.clear()
        for item in items:
            if isinstance(item, str):
                self.addItem(item)
            else:
                self.addItem(item[0], item[1])
        self.blockSignals(blocked)
        if not self.choose(data) and self.count():
            self.setCurrentIndex(0)
        self.updateGeometry()

    def choose(self, data: object) -> bool:
        """Show the item with this data (or text) quietly; False when there is none."""
        for index in range(self.count()):
            if data in (self.itemData(index), self.itemText(index)):
                blocked = self.blockSignals(True)
                self.setCurrentIndex(index)
                self.blockSignals(blocked)
                self.update()
                return True
        return False

    def set_lead(self, lead: str) -> None:
        """Change the quiet word before the choice."""
        self._lead = lead
        self.updateGeometry()
        self.update()

    def restyle(self) -> None:
        self.setFont(font("body"))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        # One that stretches takes what it is given: hundreds of items need no measuring.
        every = [] if self._stretch else [self.itemText(i) for i in range(self.count())]
        texts = [*every, self.currentText()]
        width = max(metrics.horizontalAdvance(t) for t in texts)
        if self._lead:
            width += metrics.horizontalAdvance(self._lead) + px(8)
        width += px(12) + px(10) + px(16) + px(10)
        height = max(theme().metrics.height.input, metrics.height() + px(10))
        return QSize(width, height)

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        return QSize(min(hint.width(), px(88)), hint.height()) if self._stretch else hint

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme().colours
        enabled = self.isEnabled()
        with QPainter(self) as painter:
            paint.begin(painter)
            light = self._quiet or not enabled
            border = colours.border.line_strong if light else colours.border.control
            ground = colours.surface.card
            if self.underMouse() and enabled:
                ground = mix(ground, colours.text.primary, 0.04)
            paint.box(painter, self.rect(), theme().metrics.radius.control, ground, border)
            left, right = px(12), self.width() - px(10) - px(16)
            if self._lead:
                area = QRectF(left, 0, right - left, self.height())
                quiet_ink = colours.text.secondary if enabled else colours.text.disabled
                used = paint.text(painter, area, self._lead, self.font(), quiet_ink)
                left += used + px(8)
            ink = colours.text.primary if enabled else colours.text.disabled
            area = QRectF(left, 0, right - left - px(6), self.height())
            text = self.currentText() or self.placeholderText()
            paint.text(painter, area, text, self.font(), ink)
            arrow = colours.text.secondary if enabled else colours.text.disabled
            paint.icon_at(painter, right, self.rect(), px(16), "chevron-down", arrow)
