"""The Logs page's state: what is filtered for, which rows are loaded, what is new."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import replace
from enum import StrEnum

from PySide6.QtCore import QObject, QTimer, Signal

from desktop import format
from desktop.aio import Jobs
from desktop.bridge import EventBridge
from desktop.models.request_log import RequestLogModel
from desktop.viewmodels.log_choice import Choices, Chosen, Range, asked_text
from desktop.viewmodels.log_query import add, put
from desktop.viewmodels.pace import Pace
from gateway.app import Gateway
from gateway.domain.log_terms import Subject, Term
from gateway.events import RequestFinished
from gateway.services.local_days import day_start_ms, system_zone
from gateway.services.logs import LogFilter, LogRow

PAGE = 200
KEPT = 5 * PAGE
"""So many rows that wait above are kept; of more only the number."""
_WEEK_BACK = -6
_APART_MS = 250
"""Between two drawings of what runs, and two readings of what has ended."""


class State(StrEnum):
    LOADING = "loading"
    ROWS = "rows"
    EMPTY = "empty"
    """No request was ever logged."""
    NONE_IN_RANGE = "none_in_range"
    NO_MATCH = "no_match"
    ERROR = "error"


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
        self._hints: dict[int, str] = {}
        self._pending: list[LogRow] = []
        self.pending = 0
        self._before = 0
        self.share = 1.0
        self._ended: dict[str, int] = {}
        self._any_logged = False
        self._stale = True
        self._day = 0
        self._midnight = QTimer(self, singleShot=True)
        self._midnight.timeout.connect(self.reload)
        self._moving, self._ending = Pace(0, _APART_MS, self), Pace(0, _APART_MS, self)
        self._moving.timeout.connect(self.tick)
        self._ending.timeout.connect(self._follow_ends)
        bridge.requests_moved.connect(self._moving.wish)
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
        for timer in (self._midnight, self._moving, self._ending):
            timer.stop()
        for job in ("page", "tail", "newer", "more", "today", "choices"):
            self._jobs.cancel(job)
        self.rows.fetch_failed()
        self.rows.clear_live()

    def slim(self) -> None:
        """Lets the rows go, while the page is not looked at."""
        if not self._shown and self.rows.loaded:
            self._stale = True
            self.rows.reset([], more=False)
            self.state = State.LOADING
            self.changed.emit()

    def choose(self, chosen: Chosen) -> None:
        """Filters by something else."""
        if chosen != self.chosen:
            self.chosen = chosen
            self.chosen_changed.emit()
            self.reload()

    def choose_only(self, subject: Subject, value: str) -> None:
        """One channel, model, token, ...; what else is filtered for stays."""
        self.choose(replace(self.chosen, text=put(self.chosen.text, subject, value)))

    def add_term(self, term: Term) -> None:
        """One term more."""
        self.choose(replace(self.chosen, text=add(self.chosen.text, term)))

    def token_hint(self, token_id: int) -> str:
        """The last characters of a token's key; '' once it is deleted."""
        return self._hints.get(token_id, "")

    def choose_all(self) -> None:
        """Requests of all times."""
        self.choose(replace(self.chosen, range=Range.ALL, window=(0, 0)))

    def open_filter(self, which: LogFilter) -> None:
        """What another page asks for, as text that can be changed further."""
        span, window = Range.ALL, (0, 0)
        if which.since or which.until:
            now, zone = self._gateway.now_ms(), system_zone()
            starts = {day_start_ms(now, zone): Range.TODAY}
            starts[day_start_ms(now, zone, _WEEK_BACK)] = Range.WEEK
            span = Range.WINDOW if which.until else starts.get(which.since, Range.WINDOW)
            window = (which.since, which.until) if span is Range.WINDOW else (0, 0)
        self.choose(Chosen(span, window, asked_text(which)).renamed(self.choices))

    def clear_filters(self) -> None:
        self.choose(replace(self.chosen, text=""))

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
        if self.pending > len(self._pending) or self.rows.newer_dropped:
            self.reload()
            return
        pending, self._pending, self.pending = self._pending, [], 0
        if pending:
            self._prepend(pending)
            self.pending_changed.emit()
            self._settle_state()
        self.tick()

    def tick(self, first: int = 0, last: int = 1 << 30) -> None:
        """Running requests as they are now; only rows from ``first`` to ``last`` are repainted."""
        if not (self._shown and self.live) or self.state is State.LOADING:
            return
        running = [
            each for each in self._gateway.logs.live() if self.chosen.matches(each, self.choices)
        ]
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
        return LogFilter(since=since, until=until, terms=chosen.terms)

    async def _load_page(self) -> None:
        # Taken before the page: what ends in between comes with the next look above.
        newest = await self._gateway.logs.page(limit=1)
        self._newest = newest[0].id if newest else 0
        self._any_logged = bool(newest)
        self._pending, self.pending = [], 0
        self.error = None
        self._before, started = 0, False
        if not self.chosen.stored:
            self._begin([], more=False, fetching=False)
        else:
            async with aclosing(self._search(None)) as parts:
                async for rows, more, going_on in parts:
                    if started:
                        self.rows.append(rows, more=more, fetching=going_on)
                    else:
                        self._begin(rows, more=more, fetching=going_on)
                    started = True
                    if self.rows.loaded or not going_on:
                        self._settle_state()
                    else:
                        self.changed.emit()
        self.tick()
        self._settle_state()
        self.pending_changed.emit()
        if self._ended:
            self._jobs.run("tail", self._look_above())

    def _begin(self, rows: Sequence[LogRow], *, more: bool, fetching: bool) -> None:
        """The first rows of a page, in the place of what showed."""
        self._newest = max([self._newest, *(row.id for row in rows)])
        self.rows.reset(rows, more=more, fetching=fetching)
        self.state = State.ROWS if rows or not fetching else State.LOADING
        self._at_top = True
        self.tick()

    async def _search(
        self, before_id: int | None
    ) -> AsyncGenerator[tuple[list[LogRow], bool, bool], None]:
        """Parts of a page as (rows, whether the log goes on below, whether this page goes on)."""
        left = PAGE
        try:
            async with aclosing(self._gateway.logs.search(self.filter, before_id, PAGE)) as found:
                async for part in found:
                    left -= len(part.rows)
                    self._before, going_on = part.searched_to, part.searched_to > 0 and left > 0
                    self.share = part.share if going_on else 1.0
                    yield part.rows, part.searched_to > 0, going_on
                    self.rows.set_searched(self.share)
        finally:
            self.share = 1.0

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
        async with aclosing(self._search(self._before or self.rows.oldest_id)) as parts:
            async for rows, more, going_on in parts:
                self.rows.append(rows, more=more, fetching=going_on)

    async def _load_newer(self) -> None:
        rows = await self._gateway.logs.page(self.filter, None, PAGE, after_id=self.rows.newest_id)
        self._prepend(rows, whole=len(rows) < PAGE)

    async def _look_above(self) -> None:
        """What was logged since the newest row that is known."""
        while True:
            ended, self._ended = self._ended, {}
            rows: list[LogRow] = []
            whole = not self.chosen.stored
            while not whole:
                logs = self._gateway.logs
                part = await logs.page(self.filter, None, PAGE, after_id=self._newest)
                self._newest = max([self._newest, *(row.id for row in part)])
                rows[:0] = part
                whole = len(part) < PAGE
                if len(rows) >= KEPT and self._following:
                    self.reload()
                    return
            self._newest = max([self._newest, *ended.values()])
            self._any_logged = self._any_logged or bool(rows)
            self._take(rows)
            self.rows.drop_live(ended.keys() - {row.request_id for row in rows})
            self._settle_state()
            if not self._ended:
                return

    @property
    def _following(self) -> bool:
        return self.live and self._at_top and not self.rows.newer_dropped

    def _take(self, rows: Sequence[LogRow]) -> None:
        """Puts new rows on top, or counts them; too many are only counted."""
        if self._following and not self.pending:
            self._prepend(rows)
            return
        self.pending += len(rows)
        self._pending[:0] = rows
        del self._pending[KEPT:]
        self.rows.drop_live({row.request_id for row in rows})
        self.pending_changed.emit()
        if self._following:
            self.follow()

    def _prepend(self, rows: Sequence[LogRow], *, whole: bool = True) -> None:
        if self.rows.prepend(rows, whole=whole):
            self._before = 0  # the oldest rows went: on from the last that is left

    async def _count_today(self) -> None:
        self.requests_today = (await self._gateway.usage.today()).requests
        self.changed.emit()

    def _ask_choices(self) -> None:
        if self._shown:
            self._jobs.run("choices", self._load_choices())

    async def _load_choices(self) -> None:
        channels = await self._gateway.channels.list()
        tokens = await self._gateway.tokens.list()
        people = await self._gateway.people.list()
        names = await self._gateway.logs.names()
        models = dict.fromkeys((*names.models, *self._gateway.models.list_all()))
        self._hints = {token.id: token.hint for token in tokens}
        self.choices = Choices(
            {channel.id: channel.name for channel in channels},
            {token.id: token.name for token in tokens},
            {person.id: person.display_name or person.username for person in people},
            tuple(sorted(models)),
            names.clients,
            names.served,
        )
        self.choices_changed.emit()
        renamed = self.chosen.renamed(self.choices)
        if renamed != self.chosen:
            self.chosen = renamed  # says the same in other words
            self.chosen_changed.emit()

    def _failed(self, error: Exception) -> None:
        self.rows.fetch_failed()
        self.error = error
        if not self.rows.rowCount():
            self.state = State.ERROR
        self.changed.emit()

    # Events

    def _on_finished(self, events: Sequence[RequestFinished]) -> None:
        if not self._shown:
            return
        self._ended.update((event.request_id, event.log_id) for event in events)
        self._ending.wish()

    def _follow_ends(self) -> None:
        self._jobs.run("today", self._count_today())
        if not self._jobs.busy("tail") and not self._jobs.busy("page"):
            self._jobs.run("tail", self._look_above())
