"""Names to choose from by ticking them: the models of a channel that is being added."""

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
_ROOT = QModelIndex()


class Choices(QAbstractListModel):
    """Names in their order, each chosen or not; ``search`` narrows what is listed."""

    changed = Signal()

    def __init__(
        self, names: Sequence[str], chosen: Iterable[str], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._names = list(names)
        self._chosen = set(chosen)
        self._shown = list(self._names)

    @property
    def chosen(self) -> list[str]:
        """What is ticked, in the order of the list."""
        return [name for name in self._names if name in self._chosen]

    @property
    def total(self) -> int:
        return len(self._names)

    def search(self, text: str) -> None:
        """Lists the names that hold every word of ``text``."""
        words = text.casefold().split()
        self.beginResetModel()
        self._shown = [n for n in self._names if all(word in n.casefold() for word in words)]
        self.endResetModel()

    def tick_shown(self, ticked: bool) -> None:
        """Ticks, or not, all that is listed now."""
        self._chosen = (
            self._chosen | set(self._shown) if ticked else self._chosen - set(self._shown)
        )
        if self._shown:
            self.dataChanged.emit(self.index(0), self.index(len(self._shown) - 1))
        self.changed.emit()

    def toggle(self, row: int) -> None:
        if 0 <= row < len(self._shown):
            self._chosen ^= {self._shown[row]}
            self.dataChanged.emit(self.index(row), self.index(row))
            self.changed.emit()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsUserCheckable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not 0 <= index.row() < len(self._shown):
            return None
        name = self._shown[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return name
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if name in self._chosen else Qt.CheckState.Unchecked
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        self.toggle(index.row())
        return True
