"""People or groups as a table: what limits all their tokens together, and what of it is used."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop import format
from desktop.i18n import translate
from desktop.models.budget_words import (
    amount_words,
    budget_share,
    budget_words,
    left_words,
    scarcest,
)
from desktop.widgets import roles
from gateway.domain.budget import BudgetLeft, Scope
from gateway.domain.limits import Limits
from gateway.domain.person import OWNER_ID, GroupLimits

Index = QModelIndex | QPersistentModelIndex
Cell = dict[int, Any]
_TEXT = int(Qt.ItemDataRole.DisplayRole)
_TIP = int(Qt.ItemDataRole.ToolTipRole)
_SAID = int(Qt.ItemDataRole.AccessibleTextRole)
_ROOT = QModelIndex()
_LOW = 0.1


class PeopleColumn(IntEnum):
    NAME = 0
    TOKENS = 1
    BUDGET = 2
    USED = 3
    LEFT = 4
    RATES = 5
    MENU = 6


@dataclass(frozen=True, slots=True)
class LimitedRow:
    """A person (``key`` is the id) or a group (its name), with what limits all their tokens.

    ``tokens`` and ``people`` count who is limited. ``balance_nano`` is None without a balance.
    """

    scope: Scope
    key: int | str
    name: str
    group: str
    tokens: int
    limits: GroupLimits
    left: tuple[BudgetLeft, ...] = ()
    people: int = 0
    used_nano: int = 0
    balance_nano: int | None = None
    multiplier: str = ""
    """Of a group's prices; '' where it is 1, and of a person."""
    username: str = ""
    enabled: bool = True

    @property
    def is_owner(self) -> bool:
        return self.scope is Scope.PERSON and self.key == OWNER_ID

    @property
    def used_up(self) -> bool:
        return self.balance_nano is not None and self.balance_nano <= 0

    @property
    def over_budget(self) -> bool:
        return any(not state.left for state in self.left)


class PeopleTable(QAbstractTableModel):
    """Keeps the order it is given; rows that stay are only told to draw anew."""

    def __init__(self, scope: Scope, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._scope = scope
        self._rows: tuple[LimitedRow, ...] = ()
        self._cells: dict[int | str, tuple[Cell, ...]] = {}

    def set_rows(self, rows: Sequence[LimitedRow]) -> None:
        same = [row.key for row in rows] == [row.key for row in self._rows]
        if not same:
            self.beginResetModel()
        self._rows = tuple(rows)
        self._cells.clear()
        if not same:
            self.endResetModel()
        elif self._rows:
            last = self.index(len(self._rows) - 1, len(PeopleColumn) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def retranslate(self) -> None:
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(PeopleColumn) - 1)
        self.set_rows(self._rows)

    def row_at(self, index: Index) -> LimitedRow | None:
        inside = index.isValid() and index.row() < len(self._rows)
        return self._rows[index.row()] if inside else None

    def row_of(self, key: int | str) -> int:
        """-1 if it is not shown."""
        return next((i for i, row in enumerate(self._rows) if row.key == key), -1)

    # What Qt asks

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(PeopleColumn)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _TEXT) -> Any:
        if orientation != Qt.Orientation.Horizontal or role != _TEXT:
            return None
        return titles(self._scope)[section]

    def data(self, index: Index, role: int = _TEXT) -> Any:
        row = self._rows[index.row()]
        if role == roles.ItemRole:
            return row
        if role == roles.OffRole:
            return not row.enabled
        cells = self._cells.get(row.key)
        if cells is None:
            cells = self._cells[row.key] = _cells(row)
        return cells[index.column()].get(role)


def titles(scope: Scope) -> tuple[str, ...]:
    group = scope is Scope.GROUP
    return (
        translate("PeopleTable", "Group") if group else translate("PeopleTable", "Person"),
        translate("PeopleTable", "Tokens"),
        translate("PeopleTable", "Budget"),
        translate("PeopleTable", "Used"),
        translate("PeopleTable", "Left"),
        translate("PeopleTable", "Rates"),
        "",
    )


def _cells(row: LimitedRow) -> tuple[Cell, ...]:
    name: Cell = {_TEXT: row.name, _TIP: row.name}
    # Said here, too: the columns that say it give way where there is little room.
    if not row.enabled:
        name[roles.SecondRole] = translate("PeopleTable", "paused")
    elif row.used_up:
        name[roles.SecondRole] = translate("PeopleTable", "used up")
    elif row.over_budget:
        name[roles.SecondRole] = translate("PeopleTable", "over budget")
    elif row.is_owner:
        name[roles.SecondRole] = translate("PeopleTable", "owner")
    more = translate("PeopleTable", "More for {name}").format(name=row.name)
    return (name, _tokens(row), *_budget(row), _rates(row.limits.limits), {_TEXT: "", _SAID: more})


def _tokens(row: LimitedRow) -> Cell:
    cell: Cell = {_TEXT: format.count(row.tokens)}
    return cell if row.tokens else cell | {roles.ToneRole: "text3"}


def _budget(row: LimitedRow) -> tuple[Cell, Cell, Cell]:
    """The budget that ends first, or without one the balance: how much, what of it is used and what
    is left. Its tip tells all of them.
    """
    told = [f"{budget_words(each.budget)}: {left_words(each)}" for each in row.left]
    if row.balance_nano is not None:
        told.append(_balance_words(row.balance_nano, row.used_nano))
    tip = "\n".join(told)
    state = scarcest(row.left)
    if state is None and row.balance_nano is not None:
        return _balance(row.balance_nano, row.used_nano, tip)
    if state is None:
        none = {_TEXT: translate("PeopleTable", "None"), roles.ToneRole: "text3"}
        return none, {_TEXT: ""}, {_TEXT: translate("PeopleTable", "Unlimited"), **_QUIET}
    unit = state.budget.unit
    budget: Cell = {_TEXT: budget_words(state.budget), _TIP: tip}
    if len(told) > 1:
        budget[roles.SecondRole] = f"+{format.count(len(told) - 1)}"
        said = [budget_words(each.budget) for each in row.left]
        said += [translate("PeopleTable", "Balance")] if row.balance_nano is not None else []
        budget[_SAID] = "; ".join(said)
    share = budget_share(state)
    used: Cell = {_TEXT: amount_words(unit, state.used, short=True), _TIP: tip}
    left: Cell = {
        _TEXT: amount_words(unit, state.left, short=True),
        **_share(share, bool(state.left)),
        _TIP: tip,
        _SAID: left_words(state),
    }
    return budget, used, left


def _balance(balance: int, used: int, tip: str) -> tuple[Cell, Cell, Cell]:
    left = max(0, balance)
    budget: Cell = {_TEXT: translate("PeopleTable", "Balance"), _TIP: tip}
    share = left / (left + used) if left else 0.0
    cell: Cell = {_TEXT: format.dollars(left), **_share(share, left > 0), _TIP: tip}
    return budget, {_TEXT: format.dollars(used), _TIP: tip}, cell


def _balance_words(balance: int, used: int) -> str:
    words = translate("PeopleTable", "Balance: {left} left, {used} used")
    return words.format(left=format.dollars(max(0, balance)), used=format.dollars(used))


def _share(share: float, some: bool) -> Cell:
    tone = "error" if not some else "warn" if share < _LOW else "text"
    return {roles.ToneRole: tone, roles.FractionRole: share}


_QUIET: Cell = {roles.ToneRole: "text3"}


def _rates(limits: Limits) -> Cell:
    """In few words; its tip says it in whole ones."""
    parts, whole = [], []
    if limits.rpm:
        number = format.count(limits.rpm)
        parts.append(translate("PeopleTable", "{n}/min").format(n=number))
        whole.append(translate("PeopleTable", "{n} requests a minute").format(n=number))
    if limits.tpm:
        number = format.count(limits.tpm)
        parts.append(translate("PeopleTable", "{n} tokens/min").format(n=number))
        whole.append(translate("PeopleTable", "{n} tokens a minute").format(n=number))
    if limits.concurrency:
        words = translate("PeopleTable", "{n} at once").format(n=format.count(limits.concurrency))
        parts.append(words)
        whole.append(words)
    if not parts:
        return {_TEXT: translate("PeopleTable", "No limit"), roles.ToneRole: "text3"}
    between = translate("PeopleTable", ", ")
    return {_TEXT: between.join(parts), _TIP: "\n".join(whole), _SAID: between.join(whole)}
