"""The question whose a key is, where its shape could be several companies'."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.theme import px
from desktop.widgets.buttons import Button
from desktop.widgets.card import Card
from desktop.widgets.chips import Chip
from desktop.widgets.flow import FlowLayout
from desktop.widgets.labels import ElidedLabel, IconLabel, Label
from desktop.widgets.visibility import hide_unless
from gateway.services.channels import ProviderView


class AskCard(Card):
    """Candidates as chips; ``chosen`` carries a provider's id, ``change_wanted`` starts over."""

    chosen = Signal(str)
    change_wanted = Signal()

    def __init__(self, keys: Sequence[str], candidates: Sequence[ProviderView]) -> None:
        super().__init__(spacing=12)
        self.setObjectName("ask-card")
        self._known = bool(candidates)
        self._title = Label("", "strong")
        self._key = ElidedLabel(", ".join(keys[:3]), "small", "text3", mono=True)
        self._change = Button("", "ghost")
        self._change.setObjectName("ask-change")
        self._change.clicked.connect(self.change_wanted)
        self._text = Label("", "body", "text2", wrap=True)
        self._text.setObjectName("ask-text")
        lines = QVBoxLayout()
        lines.setSpacing(px(2))
        lines.addWidget(self._title)
        lines.addWidget(self._key)
        head = QHBoxLayout()
        head.setSpacing(px(12))
        head.addWidget(IconLabel("key-round", "accent", 20))
        head.addLayout(lines, 1)
        head.addWidget(self._change)
        self.chips = QWidget()
        flow = FlowLayout(self.chips, gap=8, row_gap=8)
        self._first: Chip | None = None
        for view in candidates:
            chip = Chip(view.name, mono=False, clickable=True)
            chip.setObjectName(f"candidate-{view.id}")
            chip.clicked.connect(lambda _checked=False, ident=view.id: self.chosen.emit(ident))
            flow.addWidget(chip)
            self._first = self._first or chip
        self.body.addLayout(head)
        self.body.addWidget(self._text)
        self.body.addWidget(self.chips)
        hide_unless(self._key, bool(keys))
        hide_unless(self.chips, self._known)
        self._retranslate()

    def take_focus(self) -> None:
        target: QWidget = self._first or self._change
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = self.focusWidget()
        if event.key() == Qt.Key.Key_Escape:
            self.change_wanted.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(held, Chip):
            held.click()
        else:
            super().keyPressEvent(event)

    def _retranslate(self) -> None:
        self._title.setText(self.tr("Whose key is this?"))
        text = self.tr(
            "Keys of this form are given out by several providers. Homeport asks, because trying "
            "the key would show it to the wrong ones."
        )
        unknown = self.tr("Homeport does not know keys of this form. Choose its provider below.")
        self._text.setText(text if self._known else unknown)
        self._change.setText(self.tr("Change"))
        self._change.updateGeometry()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
