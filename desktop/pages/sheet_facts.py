"""Facts in a sheet: a name and a value on each line."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.theme import px
from desktop.widgets.base import follow_theme
from desktop.widgets.card import Card
from desktop.widgets.labels import ElidedLabel, Label


class _Fact(QWidget):
    def __init__(self, name: str, value: str) -> None:
        super().__init__()
        self._row = QHBoxLayout(self)
        self._row.addWidget(Label(name, "body", "text2"))
        self._row.addStretch(1)
        said = ElidedLabel(value, "body", "text", numbers=True)
        said.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._row.addWidget(said)
        self.setAccessibleName(f"{name}: {value}")
        follow_theme(self)

    def restyle(self) -> None:
        self._row.setContentsMargins(0, px(5), 0, px(5))
        self._row.setSpacing(px(12))


class FactsCard(Card):
    """`set_facts` replaces all."""

    def __init__(self) -> None:
        super().__init__(group=True, spacing=0)
        self._facts: list[QWidget] = []

    def set_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Names and values; without any the card goes."""
        for fact in self._facts:
            fact.hide()
            fact.deleteLater()
        self._facts = [_Fact(name, value) for name, value in facts]
        for fact in self._facts:
            self.body.addWidget(fact)
        self.setVisible(bool(facts))
