"""A page: margins of 28, a header with title or breadcrumb and actions, and a scrolling body."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.theme import px, theme
from desktop.widgets.base import follow_theme
from desktop.widgets.breadcrumb import Crumb
from desktop.widgets.buttons import IconButton
from desktop.widgets.labels import ElidedLabel, IconLabel, Label
from desktop.widgets.visibility import hide_unless


class PageHeader(QWidget):
    """32 high: breadcrumb and title, a tertiary phrase, actions at the right.

    `crumb_clicked(int)` tells which ancestor was clicked.
    """

    crumb_clicked = Signal(int)
    room_changed = Signal()
    """It is wider or narrower: actions may say more or less."""
    search_clicked = Signal()
    """The magnifier, which shows once `offer_search` has named it."""

    def __init__(self, title: str, phrase: str = "", *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = Label(title, "title")
        self._phrase = ElidedLabel(phrase, "body", "text3", numbers=True)
        hide_unless(self._phrase, bool(phrase))
        self._crumbs = QHBoxLayout()
        self._actions = QHBoxLayout()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addLayout(self._crumbs)
        self._row.addWidget(self._title)
        self._row.addWidget(self._phrase)
        self._row.addStretch(1)
        # Made before the page's own actions, and so before them on the way of the Tab key.
        self._offered = False
        self._search = IconButton("search", self.tr("Find anything"), framed=True)
        self._search.setObjectName("header-search")
        self._search.clicked.connect(self.search_clicked)
        self._search.hide()
        self._actions.addWidget(self._search)
        self._row.addLayout(self._actions)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        follow_theme(self)

    def set_title(self, title: str) -> None:
        """Change the title."""
        self._title.setText(title)

    def set_phrase(self, phrase: str) -> None:
        """The tertiary phrase beside the title; empty removes it."""
        self._phrase.setText(phrase)
        self._phrase.setVisible(bool(phrase))

    def set_crumbs(self, names: Sequence[str]) -> None:
        """Ancestors before the title, each a link."""
        while (item := self._crumbs.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for index, name in enumerate(names):
            crumb = Crumb(name)
            crumb.clicked.connect(lambda _checked=False, at=index: self.crumb_clicked.emit(at))
            self._crumbs.addWidget(crumb)
            self._crumbs.addWidget(IconLabel("chevron-right", "text3", 16))
        self.restyle()

    def offer_search(self, name: str, tooltip: str = "") -> None:
        """Shows the magnifier at the left of the actions, or names it anew."""
        self._offered = True
        self._search.set_name(name)
        self._search.setToolTip(tooltip or name)
        self._make_room()

    @property
    def room(self) -> int:
        """What width is left for the actions, beside the title and without the phrase."""
        edges = self.contentsMargins()
        taken = self._title.sizeHint().width() + 4 * self._row.spacing()
        return self.width() - edges.left() - edges.right() - taken

    def _make_room(self) -> None:
        """The magnifier gives way to what only this page has."""
        others = 0
        for index in range(self._actions.count()):
            item = self._actions.itemAt(index)
            widget = item.widget() if item is not None else None
            if widget is not None and widget is not self._search and not widget.isHidden():
                others += widget.sizeHint().width() + self._actions.spacing()
        shown = self._offered and others + self._search.sizeHint().width() <= self.room
        self._search.setVisible(shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.room_changed.emit()
        self._make_room()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._make_room()
        return super().event(event)

    def add_action(self, widget: QWidget) -> None:
        """Put a button, switch or segmented control at the right end."""
        self._actions.addWidget(widget)

    def restyle(self) -> None:
        self._crumbs.setSpacing(px(8))
        self._actions.setSpacing(px(8))
        self._row.setSpacing(px(12))
        height = max(theme().metrics.layout.page_header_height, self._title.sizeHint().height())
        self.setMinimumHeight(height)


class ScrollPage(QWidget):
    """A page of the window. Add cards to `body`; `header.add_action` fills the header.

    The body scrolls when it is taller than the page, and never squeezes. With `fills` the body
    takes the whole height instead (a table that scrolls by itself). `reading` limits the width to
    the reading column of 668, left aligned.
    """

    narrowest = 540
    """Width under which a side sheet covers the page rather than narrow it."""

    def __init__(
        self,
        title: str,
        phrase: str = "",
        *,
        dense: bool = False,
        fills: bool = False,
        reading: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._dense = dense
        self._reading = reading
        self.header = PageHeader(title, phrase)
        self._banner_slot = QVBoxLayout()
        self._own_banner: QWidget | None = None
        self._lent_banner: QWidget | None = None
        self._content = QWidget()
        self.body = QVBoxLayout(self._content)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.header)
        self._column.addLayout(self._banner_slot)
        self._bar: QWidget | None = None
        self._pinned = QVBoxLayout()
        self._column.addLayout(self._pinned)
        self._area: QScrollArea | None = None
        self._body_margins = (0, 0, 0, 0)
        if fills:
            self._column.addWidget(self._content, 1)
        else:
            self._area = QScrollArea()
            self._area.setWidgetResizable(True)
            self._area.setFrameShape(QFrame.Shape.NoFrame)
            # Sideways only where enlarged text leaves no other way.
            self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._area.viewport().setAutoFillBackground(False)
            self._content.setAutoFillBackground(False)
            self._area.setWidget(self._content)
            self._area.verticalScrollBar().rangeChanged.connect(self._bar_changed)
            self._column.addWidget(self._area, 1)
        follow_theme(self)

    @property
    def scroll_area(self) -> QScrollArea | None:
        """The scroll area of the body, unless the page fills."""
        return self._area

    def set_banner(self, banner: QWidget | None) -> None:
        """The page's own banner under the title; None removes it (and deletes the old one)."""
        old, self._own_banner = self._own_banner, banner
        if old is not None and old is not banner:
            self._banner_slot.removeWidget(old)
            old.hide()
            old.deleteLater()
        if banner is not None:
            self._banner_slot.addWidget(banner)
        self._choose_banner()

    def set_notice(self, notice: QWidget | None) -> None:
        """A banner that the window lends to the page in front; None gives it back.

        One banner shows: an error of the page's own, else what the window lent, else the page's.
        """
        old, self._lent_banner = self._lent_banner, notice
        if old is not None and old is not notice:
            self._banner_slot.removeWidget(old)
            old.hide()
        if notice is not None:
            self._banner_slot.insertWidget(0, notice)
        self._choose_banner()

    def _choose_banner(self) -> None:
        own = getattr(self._own_banner, "status", "") == "error"
        if self._lent_banner is not None:
            self._lent_banner.setVisible(not own)
        if self._own_banner is not None:
            self._own_banner.setVisible(own or self._lent_banner is None)
        self.restyle()

    def pin(self, widget: QWidget) -> None:
        """The one bar below the header that stays where it is while the body scrolls."""
        self._bar = widget
        self._pinned.addWidget(widget)
        widget.installEventFilter(self)
        self.restyle()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A pinned bar that comes or goes takes its margin along."""
        kinds = (QEvent.Type.ShowToParent, QEvent.Type.HideToParent)
        if watched is self._bar and event.type() in kinds:
            self.restyle()
        return False

    def restyle(self) -> None:
        layout = theme().metrics.layout
        margin = layout.page_margin
        dense = self._dense
        top = layout.header_to_content_dense if dense else layout.header_to_content
        # A focus ring needs room that a scroll area would cut off: the body takes 4 of the margin.
        ring = px(4)
        self._column.setContentsMargins(margin - ring, px(24), 0, 0)
        self._column.setSpacing(0)
        self.header.setContentsMargins(ring, 0, margin, 0)
        has_banner = self._own_banner is not None or self._lent_banner is not None
        self._banner_slot.setContentsMargins(ring, px(16) if has_banner else 0, margin, 0)
        bars = [
            item.widget() for at in range(self._pinned.count()) if (item := self._pinned.itemAt(at))
        ]
        pinned = any(bar is not None and not bar.isHidden() for bar in bars)
        self._pinned.setContentsMargins(ring, px(14) if pinned else 0, margin, 0)
        bottom = px(24)
        gap = layout.card_gap if has_banner else top
        self._body_margins = (ring, gap, margin, bottom)
        self._bar_changed()
        self.body.setSpacing(layout.card_gap)
        if self._reading:
            self._content.setMaximumWidth(layout.reading_width + ring + margin)

    def _bar_changed(self) -> None:
        """The scroll bar lies in the right margin, it does not push the cards to the left."""
        left, top, right, bottom = self._body_margins
        if self._area is not None and self._area.verticalScrollBar().maximum() > 0:
            right -= self._area.verticalScrollBar().sizeHint().width()
        self.body.setContentsMargins(left, top, right, bottom)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.updateGeometry()
