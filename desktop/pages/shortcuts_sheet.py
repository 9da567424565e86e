"""The sheet of keyboard shortcuts, drawn from the table that makes them work."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.i18n import translate
from desktop.shortcuts import GROUP_WORDS, TABLE, Group, native, page_keys
from desktop.theme import font, px, theme
from desktop.widgets import paint
from desktop.widgets.base import follow_theme
from desktop.widgets.labels import Label
from desktop.widgets.side_sheet import SideSheet


class Keycap(QWidget):
    """Keys as they stand on the keyboard."""

    def __init__(self, keys: str) -> None:
        super().__init__()
        self._keys = keys
        self.setAccessibleName(keys)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        follow_theme(self)

    def restyle(self) -> None:
        self.setFont(font("small", "emphasis", numbers=True))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        width = max(px(24), metrics.horizontalAdvance(self._keys) + px(14))
        return QSize(width, max(px(24), metrics.height() + px(6)))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme().colours
        with QPainter(self) as painter:
            paint.begin(painter)
            radius = theme().metrics.radius.tile_small
            edge = colours.border.line_strong
            paint.box(painter, self.rect(), radius, colours.surface.sunken, edge)
            area, ink = QRectF(self.rect()), colours.text.secondary
            paint.text(painter, area, self._keys, self.font(), ink, paint.CENTRE)


class ShortcutsSheet(SideSheet):
    """``pages`` are the labels of the rail, from top to bottom; made anew in another language."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self.setObjectName("shortcuts-sheet")
        self._pages: list[str] = []
        self._list = QWidget()
        self.body.addWidget(self._list)
        self.body.addStretch(1)

    def show_pages(self, pages: list[str]) -> None:
        """Fills it."""
        self._pages = pages
        self.set_title(self.tr("Keyboard shortcuts"))
        old = self._list
        self._list = QWidget()
        column = QVBoxLayout(self._list)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        for number, group in enumerate(Group):
            if number:
                column.addSpacing(px(14))
            heading = translate("shortcuts", str(GROUP_WORDS[group]))
            column.addWidget(Label(heading, "small", "text3", weight="label"))
            if group is Group.GO:
                for place, label in enumerate(pages, 1):
                    if keys := page_keys(place):
                        column.addLayout(_line(label, (keys,)))
            for row in TABLE:
                if row.group is group:
                    column.addLayout(_line(row.words, row.keys))
        self.body.replaceWidget(old, self._list)
        old.hide()
        old.deleteLater()

    def restyle(self) -> None:
        super().restyle()
        if getattr(self, "_pages", None):
            self.show_pages(self._pages)


def _line(words: str, keys: tuple[str, ...]) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(px(6))
    line.addWidget(Label(words, "body", "text", wrap=True), 1)
    for each in keys:
        line.addWidget(Keycap(native(each)))
    return line
