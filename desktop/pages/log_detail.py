"""The panel below the log: one request's attempts, and how its price came about."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.theme import StatusName, Tone, Weight, px
from desktop.viewmodels.log_detail import DetailView, Track
from desktop.viewmodels.log_price import CostLine
from desktop.widgets.base import follow_theme
from desktop.widgets.buttons import Button, IconButton
from desktop.widgets.card import Card
from desktop.widgets.charts.timeline import AttemptTimeline, Lane, Phase, Span
from desktop.widgets.copying import CopyButton
from desktop.widgets.labels import ElidedLabel, IconLabel, Label, Separator
from desktop.widgets.pill import STATUS_ICONS

COST_WIDTH = 252
LEAST_CONTENT = 56


class CostTable(QWidget):
    """Lines of arithmetic with their amounts right aligned; totals below a rule."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setColumnStretch(0, 1)
        follow_theme(self)

    def restyle(self) -> None:
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(px(12))
        self._grid.setVerticalSpacing(px(3))

    def set_lines(self, lines: tuple[CostLine, ...]) -> None:
        """Show other arithmetic."""
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        row = 0
        for number, line in enumerate(lines):
            if line.total and number and not lines[number - 1].total:
                self._grid.addWidget(Separator(), row, 0, 1, 2)
                row += 1
            tone: Tone = "text2"
            text = ElidedLabel(line.text, "small", tone, numbers=True)
            weight: Weight = "label" if line.total else "regular"
            amount = Label(line.amount, "small", "text", weight=weight, numbers=True)
            amount.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self._grid.addWidget(text, row, 0)
            self._grid.addWidget(amount, row, 1)
            row += 1


class LogDetailPanel(Card):
    """Shows a :class:`DetailView`. Escape and the cross close it."""

    closed = Signal()
    channel_wanted = Signal(int)
    copy_wanted = Signal(str)
    cancel_wanted = Signal(str)
    curl_wanted = Signal()
    route_wanted = Signal(str, int)
    """The model and the token of a request that failed."""
    reshaped = Signal()
    """It wants another height."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(dense=True, spacing=10, parent=parent)
        self.setObjectName("log-detail")
        self._view: DetailView | None = None
        self._icon = IconLabel("circle-check", "ok", 18)
        self._title = Label("", "section")
        self._title.setObjectName("log-detail-title")
        self._phrase = ElidedLabel("", "small", "text3", numbers=True)
        self._phrase.setObjectName("log-detail-phrase")
        self._cancel = Button("", "danger", icon="x")
        self._channel = Button("", "ghost", icon="plug")
        self._route = Button("", "link", icon="network")
        self._route.setObjectName("log-detail-route")
        self._curl = CopyButton("ghost", text=" ")
        self._copy = CopyButton("ghost", text=" ")
        self._close = IconButton("x", "", compact=True)
        for widget, name in (
            (self._cancel, "log-detail-cancel"),
            (self._channel, "log-detail-channel"),
            (self._curl, "log-detail-curl"),
            (self._copy, "log-detail-copy"),
            (self._close, "log-detail-close"),
        ):
            widget.setObjectName(name)
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._top.setSpacing(px(8))
        self._names, self._buttons = QHBoxLayout(), QHBoxLayout()
        for row in (self._names, self._buttons):
            row.setSpacing(px(8))
        self._names.addWidget(self._icon)
        self._names.addWidget(self._title)
        self._names.addWidget(self._phrase, 1)
        self._buttons.addStretch(1)
        for button in (self._cancel, self._channel, self._curl, self._copy, self._close):
            self._buttons.addWidget(button)
        self._top.addLayout(self._names, 1)
        self._top.addLayout(self._buttons)
        self._problem = Label("", "body", "text", wrap=True)
        self._problem.setObjectName("log-detail-problem")
        self._problem_detail = Label("", "small", "text3", wrap=True, selectable=True)
        self._timeline = AttemptTimeline()
        self._timeline.setObjectName("log-detail-timeline")
        self._cost_title = Label("", "small", "text2", weight="emphasis")
        self._costs = CostTable()
        self._costs.setObjectName("log-detail-costs")
        self._note = Label("", "small", "text3", wrap=True)
        self._note.setObjectName("log-detail-note")
        self.body.addLayout(self._top)
        self.body.addWidget(Separator())
        self.body.addWidget(self._scrolling(), 1)
        self._close.clicked.connect(self.closed)
        self._copy.clicked.connect(self._ask_copy)
        self._curl.clicked.connect(self.curl_wanted)
        self._channel.clicked.connect(self._ask_channel)
        self._cancel.clicked.connect(self._ask_cancel)
        self._route.clicked.connect(self._ask_route)
        self._retranslate()

    def _scrolling(self) -> QScrollArea:
        left = QVBoxLayout()
        left.setSpacing(px(6))
        left.addWidget(self._timeline)
        left.addWidget(self._problem)
        left.addWidget(self._problem_detail)
        left.addWidget(self._route, 0, Qt.AlignmentFlag.AlignLeft)
        left.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(px(6))
        right.addWidget(self._cost_title)
        right.addWidget(self._costs)
        right.addWidget(self._note)
        right.addStretch(1)
        self._aside = QWidget()
        self._aside.setLayout(right)
        right.setContentsMargins(0, 0, 0, 0)
        content = QWidget()
        row = QHBoxLayout(content)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(20))
        row.addLayout(left, 1)
        row.addWidget(Separator(vertical=True))
        row.addWidget(self._aside)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(content)
        # Setting a widget makes a scroll area fill its ground.
        area.viewport().setAutoFillBackground(False)
        content.setAutoFillBackground(False)
        self._content = content
        return area

    @property
    def view(self) -> DetailView | None:
        """What shows, None while it is closed."""
        return self._view

    def restyle(self) -> None:
        super().restyle()
        if hasattr(self, "_aside"):
            self._aside.setFixedWidth(px(COST_WIDTH))

    def show_view(self, view: DetailView) -> None:
        """Show a request."""
        self._view = view
        look: StatusName = "info" if view.look == "live" else view.look
        name = view.icon or ("loader" if view.look == "live" else STATUS_ICONS[look])
        tone: Tone = "accent" if view.look == "live" else look
        self._icon.set_icon(name, tone)
        self._icon.setToolTip(view.word)
        self._icon.setAccessibleName(view.word)
        self._title.setText(view.title)
        self._phrase.setText(view.phrase)
        self._timeline.setVisible(bool(view.tracks))
        legend: list[tuple[Phase, str]] = list(view.legend)
        self._timeline.set_lanes([_lane(t) for t in view.tracks], legend=legend, summary=view.word)
        self._problem.setText(view.problem)
        self._problem.setVisible(bool(view.problem))
        self._problem_detail.setText(view.problem_detail)
        self._problem_detail.setVisible(bool(view.problem_detail))
        self._costs.set_lines(view.costs)
        self._note.setText(view.note)
        self._note.setVisible(bool(view.note))
        self._cancel.setVisible(view.running)
        self._channel.setVisible(bool(view.channel_id))
        self._curl.setVisible(view.repeatable)
        self._route.setVisible(view.explainable)
        self.setAccessibleName(f"{view.title}, {view.word}, {view.phrase}")
        self._arrange_head()

    def _arrange_head(self) -> None:
        """Buttons beside the names, or below them where both have no room."""
        needed = self._names.minimumSize().width() + self._buttons.minimumSize().width() + px(8)
        edges = self.body.contentsMargins()
        narrow = needed > self.width() - 2 * px(16) - edges.left() - edges.right()
        ways = QBoxLayout.Direction
        wanted = ways.TopToBottom if narrow else ways.LeftToRight
        if wanted != self._top.direction():
            self._top.setDirection(wanted)
            self.reshaped.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange_head()

    def forget(self) -> None:
        """Nothing shows any more."""
        self._view = None

    def wanted_height(self) -> int:
        """Head, rule and all of the content, without scrolling."""
        return self._height_with(self._content.sizeHint().height())

    def least_height(self) -> int:
        """With so much of the content that it can be scrolled."""
        return self._height_with(px(LEAST_CONTENT))

    def _height_with(self, content: int) -> int:
        layout = self.layout()
        edges = self.contentsMargins() if layout is None else layout.contentsMargins()
        inner = self._top.sizeHint().height() + content
        return edges.top() + edges.bottom() + inner + 2 * self.body.spacing() + px(2)

    def _ask_copy(self) -> None:
        if self._view is not None:
            self.copy_wanted.emit(self._view.request_id)

    def _ask_channel(self) -> None:
        if self._view is not None:
            self.channel_wanted.emit(self._view.channel_id)

    def _ask_route(self) -> None:
        if self._view is not None:
            self.route_wanted.emit(self._view.title, self._view.token_id)

    def _ask_cancel(self) -> None:
        if self._view is not None:
            self.cancel_wanted.emit(self._view.request_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        for button, words in (
            (self._cancel, self.tr("Cancel request")),
            (self._channel, self.tr("Open channel")),
            (self._route, self.tr("Why this route?")),
        ):
            button.setText(words)
            button.setAccessibleName(words)
            button.updateGeometry()
        self._curl.set_text(self.tr("Copy as curl"))
        self._curl.setToolTip(self.tr("The request itself is not recorded: add your key and text"))
        self._copy.set_text(self.tr("Request id"))
        self._copy.set_name(self.tr("Copy request id"))
        self._close.set_name(self.tr("Close"))
        self._cost_title.setText(self.tr("Cost"))


def _lane(track: Track) -> Lane:
    status: StatusName = "neutral" if track.look == "live" else track.look
    spans = tuple(Span(bar.phase, bar.start, bar.end, bar.label, bar.tip) for bar in track.bars)
    return Lane(track.name, status, spans, track.reason)
