"""The sheet of the groups' multipliers and budgets."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QWidget

from desktop.pages.budget_list import BudgetList
from desktop.pages.channels_tabs import show_text
from desktop.viewmodels.group_multipliers import GroupMultipliers
from desktop.widgets.buttons import Button
from desktop.widgets.inputs import FormField, LineEdit
from desktop.widgets.labels import Label
from desktop.widgets.side_sheet import SideSheet


class GroupsSheet(SideSheet):
    """Fields for each group; `done` when it may go."""

    done = Signal()

    def __init__(self, model: GroupMultipliers, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self.setObjectName("groups-sheet")
        self._model = model
        model.setParent(self)
        self._rule = Label("", "body", "text2", wrap=True)
        self.body.addWidget(self._rule)
        self._fields: dict[str, FormField] = {}
        self._budgets: dict[str, FormField] = {}
        for group in model.texts:
            edit = LineEdit()
            edit.setObjectName(f"multiplier-{group}")
            edit.textEdited.connect(lambda text, name=group: model.set_text(name, text))
            edit.returnPressed.connect(model.save)
            self._fields[group] = FormField(group, edit)
            self.body.addWidget(self._fields[group])
            budgets = BudgetList(f"group-budget-{group}")
            budgets.changed.connect(lambda each, name=group: model.set_budgets(name, each))
            self._budgets[group] = FormField("", budgets)
            self.body.addWidget(self._budgets[group])
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
        for group, field in self._budgets.items():
            budgets = field.control
            assert isinstance(budgets, BudgetList)  # noqa: S101 - narrows for the type checker
            budgets.set_entries(model.budgets[group], model.left(group))
            wrong = model.wrong_budgets.get(group, "")
            budgets.set_wrong(bool(wrong))
            if field.error != wrong:
                field.set_error(wrong)
        self.set_unsaved(model.dirty)
        self._save.setEnabled(model.dirty)
        self._save.set_busy(model.busy)

    def _blame(self, group: str) -> None:
        budgets = self._budgets[group].control
        if group not in self._model.wrong and isinstance(budgets, BudgetList):
            budgets.focus_first_flaw()
        else:
            self._fields[group].control.setFocus()

    def _retranslate(self) -> None:
        self.set_title(self.tr("Groups"))
        for group, field in self._budgets.items():
            field.set_label(self.tr("Budgets of {group}").format(group=group))
            if isinstance(field.control, BudgetList):
                field.control.retranslate()
        self._rule.setText(
            self.tr(
                "What people and tokens of a group pay is a model's price times this number. What "
                "your providers take from you stays the same. Their budgets hold for all of them "
                "together."
            )
        )
        self._save.setText(self.tr("Save"))
        self._cancel.setText(self.tr("Cancel"))
        for button in (self._save, self._cancel):
            button.updateGeometry()
        self._refresh()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
