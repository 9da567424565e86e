"""The tables below and instead of the usage chart: shares by row, values by time."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from desktop import format
from desktop.i18n import translate
from desktop.models.usage_figures import Measure, title, value, write
from desktop.models.usage_view import RankedRow, Series
from desktop.widgets import roles
from gateway.services.usage import Grouping

Index = QModelIndex | QPersistentModelIndex
Cell = dict[int, Any]
_TEXT = int(Qt.ItemDataRole.DisplayRole)
_TIP = int(Qt.ItemDataRole.ToolTipRole)
_SAID = int(Qt.ItemDataRole.AccessibleTextRole)
_ROOT = QModelIndex()


class UsageColumn(IntEnum):
    NAME = 0
    SHARE = 1
    COST = 2
    REQUESTS = 3
    TOKENS = 4
    ERRORS = 5
    FIRST_TOKEN = 6
    TREND = 7


MEASURES = {
    UsageColumn.COST: Measure.COST,
    UsageColumn.REQUESTS: Measure.REQUESTS,
    UsageColumn.TOKENS: Measure.TOKENS,
    UsageColumn.ERRORS: Measure.ERRORS,
    UsageColumn.FIRST_TOKEN: Measure.FIRST_TOKEN,
}


def grouping_word(by: Grouping) -> str:
    words = {
        Grouping.MODEL: translate("UsageTable", "Model"),
        Grouping.CHANNEL: translate("UsageTable", "Channel"),
        Grouping.PROVIDER: translate("UsageTable", "Provider"),
        Grouping.TOKEN: translate("UsageTable", "Token"),
        Grouping.PERSON: translate("UsageTable", "Person"),
    }
    return words[by]


class UsageTable(QAbstractTableModel):
    """Ranked rows; ordered by what is measured, or by a column that was clicked."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._given: tuple[RankedRow, ...] = ()
        self._rows: tuple[RankedRow, ...] = ()
        self._cells: dict[int, tuple[Cell, ...]] = {}
        self._by, self._measure = Grouping.MODEL, Measure.COST
        self._order: tuple[int, Qt.SortOrder] | None = None
        self._begun = 0

    def set_rows(
        self, rows: Sequence[RankedRow], by: Grouping, measure: Measure, begun: int
    ) -> None:
        """``begun``: how many parts of the span have. Another measure orders anew, whatever column
        was clicked before.
        """
        self._begun = begun
        if measure is not self._measure or by is not self._by:
            self._order = None
        self._given, self._by, self._measure = tuple(rows), by, measure
        self._arrange()

    def order(self, column: int, order: Qt.SortOrder) -> None:
        self._order = (column, order)
        self._arrange()

    def _arrange(self) -> None:
        rows = list(self._given)
        if self._order is not None:
            column, order = self._order
            rows.sort(
                key=lambda each: _sort_key(each, UsageColumn(column), self._measure),
                reverse=order == Qt.SortOrder.DescendingOrder,
            )
        same = [each.row.key for each in rows] == [each.row.key for each in self._rows]
        if not same:
            self.beginResetModel()
        self._rows = tuple(rows)
        self._cells.clear()
        if not same:
            self.endResetModel()
        elif self._rows:
            self.dataChanged.emit(
                self.index(0, 0), self.index(len(self._rows) - 1, len(UsageColumn) - 1)
            )
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(UsageColumn) - 1)

    @property
    def sorted_by(self) -> tuple[int, Qt.SortOrder]:
        """The column with the arrow; -1 where rows come by how many first tokens they had."""
        if self._order is not None:
            return self._order
        if not self._measure.adds_up:
            return -1, Qt.SortOrder.DescendingOrder
        found = next(column for column, each in MEASURES.items() if each is self._measure)
        return int(found), Qt.SortOrder.DescendingOrder

    def row_at(self, index: Index) -> RankedRow | None:
        inside = index.isValid() and index.row() < len(self._rows)
        return self._rows[index.row()] if inside else None

    # What Qt asks

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(UsageColumn)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _TEXT) -> Any:
        if orientation != Qt.Orientation.Horizontal or role != _TEXT:
            return None
        column = UsageColumn(section)
        if column is UsageColumn.NAME:
            return grouping_word(self._by)
        if column is UsageColumn.SHARE:
            return _share_title(self._measure)
        if column is UsageColumn.TREND:
            return translate("UsageTable", "Trend")
        if column is UsageColumn.FIRST_TOKEN:
            return translate("UsageTable", "Mean first token")
        return title(MEASURES[column])

    def data(self, index: Index, role: int = _TEXT) -> Any:
        if role == roles.ItemRole:
            return self._rows[index.row()]
        cells = self._cells.get(index.row())
        if cells is None:
            cells = self._cells[index.row()] = self._made(self._rows[index.row()])
        return cells[index.column()].get(role)

    def _made(self, each: RankedRow) -> tuple[Cell, ...]:
        totals = each.row.totals
        share = format.percent(each.share) if each.share is not None else ""
        trend = tuple(value(self._measure, part) or 0.0 for part in each.row.parts[: self._begun])
        name: Cell = {_TEXT: each.name, _TIP: each.name, roles.SeriesRole: each.hue}
        if each.row.deleted:
            name[roles.ToneRole] = "text2"
        numbers = [
            {_TEXT: write(measure, value(measure, totals))}
            for measure in (Measure.REQUESTS, Measure.TOKENS, Measure.ERRORS, Measure.FIRST_TOKEN)
        ]
        if totals.errors:
            numbers[2][roles.ToneRole] = "error"
        return (
            name,
            {_TEXT: share, roles.FractionRole: each.bar, roles.SeriesRole: each.hue},
            _cost(each),
            *numbers,
            {
                roles.ValuesRole: trend,
                roles.SeriesRole: each.hue,
                _SAID: translate("UsageTable", "Trend of {name}").format(name=each.name),
            },
        )


def _cost(each: RankedRow) -> Cell:
    """Where nobody knows a price, the cost is not nothing."""
    row = each.row
    known = write(Measure.COST, value(Measure.COST, row.totals))
    if not row.unpriced_requests:
        return {_TEXT: known}
    tip = translate("UsageTable", "Requests without a price, not in it: {n}").format(
        n=format.count(row.unpriced_requests)
    )
    if not row.totals.cost_nano:
        return {_TEXT: translate("UsageTable", "No price"), roles.ToneRole: "warn", _TIP: tip}
    text = translate("UsageTable", "over {cost}").format(cost=known)
    return {_TEXT: text, roles.ToneRole: "warn", _TIP: tip}


def _share_title(measure: Measure) -> str:
    words = {
        Measure.COST: translate("UsageTable", "Share of cost"),
        Measure.TOKENS: translate("UsageTable", "Share of tokens"),
        Measure.REQUESTS: translate("UsageTable", "Share of requests"),
        Measure.ERRORS: translate("UsageTable", "Share of errors"),
        Measure.FIRST_TOKEN: translate("UsageTable", "Mean time"),
    }
    return words[measure]


def _sort_key(each: RankedRow, column: UsageColumn, measure: Measure) -> tuple[float, str]:
    if column is UsageColumn.NAME:
        return 0.0, each.name.lower()
    wanted = MEASURES.get(column, measure)
    return value(wanted, each.row.totals) or 0.0, each.name.lower()


class UsageParts(QAbstractTableModel):
    """The chart in numbers: a row per part of the span, newest first, a column per series."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words: tuple[str, ...] = ()
        self._series: tuple[Series, ...] = ()
        self._whole: tuple[float | None, ...] = ()
        self._measure = Measure.COST

    def set_parts(
        self,
        words: Sequence[str],
        series: Sequence[Series],
        whole: Sequence[float | None],
        measure: Measure,
    ) -> None:
        """``words`` name the parts, ``whole`` is what each comes to."""
        self.beginResetModel()
        self._words, self._series = tuple(words), tuple(series)
        self._whole, self._measure = tuple(whole), measure
        self.endResetModel()

    def part_at(self, index: Index) -> int:
        """Which part of the span a row is."""
        return len(self._words) - 1 - index.row()

    def series_at(self, index: Index) -> int:
        """-1 for the time and the sum."""
        number = index.column() - 2
        return number if 0 <= number < len(self._series) else -1

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._words)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else 2 + len(self._series)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _TEXT) -> Any:
        if orientation != Qt.Orientation.Horizontal or role != _TEXT:
            return None
        if section == 0:
            return translate("UsageTable", "Time")
        if section == 1:
            return (
                translate("UsageTable", "Total")
                if self._measure.adds_up
                else translate("UsageTable", "All")
            )
        return self._series[section - 2].name

    def data(self, index: Index, role: int = _TEXT) -> Any:
        if role not in (_TEXT, _TIP):
            return None
        part = self.part_at(index)
        if index.column() == 0:
            return self._words[part]
        if index.column() == 1:
            return write(self._measure, self._whole[part])
        number = self._series[index.column() - 2].values[part]
        return write(self._measure, number) if number or self._measure.adds_up else format.NONE
