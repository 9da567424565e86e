"""Usage over time: exact to the millisecond, also after the log was pruned."""

import asyncio
from functools import partial
from itertools import pairwise
from random import Random

import pytest

from gateway.store import retention, rollups
from gateway.store.booking import DAY_MS, HOUR_MS
from gateway.store.database import Database
from gateway.store.journal import Settlement
from gateway.store.rollups import NONE, By, Key, Scope, Totals
from tests.gateway.store.support import NOON, settlement

HALF_HOUR = HOUR_MS // 2
MIDNIGHT = NOON - 12 * HOUR_MS


@pytest.fixture
def given() -> list[Settlement]:
    """Three hundred requests over ten days."""
    chance = Random(3)
    return [
        settlement(
            f"r{number}",
            charge=chance.randrange(1_000),
            at=MIDNIGHT + chance.randrange(10 * DAY_MS),
            token_id=chance.randint(1, 2),
            channel_id=chance.randint(1, 2),
            requested_model=f"model-{chance.randint(0, 3)}",
            status=chance.choice(["done", "done", "failed"]),
            first_token_ms=chance.choice([0, 200]),
        )
        for number in range(300)
    ]


@pytest.fixture
async def used(house: Database, given: list[Settlement]) -> Database:
    await asyncio.gather(*map(house.submit, given))
    return house


def expected(given: list[Settlement], start: int, end: int) -> Totals:
    rows = [one.request for one in given if start <= one.request.at < end]
    return Totals(
        requests=len(rows),
        errors=sum(row.status == "failed" for row in rows),
        input_tokens=sum(row.input_tokens for row in rows),
        output_tokens=sum(row.output_tokens for row in rows),
        cached_tokens=sum(row.cache_read_tokens for row in rows),
        reasoning_tokens=sum(row.reasoning_tokens for row in rows),
        charge_nano=sum(row.charge_nano for row in rows),
        cost_nano=sum(row.cost_nano for row in rows),
        duration_ms=sum(row.duration_ms for row in rows),
        first_token_ms=sum(row.first_token_ms for row in rows),
        first_token_count=sum(row.first_token_ms > 0 for row in rows),
    )


async def test_totals_of_any_range_are_exact(used: Database, given: list[Settlement]) -> None:
    chance = Random(5)
    ranges = [
        sorted(MIDNIGHT + chance.randrange(-DAY_MS, 11 * DAY_MS) for _ in range(2))
        for _ in range(60)
    ]
    ranges += [[MIDNIGHT, MIDNIGHT + 10 * DAY_MS], [NOON, NOON], [NOON, NOON + 1]]
    ranges += [[NOON + 5, NOON + 6], [NOON - 1, NOON + HOUR_MS + 1]]
    for start, end in ranges:
        found = await used.read(partial(rollups.totals, start, end))
        assert found == expected(given, start, end), (start - MIDNIGHT, end - MIDNIGHT)


@pytest.mark.parametrize("offset", [0, 8 * HOUR_MS, 5 * HOUR_MS + HALF_HOUR, -9 * HALF_HOUR // 2])
async def test_local_days_begin_where_the_caller_says(
    used: Database, given: list[Settlement], offset: int
) -> None:
    days = [MIDNIGHT - offset + number * DAY_MS for number in range(-1, 12)]
    found = await used.read(lambda: rollups.series(days))
    assert found == [expected(given, start, end) for start, end in pairwise(days)]
    today = await used.read(lambda: rollups.totals(days[3], days[4]))
    assert today == found[3]


async def test_breakdowns_add_up(used: Database, given: list[Settlement]) -> None:
    start, end = MIDNIGHT + 7 * HALF_HOUR, MIDNIGHT + 9 * DAY_MS + 12_345
    whole = expected(given, start, end)
    wanted: dict[By, set[Key]] = {
        "channel": {1, 2},
        "token": {1, 2},
        "model": {f"model-{n}" for n in range(4)},
    }
    for by, names in wanted.items():
        found = await used.read(partial(rollups.breakdown, start, end, by))
        assert set(found) == names
        assert sum(found.values(), NONE) == whole


async def test_a_scope_limits(used: Database, given: list[Settlement]) -> None:
    scope = Scope(channel_ids=(1,), token_ids=(1, 2), model="model-2")
    chosen = [
        one
        for one in given
        if one.request.channel_id == 1 and one.request.requested_model == "model-2"
    ]
    start, end = MIDNIGHT + 12_345, MIDNIGHT + 9 * DAY_MS
    found = await used.read(lambda: rollups.totals(start, end, scope))
    assert found == expected(chosen, start, end)
    cut = [start, NOON + 99, end]
    series = await used.read(lambda: rollups.series(cut, scope))
    assert series == [expected(chosen, a, b) for a, b in pairwise(cut)]


async def test_usage_outlives_the_log(used: Database, given: list[Settlement]) -> None:
    hours = [MIDNIGHT, NOON, MIDNIGHT + 10 * DAY_MS]
    whole = await used.read(lambda: rollups.series(hours))
    cut = [MIDNIGHT, NOON + HALF_HOUR, NOON + 5 * HALF_HOUR, MIDNIGHT + 10 * DAY_MS]
    await retention.run(used, MIDNIGHT + 20 * DAY_MS)
    assert await used.read(lambda: rollups.series(hours)) == whole
    # A cut hour whose log is gone counts as a whole, for the part it begins with.
    parts = await used.read(lambda: rollups.series(cut))
    assert sum(parts, NONE) == sum(whole, NONE)
    assert parts[0] == expected(given, MIDNIGHT, NOON + HOUR_MS)
    one_by_one = [await used.read(partial(rollups.totals, a, b)) for a, b in pairwise(cut)]
    assert one_by_one == parts


async def test_an_empty_range_is_empty(house: Database) -> None:
    assert await house.read(lambda: rollups.totals(0, NOON)) == NONE
    assert await house.read(lambda: rollups.series([NOON])) == []
    assert await house.read(lambda: rollups.breakdown(0, NOON, "model")) == {}
    assert NONE.mean_first_token_ms == 0


async def test_models_that_were_asked_for(used: Database) -> None:
    assert await used.read(rollups.models_seen) == [f"model-{n}" for n in range(4)]
    whole = await used.read(lambda: rollups.totals(0, NOON * 2))
    assert whole.mean_first_token_ms == 200


@pytest.mark.parametrize("offset", [0, HALF_HOUR, 5 * HOUR_MS + HALF_HOUR])
async def test_a_series_of_breakdowns_is_one_breakdown_after_the_other(
    used: Database, offset: int
) -> None:
    days = [MIDNIGHT - offset + number * DAY_MS for number in range(12)]
    bys: tuple[By, ...] = ("channel", "token", "model")
    for by in bys:
        found = await used.read(partial(rollups.series_by, days, by))
        for index, (start, end) in enumerate(pairwise(days)):
            alone = await used.read(partial(rollups.breakdown, start, end, by))
            assert {k: sums[index] for k, sums in found.items() if sums[index] != NONE} == alone


async def test_what_cost_nothing_is_found_by_channel_token_and_model(house: Database) -> None:
    for number, changes in enumerate(
        (
            {"charge": 0},
            {"charge": 0, "at": NOON + HOUR_MS, "requested_model": "other"},
            {"charge": 0, "at": NOON + HOUR_MS, "token_id": 2},
            {
                "charge": 0,
                "at": NOON + 2 * HOUR_MS,
                "input_tokens": 0,
                "output_tokens": 0,
                "status": "failed",
            },
            {"charge": 5_000_000, "at": NOON + 3 * HOUR_MS},
            {"charge": 0, "at": NOON + 4 * HOUR_MS},
        )
    ):
        await house.submit(settlement(f"r{number}", **changes))  # type: ignore[arg-type]
    found = await house.read(lambda: rollups.uncosted(NOON, NOON + 4 * HOUR_MS))
    assert {(each.channel_id, each.token_id, each.model): each.requests for each in found} == {
        (1, 1, "gpt-5"): 1, (1, 1, "other"): 1, (1, 2, "gpt-5"): 1,
    }  # fmt: skip
    assert {(each.input_tokens, each.output_tokens) for each in found} == {(120, 30)}
    whole = await house.read(lambda: rollups.uncosted(NOON - 200 * DAY_MS, NOON + DAY_MS))
    # In the midst of long ranges a day is looked at as one, and this one had a cost.
    assert {(each.token_id, each.model) for each in whole} == {(1, "other"), (2, "gpt-5")}
