"""Models to tick: those a provider offers and those that were chosen, filtered by a search."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

Index = QModelIndex | QPersistentModelIndex


class ModelChoices(QAbstractListModel):
    """One row a model. ``toggled`` carries the chosen names in the order of the list."""

    toggled = Signal(tuple)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._names: tuple[str, ...] = ()
        self._chosen: tuple[str, ...] = ()
        self._ticked: frozenset[str] = frozenset()
        self._search = ""
        self._shown: Sequence[str] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """All there is to choose from."""
        return self._names

    @property
    def shown(self) -> Sequence[str]:
        """What the search leaves."""
        return self._shown

    @property
    def chosen(self) -> tuple[str, ...]:
        return self._chosen

    def set_models(self, offered: Iterable[str], chosen: Sequence[str]) -> None:
        """What was chosen is listed even where it is not offered."""
        names = tuple(dict.fromkeys((*chosen, *offered) if not offered else (*offered, *chosen)))
        if (names, tuple(chosen)) == (self._names, self._chosen):
            return
        self._chosen, self._ticked = tuple(chosen), frozenset(chosen)
        if names == self._names:
            self._tell_all()
            return
        self._names = names
        self._filter()

    def set_search(self, text: str) -> None:
        self._search = text
        self._filter()

    def is_known(self, name: str) -> bool:
        return name in self._names

    def toggle(self, row: int) -> None:
        """Ticks or unticks a row."""
        name = self._shown[row]
        kept = set(self._ticked) ^ {name}
        self._choose(kept)

    def tick_shown(self, ticked: bool) -> None:
        """All that the search leaves, or none of it."""
        shown = set(self._shown)
        self._choose(self._ticked | shown if ticked else self._ticked - shown)

    def add(self, name: str) -> None:
        """A model by its name, ticked."""
        if name not in self._names:
            self._names = (*self._names, name)
        self._choose({*self._ticked, name})
        self._filter()

    def _choose(self, names: Iterable[str]) -> None:
        wanted = frozenset(names)
        if wanted == self._ticked:
            return
        self._ticked = wanted
        self._chosen = tuple(name for name in self._names if name in wanted)
        self._tell_all()
        self.toggled.emit(self._chosen)

    def _filter(self) -> None:
        words = self._search.casefold().split()
        self.beginResetModel()
        self._shown = [
            name for name in self._names if all(word in name.casefold() for word in words)
        ]
        self.endResetModel()

    def _tell_all(self) -> None:
        if self._shown:
            self.dataChanged.emit(self.index(0), self.index(len(self._shown) - 1))

    # What Qt asks

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        name = self._shown[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return name
        if role == Qt.ItemDataRole.CheckStateRole:
            ticked = name in self._ticked
            return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        return (
            Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemIsUserCheckable
        )
