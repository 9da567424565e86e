"""A person, or what limits a person or a group, as it is typed: checked, saved, told."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from desktop.aio import Jobs
from desktop.models.people_table import LimitedRow
from desktop.viewmodels.budget_form import Entries, budgets_of, entries_of, wrong_budgets
from desktop.viewmodels.people import LimitsUndo, PeopleModel
from desktop.viewmodels.token_form import (
    LIMITS,
    NAME_CHARS,
    balance_nano,
    dollars,
    limit_of,
    sentence,
)
from gateway.domain.budget import BudgetLeft, Scope
from gateway.domain.limits import Limits
from gateway.domain.person import GroupLimits, Person
from gateway.services.limits import RatesUsed
from gateway.services.people import PersonChanges, PersonDraft

OF_PERSON = ("name", "group", "balance")
FIELDS = (*OF_PERSON, "budgets", *LIMITS)
"""As errors name them, in the order of the sheet."""
NEW = LimitedRow(Scope.PERSON, 0, "", "default", 0, GroupLimits())
"""A person to be made: no key is 0."""


@dataclass(frozen=True, slots=True)
class LimitsForm:
    """Values as they are typed; '' is no limit.

    ``name``, ``group`` and ``balance`` (in dollars, '' without a limit) are a person's alone.
    """

    budgets: Entries = ()
    rpm: str = ""
    tpm: str = ""
    concurrency: str = ""
    name: str = ""
    group: str = ""
    balance: str = ""

    @property
    def limits(self) -> GroupLimits:
        """Of a form without errors."""
        rates = Limits(*(limit_of(getattr(self, name)) or 0 for name in LIMITS))
        return GroupLimits(rates, budgets_of(self.budgets))


def form_of(row: LimitedRow) -> LimitsForm:
    rates = row.limits.limits
    form = LimitsForm(
        entries_of(row.limits.budgets),
        str(rates.rpm or ""),
        str(rates.tpm or ""),
        str(rates.concurrency or ""),
    )
    if row.scope is Scope.GROUP:
        return form
    balance = "" if row.balance_nano is None else dollars(row.balance_nano)
    return replace(form, name=row.name, group=row.group, balance=balance)


def check(form: LimitsForm, scope: Scope) -> dict[str, str]:
    """Sentences by field; empty where all can be saved."""
    errors: dict[str, str] = {}
    if scope is Scope.PERSON and not form.name.strip():
        errors["name"] = sentence("person")
    elif len(form.name.strip()) > NAME_CHARS:
        errors["name"] = sentence("long")
    if form.balance.strip() and balance_nano(form.balance) is None:
        errors["balance"] = sentence("balance")
    if wrong := wrong_budgets(form.budgets):
        errors["budgets"] = wrong
    for name in LIMITS:
        if limit_of(getattr(form, name)) is None:
            errors[name] = sentence("limit")
    return errors


class LimitsEditor(QObject):
    """The form of one person, new or there already, or group. Requests that run are not changed
    by it.
    """

    changed = Signal()
    invalid = Signal(str)
    """The first field that cannot be saved."""
    failed = Signal(object)
    saved = Signal()
    created = Signal()
    """Somebody new, whose form it goes on being."""

    def __init__(self, people: PeopleModel, row: LimitedRow = NEW) -> None:
        super().__init__(people)
        self._people = people
        self._jobs = Jobs(self, self.failed.emit)
        self._row = row
        self._saved = form_of(row)
        self.form = self._saved
        self.errors: dict[str, str] = {}
        self._saving = False
        self.limited = False
        """Whether limits were among what was saved last."""
        people.changed.connect(self._follow)

    @property
    def row(self) -> LimitedRow:
        """Whose limits they are, as it is listed now."""
        return self._row

    @property
    def is_new(self) -> bool:
        """Whether its person is still to be made."""
        return self._row.key == NEW.key

    def groups(self) -> list[str]:
        """What there is to choose from."""
        known = self._people.gateway.tokens.groups()
        return known if self.form.group in known else [*known, self.form.group]

    @property
    def dirty(self) -> bool:
        return self.form != self._saved

    @property
    def busy(self) -> bool:
        return self._saving

    def left(self) -> tuple[BudgetLeft, ...]:
        """How the budgets that are stored stand."""
        return self._people.gateway.limits.left(self._row.scope, self._row.key)

    def rates(self) -> RatesUsed:
        """What is used of the rates that are stored."""
        return self._people.gateway.limits.rates(self._row.scope, self._row.key)

    def _follow(self) -> None:
        """What came from elsewhere shows, but for the fields that are being changed here."""
        row = self._people.find(self._row.scope, self._row.key)
        if row is None or self._saving:
            return
        before, after = self._saved, form_of(row)
        same = {n for n in FIELDS if getattr(self.form, n) == getattr(before, n)}
        self.form = replace(self.form, **{name: getattr(after, name) for name in same})
        self._row, self._saved = row, after
        self.changed.emit()

    def set(self, **values: Any) -> None:
        """New values of the form's fields; their errors are forgotten."""
        form = replace(self.form, **values)
        if form == self.form:
            return
        self.form = form
        for name in values:
            self.errors.pop(name, None)
        self.changed.emit()

    def save(self) -> None:
        """Changes the limits; ``invalid`` names the field that forbids it."""
        if self._saving or not (self.dirty or self.is_new):
            return
        self.errors = check(self.form, self._row.scope)
        self.changed.emit()
        if self.errors:
            self.invalid.emit(min(self.errors, key=FIELDS.index))
        else:
            self._jobs.run("save", self._save())

    async def _save(self) -> None:
        form, row, was_new = self.form, self._row, self.is_new
        before = self._people.limits(row.scope, row.key)
        limited = form.limits if form.limits != self._saved.limits else None
        self._saving = True
        self.changed.emit()
        try:
            if row.scope is Scope.PERSON:
                person = await self._save_person(form, limited)
                self._people.put(person)
                row = self._people.find(Scope.PERSON, person.id) or row
            else:
                limits = form.limits
                service = self._people.gateway.limits
                await service.set_group(str(row.key), limits=limits.limits, budgets=limits.budgets)
                row = replace(row, limits=self._people.limits(row.scope, row.key))
        finally:
            self._saving = False
            self.changed.emit()
        self._row, self._saved = row, form_of(row)
        if self.form == form:
            self.form = self._saved
        self.changed.emit()
        if was_new:
            self.created.emit()
            return
        self.limited = limited is not None
        if self.limited:
            self._people.limited.emit(LimitsUndo(row.scope, row.key, row.name, before))
        self.saved.emit()

    async def _save_person(self, form: LimitsForm, limited: GroupLimits | None) -> Person:
        """All of it in one step: somebody new, or what differs from what is stored."""
        people, saved = self._people.gateway.people, self._saved
        unlimited, balance = not form.balance.strip(), balance_nano(form.balance) or 0
        if self.is_new:
            draft = PersonDraft(
                form.name,
                group=form.group,
                unlimited=unlimited,
                balance_nano=balance,
                limits=form.limits,
            )
            return await people.create(draft)
        money = form.balance != saved.balance
        changes = PersonChanges(
            form.name if form.name != saved.name else None,
            group=form.group if form.group != saved.group else None,
            unlimited=unlimited if money else None,
            balance_nano=balance if money and not unlimited else None,
            limits=limited,
        )
        return await people.update(int(self._row.key), changes)
