"""The Usage page's state: which span, grouped by what, what is measured, and the report of it."""

from __future__ import annotations

from collections.abc import Coroutine
from dataclasses import dataclass, replace
from datetime import date, timedelta, tzinfo
from enum import StrEnum
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

from desktop import format
from desktop.aio import Jobs
from desktop.bridge import EventBridge
from desktop.models.usage_figures import Measure, part_words
from desktop.models.usage_view import RankedRow, Series, ranked, series_of
from desktop.viewmodels import usage_export
from gateway.app import Gateway
from gateway.services.local_days import local_day, system_zone
from gateway.services.logs import ERROR, LogFilter
from gateway.services.usage import Grouping, Span, UsageReport, UsageRow

_SETTLE_MS = 3_000
_WEEK, _MONTH = 7, 30


class Range(StrEnum):
    TODAY = "today"
    WEEK = "week"
    DAYS_30 = "days_30"
    MONTH = "month"
    CUSTOM = "custom"


@dataclass(frozen=True, slots=True)
class UsageChoice:
    """What is looked at. ``first`` and ``last`` are for ``Range.CUSTOM``, both included."""

    range: Range = Range.DAYS_30
    by: Grouping = Grouping.MODEL
    measure: Measure = Measure.COST
    lines: bool = False
    first: date | None = None
    last: date | None = None


class UsageModel(QObject):
    """``changed`` when anything is to be drawn anew; reads only while the page is looked at."""

    changed = Signal()
    failed = Signal(object)
    saved = Signal(str)
    """The name of a file that was written."""

    def __init__(
        self, gateway: Gateway, bridge: EventBridge, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._gateway = gateway
        self._jobs = Jobs(self, self.failed.emit)
        self.choice = UsageChoice()
        self.report: UsageReport | None = None
        self.problem: Exception | None = None
        self.span = self._span(self.choice)
        self._shown: Span | None = None
        self.rows: tuple[RankedRow, ...] = ()
        self.series: tuple[Series, ...] = ()
        self._zone: tzinfo = system_zone()
        self._providers = {view.id: view.name for view in gateway.channels.providers()}
        self._watched = False
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._settle.timeout.connect(self.refresh)
        self._midnight = QTimer(self, singleShot=True)
        self._midnight.timeout.connect(self.refresh)
        bridge.requests_finished.connect(lambda _: self._later())
        # Prices, names and channels decide what is told of the same sums.
        for signal in (bridge.settings_changed, bridge.channels_changed, bridge.tokens_changed):
            signal.connect(self._again)

    # While it shows

    def watch(self, watched: bool) -> None:
        """Whether anybody looks."""
        if watched == self._watched:
            return
        self._watched = watched
        if watched:
            self.refresh()
        else:
            self._settle.stop()
            self._midnight.stop()

    def _later(self) -> None:
        if self._watched and not self._settle.isActive():
            self._settle.start()

    def _again(self) -> None:
        if self._watched:
            self.refresh()

    def choose(self, choice: UsageChoice) -> None:
        """Looks at something else."""
        before, self.choice = self.choice, choice
        if choice == before:
            return
        span = self._span(choice)
        if span != self.span or choice.by is not before.by:
            self.span = span
            self.refresh()
        else:
            self._arrange()
        self.changed.emit()

    def choose_days(self, first: date, last: date) -> None:
        """A span of one's own. Raises ValueError for one that is none."""
        Span(first, last)
        self.choose(replace(self.choice, range=Range.CUSTOM, first=first, last=last))

    def refresh(self) -> None:
        self._jobs.run("load", self._load())

    @property
    def loading(self) -> bool:
        """Whether what is chosen is not what is shown yet."""
        report = self.report
        return report is None or report.by is not self.choice.by or self._shown != self.span

    async def _load(self) -> None:
        choice, zone = self.choice, system_zone()
        self.span = span = self._span(choice)
        try:
            report = await self._gateway.usage.report(span, choice.by, zone)
        except Exception as error:
            self.problem = error
            self.changed.emit()
            return
        self.report, self._shown, self._zone, self.problem = report, span, zone, None
        self._midnight.start(format.ms_to_midnight() + 1000)
        self._arrange()
        self.changed.emit()

    def _arrange(self) -> None:
        if self.report is not None:
            self.rows = ranked(self.report, self.choice.measure, self._providers)
            self.series = series_of(self.rows, self.choice.measure)

    def retranslate(self) -> None:
        """Names in another language."""
        self._arrange()

    def today(self) -> date:
        return local_day(self._gateway.now_ms(), system_zone())

    def _span(self, choice: UsageChoice) -> Span:
        today = self.today()
        match choice.range:
            case Range.TODAY:
                return Span(today, today)
            case Range.WEEK:
                return Span(today - timedelta(days=_WEEK - 1), today)
            case Range.DAYS_30:
                return Span(today - timedelta(days=_MONTH - 1), today)
            case Range.MONTH:
                return Span(today.replace(day=1), today)
            case Range.CUSTOM:
                first = choice.first or today - timedelta(days=_WEEK - 1)
                # Nothing was used in days to come, however many of them are asked for.
                return Span(first, max(first, min(choice.last or today, today)))

    # What stands on the page

    def part_words(self) -> list[tuple[str, str]]:
        """For each bar its label and its full name."""
        report = self.report
        if report is None or self._shown is None:
            return []
        return part_words(report.boundaries, self._shown.step, self._zone)

    @property
    def shown_span(self) -> Span:
        """What the report is of."""
        return self._shown or self.span

    @property
    def days_so_far(self) -> int:
        """Days of the span that have begun."""
        span = self.shown_span
        return max(1, (min(span.last, self.today()) - span.first).days + 1)

    @property
    def begun(self) -> int:
        """How many parts of the span have begun."""
        now = self._gateway.now_ms()
        bounds = self.report.boundaries[:-1] if self.report is not None else ()
        return sum(start <= now for start in bounds)

    @property
    def as_lines(self) -> bool:
        return self.choice.lines or not self.choice.measure.adds_up

    # Where it leads

    def log_filter(self, part: int = -1, row: UsageRow | None = None) -> LogFilter:
        """The requests behind a part of the span, a row, or both."""
        report = self.report
        if report is None:
            return LogFilter()
        bounds = report.boundaries
        since, until = (bounds[part], bounds[part + 1]) if part >= 0 else (bounds[0], bounds[-1])
        # Up to now is open: requests to come belong to it.
        until = 0 if until > self._gateway.now_ms() else until
        status = ERROR if self.choice.measure is Measure.ERRORS else ""
        which = LogFilter(since=since, until=until, status=status)
        return which if row is None else _narrowed(which, report.by, row)

    # Files

    def default_name(self, suffix: str) -> str:
        assert self.report is not None  # noqa: S101 - offered only where there is one
        return usage_export.default_name(self.report, self._zone, suffix)

    def save_csv(self, path: Path) -> None:
        """What is shown, in every measure."""
        if self.report is not None:
            self._save(path, usage_export.save_csv(path, self.report, self.rows, self._zone))

    def save_png(self, path: Path, image: QImage) -> None:
        self._save(path, usage_export.save_png(path, image))

    def _save(self, path: Path, work: Coroutine[Any, Any, None]) -> None:
        async def run() -> None:
            await work
            self.saved.emit(path.name)

        self._jobs.run(f"save {path}", run())


def _narrowed(which: LogFilter, by: Grouping, row: UsageRow) -> LogFilter:
    """What has no filter of its own in the log is looked for by its name."""
    key = row.key
    if by is Grouping.PERSON:
        return replace(which, person_id=int(key))
    if not row.name:
        return which
    if by is Grouping.MODEL:
        return replace(which, model=row.name)
    if row.deleted:
        return replace(which, text=row.name)
    if by is Grouping.TOKEN:
        return replace(which, token_id=int(key))
    if len(row.channels) == 1:
        return replace(which, channel_id=row.channels[0])
    return replace(which, text=row.name)
