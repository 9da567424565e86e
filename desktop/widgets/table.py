"""DataTable: a QTableView of fixed rows whose columns share the width they are given."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QItemSelection,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPalette,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from desktop.theme import font, px, theme
from desktop.widgets import paint
from desktop.widgets.base import KeyboardFocus, follow_theme
from desktop.widgets.delegates import CellDelegate
from desktop.widgets.table_header import TableHeader

LEAST_WIDTH = 40


@dataclass(frozen=True)
class Column:
    """How a column looks: its cell, its width in design pixels, and how it gives way.

    `stretch` columns share what is left over, down to `width`. When even that is too much, columns
    with the highest `drop` disappear first; 0 never does. `sortable` offers ordering by click.
    """

    cell: CellDelegate
    width: int
    stretch: int = 0
    drop: int = 0
    sortable: bool = False


class DataTable(KeyboardFocus, QTableView):
    """Takes any item model that answers the roles of `roles.py`.

    `chosen(index)` on click or Enter, `moved(index)` when the current row changes,
    `menu_requested(index, global position)` on right click or the menu key, `sort_requested(column,
    order)` when a header is clicked: ordering is the model's business. It belongs in a
    `Card(flush=True)`.
    """

    chosen = Signal(QModelIndex)
    moved = Signal(QModelIndex)
    menu_requested = Signal(QModelIndex, QPoint)
    sort_requested = Signal(int, Qt.SortOrder)
    arranged = Signal()
    """A person made a column wider or narrower; see :meth:`arrange`."""

    def __init__(
        self,
        columns: Sequence[Column],
        name: str,
        *,
        row_height: int = 30,
        corners: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.hovered_row = -1
        self._columns = tuple(columns)
        self._row_height = row_height
        self._corners = corners
        self._clip: QPainterPath | None = None
        self._empty = ""
        self._shut: frozenset[int] = frozenset()
        self._own_widths: dict[int, int] = {}
        self._header = TableHeader(self)
        self.setHorizontalHeader(self._header)
        self._header.set_columns(
            frozenset(i for i, c in enumerate(columns) if c.cell.right),
            frozenset(i for i, c in enumerate(columns) if c.sortable),
        )
        self._header.sectionClicked.connect(self._header_clicked)
        for index, column in enumerate(self._columns):
            column.cell.setParent(self)
            self.setItemDelegateForColumn(index, column.cell)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setMouseTracking(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.clicked.connect(self.chosen)
        follow_theme(self)

    def setModel(self, model: QAbstractItemModel | None) -> None:
        super().setModel(model)
        self._share_widths()

    def _model(self) -> QAbstractItemModel | None:
        # The stubs say a view always has one; before setModel it has none.
        return cast("QAbstractItemModel | None", self.model())

    def _row_count(self) -> int:
        model = self._model()
        return 0 if model is None else model.rowCount()

    def set_width(self, column: int, width: int) -> None:
        """Give a column another width in design pixels."""
        changed = replace(self._columns[column], width=width)
        self._columns = (*self._columns[:column], changed, *self._columns[column + 1 :])
        self._share_widths()

    def arrange(self, shut: Collection[int], widths: Mapping[int, int]) -> None:
        """Hide columns, and give others widths of a person's own, in design pixels."""
        self._shut = frozenset(shut)
        self._own_widths = dict(widths)
        self._share_widths()

    @property
    def own_widths(self) -> dict[int, int]:
        """Widths that a person gave, in design pixels."""
        return dict(self._own_widths)

    def set_resizable(self) -> None:
        """Let column borders be dragged; `arranged` when one is let go."""
        self._header.set_draggable()
        self._header.dragged.connect(self._dragged)
        self._share_widths()

    def _dragged(self, column: int, width: int) -> None:
        self._own_widths[column] = max(LEAST_WIDTH, round(width * 100 / px(100)))
        self._share_widths()
        self.arranged.emit()

    def set_empty_text(self, text: str) -> None:
        """The one sentence shown when there are no rows."""
        self._empty = text
        self.viewport().update()

    def set_sorted(self, column: int, order: Qt.SortOrder) -> None:
        """Show by which column the model is ordered."""
        self._header.set_sorted(column, order)

    def select_row(self, row: int) -> None:
        """Make a row current, without `chosen`."""
        if 0 <= row < self._row_count():
            self.setCurrentIndex(self.model().index(row, 0))

    def content_height(self, rows: int) -> int:
        """Height that shows the header and `rows` rows whole."""
        header = self._header.sizeHint().height()
        return header + rows * self.verticalHeader().defaultSectionSize()

    def restyle(self) -> None:
        rows = self.verticalHeader()
        natural = paint.line_height(font("small")) + px(8)
        rows.setMinimumSectionSize(px(16))
        rows.setDefaultSectionSize(max(px(self._row_height), natural))
        # The style would fill the selection with the accent below the delegates.
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Highlight, Qt.GlobalColor.transparent)
        self.setPalette(palette)
        self._share_widths()
        self.viewport().update()

    def ring_radius(self) -> int:
        return theme().metrics.radius.card - 2

    def ring_rect(self) -> QRect:
        return self.rect().adjusted(px(3), px(3), -px(3), -px(3))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._clip = None
        self._share_widths()

    def _share_widths(self) -> None:
        """Hide what does not fit, then give the stretch columns what is left."""
        model = self._model()
        if model is None:
            return
        room = self.viewport().width()
        columns = [
            replace(column, width=self._own_widths[i], stretch=0)
            if i in self._own_widths
            else column
            for i, column in enumerate(self._columns)
        ]
        shown = set(range(min(len(columns), model.columnCount()))) - self._shut

        def needed() -> int:
            return sum(px(columns[i].width) for i in shown)

        droppable = sorted(
            (i for i in shown if columns[i].drop), key=lambda i: columns[i].drop, reverse=True
        )
        for index in droppable:
            if needed() <= room:
                break
            shown.discard(index)
        spare = max(0, room - needed())
        weight = sum(columns[i].stretch for i in shown)
        for index, column in enumerate(columns):
            self.setColumnHidden(index, index not in shown)
            extra = spare * column.stretch // weight if weight else 0
            self._header.set_width(index, px(column.width) + extra)

    def _rounded(self) -> QPainterPath:
        """The viewport with the card's round corners at the bottom."""
        if self._clip is None:
            radius = theme().metrics.radius.card - 1
            view = QRectF(self.viewport().rect()).adjusted(0, -radius * 2, 0, 0)
            self._clip = QPainterPath()
            self._clip.addRoundedRect(view, radius, radius)
        return self._clip

    def _paint_rows(self, painter: QPainter, area: QRect) -> None:
        """Grounds and separators of the rows in `area`; cells are painted over them."""
        colours, line = theme().colours, theme().metrics.hairline
        width, last = self.viewport().width(), self._row_count() - 1
        first = self.rowAt(max(0, area.top()))
        bottom = self.rowAt(area.bottom())
        if first < 0:
            return
        chosen = {index.row() for index in self.selectionModel().selectedRows()}
        if self._corners and area.bottom() > self.viewport().height() - px(16):
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setClipPath(self._rounded())
        for row in range(first, (last if bottom < 0 else bottom) + 1):
            top, height = self.rowViewportPosition(row), self.rowHeight(row)
            if row in chosen:
                painter.fillRect(0, top, width, height, colours.surface.selected)
                painter.fillRect(0, top, px(3), height, colours.accent.fill)
            elif row == self.hovered_row:
                painter.fillRect(0, top, width, height, colours.surface.hover)
            # The last row has none: it would cut through the card's round corner.
            if row != last:
                painter.fillRect(0, top + height - line, width, line, colours.border.line)

    def _header_clicked(self, column: int) -> None:
        if not self._header.is_sortable(column):
            return
        current, order = self._header.sorted_by
        descending = Qt.SortOrder.DescendingOrder
        flipped = Qt.SortOrder.AscendingOrder if order == descending else descending
        order = flipped if column == current else descending
        self._header.set_sorted(column, order)
        self.sort_requested.emit(column, order)

    def currentChanged(
        self,
        current: QModelIndex | QPersistentModelIndex,
        previous: QModelIndex | QPersistentModelIndex,
    ) -> None:
        super().currentChanged(current, previous)
        if current.isValid() and current.row() != previous.row():
            self.moved.emit(current)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self.viewport().update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and event.reason() in (
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.BacktabFocusReason,
        ):
            self.select_row(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            self.chosen.emit(index)
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(self.rowAt(int(event.position().y())))

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._hover(-1)
        return super().viewportEvent(event)

    def _hover(self, row: int) -> None:
        if row == self.hovered_row:
            return
        before, self.hovered_row = self.hovered_row, row
        for changed in (before, row):
            if changed >= 0:
                top = self.rowViewportPosition(changed)
                self.viewport().update(0, top, self.viewport().width(), self.rowHeight(changed))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            index = self.indexAt(event.pos())
        else:
            index = self.currentIndex()
        if index.isValid():
            self.menu_requested.emit(index, event.globalPos())

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self.viewport()) as painter:
            if self._row_count():
                self._paint_rows(painter, event.rect())
            elif self._empty:
                ink = theme().colours.text.tertiary
                area = self.viewport().rect()
                paint.text(painter, area, self._empty, font("body"), ink, paint.CENTRE)
        super().paintEvent(event)
