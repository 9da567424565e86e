"""A person's name, group and balance, in their sheet."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.pages.channels_tabs import show_text
from desktop.theme import px
from desktop.viewmodels.limits_editor import OF_PERSON, LimitsEditor
from desktop.widgets.base import follow_theme
from desktop.widgets.combo import Combo
from desktop.widgets.inputs import FormField, LineEdit


class PersonFields(QWidget):
    """``edited`` carries a field's name and its value."""

    edited = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self._name, self._balance = LineEdit(), LineEdit()
        self._name.setObjectName("limits-name")
        self._balance.setObjectName("limits-balance")
        self._group = Combo([], "", stretch=True)
        self._group.setObjectName("limits-group")
        self._groups: list[str] = []
        controls: tuple[QWidget, ...] = (self._name, self._group, self._balance)
        self.fields = {
            name: FormField("", control) for name, control in zip(OF_PERSON, controls, strict=True)
        }
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._row = QHBoxLayout()
        self._column.addWidget(self.fields["name"])
        self._row.addWidget(self.fields["group"], 1)
        self._row.addWidget(self.fields["balance"], 1)
        self._column.addLayout(self._row)
        self._name.textEdited.connect(lambda text: self.edited.emit("name", text))
        self._balance.textEdited.connect(lambda text: self.edited.emit("balance", text))
        self._group.activated.connect(
            lambda _: self.edited.emit("group", str(self._group.currentData()))
        )
        follow_theme(self)

    def restyle(self) -> None:
        self._column.setSpacing(px(16))
        self._row.setSpacing(px(12))

    def show_person(self, editor: LimitsEditor) -> None:
        form = editor.form
        show_text(self._name, form.name)
        show_text(self._balance, form.balance)
        # What the owner uses is theirs to pay anyway; a limit that is there can be taken away.
        limited = editor.row.balance_nano is not None or bool(form.balance)
        self.fields["balance"].setVisible(limited or not editor.row.is_owner)
        groups = editor.groups()
        if groups != self._groups:
            self._groups = groups
            self._group.set_items([(name, name) for name in groups])
        self._group.choose(form.group)

    def retranslate(self) -> None:
        self.fields["name"].set_label(self.tr("Name"))
        self._name.setPlaceholderText(self.tr("Mum"))
        self.fields["group"].set_label(self.tr("Group"))
        self.fields["balance"].set_label(self.tr("Balance in dollars"))
        self._balance.setPlaceholderText(self.tr("No limit"))

    def begin(self) -> None:
        """The cursor where the form begins."""
        self._name.setFocus()
