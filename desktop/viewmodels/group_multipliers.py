"""What groups' prices are multiplied by, and their budgets, as they are typed."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QObject, Signal

from desktop.aio import Jobs
from desktop.viewmodels.budget_form import Entries, budgets_of, entries_of, wrong_budgets
from desktop.viewmodels.price_form import LEAST, MOST, amount, plain
from gateway.app import Gateway
from gateway.domain.budget import BudgetLeft, Scope


class GroupMultipliers(QObject):
    """Every group, its multiplier, its budgets; `invalid` names the first that cannot be saved."""

    changed = Signal()
    invalid = Signal(str)
    failed = Signal(object)
    saved = Signal(object)
    """What was in force before, by group, for those that changed."""

    def __init__(self, gateway: Gateway, parent: QObject) -> None:
        super().__init__(parent)
        self._gateway = gateway
        self._jobs = Jobs(self, self.failed.emit)
        self._before = gateway.settings_service.multipliers()
        self.texts = {name: plain(number) for name, number in self._before.items()}
        self._saved = dict(self.texts)
        self.budgets: dict[str, Entries] = {
            name: entries_of(gateway.limits.group(name).budgets) for name in self.texts
        }
        self._saved_budgets = dict(self.budgets)
        self.wrong: set[str] = set()
        self.wrong_budgets: dict[str, str] = {}
        """Sentences by group."""
        self.busy = False

    @property
    def dirty(self) -> bool:
        return self.texts != self._saved or self.budgets != self._saved_budgets

    def left(self, group: str) -> tuple[BudgetLeft, ...]:
        """How the budgets of a group stand."""
        return self._gateway.limits.left(Scope.GROUP, group)

    def set_text(self, group: str, text: str) -> None:
        self.texts[group] = text
        self.wrong.discard(group)
        self.changed.emit()

    def set_budgets(self, group: str, entries: Entries) -> None:
        self.budgets[group] = entries
        self.wrong_budgets.pop(group, None)
        self.changed.emit()

    def save(self) -> None:
        if self.busy or not self.dirty:
            return
        numbers = {group: amount(text) for group, text in self.texts.items()}
        self.wrong = {group for group, number in numbers.items() if not _usable(number)}
        found = {group: wrong_budgets(entries) for group, entries in self.budgets.items()}
        self.wrong_budgets = {group: words for group, words in found.items() if words}
        if self.wrong or self.wrong_budgets:
            self.changed.emit()
            blamed = {*self.wrong, *self.wrong_budgets}
            self.invalid.emit(next(group for group in self.texts if group in blamed))
            return
        changes = {group: n for group, n in numbers.items() if n != self._before[group]}
        self._jobs.run("save", self._save(changes))

    async def _save(self, changes: dict[str, Decimal | None]) -> None:
        self.busy = True
        self.changed.emit()
        try:
            if changes:
                await self._gateway.settings_service.set_multipliers(changes)
            for group, entries in self.budgets.items():
                if entries != self._saved_budgets[group]:
                    await self._gateway.limits.set_group(group, budgets=budgets_of(entries))
        finally:
            self.busy = False
            self.changed.emit()
        self.saved.emit({group: self._before[group] for group in changes})


def _usable(number: Decimal | None) -> bool:
    return number is not None and (number == 0 or LEAST <= number <= MOST)
