"""Lists of what an update of prices would do."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop import format
from desktop.models.price_diff import Line, Section
from desktop.theme import px
from desktop.widgets.base import follow_theme
from desktop.widgets.card import Card
from desktop.widgets.labels import ElidedLabel, Label


class _LineRow(QWidget):
    def __init__(self, line: Line) -> None:
        super().__init__()
        self._words = QVBoxLayout()
        self._words.addWidget(ElidedLabel(line.name, "body", "text"))
        if line.detail:
            self._words.addWidget(ElidedLabel(line.detail, "small", "text3"))
        self._row = QHBoxLayout(self)
        self._row.addLayout(self._words, 1)
        if line.value:
            self._row.addWidget(Label(line.value, "small", "text2", numbers=True))
        self.setAccessibleName(" ".join(part for part in (line.name, line.detail, line.value)))
        follow_theme(self)

    def restyle(self) -> None:
        self._row.setContentsMargins(0, px(5), 0, px(5))
        self._row.setSpacing(px(12))
        self._words.setSpacing(px(1))


class PriceSections(QWidget):
    """`set_sections` replaces all."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        follow_theme(self)

    def restyle(self) -> None:
        self._column.setSpacing(px(8))

    def set_sections(self, sections: Sequence[Section]) -> None:
        for part in self._parts:
            part.hide()
            part.deleteLater()
        self._parts = []
        for section in sections:
            title = f"{section.title} · {format.count(section.count)}"
            card = Card(group=True, spacing=0)
            for line in section.lines:
                card.body.addWidget(_LineRow(line))
            if section.more:
                card.body.addWidget(Label(section.more, "small", "text3"))
            self._parts += [Label(title, "small", "text2", weight="emphasis"), card]
        for part in self._parts:
            self._column.addWidget(part)
        self.setVisible(bool(sections))
