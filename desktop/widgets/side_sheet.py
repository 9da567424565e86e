"""Side sheet: 428 wide, header 64, underline tabs, a scrolling body, a fixed footer. Not modal."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from desktop.theme import px, theme
from desktop.widgets import paint
from desktop.widgets.base import follow_theme
from desktop.widgets.buttons import Button, IconButton
from desktop.widgets.choice import Tabs
from desktop.widgets.discard_bar import DiscardBar
from desktop.widgets.labels import ElidedLabel
from desktop.widgets.visibility import hide_unless


class _Unsaved(QWidget):
    """The dot beside the title of a sheet with changes."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Unsaved changes"))
        self.setToolTip(self.tr("Unsaved changes"))

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            paint.begin(painter)
            side = px(7)
            area = QRectF(0, 0, side, side)
            area.moveCenter(QRectF(self.rect()).center())
            paint.box(painter, area, side / 2, theme().colours.accent.fill)


class SideSheet(QWidget):
    """An editor beside the list. It may be hidden and shown again with what was typed in it.

    `tile` stands left of the title, `header_actions` take buttons right of it. `set_sections` adds
    tabs with a scrolling page each; without it `body` is the one page. `set_footer` places danger
    left and the others right. The cross and Escape end in `close_requested`; with unsaved
    changes a question comes first, and `discard_chosen` tells that they are to be forgotten.
    """

    close_requested = Signal()
    discard_chosen = Signal()
    section_chosen = Signal(int)

    def __init__(
        self,
        title: str,
        phrase: str = "",
        *,
        tile: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._title = ElidedLabel(title, "sheet_title")
        self._phrase = ElidedLabel(phrase, "small", "text3")
        hide_unless(self._phrase, bool(phrase))
        self._dot = _Unsaved()
        self._dot.hide()
        self._close = IconButton("x", self.tr("Close"))
        self._close.clicked.connect(self.request_close)
        self._title_row = QHBoxLayout()
        self._title_row.addWidget(self._title)
        self._title_row.addWidget(self._dot)
        self._title_row.addStretch(1)
        self._names = QVBoxLayout()
        self._names.addStretch(1)
        self._names.addLayout(self._title_row)
        self._names.addWidget(self._phrase)
        self._names.addStretch(1)
        self.header_actions = QHBoxLayout()
        self._head = QHBoxLayout()
        if tile is not None:
            self._head.addWidget(tile)
        self._head.addLayout(self._names, 1)
        self._head.addLayout(self.header_actions)
        self._head.addWidget(self._close)
        self._tabs: Tabs | None = None
        self._tab_row = QHBoxLayout()
        self._banner_slot = QVBoxLayout()
        self._stack = QStackedLayout()
        self._bodies: list[QVBoxLayout] = []
        self._footer = QWidget()
        self._foot = QHBoxLayout(self._footer)
        self._footer.hide()
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._head)
        self._column.addLayout(self._tab_row)
        self._column.addLayout(self._banner_slot)
        self._column.addLayout(self._stack, 1)
        self.body = self._add_body()  # the stack shows its first page, which needs a parent by then
        self._question = DiscardBar()
        self._question.hide()
        self._question.kept.connect(self._keep)
        self._question.discarded.connect(self._discard)
        self._then: Callable[[], object] = self.close_requested.emit
        self._column.addWidget(self._question)
        self._column.addWidget(self._footer)
        self.setAccessibleName(title)
        follow_theme(self)

    def _add_body(self) -> QVBoxLayout:
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        content = QWidget()
        body = QVBoxLayout(content)
        area.setWidget(content)
        area.viewport().setAutoFillBackground(False)
        content.setAutoFillBackground(False)
        self._stack.addWidget(area)
        self._bodies.append(body)
        return body

    def set_sections(self, names: Sequence[str], label: str = "") -> list[QVBoxLayout]:
        """Tabs with a page each; returns the pages' layouts, the first being `body`."""
        if self._tabs is None:
            self._tabs = Tabs(names, label or self._title.text())
            self._tabs.chosen.connect(self.show_section)
            self._tabs.chosen.connect(self.section_chosen)
            self._tab_row.addWidget(self._tabs)
        else:
            self._tabs.set_texts(names)
        while len(self._bodies) < len(names):
            self._add_body()
        self.restyle()
        return self._bodies[: len(names)]

    @property
    def tabs(self) -> Tabs | None:
        """The tabs (to mark those with errors)."""
        return self._tabs

    def show_section(self, index: int) -> None:
        """Bring a section to the front."""
        self._stack.setCurrentIndex(index)
        if self._tabs is not None:
            self._tabs.set_current(index)

    def set_title(self, title: str, phrase: str = "") -> None:
        """Rename."""
        self._title.setText(title)
        self._phrase.setText(phrase)
        self._phrase.setVisible(bool(phrase))
        self.setAccessibleName(title)
        if self._tabs is not None:
            self._tabs.setAccessibleName(title)

    def set_banner(self, banner: QWidget | None) -> None:
        """The one banner over every section; None removes it (and deletes the old one)."""
        while (item := self._banner_slot.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None and widget is not banner:
                widget.hide()
                widget.deleteLater()
        if banner is not None:
            self._banner_slot.addWidget(banner)
            banner.show()
        self.restyle()

    def set_unsaved(self, unsaved: bool) -> None:
        """Show the dot of unsaved changes."""
        self._dot.setVisible(unsaved)
        if not unsaved and not self._question.isHidden():
            self._question.hide()

    @property
    def unsaved(self) -> bool:
        """Whether there are changes that closing would lose."""
        return not self._dot.isHidden()

    @property
    def asking(self) -> bool:
        """Whether it asks about the changes now."""
        return not self._question.isHidden()

    def request_close(self) -> None:
        """Closes, after asking about unsaved changes."""
        self.free_for(self.close_requested.emit)

    def free_for(self, then: Callable[[], object]) -> None:
        """Does ``then`` at once, or once the person agreed to lose what is unsaved."""
        if not self.unsaved:
            then()
            return
        self._then = then
        self._question.show()
        self._question.keep.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep(self) -> None:
        self._question.hide()

    def _discard(self) -> None:
        self._question.hide()
        self.set_unsaved(False)
        self.discard_chosen.emit()
        self._then()

    def set_footer(self, *buttons: Button, danger: Button | None = None) -> None:
        """Fixed footer: danger at the left, the others (cancel, save) at the right."""
        while (item := self._foot.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if danger is not None:
            self._foot.addWidget(danger)
        self._foot.addStretch(1)
        for button in buttons:
            self._foot.addWidget(button)
        self._footer.show()
        self.restyle()

    def restyle(self) -> None:
        line = theme().metrics.hairline
        side = px(24)
        self._column.setContentsMargins(line, 0, 0, 0)
        self._column.setSpacing(0)
        self._head.setContentsMargins(side, px(20), px(16), px(10))
        self._head.setSpacing(px(12))
        self._title_row.setSpacing(px(6))
        self._names.setSpacing(px(1))
        self._dot.setFixedSize(px(10), px(10))
        self._tab_row.setContentsMargins(side, 0, side, 0)
        room = px(14) if self._banner_slot.count() else 0
        self._banner_slot.setContentsMargins(side, room, side, 0)
        for body in self._bodies:
            body.setContentsMargins(side, px(18), side, px(20))
            body.setSpacing(px(16))
        self._foot.setContentsMargins(side - px(8), px(15), side, px(14))
        self._foot.setSpacing(px(8))
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._close.set_name(self.tr("Close"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.asking:
            self._keep()
        elif event.key() == Qt.Key.Key_Escape:
            self.request_close()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme().colours
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), colours.surface.overlay)
            paint.vline(painter, 0, 0, self.height(), colours.border.line_strong)
            if self._footer.isVisibleTo(self):
                paint.hline(painter, 0, self._footer.y(), self.width(), colours.border.line)
