"""Cards and rows: the surfaces a page is made of."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.theme import px, theme
from desktop.widgets import paint
from desktop.widgets.base import KeyboardFocus, follow_theme
from desktop.widgets.buttons import Button
from desktop.widgets.labels import ElidedLabel, Label


class Card(QWidget):
    """A card: title, a tertiary phrase beside it, one link at the right, then `body`.

    Without a title there is no header. `flush` gives the body the whole width (tables); `group` is
    the box of a form that holds rows (line_strong border, small radius). Rows want `spacing=0`.
    """

    link_clicked = Signal()

    def __init__(
        self,
        title: str = "",
        phrase: str = "",
        *,
        link: str = "",
        link_icon: str = "",
        dense: bool = False,
        flush: bool = False,
        group: bool = False,
        spacing: int = 8,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._dense = dense
        self._flush = flush
        self._group = group
        self._spacing = spacing
        self._header_shown = False
        self._header_height = 0
        self._column = QVBoxLayout(self)
        self._title = Label(title, "section")
        self._phrase = ElidedLabel(phrase, "small", "text3")
        self._link: Button | None = None
        self._header = QWidget()
        self._head = QHBoxLayout(self._header)
        self._head.addWidget(self._title)
        self._head.addWidget(self._phrase)
        # Gives way to anything added with a stretch of its own (a legend).
        self._head.addStretch(0)
        if link:
            self._link = Button(link, "link", icon=link_icon)
            self._link.clicked.connect(self.link_clicked)
            self._head.addWidget(self._link)
        self._column.addWidget(self._header)
        self.body = QVBoxLayout()
        self._column.addLayout(self.body, 1)
        self._show_header()
        follow_theme(self)

    @property
    def header(self) -> QHBoxLayout:
        """The header row: add pills, segmented controls or buttons at its end."""
        self._header_shown = True
        self._header.setVisible(True)
        return self._head

    @property
    def link(self) -> Button | None:
        """The link button, if the card was made with one."""
        return self._link

    def set_title(self, title: str) -> None:
        """Change the title."""
        self._title.setText(title)
        self._show_header()

    def set_phrase(self, phrase: str) -> None:
        """Change the tertiary phrase."""
        self._phrase.setText(phrase)
        self._show_header()

    def set_link(self, text: str) -> None:
        """Rename the link (a language change)."""
        if self._link is not None:
            self._link.setText(text)
            self._link.updateGeometry()

    def _show_header(self) -> None:
        if self._title.text() or self._phrase.text() or self._link:
            self._header_shown = True
        self._header.setVisible(self._header_shown)
        self._title.setVisible(bool(self._title.text()))
        self._phrase.setVisible(bool(self._phrase.text()))

    def restyle(self) -> None:
        layout = theme().metrics.layout
        x = layout.card_padding_x_dense if self._dense or self._group else layout.card_padding_x
        y = px(8) if self._group else layout.card_padding_y
        # Buttons in the header reach out of its line, they do not push title and body apart.
        line = paint.line_height(self._title.font())
        over = max(0, self._head.sizeHint().height() - line) // 2 if self._header_shown else 0
        if self._flush:
            edge = theme().metrics.hairline
            self._column.setContentsMargins(edge, edge, edge, edge)
            self._header.setContentsMargins(x, max(0, y - over), x, max(0, px(12) - over))
        else:
            self._column.setContentsMargins(x, max(px(4), y - over), x, y)
            self._header.setContentsMargins(0, 0, 0, 0)
        self._head.setContentsMargins(0, 0, 0, 0)
        self._head.setSpacing(px(10))
        self._column.setSpacing(0 if self._flush else max(px(2), px(12) - over))
        self.body.setSpacing(0 if self._flush else px(self._spacing))
        self.update()

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Show, QEvent.Type.Polish):
            height = self._head.sizeHint().height()
            if height != self._header_height:
                self._header_height = height
                self.restyle()
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme().colours
        metrics = theme().metrics
        with QPainter(self) as painter:
            paint.begin(painter)
            border = colours.border.line_strong if self._group else colours.border.line
            radius = metrics.radius.control if self._group else metrics.radius.card
            paint.box(painter, self.rect(), radius, colours.surface.card, border)


class Row(KeyboardFocus, QWidget):
    """A row that can be hovered, selected and activated; lay widgets out in `body`.

    `framed` rows are cards of their own (channels: 64 high, accent border when selected); the
    others lie in a card and draw a separator at their foot unless `last`.
    """

    activated = Signal()

    def __init__(
        self,
        name: str,
        *,
        framed: bool = False,
        height: int = 48,
        interactive: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._framed = framed
        self._least = height
        self._selected = False
        self._last = False
        self._interactive = interactive
        self.body = QHBoxLayout(self)
        self.set_name(name)
        if interactive:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        follow_theme(self)

    def set_name(self, name: str) -> None:
        """Accessible name: what the row is about, in one sentence."""
        self.setAccessibleName(name)

    def set_selected(self, selected: bool) -> None:
        """Show as the one whose sheet is open."""
        self._selected = selected
        self.update()

    @property
    def selected(self) -> bool:
        """Whether it shows as selected."""
        return self._selected

    def set_last(self, last: bool) -> None:
        """The last row draws no separator."""
        self._last = last
        self.update()

    def restyle(self) -> None:
        self.setMinimumHeight(px(self._least))
        side = px(12) if self._framed else 0
        self.body.setContentsMargins(side, px(4), side, px(4))
        self.body.setSpacing(px(12))
        self.update()

    def ring_radius(self) -> int:
        return theme().metrics.radius.row if self._framed else theme().metrics.radius.tile_small

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        inside = self.rect().contains(event.position().toPoint())
        if self._interactive and inside and event.button() == Qt.MouseButton.LeftButton:
            self.activated.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        if self._interactive and event.key() in keys:
            self.activated.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.EnabledChange:
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme().colours
        hot = self._interactive and self.underMouse() and self.isEnabled()
        with QPainter(self) as painter:
            paint.begin(painter)
            if self._framed:
                fill = colours.surface.hover if hot else colours.surface.card
                border = colours.border.line
                width = 1
                if self._selected:
                    fill, border = colours.surface.selected, colours.accent.fill
                    width = 2 if colours.high_contrast else 1
                radius = theme().metrics.radius.row
                paint.box(painter, self.rect(), radius, fill, border, width)
                return
            if self._selected or hot:
                fill = colours.surface.selected if self._selected else colours.surface.hover
                paint.box(painter, self.rect(), theme().metrics.radius.tile_small, fill)
            if not self._last:
                y = self.height() - theme().metrics.hairline
                paint.hline(painter, 0, y, self.width(), colours.border.line)
