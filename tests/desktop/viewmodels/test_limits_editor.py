"""Limits as they are typed: what cannot be saved, and the way from the store and back."""

from __future__ import annotations

import pytest

from desktop.models.people_table import LimitedRow
from desktop.viewmodels.budget_form import BudgetEntry
from desktop.viewmodels.limits_editor import NEW, LimitsForm, check, form_of
from gateway.domain.budget import Budget, Scope, Unit
from gateway.domain.calendar import Period
from gateway.domain.limits import Limits
from gateway.domain.money import NANO
from gateway.domain.person import NOT_LIMITED, GroupLimits


def group(limits: GroupLimits) -> LimitedRow:
    return LimitedRow(Scope.GROUP, "kids", "kids", "kids", 1, limits)


def test_no_limit_is_nothing_typed() -> None:
    assert form_of(group(NOT_LIMITED)) == LimitsForm()
    assert check(LimitsForm(), Scope.GROUP) == {}
    assert form_of(NEW) == LimitsForm(group="default")


def test_a_person_is_typed_as_they_are_read() -> None:
    row = LimitedRow(Scope.PERSON, 2, "Mum", "kids", 0, NOT_LIMITED, balance_nano=5 * NANO // 2)
    form = form_of(row)
    assert (form.name, form.group, form.balance) == ("Mum", "kids", "2.50")
    assert form.limits == NOT_LIMITED
    assert check(form, Scope.PERSON) == {}


def test_limits_are_typed_as_they_are_read() -> None:
    budgets = (
        Budget(Period.DAY, Unit.MONEY, NANO * 5 // 2, carry=True),
        Budget(Period.TOTAL, Unit.REQUESTS, 300),
    )
    form = form_of(group(GroupLimits(Limits(60, 0, 2), budgets)))
    assert (form.rpm, form.tpm, form.concurrency) == ("60", "", "2")
    assert form.budgets == (
        BudgetEntry("2.50", Unit.MONEY, Period.DAY, carry=True),
        BudgetEntry("300", Unit.REQUESTS, Period.TOTAL),
    )
    assert check(form, Scope.GROUP) == {}
    assert form.limits.limits == Limits(60, 0, 2)


@pytest.mark.parametrize(
    ("form", "wrong"),
    [
        (LimitsForm(rpm="-1"), {"rpm"}),
        (LimitsForm(balance="much"), {"balance"}),
        (LimitsForm(tpm="1e9"), {"tpm"}),
        (LimitsForm(concurrency=str(2**31)), {"concurrency"}),
        (LimitsForm(budgets=(BudgetEntry(""),)), {"budgets"}),
        (LimitsForm(budgets=(BudgetEntry("1"), BudgetEntry("2"))), {"budgets"}),
        (LimitsForm(budgets=(BudgetEntry("x"),), rpm="y"), {"budgets", "rpm"}),
    ],
)
def test_what_cannot_be_saved_is_said_by_its_field(form: LimitsForm, wrong: set[str]) -> None:
    for scope, also in ((Scope.GROUP, set()), (Scope.PERSON, {"name"})):
        assert set(check(form, scope)) == wrong | also
        assert all(check(form, scope).values())
