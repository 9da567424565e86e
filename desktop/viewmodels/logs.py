"""The Logs page's state: what is filtered for, which rows are loaded, what is new."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from PySide6.QtCore import QObject, QTimer, Signal

from desktop import format
from desktop.aio import Jobs
from desktop.bridge import EventBridge
from desktop.models.request_log import RequestLogModel
from gateway.app import Gateway
from gateway.events import RequestFinished
from gateway.services.local_days import day_start_ms, system_zone
from gateway.services.logs import LiveRequest, LogFilter, LogRow

PAGE = 200
RUNNING = "running"
"""As a chosen status: what has not ended."""
_WEEK_BACK = -6


class Range(StrEnum):
    TODAY = "today"
    WEEK = "week"
    ALL = "all"
    WINDOW = "window"
    """A stretch of time that another page asked for."""


class State(StrEnum):
    LOADING = "loading"
    ROWS = "rows"
    EMPTY = "empty"
    """No request was ever logged."""
    NONE_IN_RANGE = "none_in_range"
    NO_MATCH = "no_match"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is filtered for. ``window`` is start and end in Unix ms, for ``Range.WINDOW``."""

    range: Range = Range.TODAY
    channel_id: int = 0
    token_id: int = 0
    status: str = ""
    text: str = ""
    person_id: int = 0
    window: tuple[int, int] = (0, 0)

    @property
    def narrowed(self) -> bool:
        """Whether anything but the range limits."""
        return replace(self, range=Range.TODAY, window=(0, 0)) != Chosen()

    def matches(self, request: LiveRequest) -> bool:
        """Whether a running request belongs to what is shown, judged as the store would."""
        if self.status not in ("", RUNNING) or self.range is Range.WINDOW or self.person_id:
            return False
        if self.channel_id and request.channel_id != self.channel_id:
            return False
        if self.token_id and request.token_id != self.token_id:
            return False
        named = (request.model, request.channel_name, request.token_name, request.client)
        return not self.text or any(self.text.lower() in name.lower() for name in named)


@dataclass(frozen=True, slots=True)
class Choices:
    """Channels and tokens as (id, name), for the filters."""

    channels: tuple[tuple[int, str], ...] = ()
    tokens: tuple[tuple[int, str], ...] = ()


class LogsModel(QObject):
    """Fills the item model page by page, and at its top while the page is looked at.

    Works only while ``shown``. ``pending`` counts rows that wait above because the list is scrolled
    away from its top, or not live.
    """

    changed = Signal()
    chosen_changed = Signal()
    choices_changed = Signal()
    pending_changed = Signal()

    def __init__(
        self, gateway: Gateway, bridge: EventBridge, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._gateway = gateway
        self._jobs = Jobs(self, self._failed)
        self.rows = RequestLogModel(self)
        self.rows.more_wanted.connect(lambda: self._jobs.run("more", self._load_more()))
        self.chosen = Chosen()
        self.choices = Choices()
        self.state = State.LOADING
        self.requests_today = -1
        self.error: Exception | None = None
        self.live = True
        self._shown = False
        self._at_top = True
        self._newest = 0
        self._pending: list[LogRow] = []
        self._overflow = False
        self._ended: dict[str, int] = {}
        self._any_logged = False
        self._stale = True
        self._day = 0
        self._midnight = QTimer(self, singleShot=True)
        self._midnight.timeout.connect(self.reload)
        bridge.requests_started.connect(self._on_started)
        bridge.attempts_started.connect(self._on_progress)
        bridge.content_started.connect(self._on_progress)
        bridge.requests_finished.connect(self._on_finished)
        bridge.channels_changed.connect(self._ask_choices)
        bridge.tokens_changed.connect(self._ask_choices)
        bridge.log_changed.connect(self.reload)

    # What the page tells

    def show(self) -> None:
        """The page is in front: what was missed is loaded."""
        self._shown = True
        self._ask_choices()
        today = day_start_ms(self._gateway.now_ms(), system_zone())
        if self._stale or self.error is not None or self._day != today:
            self.reload()
        else:
            self._jobs.run("today", self._count_today())
            self._jobs.run("tail", self._look_above())
            self.tick()

    def hide(self) -> None:
        """The page is not looked at: nothing is asked or counted."""
        self._shown = False
        self._stale = self._stale or self._jobs.busy("page")
        self._midnight.stop()
        for job in ("page", "tail", "newer", "more", "today", "choices"):
            self._jobs.cancel(job)
        self.rows.fetch_failed()
        self.rows.clear_live()

    def choose(self, chosen: Chosen) -> None:
        """Filters by something else."""
        if chosen != self.chosen:
            self.chosen = chosen
            self.chosen_changed.emit()
            self.reload()

    def choose_only(self, *, channel_id: int = 0, token_id: int = 0) -> None:
        """One channel or token, whatever else was filtered for, in the same range."""
        kept = Chosen(range=self.chosen.range, window=self.chosen.window)
        self.choose(replace(kept, channel_id=channel_id, token_id=token_id))

    def choose_all(self) -> None:
        """Requests of all times."""
        self.choose(replace(self.chosen, range=Range.ALL, window=(0, 0)))

    def open_filter(self, which: LogFilter) -> None:
        """What another page asks for. A model, client or token's name goes into the text field."""
        span, window = Range.ALL, (0, 0)
        if which.since or which.until:
            now, zone = self._gateway.now_ms(), system_zone()
            starts = {day_start_ms(now, zone): Range.TODAY}
            starts[day_start_ms(now, zone, _WEEK_BACK)] = Range.WEEK
            span = Range.WINDOW if which.until else starts.get(which.since, Range.WINDOW)
            window = (which.since, which.until) if span is Range.WINDOW else (0, 0)
        self.choose(
            Chosen(
                range=span,
                window=window,
                channel_id=which.channel_id,
                token_id=which.token_id,
                status=which.status,
                text=which.text or which.model or which.client or which.token_name,
                person_id=which.person_id,
            )
        )

    def clear_filters(self) -> None:
        self.choose(Chosen(range=self.chosen.range, window=self.chosen.window))

    def set_live(self, live: bool) -> None:
        """Whether new requests appear by themselves."""
        self.live = live
        if live:
            self.follow()
        else:
            self.rows.clear_live()
            self._settle_state()

    def set_at_top(self, at_top: bool) -> None:
        """Whether the first row is in sight; only then rows are put above it."""
        self._at_top = at_top
        if at_top and self.live and not self.rows.newer_dropped:
            self.follow()

    def follow(self) -> None:
        """Shows what waits above."""
        if self._overflow or self.rows.newer_dropped:
            self.reload()
            return
        pending, self._pending = self._pending, []
        if pending:
            self.rows.prepend(pending)
            self.pending_changed.emit()
            self._settle_state()
        self.tick()

    def tick(self, first: int = 0, last: int = 1 << 30) -> None:
        """Running requests as they are now; only rows from ``first`` to ``last`` are repainted."""
        if not (self._shown and self.live) or self.state is State.LOADING:
            return
        running = [each for each in self._gateway.logs.live() if self.chosen.matches(each)]
        if not self._at_top:
            running = [each for each in running if self.rows.row_of(each.request_id) >= 0]
        before = self.rows.live_count
        self.rows.set_live(running, first, last)
        if before != self.rows.live_count:
            self._settle_state()

    def load_newer(self) -> None:
        """The rows directly above the first one, after they were let go."""
        if self.rows.newer_dropped and not self._jobs.busy("newer"):
            self._jobs.run("newer", self._load_newer())

    def reload(self) -> None:
        """From the newest row again; later, while the page is not looked at."""
        self._stale = not self._shown
        if self._stale:
            return
        self._day = day_start_ms(self._gateway.now_ms(), system_zone())
        for job in ("more", "tail", "newer"):
            self._jobs.cancel(job)
        self._midnight.start(format.ms_to_midnight() + 1000)
        self._jobs.run("today", self._count_today())
        self._jobs.run("page", self._load_page())

    def cancel_request(self, request_id: str) -> bool:
        """Ends a running request."""
        return self._gateway.logs.cancel(request_id)

    @property
    def pending(self) -> int:
        return len(self._pending)

    @property
    def pending_overflows(self) -> bool:
        """Whether more wait than were counted."""
        return self._overflow

    # Loading

    @property
    def filter(self) -> LogFilter:
        """What the store is asked for."""
        chosen = self.chosen
        since, until = 0, 0
        if chosen.range is Range.WINDOW:
            since, until = chosen.window
        elif chosen.range is not Range.ALL:
            days = 0 if chosen.range is Range.TODAY else _WEEK_BACK
            since = day_start_ms(self._gateway.now_ms(), system_zone(), days)
        return LogFilter(
            since=since,
            until=until,
            channel_id=chosen.channel_id,
            token_id=chosen.token_id,
            status=chosen.status,
            text=chosen.text,
            person_id=chosen.person_id,
        )

    async def _load_page(self) -> None:
        logs, which = self._gateway.logs, self.filter
        rows: list[LogRow] = []
        # Taken before the page: what ends in between comes with the next look above.
        newest = await logs.page(limit=1)
        if which.status != RUNNING:
            rows = await logs.page(which, None, PAGE)
        self._newest = max((row.id for row in (*newest, *rows)), default=0)
        self._pending, self._overflow = [], False
        self.error = None
        self.rows.reset(rows, more=len(rows) == PAGE)
        self._any_logged = bool(newest)
        self.state = State.ROWS
        self._at_top = True
        self.tick()
        self._settle_state()
        self.pending_changed.emit()
        if self._ended:
            self._jobs.run("tail", self._look_above())

    def _settle_state(self) -> None:
        if self.rows.rowCount():
            state = State.ROWS
        elif self.chosen.narrowed:
            state = State.NO_MATCH
        else:
            state = State.NONE_IN_RANGE if self._any_logged else State.EMPTY
        self.state = state
        self.changed.emit()

    async def _load_more(self) -> None:
        rows = await self._gateway.logs.page(self.filter, self.rows.oldest_id, PAGE)
        self.rows.append(rows, more=len(rows) == PAGE)

    async def _load_newer(self) -> None:
        rows = await self._gateway.logs.page(self.filter, None, PAGE, after_id=self.rows.newest_id)
        self.rows.prepend(rows, whole=len(rows) < PAGE)

    async def _look_above(self) -> None:
        """What was logged since the newest row that is known."""
        while True:
            ended, self._ended = self._ended, {}
            rows: list[LogRow] = []
            if self.chosen.status != RUNNING:
                rows = await self._gateway.logs.page(self.filter, None, PAGE, after_id=self._newest)
            self._newest = max([self._newest, *ended.values(), *(row.id for row in rows)])
            self._any_logged = self._any_logged or bool(rows)
            if not self._take(rows):
                self.reload()
                return
            self.rows.drop_live(ended.keys() - {row.request_id for row in rows})
            self._settle_state()
            if not self._ended:
                return

    def _take(self, rows: Sequence[LogRow]) -> bool:
        """Puts new rows on top, or counts them; False when there are too many to follow."""
        following = self.live and self._at_top and not self.rows.newer_dropped
        if following and len(rows) == PAGE:
            return False
        if following:
            self.rows.prepend(rows)
            return True
        self._pending[:0] = rows
        if len(self._pending) >= PAGE:
            self._overflow = True
            del self._pending[PAGE:]
        self.rows.drop_live({row.request_id for row in rows})
        self.pending_changed.emit()
        return True

    async def _count_today(self) -> None:
        self.requests_today = (await self._gateway.usage.today()).requests
        self.changed.emit()

    def _ask_choices(self) -> None:
        if self._shown:
            self._jobs.run("choices", self._load_choices())

    async def _load_choices(self) -> None:
        channels = await self._gateway.channels.list()
        tokens = await self._gateway.tokens.list()
        self.choices = Choices(
            tuple((channel.id, channel.name) for channel in channels),
            tuple((token.id, token.name) for token in tokens),
        )
        self.choices_changed.emit()

    def _failed(self, error: Exception) -> None:
        self.rows.fetch_failed()
        self.error = error
        if not self.rows.rowCount():
            self.state = State.ERROR
        self.changed.emit()

    # Events

    def _on_started(self, _events: Sequence[object]) -> None:
        self.tick()

    def _on_progress(self, _events: Sequence[object]) -> None:
        self.tick()

    def _on_finished(self, events: Sequence[RequestFinished]) -> None:
        if not self._shown:
            return
        self._ended.update((event.request_id, event.log_id) for event in events)
        self._jobs.run("today", self._count_today())
        if not self._jobs.busy("tail") and not self._jobs.busy("page"):
            self._jobs.run("tail", self._look_above())
