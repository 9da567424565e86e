"""The header of a `DataTable`: painted, with a sort arrow where sorting is offered."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from desktop.theme import font, px, theme
from desktop.widgets import paint
from desktop.widgets.base import follow_theme
from desktop.widgets.delegates import PAD


class TableHeader(QHeaderView):
    """Column titles in secondary text, aligned as their columns."""

    dragged = Signal(int, int)
    """A column's border was dragged and let go: the column, its width in pixels."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._right: frozenset[int] = frozenset()
        self._sortable: frozenset[int] = frozenset()
        self._sorted = -1
        self._order = Qt.SortOrder.DescendingOrder
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(px(24))
        self.setStretchLastSection(False)
        self.setMouseTracking(True)
        self._mode = QHeaderView.ResizeMode.Fixed
        self._setting = False
        self._pulled: tuple[int, int] | None = None
        self.sectionResized.connect(self._resized)
        follow_theme(self)

    def set_columns(self, right: frozenset[int], sortable: frozenset[int]) -> None:
        """Which columns are right aligned, and which can order the table."""
        self._right, self._sortable = right, sortable
        self.setSectionsClickable(bool(sortable))

    def set_draggable(self) -> None:
        """Let borders be dragged."""
        self._mode = QHeaderView.ResizeMode.Interactive

    def set_width(self, column: int, width: int) -> None:
        """Give a column a width, not by a person's hand."""
        self._setting = True
        if self.sectionResizeMode(column) != self._mode:
            self.setSectionResizeMode(column, self._mode)
        self.resizeSection(column, width)
        self._setting = False

    def _resized(self, column: int, _before: int, width: int) -> None:
        if not self._setting and width > 0:
            self._pulled = (column, width)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pulled = None
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        pulled, self._pulled = self._pulled, None
        if pulled is not None:
            self.dragged.emit(*pulled)

    def set_sorted(self, column: int, order: Qt.SortOrder) -> None:
        """Show an arrow at a column; -1 for none."""
        self._sorted, self._order = column, order
        self.viewport().update()

    @property
    def sorted_by(self) -> tuple[int, Qt.SortOrder]:
        """The column with the arrow and its direction."""
        return self._sorted, self._order

    def is_sortable(self, column: int) -> bool:
        """Whether clicking this column orders the table."""
        return column in self._sortable

    def restyle(self) -> None:
        self.setFont(font("small", "emphasis"))
        self.updateGeometry()
        self.viewport().update()

    def sizeHint(self) -> QSize:
        height = max(theme().metrics.height.table_header, self.fontMetrics().height() + px(12))
        return QSize(super().sizeHint().width(), height)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        if not rect.isValid():
            return
        colours = theme().colours
        painter.save()
        paint.begin(painter)
        value = self.model().headerData(
            logicalIndex, Qt.Orientation.Horizontal, Qt.ItemDataRole.DisplayRole
        )
        right = logicalIndex in self._right
        inner = rect.adjusted(px(PAD), 0, -px(PAD), 0)
        ordered = logicalIndex == self._sorted
        ink = colours.text.primary if ordered else colours.text.secondary
        side = px(14)
        if ordered:
            inner.adjust(side + px(2) if right else 0, 0, 0 if right else -side - px(2), 0)
        align = paint.RIGHT if right else paint.LEFT
        used = paint.text(painter, inner, str(value or ""), self.font(), ink, align)
        if ordered:
            down = self._order == Qt.SortOrder.DescendingOrder
            x = inner.right() - used - side - px(2) if right else inner.left() + used + px(3)
            name = "arrow-down" if down else "arrow-up"
            paint.icon_at(painter, x, rect, side, name, ink)
        painter.restore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        with QPainter(self.viewport()) as painter:
            y = self.viewport().height() - theme().metrics.hairline
            paint.hline(painter, 0, y, self.viewport().width(), theme().colours.border.line)
