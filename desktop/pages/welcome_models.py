"""The side sheet in which the models of a new channel are chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop import format
from desktop.models.choices import Choices
from desktop.theme import font, px, theme
from desktop.widgets import paint
from desktop.widgets.buttons import Button
from desktop.widgets.inputs import SearchField
from desktop.widgets.labels import Label
from desktop.widgets.side_sheet import SideSheet

Index = QModelIndex | QPersistentModelIndex


class _TickCell(QStyledItemDelegate):
    """A check box and a name."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(px(200), max(px(30), paint.line_height(font("small", mono=True)) + px(10)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        # PySide does not type the public fields of style options.
        opt: Any = option
        colours = theme().colours
        paint.begin(painter)
        area = QRectF(opt.rect)
        if opt.state & QStyle.StateFlag.State_HasFocus:
            paint.box(painter, area, theme().metrics.radius.tile_small, colours.surface.hover)
        side = px(18)
        box = QRectF(area.left() + px(4), area.center().y() - side / 2, side, side)
        radius = theme().metrics.radius.check
        if index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked:
            paint.box(painter, box, radius, colours.accent.fill)
            paint.icon(painter, box.adjusted(2, 2, -2, -2), "check", colours.accent.on)
        else:
            paint.box(painter, box, radius, colours.surface.card, colours.border.control)
        left = box.right() + px(10)
        rest = QRectF(left, area.top(), area.right() - left, area.height())
        name = str(index.data())
        paint.cached_text(painter, rest, name, font("small", mono=True), colours.text.primary)


class _TickList(QListView):
    """Click or Space ticks."""

    def __init__(self, choices: Choices) -> None:
        super().__init__()
        self._choices = choices
        self.setModel(choices)
        self.setItemDelegate(_TickCell(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setMinimumHeight(px(240))
        self.clicked.connect(lambda index: choices.toggle(index.row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self._choices.toggle(self.currentIndex().row())
        else:
            super().keyPressEvent(event)


class ModelsSheet(SideSheet):
    """``accepted`` carries the chosen names; none chosen cannot be accepted."""

    accepted = Signal(list)

    def __init__(
        self, names: Sequence[str], chosen: Sequence[str], parent: QWidget | None = None
    ) -> None:
        super().__init__("", parent=parent)
        self.setObjectName("models-sheet")
        self._choices = Choices(names, chosen, self)
        self._search = SearchField("")
        self._search.setObjectName("models-search")
        self._search.textChanged.connect(self._choices.search)
        self._count = Label("", "small", "text3", numbers=True)
        self._all, self._none = Button("", "link"), Button("", "link")
        self._all.setObjectName("models-all")
        self._none.setObjectName("models-none")
        self._all.clicked.connect(lambda: self._choices.tick_shown(True))
        self._none.clicked.connect(lambda: self._choices.tick_shown(False))
        row = QHBoxLayout()
        row.addWidget(self._count)
        row.addStretch(1)
        row.addWidget(self._all)
        row.addWidget(self._none)
        row.setSpacing(px(12))
        self._list = _TickList(self._choices)
        self._list.setObjectName("models-list")
        self.body.addWidget(self._search)
        self.body.addLayout(row)
        self.body.addWidget(self._list, 1)
        self._cancel, self._use = Button("", "plain"), Button("", "primary")
        self._use.setObjectName("models-use")
        self._cancel.clicked.connect(self.close_requested)
        self._use.clicked.connect(lambda: self.accepted.emit(self._choices.chosen))
        self.set_footer(self._cancel, self._use)
        self._choices.changed.connect(self._tell)
        self._retranslate()

    def focus_search(self) -> None:
        self._search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _retranslate(self) -> None:
        self.set_title(self.tr("Models"), self.tr("Which of them clients may ask for"))
        words = self.tr("Search models")
        self._search.setPlaceholderText(words)
        self._search.setAccessibleName(words)
        self._list.setAccessibleName(self.tr("Models"))
        self._all.setText(self.tr("All"))
        self._none.setText(self.tr("None"))
        self._cancel.setText(self.tr("Cancel"))
        self._use.setText(self.tr("Use these"))
        self._tell()

    def _tell(self) -> None:
        chosen = len(self._choices.chosen)
        words = self.tr("{n} of {total} chosen")
        total = format.count(self._choices.total)
        self._count.setText(words.format(n=format.count(chosen), total=total))
        self._use.setEnabled(chosen > 0)
