"""A list of models to tick, with a search; hundreds of rows cost as much as ten."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop import format
from desktop.models.model_choices import ModelChoices
from desktop.theme import font, px, theme
from desktop.widgets import paint
from desktop.widgets.base import KeyboardFocus, follow_theme
from desktop.widgets.buttons import Button
from desktop.widgets.card import Card
from desktop.widgets.inputs import SearchField
from desktop.widgets.labels import Label

Index = QModelIndex | QPersistentModelIndex
ROW = 30
MOST_ROWS = 8


class _Tick(QStyledItemDelegate):
    """A check box and a name."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        height = max(px(ROW), paint.line_height(font("small", mono=True)) + px(10))
        return QSize(px(120), height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        opt: Any = option
        rect: QRect = opt.rect
        view: _View = opt.widget
        colours, metrics = theme().colours, theme().metrics
        painter.save()
        paint.begin(painter)
        row = rect.adjusted(px(4), 0, -px(4), 0)
        if index.row() == view.lit_row:
            paint.box(painter, row, metrics.radius.tile_small, colours.surface.hover)
        side = px(18)
        box = QRect(rect.left() + px(12), rect.center().y() - side // 2, side, side)
        ticked = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
        if ticked:
            paint.box(painter, box, metrics.radius.check, colours.accent.fill)
            inner = box.adjusted(px(2), px(2), -px(2), -px(2))
            paint.icon(painter, inner, "check", colours.accent.on)
        else:
            ground, edge = colours.surface.card, colours.border.control
            paint.box(painter, box, metrics.radius.check, ground, edge)
        words = rect.adjusted(px(12) + side + px(10), 0, -px(10), 0)
        ink = colours.text.primary if ticked else colours.text.secondary
        face = font("small", mono=True)
        paint.text(painter, words, str(index.data()), face, ink)
        painter.restore()

    def editorEvent(self, event: QEvent, model: Any, option: Any, index: Index) -> bool:
        """The view toggles, wherever in the row the click is."""
        return False


class _View(KeyboardFocus, QListView):
    """Click, Space and Enter tick."""

    toggled = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.lit_row = -1
        self.setItemDelegate(_Tick(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self.clicked.connect(lambda index: self.toggled.emit(index.row()))
        self.entered.connect(lambda index: self._light(index.row()))

    def ring_radius(self) -> int:
        return theme().metrics.radius.control

    def _light(self, row: int) -> None:
        if row != self.lit_row:
            self.lit_row = row
            self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._light(-1)
        return super().viewportEvent(event)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if self.hasFocus():
            self._light(current.row())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._begin()

    def _begin(self) -> None:
        """A search leaves no row current."""
        model = self.model()
        if model.rowCount() and not self.currentIndex().isValid():
            self.setCurrentIndex(model.index(0, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._begin()
        keys = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() in keys and self.currentIndex().isValid():
            self.toggled.emit(self.currentIndex().row())
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)


class ModelChecklist(QWidget):
    """Search, list, "All" and "None", and a way to name a model that is not listed.

    ``changed`` carries the chosen names. ``extra`` puts a button beside the search.
    """

    changed = Signal(tuple)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choices = ModelChoices(self)
        self.search = SearchField("")
        self.search.setObjectName(f"{name}-search")
        self.view = _View()
        self.view.setObjectName(f"{name}-list")
        self.view.setModel(self.choices)
        self._add = Button("", "link", icon="plus")
        self._add.setObjectName(f"{name}-add")
        self._all = Button("", "link")
        self._none = Button("", "link")
        self._all.setObjectName(f"{name}-all")
        self._none.setObjectName(f"{name}-none")
        self._count = Label("", "small", "text3", numbers=True)
        self._empty = Label("", "small", "text3", wrap=True)
        self.bar = QHBoxLayout()
        self.bar.addWidget(self.search, 1)
        self._box = Card(group=True, flush=True)
        self._box.body.addWidget(self.view)
        self._box.body.addWidget(self._empty)
        self._foot = QHBoxLayout()
        self._foot.addWidget(self._count)
        self._foot.addStretch(1)
        self._foot.addWidget(self._add)
        self._foot.addWidget(self._all)
        self._foot.addWidget(self._none)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(self.bar)
        self._column.addWidget(self._box)
        self._column.addLayout(self._foot)
        self.search.textChanged.connect(self._searched)
        self.search.returnPressed.connect(self._enter)
        self.view.toggled.connect(self.choices.toggle)
        self._add.clicked.connect(self._add_named)
        self._all.clicked.connect(lambda: self.choices.tick_shown(True))
        self._none.clicked.connect(lambda: self.choices.tick_shown(False))
        self.choices.toggled.connect(self.changed)
        self.choices.toggled.connect(self._show)
        self.setFocusProxy(self.search)
        self.retranslate()
        follow_theme(self)

    def set_models(self, offered: Iterable[str], chosen: Sequence[str]) -> None:
        self.choices.set_models(tuple(offered), chosen)
        self._show()

    def retranslate(self) -> None:
        words = self.tr("Search models, or name one")
        self.search.setPlaceholderText(words)
        self.search.setAccessibleName(words)
        self.view.setAccessibleName(self.tr("Models"))
        self._all.setText(self.tr("All"))
        self._all.setAccessibleName(self.tr("Choose all that are listed"))
        self._none.setText(self.tr("None"))
        self._none.setAccessibleName(self.tr("Choose none of those listed"))
        self._empty.setText(self.tr("No models yet."))
        self._show()

    def _searched(self, text: str) -> None:
        self.choices.set_search(text)
        self._show()

    def _typed(self) -> str:
        return self.search.text().strip()

    def _enter(self) -> None:
        """Adds what is not listed, else ticks the one that is left."""
        if self._add.isVisible():
            self._add_named()
        elif len(self.choices.shown) == 1:
            self.choices.toggle(0)

    def _add_named(self) -> None:
        name = self._typed()
        self.search.clear()
        self.choices.add(name)
        self._show()

    def _show(self) -> None:
        names, typed = self.choices.names, self._typed()
        chosen = format.count(len(self.choices.chosen))
        total = format.count(len(names))
        self._count.setText(self.tr("{chosen} of {total}").format(chosen=chosen, total=total))
        new = bool(typed) and " " not in typed and not self.choices.is_known(typed)
        self._add.setText(self.tr("Add “{name}”").format(name=_short(typed)))
        self._add.updateGeometry()
        self._add.setVisible(new)
        for button in (self._all, self._none):
            button.setVisible(bool(self.choices.shown) and not new)
        self._empty.setVisible(not names)
        self.view.setVisible(bool(names))
        self._fit()

    def _fit(self) -> None:
        rows = min(max(len(self.choices.shown), min(len(self.choices.names), 3)), MOST_ROWS)
        row = max(px(ROW), paint.line_height(font("small", mono=True)) + px(10))
        self.view.setFixedHeight(rows * row)

    def restyle(self) -> None:
        self.bar.setSpacing(px(8))
        self._foot.setSpacing(px(12))
        self._column.setSpacing(px(8))
        self._box.body.setContentsMargins(0, px(4), 0, px(4))
        self._empty.setContentsMargins(px(12), px(8), px(12), px(8))
        self._fit()


def _short(name: str) -> str:
    return name if len(name) <= 28 else name[:27] + "…"
