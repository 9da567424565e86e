"""How channels did, hour by hour: what their health strips show."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from gateway.services.context import Context
from gateway.store import health as health_rows

SLOW_MS = 4_000
"""A first token later than this counts as slow."""
HOUR_MS = 3_600_000


@dataclass(frozen=True, slots=True)
class HourHealth:
    """Attempts of one channel in one hour (``at`` its start, Unix ms, UTC).

    Requests that the upstream refused for their own fault count nowhere.
    """

    at: int
    ok: int = 0
    slow: int = 0
    failed: int = 0


async def read_health(context: Context, hours: int) -> dict[int, list[HourHealth]]:
    """Channel id -> ``hours`` hours, oldest first, the current one last; empty hours are zeros."""
    last = context.now_ms() // HOUR_MS * HOUR_MS
    starts = [last - (hours - 1 - number) * HOUR_MS for number in range(hours)]
    counts = await context.database.read(
        partial(health_rows.by_channel_and_hour, starts[0], SLOW_MS)
    )
    found: dict[int, list[HourHealth]] = {}
    for channel_id in {channel_id for channel_id, _ in counts}:
        found[channel_id] = [
            HourHealth(at, *counts.get((channel_id, at), (0, 0, 0))) for at in starts
        ]
    return found
