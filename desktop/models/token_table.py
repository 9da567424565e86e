"""Tokens as a table: who they are for, what they may do, what they used."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QDateTime,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from desktop import format
from desktop.i18n import translate
from desktop.models.budget_words import amount_words, budget_share, left_words, scarcest
from desktop.widgets import roles
from gateway.domain.budget import BudgetLeft
from gateway.domain.person import OWNER_ID
from gateway.domain.token import Token
from gateway.services.tokens import NewAddress

Index = QModelIndex | QPersistentModelIndex
Cell = dict[int, Any]
_TEXT = int(Qt.ItemDataRole.DisplayRole)
_TIP = int(Qt.ItemDataRole.ToolTipRole)
_SAID = int(Qt.ItemDataRole.AccessibleTextRole)
_ROOT = QModelIndex()
_MINUTE_MS, _HOUR_MS, _DAY_MS = 60_000, 3_600_000, 86_400_000
_SOON_MS = 3 * _DAY_MS
_LOW = 0.1


class TokenColumn(IntEnum):
    NAME = 0
    PERSON = 1
    KEY = 2
    MODELS = 3
    BALANCE = 4
    USED = 5
    LAST_USED = 6
    EXPIRES = 7
    ON = 8
    MENU = 9


@dataclass(frozen=True, slots=True)
class TokenRow:
    """A token as it is shown; ``enabled`` may be ahead of the store."""

    token: Token
    enabled: bool
    new_address: NewAddress | None = None
    """Where it was last used, if that is new to it."""
    budgets: tuple[BudgetLeft, ...] = ()
    person: str = ""
    """Whose it is."""
    person_off: bool = False
    """Whether whoever has it is switched off, and it with them."""

    @property
    def id(self) -> int:
        return self.token.id

    @property
    def copyable(self) -> bool:
        """Whether its key may be copied here: the owner's own; others' keys are theirs."""
        return self.token.person_id == OWNER_ID

    @property
    def used_up(self) -> bool:
        return not self.token.unlimited and self.token.balance_nano <= 0

    @property
    def over_budget(self) -> bool:
        return any(not state.left for state in self.budgets)


class TokenTable(QAbstractTableModel):
    """Keeps the order it is given; rows that stay are only told to draw anew."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[TokenRow, ...] = ()
        self._now_ms = 0
        self._cells: dict[int, tuple[Cell, ...]] = {}

    def set_rows(self, rows: Sequence[TokenRow], now_ms: int) -> None:
        """``now_ms`` tells how long ago things were."""
        same = [row.id for row in rows] == [row.id for row in self._rows]
        if not same:
            self.beginResetModel()
        self._rows, self._now_ms = tuple(rows), now_ms
        self._cells.clear()
        if not same:
            self.endResetModel()
        elif self._rows:
            last = self.index(len(self._rows) - 1, len(TokenColumn) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def retranslate(self) -> None:
        self._cells.clear()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(TokenColumn) - 1)
        self.set_rows(self._rows, self._now_ms)

    def row_at(self, index: Index) -> TokenRow | None:
        inside = index.isValid() and index.row() < len(self._rows)
        return self._rows[index.row()] if inside else None

    def row_of(self, token_id: int) -> int:
        """-1 if it is not shown."""
        return next((i for i, row in enumerate(self._rows) if row.id == token_id), -1)

    # What Qt asks

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(TokenColumn)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _TEXT) -> Any:
        if orientation != Qt.Orientation.Horizontal or role != _TEXT:
            return None
        return titles()[section]

    def data(self, index: Index, role: int = _TEXT) -> Any:
        row = self._rows[index.row()]
        if role == roles.ItemRole:
            return row
        if role == roles.OffRole:
            return not row.enabled
        cells = self._cells.get(row.id)
        if cells is None:
            cells = self._cells[row.id] = _cells(row, self._now_ms)
        return cells[index.column()].get(role)


def titles() -> tuple[str, ...]:
    return (
        translate("TokenTable", "Name"),
        translate("TokenTable", "Person"),
        translate("TokenTable", "Key"),
        translate("TokenTable", "Models"),
        translate("TokenTable", "Balance"),
        translate("TokenTable", "Used"),
        translate("TokenTable", "Last used"),
        translate("TokenTable", "Expires"),
        translate("TokenTable", "On"),
        "",
    )


def _cells(row: TokenRow, now_ms: int) -> tuple[Cell, ...]:
    token = row.token
    name: Cell = {_TEXT: token.name, _TIP: token.name}
    if token.purpose:
        name[roles.IconRole] = "laptop"
    # Said here, too: the column that says it gives way where there is little room.
    if row.person_off:
        name[roles.SecondRole] = translate("TokenTable", "person paused")
    elif token.expired(now_ms):
        name[roles.SecondRole] = translate("TokenTable", "expired")
    elif row.used_up:
        name[roles.SecondRole] = translate("TokenTable", "used up")
    elif row.over_budget:
        name[roles.SecondRole] = translate("TokenTable", "over budget")
    on = translate("TokenTable", "on") if row.enabled else translate("TokenTable", "off")
    return (
        name,
        {_TEXT: row.person, _TIP: row.person},
        {_TEXT: hint(token)},
        _models(token),
        _balance(row),
        {_TEXT: format.dollars(token.used_nano)},
        _last_used(row, now_ms),
        _expires(token, now_ms),
        {_TEXT: on, _SAID: on},
        {_TEXT: "", _SAID: translate("TokenTable", "More for {name}").format(name=token.name)},
    )


def hint(token: Token) -> str:
    """``sk-…3f2c``."""
    return f"sk-…{token.hint}"


def _models(token: Token) -> Cell:
    if not token.models:
        return {_TEXT: translate("TokenTable", "All"), roles.ToneRole: "text3"}
    first, *others = token.models
    text = f"{first} +{format.count(len(others))}" if others else first
    return {_TEXT: text, _TIP: "\n".join(token.models)}


def _balance(row: TokenRow) -> Cell:
    """The balance, or without one the budget that ends first; what is left of the others is told
    too.
    """
    token = row.token
    told = [left_words(state) for state in row.budgets]
    first = scarcest(row.budgets)
    if token.unlimited and first is not None:
        share = budget_share(first)
        tone = "error" if not first.left else "warn" if share < _LOW else "text"
        text = amount_words(first.budget.unit, first.left, short=True)
        cell = {_TEXT: text, roles.ToneRole: tone, roles.FractionRole: share}
        return cell | {_TIP: "\n".join(told), _SAID: told[row.budgets.index(first)]}
    if token.unlimited:
        return {_TEXT: translate("TokenTable", "Unlimited"), roles.ToneRole: "text3"}
    share = share_left(token)
    if token.balance_nano <= 0:
        text, tone = translate("TokenTable", "Used up"), "error"
    else:
        text, tone = format.dollars(token.balance_nano), "warn" if share < _LOW else "text"
    left, used = format.dollars(max(0, token.balance_nano)), format.dollars(token.used_nano)
    tip = translate("TokenTable", "{left} left, {used} used").format(left=left, used=used)
    tip = "\n".join([tip, *told])
    return {_TEXT: text, roles.ToneRole: tone, roles.FractionRole: share, _TIP: tip}


def share_left(token: Token) -> float:
    """What is left of all that a token ever had, from 0 to 1."""
    left = max(0, token.balance_nano)
    return left / (left + token.used_nano) if left else 0.0


def _last_used(row: TokenRow, now_ms: int) -> Cell:
    token = row.token
    if not token.last_used_at:
        return {_TEXT: translate("TokenTable", "Not yet"), roles.ToneRole: "text3"}
    when = ago(token.last_used_at, now_ms)
    parts = [token.last_client, token.last_address, when]
    text = translate("TokenTable", ", ").join(part for part in parts if part)
    tip = [token.last_client, token.last_address, format.moment(token.last_used_at)]
    cell: Cell = {_TEXT: text}
    if (new := row.new_address) is not None:
        words = translate("TokenTable", "New address: first used from there {moment}")
        tip.append(words.format(moment=format.moment(new.since)))
        cell[roles.StatusRole] = "info"
        cell[_SAID] = translate("TokenTable", "{use}, new address").format(use=text)
    return cell | {_TIP: "\n".join(part for part in tip if part)}


def _expires(token: Token, now_ms: int) -> Cell:
    if not token.expires_at:
        return {_TEXT: translate("TokenTable", "Never"), roles.ToneRole: "text3"}
    tip = format.moment(token.expires_at)
    if token.expired(now_ms):
        return {_TEXT: translate("TokenTable", "Expired"), roles.ToneRole: "error", _TIP: tip}
    when = QDateTime.fromMSecsSinceEpoch(token.expires_at).date()
    cell: Cell = {_TEXT: QLocale().toString(when, QLocale.FormatType.ShortFormat), _TIP: tip}
    if token.expires_at - now_ms < _SOON_MS:
        cell[roles.ToneRole] = "warn"
    return cell


def ago(ms: int, now_ms: int) -> str:
    """How long ago something was, in the one unit that matters; a date after a week."""
    past = max(0, now_ms - ms)
    if past < _MINUTE_MS:
        return translate("TokenTable", "just now")
    if past < _HOUR_MS:
        return translate("TokenTable", "{n} min ago").format(n=past // _MINUTE_MS)
    if past < _DAY_MS:
        return translate("TokenTable", "{n} h ago").format(n=past // _HOUR_MS)
    if past < 7 * _DAY_MS:
        days = past // _DAY_MS
        if days == 1:
            return translate("TokenTable", "yesterday")
        return translate("TokenTable", "{n} days ago").format(n=days)
    when = QDateTime.fromMSecsSinceEpoch(ms).date()
    return QLocale().toString(when, QLocale.FormatType.ShortFormat)
