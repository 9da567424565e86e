"""What groups' prices are multiplied by, as it is typed."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QObject, Signal

from desktop.aio import Jobs
from desktop.viewmodels.price_form import LEAST, MOST, amount, plain
from gateway.app import Gateway


class GroupMultipliers(QObject):
    """Every group and its multiplier; `invalid` names the first that cannot be saved."""

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
        self.wrong: set[str] = set()
        self.busy = False

    @property
    def dirty(self) -> bool:
        return self.texts != self._saved

    def set_text(self, group: str, text: str) -> None:
        self.texts[group] = text
        self.wrong.discard(group)
        self.changed.emit()

    def save(self) -> None:
        if self.busy or not self.dirty:
            return
        numbers = {group: amount(text) for group, text in self.texts.items()}
        self.wrong = {group for group, number in numbers.items() if not _usable(number)}
        if self.wrong:
            self.changed.emit()
            self.invalid.emit(next(group for group in self.texts if group in self.wrong))
            return
        changes = {group: n for group, n in numbers.items() if n != self._before[group]}
        self._jobs.run("save", self._save(changes))

    async def _save(self, changes: dict[str, Decimal | None]) -> None:
        self.busy = True
        self.changed.emit()
        try:
            await self._gateway.settings_service.set_multipliers(changes)
        finally:
            self.busy = False
            self.changed.emit()
        self.saved.emit({group: self._before[group] for group in changes})


def _usable(number: Decimal | None) -> bool:
    return number is not None and (number == 0 or LEAST <= number <= MOST)
