"""Limits as they are typed: what cannot be saved, and the way from the store and back."""

from __future__ import annotations

import pytest

from desktop.viewmodels.budget_form import BudgetEntry
from desktop.viewmodels.limits_editor import LimitsForm, check, form_of
from gateway.domain.budget import Budget, Unit
from gateway.domain.calendar import Period
from gateway.domain.limits import Limits
from gateway.domain.money import NANO
from gateway.domain.person import NOT_LIMITED, GroupLimits


def test_no_limit_is_nothing_typed() -> None:
    assert form_of(NOT_LIMITED) == LimitsForm()
    assert check(LimitsForm()) == {}


def test_limits_are_typed_as_they_are_read() -> None:
    budgets = (
        Budget(Period.DAY, Unit.MONEY, NANO * 5 // 2, carry=True),
        Budget(Period.TOTAL, Unit.REQUESTS, 300),
    )
    form = form_of(GroupLimits(Limits(60, 0, 2), budgets))
    assert (form.rpm, form.tpm, form.concurrency) == ("60", "", "2")
    assert form.budgets == (
        BudgetEntry("2.50", Unit.MONEY, Period.DAY, carry=True),
        BudgetEntry("300", Unit.REQUESTS, Period.TOTAL),
    )
    assert check(form) == {}


@pytest.mark.parametrize(
    ("form", "wrong"),
    [
        (LimitsForm(rpm="-1"), {"rpm"}),
        (LimitsForm(tpm="1e9"), {"tpm"}),
        (LimitsForm(concurrency=str(2**31)), {"concurrency"}),
        (LimitsForm(budgets=(BudgetEntry(""),)), {"budgets"}),
        (LimitsForm(budgets=(BudgetEntry("1"), BudgetEntry("2"))), {"budgets"}),
        (LimitsForm(budgets=(BudgetEntry("x"),), rpm="y"), {"budgets", "rpm"}),
    ],
)
def test_what_cannot_be_saved_is_said_by_its_field(form: LimitsForm, wrong: set[str]) -> None:
    assert set(check(form)) == wrong
    assert all(check(form).values())
