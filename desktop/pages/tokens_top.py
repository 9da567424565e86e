"""Above the table of tokens: what they are for, and whose are shown where there is a choice."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.theme import px
from desktop.viewmodels.people import person_name
from desktop.widgets.base import follow_theme
from desktop.widgets.combo import Combo
from desktop.widgets.labels import Label
from gateway.domain.person import Person

_WIDEST = 220


class TokensTop(QWidget):
    """``picked`` carries a person's id, 0 for everybody."""

    picked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._rule = Label("", "body", "text2", wrap=True)
        self._whose = Combo([], "", quiet=True)
        self._whose.setObjectName("tokens-of")
        self._whose.hide()
        self._people: Sequence[Person] = ()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self._rule, 1, Qt.AlignmentFlag.AlignVCenter)
        self._row.addWidget(self._whose, 0, Qt.AlignmentFlag.AlignTop)
        self._whose.activated.connect(lambda _: self.picked.emit(int(self._whose.currentData())))
        follow_theme(self)

    def restyle(self) -> None:
        self._row.setSpacing(px(16))
        self._whose.setMaximumWidth(px(_WIDEST))

    def show_choice(self, people: Sequence[Person], whose: int) -> None:
        if people != self._people:
            self._people = people
            self._fill()
        self._whose.choose(whose)
        self._whose.setVisible(len(people) > 1)

    def _fill(self) -> None:
        items: list[tuple[str, object]] = [(self.tr("Everybody's"), 0)]
        self._whose.set_items([*items, *((person_name(each), each.id) for each in self._people)])

    def retranslate(self) -> None:
        self._rule.setText(
            self.tr("Each app gets a key of its own, so that you see what it uses and can stop it.")
        )
        self._whose.setAccessibleName(self.tr("Whose tokens are shown"))
        self._fill()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
