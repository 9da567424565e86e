"""Models as a table: who offers them, how much they take, what they cost."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from enum import IntEnum
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from desktop import format
from desktop.i18n import translate
from desktop.models.usage_figures import compact
from desktop.widgets import roles
from gateway.services.models import ListedModel, PriceView

Index = QModelIndex | QPersistentModelIndex
Cell = dict[int, Any]
_TEXT = int(Qt.ItemDataRole.DisplayRole)
_TIP = int(Qt.ItemDataRole.ToolTipRole)
_ROOT = QModelIndex()
PAGE = 200
"""Rows that are added when the end comes near."""


class ModelColumn(IntEnum):
    NAME = 0
    CHANNELS = 1
    CONTEXT = 2
    MAX_OUTPUT = 3
    INPUT = 4
    OUTPUT = 5
    CACHED = 6
    SOURCE = 7


class ModelTable(QAbstractTableModel):
    """Keeps the order it is given and grows a page at a time, so that hundreds cost nothing."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: tuple[ListedModel, ...] = ()
        self._count = 0
        self._cells: dict[int, tuple[Cell, ...]] = {}

    def set_rows(self, rows: Sequence[ListedModel]) -> None:
        same = [each.id for each in rows] == [each.id for each in self._all]
        if not same:
            self.beginResetModel()
            self._count = min(PAGE, len(rows))
        self._all = tuple(rows)
        self._cells.clear()
        if not same:
            self.endResetModel()
        elif self._count:
            self.dataChanged.emit(
                self.index(0, 0), self.index(self._count - 1, len(ModelColumn) - 1)
            )

    def retranslate(self) -> None:
        self._cells.clear()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(ModelColumn) - 1)
        self.set_rows(self._all)

    def row_at(self, index: Index) -> ListedModel | None:
        inside = index.isValid() and index.row() < len(self._all)
        return self._all[index.row()] if inside else None

    def show_row(self, name: str) -> int:
        """The row of a model, loaded if it was not; -1 if it is not wanted."""
        row = next((at for at, each in enumerate(self._all) if each.id == name), -1)
        while row >= self._count:
            self.fetchMore()
        return row

    # What Qt asks

    def canFetchMore(self, parent: Index = _ROOT) -> bool:
        return not parent.isValid() and self._count < len(self._all)

    def fetchMore(self, parent: Index = _ROOT) -> None:
        more = min(PAGE, len(self._all) - self._count)
        if more > 0:
            self.beginInsertRows(QModelIndex(), self._count, self._count + more - 1)
            self._count += more
            self.endInsertRows()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(ModelColumn)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _TEXT) -> Any:
        if orientation != Qt.Orientation.Horizontal or role != _TEXT:
            return None
        return _titles()[section]

    def data(self, index: Index, role: int = _TEXT) -> Any:
        model = self._all[index.row()]
        if role == roles.ItemRole:
            return model
        cells = self._cells.get(index.row())
        if cells is None:
            cells = self._cells[index.row()] = _made(model)
        return cells[index.column()].get(role)


def _titles() -> tuple[str, ...]:
    return (
        translate("ModelTable", "Model"),
        translate("ModelTable", "Channels"),
        translate("ModelTable", "Context"),
        translate("ModelTable", "Output limit"),
        translate("ModelTable", "Input"),
        translate("ModelTable", "Output"),
        translate("ModelTable", "Cached"),
        translate("ModelTable", "Price"),
    )


def _made(model: ListedModel) -> tuple[Cell, ...]:
    price = model.price
    name: Cell = {_TEXT: model.id, _TIP: model.id}
    if model.serving and model.priced_as != model.id:
        name[roles.SecondRole] = model.priced_as
    if not model.serving:
        name[roles.ToneRole] = "text2"
    return (
        name,
        _channels(model),
        _limit(model.context),
        _limit(model.max_output),
        _dollars(price.input if price and not _by_unit(price) else None),
        _dollars(price.output if price and not _by_unit(price) else None),
        _dollars(price.cache_read if price else None),
        _source(model),
    )


def _by_unit(price: PriceView) -> bool:
    """Whether something else than tokens is what costs."""
    return bool(price.units) and not (price.input or price.output)


def _units_words(price: PriceView) -> list[str]:
    """``$0.04 per image``."""
    words = {
        "per_image": translate("ModelTable", "{price} per image"),
        "per_image_in": translate("ModelTable", "{price} per image read"),
        "per_char_in": translate("ModelTable", "{price} per character"),
        "per_second_in": translate("ModelTable", "{price} per second heard"),
        "per_second_out": translate("ModelTable", "{price} per second made"),
        "per_query": translate("ModelTable", "{price} per search"),
        "per_page": translate("ModelTable", "{price} per page"),
        "per_call": translate("ModelTable", "{price} per request"),
    }
    return [words[name].format(price=price_words(number)) for name, number in price.units]


def _channels(model: ListedModel) -> Cell:
    if not model.serving:
        return {_TEXT: vendor_words(model) or format.NONE, roles.ToneRole: "text3"}
    on = [each.channel_name for each in model.serving if each.enabled]
    names = on or [each.channel_name for each in model.serving]
    cell: Cell = {_TEXT: ", ".join(names), _TIP: "\n".join(names)}
    if not on:
        cell[_TEXT] = translate("ModelTable", "{names} (off)").format(names=cell[_TEXT])
        cell[roles.ToneRole] = "text3"
    return cell


def vendor_words(model: ListedModel) -> str:
    """The catalogue's word for whose it is, as people write it."""
    return model.vendor.replace("_", " ")


def _limit(tokens: int | None) -> Cell:
    if not tokens:
        return {_TEXT: format.NONE}
    return {_TEXT: compact(tokens, exact=False), _TIP: format.count(tokens)}


def _dollars(price: Decimal | None) -> Cell:
    return {_TEXT: format.NONE if price is None else price_words(price)}


def price_words(price: Decimal) -> str:
    """``$2.50``, ``$0.075``: every digit, at least two after the point; ``$0`` for none."""
    if not price:
        return "$0"
    whole, _, rest = f"{price.normalize():f}".partition(".")
    return f"${QLocale().toString(int(whole))}{QLocale().decimalPoint()}{rest.ljust(2, '0')}"


def _source(model: ListedModel) -> Cell:
    text, tone = source_words(model)
    cell: Cell = {_TEXT: text, roles.ToneRole: tone}
    if model.unpriced:
        cell[roles.IconRole] = "triangle-alert"
    elif model.prices_differ:
        cell[_TIP] = translate("ModelTable", "It costs something else on other channels.")
        cell[roles.SecondRole] = translate("ModelTable", "varies")
    if model.price is not None and model.price.units:
        lines = _units_words(model.price)
        cell[_TIP] = "\n".join((str(cell.get(_TIP, "")), *lines)).strip()
        if _by_unit(model.price):
            cell[_TEXT], cell[roles.ToneRole] = lines[0], tone if model.own else "text2"
    return cell


def source_words(model: ListedModel) -> tuple[str, str]:
    """Where its price comes from, and the tone to say it in."""
    if model.unpriced:
        return translate("ModelTable", "No price"), "warn"
    if model.price is None:
        if model.vendor:
            return translate("ModelTable", "Not per token"), "text3"
        return translate("ModelTable", "No price"), "text3"
    words = {
        "override": (translate("ModelTable", "Yours"), "accent"),
        "ratio": (translate("ModelTable", "Your ratio"), "accent"),
        "free": (translate("ModelTable", "Free, local"), "text2"),
        "catalogue": (translate("ModelTable", "Catalogue"), "text3"),
    }
    return words[model.price.source]
