"""The sheet of the groups' multipliers."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.pages.channels_tabs import show_text
from desktop.viewmodels.group_multipliers import GroupMultipliers
from desktop.widgets.buttons import Button
from desktop.widgets.inputs import FormField, LineEdit
from desktop.widgets.labels import Label
from desktop.widgets.side_sheet import SideSheet


class GroupsSheet(SideSheet):
    """Fields for each group; `done` when it may go."""

    done = Signal()
    limits_wanted = Signal()
    """What limits the groups is to be seen."""

    def __init__(self, model: GroupMultipliers, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self.setObjectName("groups-sheet")
        self._model = model
        model.setParent(self)
        self._rule = Label("", "body", "text2", wrap=True)
        self.body.addWidget(self._rule)
        self._fields: dict[str, FormField] = {}
        for group in model.texts:
            edit = LineEdit()
            edit.setObjectName(f"multiplier-{group}")
            edit.textEdited.connect(lambda text, name=group: model.set_text(name, text))
            edit.returnPressed.connect(model.save)
            self._fields[group] = FormField(group, edit)
            self.body.addWidget(self._fields[group])
        self._limits = Button("", "link")
        self._limits.setObjectName("groups-limits")
        self._limits.clicked.connect(self.limits_wanted)
        row = QHBoxLayout()
        row.addWidget(self._limits)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addStretch(1)
        self._save, self._cancel = Button("", "primary"), Button("", "plain")
        self._save.setObjectName("multipliers-save")
        self.set_footer(self._cancel, self._save)
        self._save.clicked.connect(model.save)
        self._cancel.clicked.connect(self.done)
        model.changed.connect(self._refresh)
        model.invalid.connect(self._blame)
        model.saved.connect(lambda _before: self.done.emit())
        self._retranslate()

    def begin(self) -> None:
        """The cursor in the first field."""
        next(iter(self._fields.values())).control.setFocus()

    def _refresh(self) -> None:
        model = self._model
        for group, field in self._fields.items():
            edit = field.control
            assert isinstance(edit, LineEdit)  # noqa: S101 - narrows for the type checker
            show_text(edit, model.texts[group])
            wrong = self.tr("A number, like 1.5; 0 is free.") if group in model.wrong else ""
            if field.error != wrong:
                field.set_error(wrong)
        self.set_unsaved(model.dirty)
        self._save.setEnabled(model.dirty)
        self._save.set_busy(model.busy)

    def _blame(self, group: str) -> None:
        self._fields[group].control.setFocus()

    def _retranslate(self) -> None:
        self.set_title(self.tr("Groups"))
        self._rule.setText(
            self.tr(
                "What people and tokens of a group pay is a model's price times this number. What "
                "your providers take from you stays the same."
            )
        )
        self._save.setText(self.tr("Save"))
        self._cancel.setText(self.tr("Cancel"))
        self._limits.setText(self.tr("Budgets and rates of groups"))
        for button in (self._save, self._cancel, self._limits):
            button.updateGeometry()
        self._refresh()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
