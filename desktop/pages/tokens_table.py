"""The table of tokens: its columns, and what keys do in it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence

from desktop.pages.tokens_cells import BalanceCell, LastUsedCell, MenuCell, SwitchCell
from desktop.widgets.delegates import CellDelegate, NumberCell, TextCell
from desktop.widgets.table import Column, DataTable

ROW = 40


class TokenTableView(DataTable):
    """Space switches the current row, Delete deletes its token, Ctrl+C copies its key."""

    switched = Signal(QModelIndex)
    delete_wanted = Signal(QModelIndex)
    copy_wanted = Signal(QModelIndex)

    def __init__(self) -> None:
        super().__init__(
            [
                Column(TextCell("text", "emphasis"), 120, stretch=3, sortable=True),
                Column(TextCell("text2"), 88, stretch=1, drop=1, sortable=True),
                Column(CellDelegate("text3", mono=True), 92, drop=2, sortable=True),
                Column(TextCell("text2"), 100, stretch=1, drop=6, sortable=True),
                Column(BalanceCell(), 92, sortable=True),
                Column(NumberCell(), 80, drop=4, sortable=True),
                Column(LastUsedCell(), 232, stretch=2, drop=3, sortable=True),
                Column(CellDelegate("text2", numbers=True), 92, drop=5, sortable=True),
                Column(SwitchCell(), 62, sortable=True),
                Column(MenuCell(), 44),
            ],
            "",
            row_height=ROW,
        )
        self.setObjectName("tokens-table")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if not index.isValid():
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Space:
            self.switched.emit(index)
        elif event.key() == Qt.Key.Key_Delete:
            self.delete_wanted.emit(index)
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit(index)
        else:
            super().keyPressEvent(event)
