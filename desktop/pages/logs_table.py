"""The table of requests: columns, the place that is looked at, and the pill for what is new."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QPushButton, QWidget

from desktop.models.request_cells import Field
from desktop.models.request_log import RequestLogModel
from desktop.theme import font, px, theme
from desktop.widgets import paint
from desktop.widgets.base import KeyboardFocus, follow_theme
from desktop.widgets.delegates import (
    BadgeCell,
    CellDelegate,
    ModelCell,
    NumberCell,
    StatusCell,
    TextCell,
)
from desktop.widgets.table import Column, DataTable

ROW_HEIGHT = 29
ROWS_AHEAD = 40
"""So many rows before the last one the next page is asked for."""
PLACES = (
    (Field.PROVIDER, Field.CHANNEL),
    (Field.CLIENT, Field.TOKEN),
    (Field.CACHED, Field.IN),
)
"""Columns that stand elsewhere than in the model's order, and what they stand behind."""


class NewPill(KeyboardFocus, QPushButton):
    """ "12 new", floating over the first row; hidden when there is nothing."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("logs-new")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.hide()
        follow_theme(self)

    def set_text(self, text: str) -> None:
        """Show other words; none hides it."""
        self.setText(text)
        self.setAccessibleName(text)
        self.setVisible(bool(text))
        self.restyle()

    def restyle(self) -> None:
        self.setFont(font("small", "emphasis", numbers=True))
        width = self.fontMetrics().horizontalAdvance(self.text()) + px(14) + px(6) + 2 * px(12)
        self.resize(width, max(px(26), self.fontMetrics().height() + px(8)))
        self.place()

    def place(self) -> None:
        """Top centre of the table, below its header."""
        if (table := self.parentWidget()) is not None:
            self.move((table.width() - self.width()) // 2, px(40))

    def ring_radius(self) -> int:
        return self.height() // 2

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme().colours
        accent = colours.accent
        fill = (
            accent.pressed if self.isDown() else accent.hover if self.underMouse() else accent.fill
        )
        with QPainter(self) as painter:
            paint.begin(painter)
            paint.box(painter, self.rect(), self.height() / 2, fill)
            paint.icon_at(painter, px(12), self.rect(), px(14), "arrow-up", accent.on)
            area = self.rect().adjusted(px(12) + px(14) + px(6), 0, -px(8), 0)
            paint.text(painter, area, self.text(), self.font(), accent.on)


class RequestTable(DataTable):
    """Keeps what is looked at in place while rows come and go above it."""

    at_top_changed = Signal(bool)
    near_top = Signal()
    newest_wanted = Signal()

    def __init__(self, rows: RequestLogModel, parent: QWidget | None = None) -> None:
        super().__init__(
            [
                Column(CellDelegate("text3", numbers=True), 72),
                Column(StatusCell(), 106),
                Column(ModelCell(), 140, stretch=4),
                Column(BadgeCell(), 116, stretch=1),
                Column(TextCell("text2"), 96, stretch=3, drop=4),
                Column(NumberCell(), 60, drop=2),
                Column(NumberCell(), 56, drop=1),
                Column(NumberCell("text", strong=True), 84),
                Column(NumberCell(), 56, drop=8),
                Column(NumberCell("text"), 62),
                Column(TextCell("text2"), 88, stretch=2, drop=5),
                Column(NumberCell(), 60, drop=6),
                Column(TextCell("text2"), 80, stretch=1, drop=7),
            ],
            "",
            row_height=ROW_HEIGHT,
            parent=parent,
        )
        self.setObjectName("logs-table")
        self._rows = rows
        self._at_top = True
        self.pill = NewPill(self)
        self.pill.clicked.connect(self.newest_wanted)
        self.setModel(rows)
        header = self.horizontalHeader()
        for field, after in PLACES:
            header.moveSection(header.visualIndex(field), header.visualIndex(after) + 1)
        self.set_resizable()
        rows.rowsInserted.connect(self._inserted)
        rows.rowsRemoved.connect(self._removed)
        rows.modelReset.connect(self._was_reset)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    def visible_rows(self) -> tuple[int, int]:
        """First and last row in sight."""
        last = self.rowAt(self.viewport().height() - 1)
        return max(0, self.rowAt(0)), last if last >= 0 else self._rows.rowCount() - 1

    def show_request(self, request_id: str) -> None:
        """Selects a request and brings it into sight, if it is loaded."""
        current = self._rows.entry(self.currentIndex())
        if current is not None and current.request_id == request_id:
            self.selectRow(self.currentIndex().row())
        elif (row := self._rows.row_of(request_id)) >= 0:
            self.select_row(row)
        self.scrollTo(self.currentIndex())

    def _step(self) -> int:
        return self.verticalHeader().defaultSectionSize()

    def _scrolled(self, value: int) -> None:
        bar = self.verticalScrollBar()
        at_top = value <= 0
        if at_top != self._at_top:
            self._at_top = at_top
            self.at_top_changed.emit(at_top)
        ahead = ROWS_AHEAD * self._step()
        if value < ahead and self._rows.newer_dropped:
            self.near_top.emit()
        if bar.maximum() - value < ahead and self._rows.canFetchMore(QModelIndex()):
            self._rows.fetchMore(QModelIndex())

    def _shift(self, rows: int) -> None:
        """Rows above what is looked at came or went: the same rows stay in sight."""
        self.updateGeometries()
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + rows * self._step())

    def _inserted(self, _parent: QModelIndex, first: int, last: int) -> None:
        # At the true top new rows push the others down; what had been let go comes back above.
        stays = not self._at_top or self._rows.newer_dropped
        if stays and first * self._step() <= self.verticalScrollBar().value():
            self._shift(last - first + 1)

    def _removed(self, _parent: QModelIndex, first: int, last: int) -> None:
        if not self._at_top and first * self._step() < self.verticalScrollBar().value():
            self._shift(first - last - 1)

    def _was_reset(self) -> None:
        self.scrollToTop()
        if not self._at_top:
            self._at_top = True
            self.at_top_changed.emit(True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.pill.place()
