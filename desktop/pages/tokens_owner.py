"""Whose a token is, in its sheet: chosen for a new one, then a name that leads to that person."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.theme import px
from desktop.viewmodels.people import person_name
from desktop.widgets.base import follow_theme
from desktop.widgets.buttons import Button
from desktop.widgets.combo import Combo
from desktop.widgets.inputs import FormField
from desktop.widgets.labels import Label
from gateway.domain.person import Person


class OwnerChoice(FormField):
    """Whose a new token will be: ``picked`` carries the person's id. Hidden without a choice."""

    picked = Signal(int)

    def __init__(self) -> None:
        combo = Combo([], "", stretch=True)
        combo.setObjectName("token-for")
        super().__init__("", combo)
        self._combo = combo
        self._people: Sequence[Person] = ()
        self._combo.activated.connect(lambda _: self.picked.emit(int(self._combo.currentData())))

    def show_choice(self, people: Sequence[Person], chosen: int) -> None:
        if people != self._people:
            self._people = people
            items: list[tuple[str, object]] = [(person_name(each), each.id) for each in people]
            self._combo.set_items(items)
        self._combo.choose(chosen)
        self.setVisible(bool(people))

    def retranslate(self) -> None:
        self.set_label(self.tr("Belongs to"))
        self.set_note(self.tr("Their limits hold for it as well. This cannot be changed later."))


class OwnerLine(QWidget):
    """``chosen`` carries the person's id."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._person: Person | None = None
        self._words = Label("", "body", "text2")
        self._name = Button("", "link")
        self._name.setObjectName("token-person")
        self._name.clicked.connect(self._choose)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self._words)
        self._row.addWidget(self._name)
        self._row.addStretch(1)
        follow_theme(self)

    def restyle(self) -> None:
        self._row.setSpacing(px(2))

    def show_person(self, person: Person | None) -> None:
        """None hides the line."""
        if person != self._person:
            self._person = person
            self.retranslate()
        self.setVisible(person is not None)

    def retranslate(self) -> None:
        self._words.setText(self.tr("Belongs to"))
        if self._person is not None:
            name = person_name(self._person)
            self._name.setText(name)
            self._name.setAccessibleName(self.tr("Belongs to {name}").format(name=name))
            self._name.setToolTip(self.tr("What limits all their tokens together"))
            self._name.updateGeometry()

    def _choose(self) -> None:
        if self._person is not None:
            self.chosen.emit(self._person.id)
