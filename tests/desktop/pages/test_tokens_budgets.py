"""Budgets and the price ceiling of a token in its sheet and its row."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from desktop.models.token_table import TokenColumn
from desktop.widgets import roles
from desktop.widgets.combo import Combo
from desktop.widgets.switch import Switch
from gateway.domain.budget import Budget, Unit
from gateway.domain.calendar import Period
from gateway.domain.money import NANO
from gateway.services.tokens import TokenDraft
from tests.desktop.pages.counter import MODEL, counter
from tests.desktop.pages.in_loop import in_qt_loop
from tests.desktop.pages.stage import until
from tests.desktop.themes import manager

__all__ = ["manager"]

CONTROL = Qt.KeyboardModifier.ControlModifier


@in_qt_loop
async def test_budgets_and_the_ceiling_are_saved_and_what_is_left_shows(
    tmp_path: Path, qapp: QApplication
) -> None:
    async with counter(tmp_path, qapp) as c:
        created = await c.gateway.tokens.create(TokenDraft("Cursor"))
        await c.show()
        c.menu("Cursor", "Edit")
        await until(lambda: c.on.frame.surface.sheet is not None)
        c.press("limits")
        c.press("budget-add")
        c.press("budget-add")
        c.press("save")
        assert "Each budget needs an amount, like 5 or 2.50." in c.on.words()
        assert c.on.frame.focusWidget() is c.line("budget-amount-0")
        c.on.type(c.line("budget-amount-0"), "3")
        unit = c.on.find(Combo, "token-budget-unit-0")
        unit.choose(Unit.REQUESTS)
        unit.activated.emit(unit.currentIndex())
        c.on.type(c.line("budget-amount-1"), "2.50")
        c.on.find(Switch, "token-budget-carry-1").click()
        c.on.type(c.line("ceiling"), "0.25")
        c.press("save")
        await c.closed()
        (token,) = await c.tokens()
        assert token.budgets == (
            Budget(Period.DAY, Unit.REQUESTS, 3),
            Budget(Period.MONTH, Unit.MONEY, 5 * NANO // 2, carry=True),
        )
        assert token.ceiling_nano == NANO // 4
        await c.on.house.price(**{MODEL: {"input": 1, "output": 1}})
        statuses = [(await c.on.house.chat(MODEL, key=created.key))[0] for _ in range(4)]
        assert statuses == [200, 200, 200, 429]
        await c.on.house.settled()
        c.page.model.refresh()
        model = c.table.model()
        balance = model.index(0, TokenColumn.BALANCE)
        await until(lambda: str(balance.data()) == "0")
        assert balance.data(roles.ToneRole) == "error"
        told = str(balance.data(Qt.ItemDataRole.ToolTipRole))
        assert "0 of 3 requests left until" in told
        assert "of $2.50 left until" in told
        assert model.index(0, TokenColumn.NAME).data(roles.SecondRole) == "over budget"
        c.menu("Cursor", "Edit")
        await until(lambda: c.on.frame.surface.sheet is not None)
        assert "0 of 3 requests left" in c.on.words()
        c.on.click(c.on.find(QWidget, "token-budget-remove-0"))
        c.press("save")
        await c.closed()
        (token,) = await c.tokens()
        assert [budget.period for budget in token.budgets] == [Period.MONTH]
        assert (await c.on.house.chat(MODEL, key=created.key))[0] == 200
