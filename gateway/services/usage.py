"""What was used when: today in local hours, and any range by channel, token or model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import tzinfo
from functools import partial

from gateway.services.context import Context
from gateway.services.local_days import day_hours, day_start_ms, system_zone
from gateway.services.state import State
from gateway.services.usage_report import (
    Grouping,
    UnpricedModel,
    UsageReport,
    UsageRow,
    read,
    with_unpriced,
)
from gateway.services.usage_spans import Span, Step
from gateway.store import rollups
from gateway.store.rollups import By, Totals

__all__ = [
    "By",
    "Grouping",
    "HourPoint",
    "Span",
    "Step",
    "TodaySummary",
    "Totals",
    "UnpricedModel",
    "UsageReport",
    "UsageRow",
    "UsageService",
]


@dataclass(frozen=True, slots=True)
class HourPoint:
    """One local hour, beginning ``at`` (Unix ms, UTC); money in nano-dollars."""

    at: int
    requests: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    charge_nano: int = 0
    cost_nano: int = 0
    errors: int = 0


@dataclass(frozen=True, slots=True)
class TodaySummary:
    """The local day so far. ``hourly`` has every hour of the day, those to come at zero.

    ``yesterday_requests`` counts yesterday up to the same time of day, so that the two compare;
    ``yesterday_total`` counts all of it.
    """

    requests: int
    tokens_in: int
    tokens_out: int
    charge_nano: int
    cost_nano: int
    errors: int
    hourly: list[HourPoint]
    yesterday_requests: int
    yesterday_total: int
    starts_at: int


class UsageService:
    """Reads the sums. Zones off the hour are exact too: hours they cut come from the log."""

    def __init__(self, context: Context, state: State) -> None:
        self._context = context
        self._state = state

    async def today(self, zone: tzinfo | None = None) -> TodaySummary:
        """``zone`` None: the computer's."""
        zone = zone or system_zone()
        now = self._context.now_ms()
        hours = day_hours(now, zone)
        yesterday = day_start_ms(now, zone, -1)
        same_time = min(hours[0], yesterday + now - hours[0])

        def read() -> tuple[list[Totals], Totals, Totals]:
            return (
                rollups.series(hours),
                rollups.totals(yesterday, same_time),
                rollups.totals(yesterday, hours[0]),
            )

        series, before, whole = await self._context.database.read(read)
        day = sum(series, Totals())
        return TodaySummary(
            requests=day.requests,
            tokens_in=day.input_tokens,
            tokens_out=day.output_tokens,
            charge_nano=day.charge_nano,
            cost_nano=day.cost_nano,
            errors=day.errors,
            hourly=[_point(at, sums) for at, sums in zip(hours, series, strict=False)],
            yesterday_requests=before.requests,
            yesterday_total=whole.requests,
            starts_at=hours[0],
        )

    async def series(self, boundaries: Sequence[int]) -> list[Totals]:
        """Sums between neighbouring boundaries (Unix ms, ascending)."""
        return await self._context.database.read(partial(rollups.series, list(boundaries)))

    async def totals(self, start_ms: int, end_ms: int) -> Totals:
        return await self._context.database.read(partial(rollups.totals, start_ms, end_ms))

    async def breakdown(self, start_ms: int, end_ms: int, by: By) -> dict[int | str, Totals]:
        """A range by channel id, token id or requested model."""
        return await self._context.database.read(partial(rollups.breakdown, start_ms, end_ms, by))

    async def report(self, span: Span, by: Grouping, zone: tzinfo | None = None) -> UsageReport:
        """A span of local days, cut as :attr:`Span.step` says; ``zone`` None: the computer's."""
        boundaries = span.boundaries(zone or system_zone())
        channels = {channel.id: channel for channel in self._state.channels.all}

        def sent_model(channel_id: int, asked: str) -> str:
            channel = channels.get(channel_id)
            return channel.sent_model(asked) if channel else asked

        # Prices belong to the loop's thread, so they are looked up after the read.
        report, uncosted, names = await self._context.database.read(partial(read, boundaries, by))
        return with_unpriced(report, uncosted, names, sent_model, self._context.prices.price)


def _point(at: int, sums: Totals) -> HourPoint:
    return HourPoint(
        at,
        sums.requests,
        sums.input_tokens,
        sums.output_tokens,
        sums.charge_nano,
        sums.cost_nano,
        sums.errors,
    )
