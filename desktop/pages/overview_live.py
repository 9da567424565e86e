"""The card "Live": requests in flight, each with a way to end it, and those that just ended."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop import format
from desktop.models.request_words import status_word
from desktop.theme import Tone, font, px
from desktop.viewmodels.overview import OverviewModel, tokens_per_second
from desktop.widgets import paint
from desktop.widgets.base import follow_theme
from desktop.widgets.buttons import IconButton
from desktop.widgets.card import Card, Row
from desktop.widgets.empty_state import EmptyLine
from desktop.widgets.labels import ElidedLabel, IconLabel, Label
from desktop.widgets.pill import STATUS_ICONS
from desktop.widgets.tile import Tile
from gateway.services.channels import ProviderView
from gateway.services.logs import LiveRequest, LogRow

MOST = 6
LATE_MS = 10_000
"""A first token later than this is worth a colour."""
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class LiveRow(Row):
    """One running request, and when that has ended another one."""

    cancel_clicked = Signal(str)

    def __init__(self) -> None:
        super().__init__("", height=48, interactive=False)
        self._request_id = ""
        self._tile = Tile("", 28)
        self._model = ElidedLabel("", "body", weight="emphasis")
        self._who = ElidedLabel("", "small", "text2")
        self._elapsed = Label("", "body", weight="emphasis", numbers=True)
        self._rate = Label("", "small", "text3", numbers=True)
        for label in (self._elapsed, self._rate):
            label.setAlignment(RIGHT)
        self._cancel = IconButton("x", "", compact=True)
        self._cancel.clicked.connect(lambda: self.cancel_clicked.emit(self._request_id))
        left, right = QVBoxLayout(), QVBoxLayout()
        for column, first, second in (
            (left, self._model, self._who),
            (right, self._elapsed, self._rate),
        ):
            column.setSpacing(px(1))
            column.addStretch(1)
            column.addWidget(first)
            column.addWidget(second)
            column.addStretch(1)
        self.body.addWidget(self._tile)
        self.body.addLayout(left, 1)
        self.body.addLayout(right)
        self.body.addWidget(self._cancel)

    def bind(self, request_id: str) -> None:
        """Whose row it is from now on."""
        self._request_id = request_id
        self.setObjectName(f"live-{request_id}")
        self._cancel.setObjectName(f"live-cancel-{request_id}")

    def fill(self, request: LiveRequest, provider: ProviderView | None) -> None:
        self._tile.set_name(
            provider.name if provider else request.model, letters=provider.tile if provider else "…"
        )
        self._model.setText(request.model)
        parts = [request.client, request.token_name]
        if request.failed_attempts:
            one, many = self.tr("1 channel failed"), self.tr("{n} channels failed")
            parts.append(format.plural(request.failed_attempts, one, many))
        self._who.setText("  ·  ".join(part for part in parts if part))
        self._cancel.set_name(self.tr("Cancel this request"))
        self.set_name(", ".join(part for part in (request.model, *parts) if part))
        self.tick(request)

    def tick(self, request: LiveRequest) -> None:
        """The clock's part alone."""
        self._elapsed.setText(format.seconds(request.elapsed_ms))
        words, tone = self._progress(request)
        self._rate.setText(words)
        self._rate.set_tone(tone)

    def _progress(self, request: LiveRequest) -> tuple[str, Tone]:
        if not request.first_token_ms:
            late: Tone = "warn" if request.elapsed_ms > LATE_MS else "text3"
            if request.stream:
                return self.tr("Waiting for first token"), late
            return self.tr("Waiting for the answer"), late
        rate = tokens_per_second(request)
        if rate <= 0:
            return self.tr("Streaming"), "text3"
        return self.tr("{n} tok/s").format(n=format.count(round(rate))), "text2"


class FinishedRow(Row):
    """One request that ended: when, what, for whom, how long, how much."""

    def __init__(self, number: int) -> None:
        super().__init__("", height=27)
        self.setObjectName(f"finished-{number}")
        self.row: LogRow | None = None
        self._icon = IconLabel("circle-check", "ok", 16)
        self._time = Label("", "body", "text3", numbers=True)
        self._model = ElidedLabel("", "body", weight="emphasis")
        self._who = ElidedLabel("", "body", "text3")
        self._took = Label("", "body", "text2", numbers=True)
        self._cost = Label("", "body", numbers=True)
        for label in (self._took, self._cost):
            label.setAlignment(RIGHT)
        self.set_last(True)
        self.body.addWidget(self._icon)
        self.body.addWidget(self._time)
        self.body.addWidget(self._model)
        self.body.addWidget(self._who, 1)
        self.body.addWidget(self._took)
        self.body.addWidget(self._cost)

    def fill(self, row: LogRow) -> None:
        self.row = row
        word = status_word(row)
        tone: Tone = word.look if word.look != "live" else "accent"
        icon = word.icon or STATUS_ICONS.get(word.look if word.look != "live" else "info", "")
        self._icon.set_icon(icon, tone)
        self._icon.setToolTip(word.text)
        self._time.setText(format.clock(row.finished_at or row.at))
        self._model.setText(row.requested_model)
        who = [part for part in (row.client, row.token_name) if part]
        self._who.setText(" · ".join(who))
        self._took.setText(format.seconds(row.duration_ms))
        known = row.cost_nano or row.status in ("done", "cut_short")
        self._cost.setText(self._money(row.cost_nano) if known else format.NONE)
        self.set_name(f"{word.text}, {row.requested_model}, {self._took.text()}")

    @staticmethod
    def _money(nano: int) -> str:
        """Four decimals, so that the column lines up."""
        return format.dollars(nano, places=4) if nano else "$0"

    def restyle(self) -> None:
        super().restyle()
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(px(10))
        if hasattr(self, "_cost"):
            face = font("body", numbers=True)
            self._time.setFixedWidth(paint.advance(face, "00:00:00") + 2)
            self._took.setMinimumWidth(paint.advance(face, "00.0 s"))
            self._cost.setMinimumWidth(paint.advance(face, "$0.0000"))


class LiveCard(Card):
    """``cancelled`` carries a request's id, ``opened`` a log row's id."""

    cancelled = Signal(str)
    opened = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(" ", " ", link=" ", spacing=0, parent=parent)
        self.setObjectName("live-card")
        self._rows: dict[str, LiveRow] = {}
        self._spare: list[LiveRow] = []
        """Rows of what has ended, for what comes: a crowd would make dozens a second."""
        self._live = QVBoxLayout()
        self._more = Label("", "small", "text3", numbers=True)
        self._quiet = EmptyLine("")
        self._quiet.setObjectName("live-empty")
        self._ended = QWidget()
        self._ended_title = Label("", "small", "text2", weight="label")
        self._finished: list[FinishedRow] = []
        self._list = QVBoxLayout(self._ended)
        self._list.addWidget(self._ended_title)
        self.body.addLayout(self._live)
        self.body.addWidget(self._more)
        self.body.addWidget(self._quiet)
        self.body.addWidget(self._ended)
        self.body.addStretch(1)
        follow_theme(self)

    def restyle(self) -> None:
        super().restyle()
        if hasattr(self, "_list"):
            self._list.setContentsMargins(0, px(12), 0, 0)
            self._list.setSpacing(px(2))
            self._live.setSpacing(0)

    def fill(self, model: OverviewModel) -> None:
        """Everything anew: words, rows, those that ended."""
        self.set_title(self.tr("Live"))
        self.set_link(self.tr("Open logs"))
        self._quiet.setText(self.tr("Quiet. Requests will appear here."))
        self._ended_title.setText(self.tr("Just finished"))
        self.fill_live(model)
        self._fill_finished(model.finished)

    def fill_live(self, model: OverviewModel) -> None:
        """The rows of what runs."""
        live = model.live()
        shown = live[:MOST]
        wanted = {request.request_id for request in shown}
        for request_id in [each for each in self._rows if each not in wanted]:
            row = self._rows.pop(request_id)
            row.hide()  # and whoever had the keyboard on its button has it no more
            row.setObjectName("")
            self._spare.append(row)
        for request in shown:
            if request.request_id not in self._rows:
                self._rows[request.request_id] = self._another(request.request_id)
            self._rows[request.request_id].fill(request, model.tile_of(request.provider))
        one, many = self.tr("1 request in flight"), self.tr("{n} requests in flight")
        self.set_phrase(format.plural(len(live), one, many) if live else "")
        more = len(live) - len(shown)
        self._more.setText(self.tr("and {n} more").format(n=format.count(more)))
        self._more.setVisible(more > 0)
        self._show_quiet(bool(live), bool(model.finished))

    def _another(self, request_id: str) -> LiveRow:
        """A row below the others."""
        if self._spare:
            row = self._spare.pop()
            self._live.removeWidget(row)
        else:
            row = LiveRow()
            row.cancel_clicked.connect(self.cancelled)
        row.bind(request_id)
        self._live.addWidget(row)
        row.show()
        return row

    def tick(self, model: OverviewModel) -> None:
        """Clocks and speeds of what runs."""
        for request in model.live():
            row = self._rows.get(request.request_id)
            if row is not None:
                row.tick(request)

    def _fill_finished(self, rows: Sequence[LogRow]) -> None:
        while len(self._finished) < len(rows):
            row = FinishedRow(len(self._finished))
            row.activated.connect(lambda row=row: self._open(row))
            self._finished.append(row)
            self._list.addWidget(row)
        for number, view in enumerate(self._finished):
            view.setVisible(number < len(rows))
            if number < len(rows):
                view.fill(rows[number])
        self._ended.setVisible(bool(rows))

    def _show_quiet(self, running: bool, ended: bool) -> None:
        self._quiet.setVisible(not running)
        # Alone it stands in the middle of the card, else above what just ended.
        self.body.setStretchFactor(self._quiet, 0 if ended else 100)
        if self._rows:
            *others, last = self._rows.values()
            for row in others:
                row.set_last(False)
            last.set_last(not ended)

    def _open(self, row: FinishedRow) -> None:
        if row.row is not None:
            self.opened.emit(row.row.id)
