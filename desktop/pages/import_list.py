"""What an export holds, with a box to tick where there is a choice."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.models.data_words import item_detail, item_name, kind_word, standing_pill
from desktop.theme import px
from desktop.widgets.base import follow_theme
from desktop.widgets.card import Card
from desktop.widgets.choice import CheckBox
from desktop.widgets.labels import ElidedLabel, Label
from desktop.widgets.pill import StatusPill
from desktop.widgets.visibility import hide_unless
from gateway.services.transfer import ImportItem


class ImportRow(QWidget):
    """A box, a name, what differs, and how it stands."""

    changed = Signal()

    def __init__(self, item: ImportItem, *, chosen: bool) -> None:
        super().__init__()
        self.item = item
        self.box = CheckBox(item_name(item), checked=chosen, show_text=False)
        self.box.setObjectName(f"import-{item.key}")
        hide_unless(self.box, item.can_choose)
        self.box.toggled.connect(self.changed)
        self._name = ElidedLabel(item_name(item), "body", "text" if item.can_choose else "text2")
        self._detail = Label("", "small", "text3", wrap=True)
        self._pill = StatusPill("", "neutral", plain=True)
        self._lines = QVBoxLayout()
        self._lines.addWidget(self._name)
        self._lines.addWidget(self._detail)
        self._row = QHBoxLayout(self)
        self._gap = QWidget()
        hide_unless(self._gap, not item.can_choose)
        self._row.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addWidget(self._gap)
        self._row.addLayout(self._lines, 1)
        self._row.addWidget(self._pill, 0, Qt.AlignmentFlag.AlignTop)
        self.retranslate()
        follow_theme(self)

    def restyle(self) -> None:
        self._row.setContentsMargins(0, px(6), 0, px(6))
        self._row.setSpacing(px(10))
        self._lines.setSpacing(px(1))
        self._gap.setFixedWidth(px(18))

    def retranslate(self) -> None:
        name, detail = item_name(self.item), item_detail(self.item)
        word, status, icon = standing_pill(self.item)
        self.box.setText(name)
        self.box.setAccessibleName(f"{name}: {word}")
        self._name.setText(name)
        self._detail.setText(detail)
        self._detail.setVisible(bool(detail))
        self._pill.set_state(word, status, icon=icon)


class ImportList(QWidget):
    """`chosen` are the keys of what is ticked; `changed` tells."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[ImportRow] = []
        self._cards: list[tuple[str, Label, Card]] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        follow_theme(self)

    def restyle(self) -> None:
        self._column.setSpacing(px(8))

    def set_items(self, items: Sequence[ImportItem], proposed: Collection[str]) -> None:
        """What is in the file, by kind; once."""
        for kind in dict.fromkeys(item.kind for item in items):
            heading = Label(kind_word(kind), "small", "text2", weight="emphasis")
            card = Card(group=True, spacing=0)
            for item in items:
                if item.kind == kind:
                    row = ImportRow(item, chosen=item.key in proposed)
                    row.changed.connect(self.changed)
                    card.body.addWidget(row)
                    self.rows.append(row)
            self._column.addWidget(heading)
            self._column.addWidget(card)
            self._cards.append((kind, heading, card))

    @property
    def chosen(self) -> frozenset[str]:
        """Keys of the items to import."""
        return frozenset(
            row.item.key for row in self.rows if row.item.can_choose and row.box.isChecked()
        )

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            for kind, heading, _card in self._cards:
                heading.setText(kind_word(kind))
            for row in self.rows:
                row.retranslate()
