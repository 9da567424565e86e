"""Budgets and rates of a person or a group as they are typed: checked, saved, told."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from desktop.aio import Jobs
from desktop.models.people_table import LimitedRow
from desktop.viewmodels.budget_form import Entries, budgets_of, entries_of, wrong_budgets
from desktop.viewmodels.people import LimitsUndo, PeopleModel
from desktop.viewmodels.token_form import LIMITS, limit_of, sentence
from gateway.domain.budget import BudgetLeft, Scope
from gateway.domain.limits import Limits
from gateway.domain.person import GroupLimits
from gateway.services.limits import RatesUsed

FIELDS = ("budgets", *LIMITS)
"""As errors name them, in the order of the sheet."""


@dataclass(frozen=True, slots=True)
class LimitsForm:
    """Values as they are typed; '' is no limit."""

    budgets: Entries = ()
    rpm: str = ""
    tpm: str = ""
    concurrency: str = ""


def form_of(limits: GroupLimits) -> LimitsForm:
    rates = limits.limits
    return LimitsForm(
        entries_of(limits.budgets),
        str(rates.rpm or ""),
        str(rates.tpm or ""),
        str(rates.concurrency or ""),
    )


def check(form: LimitsForm) -> dict[str, str]:
    """Sentences by field; empty where all can be saved."""
    errors: dict[str, str] = {}
    if wrong := wrong_budgets(form.budgets):
        errors["budgets"] = wrong
    for name in LIMITS:
        if limit_of(getattr(form, name)) is None:
            errors[name] = sentence("limit")
    return errors


class LimitsEditor(QObject):
    """The form of one person or group. Requests that run are not changed by it."""

    changed = Signal()
    invalid = Signal(str)
    """The first field that cannot be saved."""
    failed = Signal(object)
    saved = Signal()

    def __init__(self, people: PeopleModel, row: LimitedRow) -> None:
        super().__init__(people)
        self._people = people
        self._jobs = Jobs(self, self.failed.emit)
        self._row = row
        self._saved = form_of(row.limits)
        self.form = self._saved
        self.errors: dict[str, str] = {}
        self._saving = False
        people.changed.connect(self._follow)

    @property
    def row(self) -> LimitedRow:
        """Whose limits they are, as it is listed now."""
        return self._row

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
        before, after = self._saved, form_of(row.limits)
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
        if self._saving or not self.dirty:
            return
        self.errors = check(self.form)
        self.changed.emit()
        if self.errors:
            self.invalid.emit(min(self.errors, key=FIELDS.index))
        else:
            self._jobs.run("save", self._save())

    async def _save(self) -> None:
        form, row, limits = self.form, self._row, self._people.gateway.limits
        rates = Limits(*(limit_of(getattr(form, name)) or 0 for name in LIMITS))
        budgets = budgets_of(form.budgets)
        before = self._people.limits(row.scope, row.key)
        self._saving = True
        self.changed.emit()
        try:
            if row.scope is Scope.PERSON:
                await limits.set_person(int(row.key), limits=rates, budgets=budgets)
            else:
                await limits.set_group(str(row.key), limits=rates, budgets=budgets)
        finally:
            self._saving = False
            self.changed.emit()
        self._saved = form_of(self._people.limits(row.scope, row.key))
        if self.form == form:
            self.form = self._saved
        self.changed.emit()
        self._people.limited.emit(LimitsUndo(row.scope, row.key, row.name, before))
        self.saved.emit()
