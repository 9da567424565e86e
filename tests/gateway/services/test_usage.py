"""Today, in local time, wherever that is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from gateway.services.local_days import HOUR_MS, day_hours, day_start_ms, system_zone
from gateway.store.journal import RequestRow, Settlement
from tests.gateway.house import House

KOLKATA = ZoneInfo("Asia/Kolkata")
BERLIN = ZoneInfo("Europe/Berlin")
NOW = int(datetime(2026, 11, 22, 5, 15, tzinfo=UTC).timestamp() * 1000)


async def book(home: House, *moments: str, charge: int = 0) -> None:
    """One request at each moment (UTC)."""
    for number, moment in enumerate(moments):
        at = int(datetime.fromisoformat(moment).replace(tzinfo=UTC).timestamp() * 1000)
        row = RequestRow(
            request_id=f"r-{moment}-{number}",
            at=at,
            finished_at=at,
            token_id=1,
            person_id=1,
            requested_model="m",
            input_tokens=10,
            output_tokens=5,
            charge_nano=charge,
            cost_nano=charge,
        )
        await home.gateway.database.submit(Settlement(row))


@pytest.fixture
def at_noon_in_kolkata(home: House, monkeypatch: pytest.MonkeyPatch) -> House:
    """05:15 UTC is 10:45 in Kolkata, whose day began at 18:30 UTC."""
    monkeypatch.setattr(home.gateway.usage._context, "now_ms", lambda: NOW)
    return home


async def test_a_half_hour_zone_is_cut_to_the_minute(at_noon_in_kolkata: House) -> None:
    home = at_noon_in_kolkata
    await book(home, "2026-11-21T18:10", "2026-11-21T18:29:59.999")  # yesterday's last hour
    await book(home, "2026-11-21T18:30", "2026-11-21T18:59", "2026-11-22T04:59", charge=100)
    today = await home.gateway.usage.today(KOLKATA)
    assert (today.requests, today.tokens_in, today.tokens_out) == (3, 30, 15)
    assert (today.charge_nano, today.cost_nano, today.errors) == (300, 300, 0)
    assert [point.requests for point in today.hourly] == [2] + [0] * 9 + [1] + [0] * 13
    assert today.starts_at == today.hourly[0].at == NOW - (10 * 60 + 45) * 60_000
    assert (today.yesterday_requests, today.yesterday_total) == (0, 2)


async def test_yesterday_is_compared_up_to_the_same_time_of_day(at_noon_in_kolkata: House) -> None:
    home = at_noon_in_kolkata
    await book(home, "2026-11-20T18:30", "2026-11-21T05:14", "2026-11-21T05:16")
    today = await home.gateway.usage.today(KOLKATA)
    assert (today.requests, today.yesterday_requests, today.yesterday_total) == (0, 2, 3)


async def test_other_zones_see_another_day(at_noon_in_kolkata: House) -> None:
    home = at_noon_in_kolkata
    await book(home, "2026-11-21T22:59", "2026-11-21T23:00", "2026-11-22T00:00")
    assert (await home.gateway.usage.today(BERLIN)).requests == 2
    assert (await home.gateway.usage.today(UTC)).requests == 1
    west = timezone(timedelta(hours=-8))
    assert (await home.gateway.usage.today(west)).requests == 3


@pytest.mark.parametrize(
    ("day", "hours"),
    [
        (datetime(2026, 3, 29, 12, tzinfo=BERLIN), 23),
        (datetime(2026, 10, 25, 12, tzinfo=BERLIN), 25),
        (datetime(2026, 7, 1, tzinfo=BERLIN), 24),
    ],
)
def test_days_on_which_clocks_change_have_the_hours_they_have(day: datetime, hours: int) -> None:
    now = int(day.timestamp() * 1000)
    boundaries = day_hours(now, BERLIN)
    assert len(boundaries) == hours + 1
    assert boundaries[-1] - boundaries[0] == hours * HOUR_MS
    assert boundaries[0] == day_start_ms(now, BERLIN)


def test_a_day_whose_midnight_is_skipped_begins_after_the_gap() -> None:
    santiago = ZoneInfo("America/Santiago")
    now = int(datetime(2026, 9, 6, 12, tzinfo=santiago).timestamp() * 1000)
    start = datetime.fromtimestamp(day_start_ms(now, santiago) / 1000, santiago)
    assert (start.day, start.hour) == (6, 1)
    before = datetime.fromtimestamp(day_start_ms(now, santiago, -1) / 1000, santiago)
    assert (before.day, before.hour) == (5, 0)


def test_the_computers_zone_has_its_offset(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Kolkata")
    assert system_zone() == KOLKATA
    monkeypatch.setenv("TZ", ":nonsense/Nowhere")
    zone = system_zone()
    assert datetime.now(zone).utcoffset() == datetime.now(UTC).astimezone().utcoffset()


async def test_ranges_and_breakdowns(at_noon_in_kolkata: House) -> None:
    home = at_noon_in_kolkata
    await book(home, "2026-11-22T01:00", "2026-11-22T03:00")
    start = NOW // HOUR_MS * HOUR_MS - 5 * HOUR_MS
    usage = home.gateway.usage
    assert (await usage.totals(start, NOW)).requests == 2
    by_model = await usage.breakdown(start, NOW, "model")
    assert {key: sums.requests for key, sums in by_model.items()} == {"m": 2}
    series = await usage.series([start, start + 2 * HOUR_MS, NOW])
    assert [sums.requests for sums in series] == [1, 1]
