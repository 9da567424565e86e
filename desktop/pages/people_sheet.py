"""The sheet of a person or a group: what holds for all their tokens together."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from desktop import format
from desktop.models.people_table import LimitedRow
from desktop.pages.budget_list import BudgetList
from desktop.pages.rate_fields import RateFields
from desktop.pages.sheet_facts import FactsCard
from desktop.viewmodels.limits_editor import LimitsEditor
from desktop.widgets.buttons import Button
from desktop.widgets.inputs import FormField
from desktop.widgets.labels import Label
from desktop.widgets.side_sheet import SideSheet
from gateway.domain.budget import Scope


class LimitsSheet(SideSheet):
    """Budgets and rates, and who they hold for."""

    done = Signal()
    """Cancelled or saved: the sheet may go."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self.setObjectName("limits-sheet")
        self._editor: LimitsEditor | None = None
        self._facts = FactsCard()
        self._shown_facts: list[tuple[str, str]] = []
        self._rule = Label("", "body", "text2", wrap=True)
        self._budgets = BudgetList("limits-budget")
        self._budget_field = FormField("", self._budgets)
        self._rates = RateFields("limits")
        for widget in (self._rule, self._budget_field, self._rates, self._facts):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self._save, self._cancel = Button("", "primary"), Button("", "plain")
        self._save.setObjectName("limits-save")
        self._cancel.setObjectName("limits-cancel")
        self.set_footer(self._cancel, self._save)
        self._budgets.changed.connect(lambda entries: self._edit(budgets=entries))
        self._rates.edited.connect(lambda name, text: self._edit(**{name: text}))
        self._save.clicked.connect(self.save)
        self._cancel.clicked.connect(self.done)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Save), self).activated.connect(self.save)

    # Whose

    @property
    def editor(self) -> LimitsEditor | None:
        return self._editor

    @property
    def row(self) -> LimitedRow | None:
        """Whose limits it shows."""
        return self._editor.row if self._editor is not None else None

    def shows(self, row: LimitedRow) -> bool:
        mine = self.row
        return mine is not None and (mine.scope, mine.key) == (row.scope, row.key)

    def bind(self, editor: LimitsEditor) -> None:
        self.unbind()
        self._editor = editor
        editor.changed.connect(self._refresh)
        editor.invalid.connect(self._show_invalid)
        self.retranslate()

    def unbind(self) -> None:
        editor, self._editor = self._editor, None
        if editor is not None:
            editor.changed.disconnect(self._refresh)
            editor.invalid.disconnect(self._show_invalid)

    def begin(self) -> None:
        """The cursor where the form begins."""
        self._budgets.focus_begin()

    # What it shows

    def _refresh(self) -> None:
        editor = self._editor
        if editor is None:
            return
        self.set_title(editor.row.name, self._kind(editor.row))
        facts = self._say_facts(editor.row)
        if facts != self._shown_facts:
            self._shown_facts = facts
            self._facts.set_facts(facts)
        self._budgets.set_entries(editor.form.budgets, editor.left())
        self._budgets.set_wrong("budgets" in editor.errors)
        self._rates.show_rates(editor.form)
        self._show_now(editor)
        for name, field in {"budgets": self._budget_field, **self._rates.fields}.items():
            sentence = editor.errors.get(name, "")
            if field.error != sentence:
                field.set_error(sentence)
        self.set_unsaved(editor.dirty)
        self._save.setEnabled(editor.dirty)
        self._save.set_busy(editor.busy)

    def _kind(self, row: LimitedRow) -> str:
        if row.scope is Scope.GROUP:
            return self.tr("Group")
        return self.tr("Owner") if row.is_owner else self.tr("Person")

    def _say_facts(self, row: LimitedRow) -> list[tuple[str, str]]:
        tokens = (self.tr("Tokens"), format.count(row.tokens))
        if row.scope is Scope.GROUP:
            facts = [(self.tr("People"), format.count(row.people)), tokens]
            if row.multiplier:
                facts.append((self.tr("Pays a model's price times"), row.multiplier))
            return facts
        facts = [tokens, (self.tr("Group"), row.group)]
        if row.balance_nano is not None:
            facts.append((self.tr("Balance"), format.dollars(row.balance_nano)))
        return [*facts, (self.tr("Used in all"), format.dollars(row.used_nano))]

    def _show_now(self, editor: LimitsEditor) -> None:
        """What of the rates is used now, below each that is in force."""
        used = editor.rates()
        for name, number, words in (
            ("rpm", used.requests, self.tr("{n} used")),
            ("tpm", used.tokens, self.tr("{n} used")),
            ("concurrency", used.running, self.tr("{n} running")),
        ):
            note = "" if number is None else words.format(n=format.count(number))
            self._rates.fields[name].set_note(note)

    def retranslate(self) -> None:
        editor = self._editor
        if editor is None:
            return
        self._rule.setText(
            self.tr("These hold for all tokens of the group together, whoever has them.")
            if editor.row.scope is Scope.GROUP
            else self.tr("These hold for all tokens of this person together.")
        )
        self._budget_field.set_label(self.tr("Budgets"))
        self._budget_field.set_note(
            self.tr(
                "By the calendar of this computer. What was used before a budget was set counts, "
                "too; what is used up begins anew by itself."
            )
        )
        self._budgets.retranslate()
        self._rates.retranslate()
        self._save.setText(self.tr("Save"))
        self._cancel.setText(self.tr("Cancel"))
        for button in (self._save, self._cancel):
            button.updateGeometry()
        self._refresh()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _show_invalid(self, name: str) -> None:
        if name == "budgets":
            self._budgets.focus_first_flaw()
        else:
            self._rates.fields[name].control.setFocus()

    # What is done

    def _edit(self, **values: object) -> None:
        if self._editor is not None:
            self._editor.set(**values)

    def save(self) -> None:
        if self._editor is not None:
            self._editor.save()
