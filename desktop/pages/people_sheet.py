"""The sheet of a person or a group: who they are, and what holds for all their tokens together."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop import format
from desktop.models.people_table import LimitedRow
from desktop.pages.budget_list import BudgetList
from desktop.pages.person_fields import PersonFields
from desktop.pages.rate_fields import RateFields
from desktop.pages.sheet_facts import FactsCard
from desktop.viewmodels.limits_editor import LimitsEditor
from desktop.widgets.buttons import Button
from desktop.widgets.inputs import FormField
from desktop.widgets.labels import Label
from desktop.widgets.side_sheet import SideSheet
from gateway.domain.budget import Scope


class LimitsSheet(SideSheet):
    """A person's name, group and balance; budgets and rates, and who they hold for."""

    done = Signal()
    """Cancelled or saved: the sheet may go."""
    token_wanted = Signal(int)
    """A new token for this person, by id."""
    remove_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self.setObjectName("limits-sheet")
        self._editor: LimitsEditor | None = None
        self._person = PersonFields()
        self._facts = FactsCard()
        self._shown_facts: list[tuple[str, str]] = []
        self._rule = Label("", "body", "text2", wrap=True)
        self._budgets = BudgetList("limits-budget")
        self._budget_field = FormField("", self._budgets)
        self._rates = RateFields("limits")
        for widget in (
            self._person,
            self._rule,
            self._budget_field,
            self._rates,
            self._facts,
        ):
            self.body.addWidget(widget)
        self._token = Button("", "link", icon="plus")
        self._token.setObjectName("limits-token")
        line = QHBoxLayout()
        line.addWidget(self._token)
        line.addStretch(1)
        self.body.addLayout(line)
        self.body.addStretch(1)
        self._save, self._cancel = Button("", "primary"), Button("", "plain")
        self._remove = Button("", "danger", icon="trash-2")
        self._save.setObjectName("limits-save")
        self._cancel.setObjectName("limits-cancel")
        self._remove.setObjectName("limits-remove")
        self.set_footer(self._cancel, self._save, danger=self._remove)
        self._connect_parts()

    def _connect_parts(self) -> None:
        self._person.edited.connect(lambda name, text: self._edit(**{name: text}))
        self._token.clicked.connect(lambda: self.token_wanted.emit(self._person_id))
        self._remove.clicked.connect(lambda: self.remove_wanted.emit(self._person_id))
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

    @property
    def _person_id(self) -> int:
        row = self.row
        return int(row.key) if row is not None and row.scope is Scope.PERSON else 0

    def shows(self, row: LimitedRow) -> bool:
        mine = self.row
        return mine is not None and (mine.scope, mine.key) == (row.scope, row.key)

    def bind(self, editor: LimitsEditor) -> None:
        self.unbind()
        self._editor = editor
        editor.changed.connect(self._refresh)
        editor.invalid.connect(self._show_invalid)
        editor.created.connect(self._token.setFocus)
        self.retranslate()

    def unbind(self) -> None:
        editor, self._editor = self._editor, None
        if editor is not None:
            editor.changed.disconnect(self._refresh)
            editor.invalid.disconnect(self._show_invalid)
            editor.created.disconnect(self._token.setFocus)

    def begin(self) -> None:
        """The cursor where the form begins."""
        if self._editor is not None and self._editor.is_new:
            self._person.begin()
        else:
            self._budgets.focus_begin()

    # What it shows

    def _refresh(self) -> None:
        editor = self._editor
        if editor is None:
            return
        row, person = editor.row, editor.row.scope is Scope.PERSON
        title = self.tr("New person") if editor.is_new else row.name
        self.set_title(title, "" if editor.is_new else self._kind(row))
        self._person.setVisible(person)
        if person:
            self._person.show_person(editor)
        self._token.setVisible(person and not editor.is_new)
        self._remove.setVisible(person and not editor.is_new and not row.is_owner)
        facts = self._say_facts(editor.row)
        if facts != self._shown_facts:
            self._shown_facts = facts
            self._facts.set_facts(facts)
        self._budgets.set_entries(editor.form.budgets, editor.left())
        self._budgets.set_wrong("budgets" in editor.errors)
        self._rates.show_rates(editor.form)
        self._show_now(editor)
        for name, field in self._fields.items():
            sentence = editor.errors.get(name, "")
            if field.error != sentence:
                field.set_error(sentence)
        self.set_unsaved(editor.dirty)
        self._save.setText(self.tr("Add person") if editor.is_new else self.tr("Save"))
        self._save.updateGeometry()
        self._save.setEnabled(editor.dirty or editor.is_new)
        self._save.set_busy(editor.busy)

    @property
    def _fields(self) -> dict[str, FormField]:
        own = {"budgets": self._budget_field, **self._rates.fields}
        return {**self._person.fields, **own}

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
        if not row.key:
            return []
        name = (self.tr("User name"), row.username)
        return [tokens, name, (self.tr("Used in all"), format.dollars(row.used_nano))]

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
        self._person.retranslate()
        self._budget_field.set_label(self.tr("Budgets"))
        self._budget_field.set_note(
            self.tr(
                "By the calendar of this computer. What was used before a budget was set counts, "
                "too; what is used up begins anew by itself."
            )
        )
        self._budgets.retranslate()
        self._rates.retranslate()
        self._cancel.setText(self.tr("Cancel"))
        self._token.setText(self.tr("New token for them"))
        self._remove.setText(self.tr("Remove"))
        for button in (self._cancel, self._token, self._remove):
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
            self._fields[name].control.setFocus()

    # What is done

    def _edit(self, **values: object) -> None:
        if self._editor is not None:
            self._editor.set(**values)

    def save(self) -> None:
        if self._editor is not None:
            self._editor.save()
