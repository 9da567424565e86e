"""Reading the log: windows, filters, sums, one request whole."""

import asyncio
from functools import partial
from random import Random

import pytest

from gateway.errors import NotFound
from gateway.store import request_log, schema
from gateway.store.binding import current
from gateway.store.booking import DAY_MS, HOUR_MS
from gateway.store.connection import execute
from gateway.store.database import Database
from gateway.store.journal import AttemptRow
from gateway.store.request_log import LogFilter
from tests.gateway.store.support import NOON, settlement


@pytest.fixture
async def log(house: Database) -> Database:
    """Twenty requests, one an hour: r0 is the oldest and has id 1."""
    statuses = ["done"] * 7 + ["failed", "cancelled", "refused"]
    for number in range(20):
        await house.submit(
            settlement(
                f"r{number}",
                charge=number,
                at=NOON + number * HOUR_MS,
                token_id=1 + number % 2,
                person_id=1 + number % 2,
                channel_id=1 + number % 3 % 2,
                requested_model=f"model-{number % 4}",
                status=statuses[number % 10],
                client="Chatbox" if number % 5 == 0 else "Cherry Studio",
                error_message="quota of 100% used_up" if number == 9 else "",
            )
        )
    return house


async def numbers(log: Database, which: LogFilter, **window: int) -> list[int]:
    rows = await log.read(lambda: request_log.page(which, **window))
    return [row.id - 1 for row in rows]


async def test_windows_go_back_and_forth_without_gaps(log: Database) -> None:
    every = LogFilter()
    assert await numbers(log, every, limit=3) == [19, 18, 17]
    assert await numbers(log, every, limit=3, before_id=18) == [16, 15, 14]
    assert await numbers(log, every, limit=3, after_id=17) == [19, 18, 17]
    assert await numbers(log, every, limit=2, after_id=17) == [18, 17]
    assert await numbers(log, every, after_id=20) == []
    assert await numbers(log, every, limit=2, offset=5) == [14, 13]


@pytest.mark.parametrize(
    ("which", "expected"),
    [
        (LogFilter(token_ids=(2,)), [n for n in range(20) if n % 2]),
        (LogFilter(token_ids=(1, 2)), list(range(20))),
        (LogFilter(person_id=1), [n for n in range(20) if not n % 2]),
        (LogFilter(channel_ids=(2,)), [n for n in range(20) if n % 3 == 1]),
        (LogFilter(model="model-3"), [3, 7, 11, 15, 19]),
        (LogFilter(statuses=("failed", "refused")), [7, 9, 17, 19]),
        (LogFilter(client="Chatbox"), [0, 5, 10, 15]),
        (LogFilter(text="chatbox"), [0, 5, 10, 15]),
        (LogFilter(text="MODEL-2"), [2, 6, 10, 14, 18]),
        (LogFilter(text="r13"), [13]),
        (LogFilter(text="100% used_up"), [9]),
        (LogFilter(text="100%_used"), []),
        (LogFilter(start_ms=NOON + 17 * HOUR_MS), [17, 18, 19]),
        (LogFilter(end_ms=NOON + 2 * HOUR_MS), [0, 1]),
        (LogFilter(start_ms=NOON + 3 * HOUR_MS, end_ms=NOON + 5 * HOUR_MS), [3, 4]),
        (LogFilter(start_ms=NOON + DAY_MS, end_ms=NOON + 2 * DAY_MS), []),
        (LogFilter(token_ids=(2,), statuses=("done",), end_ms=NOON + 4 * HOUR_MS), [1, 3]),
        (LogFilter(token_ids=(9,)), []),
    ],
)
async def test_filters(log: Database, which: LogFilter, expected: list[int]) -> None:
    assert await numbers(log, which) == expected[::-1]
    assert await log.read(lambda: request_log.count(which)) == len(expected)
    sums = await log.read(lambda: request_log.statistics(which))
    assert (sums.requests, sums.charge_nano) == (len(expected), sum(expected))
    assert sums.errors == len({7, 9, 17, 19} & set(expected))
    assert sums.input_tokens == 120 * len(expected)


async def test_a_time_range_is_exact_whatever_the_clock_did(house: Database) -> None:
    chance = Random(7)
    times = [NOON + chance.randrange(DAY_MS) for _ in range(200)]
    await asyncio.gather(*(house.submit(settlement(f"r{n}", at=at)) for n, at in enumerate(times)))
    for _ in range(20):
        start, end = sorted(NOON + chance.randrange(DAY_MS) for _ in range(2))
        which = LogFilter(start_ms=start, end_ms=end)
        rows = await house.read(partial(request_log.page, which))
        assert sorted(row.at for row in rows) == sorted(at for at in times if start <= at < end)
        assert [row.id for row in rows] == sorted((row.id for row in rows), reverse=True)


async def test_one_request_with_its_attempts_in_order(log: Database) -> None:
    given = settlement("whole", charge=5)
    given.attempts = [
        AttemptRow(
            request_id="whole",
            number=number,
            channel_id=number,
            channel_name=f"channel {number}",
            key_id=number,
            key_hint="abcd",
            sent_model="gpt-5",
            status="failed" if number < 3 else "done",
            http_status=429,
            error_class="rate_limit",
            error_message="slow down",
            start_ms=number * 100,
            connect_ms=5,
            first_token_ms=80,
            duration_ms=95,
            input_tokens=3,
            output_tokens=4,
            cost_nano=6,
            upstream_request_id="req_1",
        )
        for number in (3, 1, 2)
    ]
    log_id = await log.submit(given)
    found = await log.read(lambda: request_log.find("whole"))
    assert found.attempts == sorted(given.attempts, key=lambda attempt: attempt.number)
    assert found == await log.read(lambda: request_log.get(log_id))
    with pytest.raises(NotFound):
        await log.read(lambda: request_log.get(999))
    with pytest.raises(NotFound):
        await log.read(lambda: request_log.find("nothing"))


@pytest.mark.parametrize(
    ("which", "index"),
    [
        (LogFilter(), "PRIMARY KEY"),
        (LogFilter(token_ids=(1,)), "requests_token_id_id"),
        (LogFilter(channel_ids=(1,)), "requests_channel_id_id"),
        (LogFilter(model="model-1"), "requests_requested_model_id"),
        (LogFilter(statuses=("failed",)), "requests_not_done"),
        (LogFilter(start_ms=NOON, end_ms=NOON + HOUR_MS), "PRIMARY KEY"),
    ],
)
async def test_windows_are_found_by_an_index_and_need_no_sorting(
    log: Database, which: LogFilter, index: str
) -> None:
    def plan() -> str:
        request = schema.Request
        query = request_log._limited(request.select(), which).where(request.id < 15)
        text, values = query.order_by(request.id.desc()).limit(5).sql()
        rows = execute(current, f"EXPLAIN QUERY PLAN {text}", values).fetchall()
        return "; ".join(row[3] for row in rows)

    found = await log.read(plan)
    assert index in found
    assert "TEMP B-TREE" not in found
