"""The sheet of a person's month: what it held, as a table or a page to print."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QWidget

from desktop import format
from desktop.dialogs.save_file import SaveFile
from desktop.models.price_diff import MOST, Line, Section
from desktop.models.statement_page import entry_words, money, month_words, request_words
from desktop.pages.price_sections import PriceSections
from desktop.pages.sheet_facts import FactsCard
from desktop.pages.shell import Shell
from desktop.viewmodels.statement import StatementModel
from desktop.widgets.buttons import Button
from desktop.widgets.combo import Combo
from desktop.widgets.inputs import FormField
from desktop.widgets.labels import Label
from desktop.widgets.side_sheet import SideSheet
from gateway.services.statements import Month, Statement, Used


class StatementSheet(SideSheet):
    """`done` when it may go."""

    done = Signal()

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self.setObjectName("statement-sheet")
        self._shell = shell
        self.model = StatementModel(shell.gateway, self)
        self.person = Combo([], "", stretch=True)
        self.person.setObjectName("statement-person")
        self.month = Combo([], "", stretch=True)
        self.month.setObjectName("statement-month")
        self._person_field = FormField("", self.person)
        self._month_field = FormField("", self.month)
        self.facts = FactsCard()
        self.list = PriceSections()
        self._note = Label("", "small", "text3", wrap=True)
        for part in (self._person_field, self._month_field, self.facts, self.list, self._note):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self._csv, self._print = Button("", "plain"), Button("", "primary")
        self._csv.setObjectName("statement-csv")
        self._print.setObjectName("statement-page")
        self.set_footer(self._csv, self._print)
        self.person.activated.connect(self._choose)
        self.month.activated.connect(self._choose)
        self._csv.clicked.connect(lambda: self._ask("csv"))
        self._print.clicked.connect(lambda: self._ask("html"))
        self.close_requested.connect(self.done)
        self.model.changed.connect(self._renew)
        self.model.failed.connect(shell.window.tell_error)
        self.model.saved.connect(self._tell_saved)
        self._retranslate()

    def begin(self) -> None:
        """What there is now, with the cursor where it is chosen."""
        self.model.load()
        self.person.setFocus()

    def _choose(self) -> None:
        month = self.model.months[max(0, self.month.currentIndex())]
        person = self.person.currentData()
        self.model.choose(person if isinstance(person, int) else self.model.person_id, month)

    def _ask(self, suffix: str) -> None:
        kinds = {"csv": self.tr("CSV (*.csv)"), "html": self.tr("Page to print (*.html)")}
        name = f"{self.model.default_name}.{suffix}"
        title = self.tr("Save the statement")
        SaveFile(self.window(), title, name, kinds[suffix], self.model.save).open()

    def _tell_saved(self, name: str) -> None:
        self._shell.window.toast(self.tr("Saved {name}").format(name=name))

    # What it shows

    def _renew(self) -> None:
        model = self.model
        self.person.set_items([(each.display_name or each.username, each.id) for each in
                               model.people])  # fmt: skip
        self.person.choose(model.person_id)
        self.month.set_items([(month_words(each), str(each)) for each in model.months])
        self.month.choose(str(model.month))
        statement = model.statement
        for button in (self._csv, self._print):
            button.setEnabled(statement is not None)
        if statement is not None:
            self.facts.set_facts(self._facts(statement))
            self.list.set_sections(self._sections(statement))
        self._note.setText(self._say_note(model.month, statement))

    def _facts(self, statement: Statement) -> list[tuple[str, str]]:
        sums = statement.totals
        facts = [
            (self.tr("Requests"), format.count(sums.requests)),
            (self.tr("Tokens in"), format.count(sums.input_tokens)),
            (self.tr("Tokens out"), format.count(sums.output_tokens)),
            (self.tr("Used"), money(sums.charge_nano)),
        ]
        if not statement.unlimited:
            facts.insert(0, (self.tr("Opening balance"), money(statement.opening_nano)))
            facts.append((self.tr("Closing balance"), money(statement.closing_nano)))
        return facts

    def _sections(self, statement: Statement) -> list[Section]:
        lines = [
            Line(
                entry_words(each),
                " · ".join(
                    part for part in (format.moment(each.at), each.actor, each.note) if part
                ),
                money(each.amount_nano if each.amount_nano else each.used_nano),
            )
            for each in statement.lines
        ]
        found = [
            _used(self.tr("By token"), statement.tokens),
            _used(self.tr("By model"), statement.models),
            Section(self.tr("Entries"), tuple(lines[:MOST]), len(lines)),
        ]
        return [each for each in found if each.count]

    def _say_note(self, month: Month, statement: Statement | None) -> str:
        if statement is None:
            return ""
        notes = []
        if month == self.model.months[0]:
            notes.append(self.tr("This month has not ended: more may come."))
        if statement.unlimited:
            notes.append(self.tr("There is no limit, so there is no balance."))
        return " ".join(notes)

    def _retranslate(self) -> None:
        self.set_title(self.tr("Statement"))
        self._person_field.set_label(self.tr("Person"))
        self._month_field.set_label(self.tr("Month"))
        self._csv.setText(self.tr("Save as CSV…"))
        self._print.setText(self.tr("Save to print…"))
        for button in (self._csv, self._print):
            button.updateGeometry()
        self._renew()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()


def _used(title: str, used: tuple[Used, ...]) -> Section:
    lines = [
        Line(each.name, request_words(each.totals.requests), money(each.totals.charge_nano))
        for each in used
    ]
    return Section(title, tuple(lines[:MOST]), len(lines))
