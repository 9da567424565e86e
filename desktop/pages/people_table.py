"""The tables of people and of groups: their columns, and what keys do in them."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy

from desktop.pages.tokens_cells import BalanceCell, MenuCell
from desktop.widgets.delegates import NumberCell, TextCell
from desktop.widgets.table import Column, DataTable

ROW = 40


class PeopleTableView(DataTable):
    """As high as its rows. Delete takes away what limits the current one."""

    delete_wanted = Signal(QModelIndex)

    def __init__(self, name: str) -> None:
        super().__init__(
            [
                Column(TextCell("text", "emphasis"), 120, stretch=2),
                Column(NumberCell(), 76, drop=3),
                Column(TextCell("text2"), 176, stretch=1, drop=1),
                Column(NumberCell(), 118, drop=2),
                Column(BalanceCell(), 118),
                Column(TextCell("text2"), 190, stretch=4, drop=4),
                Column(MenuCell(), 44),
            ],
            "",
            row_height=ROW,
        )
        self.setObjectName(name)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def fit(self) -> None:
        """Takes the height of its rows: the page scrolls, not the table."""
        model = self._model()
        self.setFixedHeight(self.content_height(max(1, 0 if model is None else model.rowCount())))

    def restyle(self) -> None:
        super().restyle()
        self.fit()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.height())

    def leave(self) -> None:
        """Another table is the one that keys work in."""
        self.clearSelection()
        self.setCurrentIndex(QModelIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.key() == Qt.Key.Key_Delete and index.isValid():
            self.delete_wanted.emit(index)
        else:
            super().keyPressEvent(event)
