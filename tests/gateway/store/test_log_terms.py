"""Terms of a question to the log, against real rows: what each finds, and the same in slices."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import partial

import pytest

from gateway.domain.log_terms import Subject, Term
from gateway.domain.money import NANO
from gateway.store import binding, log_terms, request_log, schema
from gateway.store.connection import execute
from gateway.store.database import Database
from gateway.store.request_log import LogFilter
from tests.gateway.store.support import NOON, settlement

HOUR_MS = 3_600_000
S = Subject


def more(subject: Subject, number: int, compare: str = ">", *, without: bool = False) -> Term:
    return Term(subject, "", number, compare, without)  # type: ignore[arg-type]


ROWS: list[dict[str, object]] = [
    {"requested_model": "gpt-5", "client": "Cursor", "duration_ms": 900},
    {"requested_model": "gpt-5-mini", "client": "Cherry Studio", "duration_ms": 6000},
    {
        **{"requested_model": "claude-sonnet-4-5", "token_id": 2, "person_id": 2, "stream": True},
        "sent_model": "claude-opus",
    },
    {
        **{"requested_model": "claude-haiku-4-5", "channel_id": 2, "status": "failed"},
        "sent_model": "claude-haiku-4-5",
    },
    {
        **{"requested_model": "llama3:8b", "channel_id": 2, "status": "refused"},
        **{"channel_name": "", "sent_model": "", "served": "cache"},
    },
    {"requested_model": "gpt-5", "status": "cancelled", "attempts": 3, "first_token_ms": 0},
    {"requested_model": "gpt-5", "endpoint": "test", "client": "100%_Cursor", "estimated": True},
    {"requested_model": "GPT-5", "status": "cut_short", "error_message": "broken off here"},
]


@pytest.fixture
async def log(house: Database) -> Database:
    """Eight requests an hour apart, numbers 0 to 7; number n is charged n cents."""
    for number, changes in enumerate(ROWS):
        at = NOON + number * HOUR_MS
        cents = number * NANO // 100
        await house.submit(settlement(f"req-{number}", charge=cents, at=at, **changes))
    return house


async def found(log: Database, *terms: Term) -> list[int]:
    rows = await log.read(lambda: request_log.page(LogFilter(terms=terms)))
    return sorted(row.id - 1 for row in rows)


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        ([Term(S.MODEL, "gpt-5")], [0, 5, 6, 7]),
        ([Term(S.MODEL, "gpt-5*")], [0, 1, 5, 6, 7]),
        ([Term(S.MODEL, "sonnet")], [2]),
        ([Term(S.MODEL, "claude")], [2, 3]),
        ([Term(S.MODEL, "sonnet"), Term(S.MODEL, "llama3:8b")], [2, 4]),
        ([Term(S.MODEL, "nothing")], []),
        ([Term(S.MODEL, "gpt*", without=True)], [2, 3, 4]),
        ([Term(S.MODEL, "nothing", without=True)], list(range(8))),
        ([Term(S.SERVED, "gpt-5")], [0, 1, 5, 6, 7]),
        ([Term(S.SERVED, "claude*"), Term(S.MODEL, "sonnet")], [2]),
        ([Term(S.SERVED, "OPUS")], [2]),
        ([Term(S.SERVED, "nothing")], []),
        ([Term(S.SERVED, "cache")], [4]),
        ([Term(S.SERVED, "replay")], []),
        ([Term(S.SERVED, "opus"), Term(S.SERVED, "cache")], [2, 4]),
        ([Term(S.SERVED, "cache", without=True), Term(S.CHANNEL, "#2")], [3]),
        ([Term(S.SERVED, "gpt-5", without=True)], [2, 3, 4]),
        ([Term(S.SERVED, "nothing", without=True)], list(range(8))),
        ([Term(S.CHANNEL, "deepseek")], [3, 4]),
        ([Term(S.CHANNEL, "#2")], [3, 4]),
        ([Term(S.CHANNEL, "#2", without=True)], [0, 1, 2, 5, 6, 7]),
        ([Term(S.TOKEN, "phone")], [2]),
        ([Term(S.TOKEN, "lap"), Term(S.MODEL, "claude")], [3]),
        ([Term(S.PERSON, "mei")], [2]),
        ([Term(S.CLIENT, "cursor")], [0, 6]),
        ([Term(S.CLIENT, "cursor*")], [0]),
        ([Term(S.CLIENT, "100%_*")], [6]),
        ([Term(S.CLIENT, "10_%*")], []),
        ([Term(S.STATUS, "error")], [3, 4]),
        ([Term(S.STATUS, "error"), Term(S.STATUS, "cut_short")], [3, 4, 7]),
        ([Term(S.STATUS, "done", without=True)], [3, 4, 5, 7]),
        ([Term(S.STATUS, "running")], []),
        ([Term(S.STATUS, "running", without=True)], list(range(8))),
        ([Term(S.IS, "test")], [6]),
        ([Term(S.IS, "test", without=True)], [0, 1, 2, 3, 4, 5, 7]),
        ([Term(S.IS, "estimated")], [6]),
        ([more(S.TOTAL, 5000)], [1]),
        ([more(S.COST, 5 * NANO // 100)], [6, 7]),
        ([more(S.COST, 5 * NANO // 100), more(S.COST, 6 * NANO // 100, "<=")], [6]),
        ([more(S.COST, 1 * NANO // 100, without=True)], [0, 1]),
        ([more(S.TRIES, 1)], [5]),
        ([more(S.FIRST, 10_000, "<")], [0, 1, 2, 3, 4, 6, 7]),
        ([Term(S.TEXT, "broken off")], [7]),
        ([Term(S.TEXT, "claude"), Term(S.TEXT, "haiku")], [3]),
        ([Term(S.TEXT, "claude"), Term(S.TEXT, "haiku", without=True)], [2]),
        ([Term(S.STATUS, "error"), Term(S.MODEL, "claude"), Term(S.CHANNEL, "#2")], [3]),
    ],
)
async def test_each_term_finds_its_rows(
    log: Database, terms: list[Term], expected: list[int]
) -> None:
    assert await found(log, *terms) == expected
    which = LogFilter(terms=tuple(terms))
    assert await log.read(lambda: request_log.count(which)) == len(expected)
    for span in (1, 3, 100):
        for limit in (1, 2, 100):
            assert await sliced(log, which, span, limit) == expected[::-1]


async def sliced(log: Database, which: LogFilter, span: int, limit: int) -> list[int]:
    """All that a filter finds, in slices of so many ids and pages of so many rows."""
    ends = await log.read(lambda: request_log.ends(which))
    rows: list[int] = []
    before = 0
    while True:
        step = partial(request_log.scan, replace(which, ids=ends), before, span, limit)
        part = await log.read(step)
        assert len(part.rows) <= limit
        assert before == 0 or part.searched_to < before, "every slice goes on"
        rows += [row.id - 1 for row in part.rows]
        before = part.searched_to
        if not before:
            return rows


async def test_slices_keep_to_the_time_range(log: Database) -> None:
    which = LogFilter(start_ms=NOON + 2 * HOUR_MS, end_ms=NOON + 6 * HOUR_MS)
    assert await sliced(log, which, 2, 3) == [5, 4, 3, 2]
    assert await sliced(log, LogFilter(start_ms=NOON + 50 * HOUR_MS), 2, 3) == []
    assert await sliced(log, LogFilter(end_ms=NOON), 2, 3) == []


@pytest.mark.parametrize(
    ("value", "index"),
    [("claude-opus", "requests_sent_model_id"), ("cache", "requests_served")],
)
async def test_what_served_is_found_by_an_index(log: Database, value: str, index: str) -> None:
    def plan() -> str:
        (condition,) = log_terms.conditions([Term(S.SERVED, value)]) or ()
        request = schema.Request
        query = request.select().where(condition).order_by(request.id.desc()).limit(200)
        text, parameters = query.sql()
        rows = execute(binding.current, f"EXPLAIN QUERY PLAN {text}", tuple(parameters))
        return " ".join(str(row) for row in rows.fetchall())

    assert index in await log.read(plan)


async def test_models_are_read_off_the_index_each_once(log: Database) -> None:
    assert await log.read(log_terms.models) == sorted({str(row["requested_model"]) for row in ROWS})
    assert await log.read(log_terms.served_models) == ["claude-haiku-4-5", "claude-opus", "gpt-5"]
    clients = await log.read(log_terms.recent_clients)
    assert clients == sorted(_clients(ROWS))


def _clients(rows: Iterable[dict[str, object]]) -> set[str]:
    return {str(row.get("client", settlement("x").request.client)) for row in rows} - {""}


async def test_a_time_range_holds_what_took_long_and_what_a_wrong_clock_dated(
    house: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its ends are looked for among few rows, and nothing is missed for that."""
    monkeypatch.setattr(request_log, "_EDGE", 2)
    ahead, behind = NOON + 900 * HOUR_MS, NOON - 900 * HOUR_MS
    times = [ahead, *(NOON + minute * 60_000 for minute in range(12)), NOON + 1, behind]
    for number, at in enumerate(times):
        await house.submit(settlement(f"req-{number}", at=at))

    async def ids(**fields: int) -> list[int]:
        which = LogFilter(**fields)  # type: ignore[arg-type]
        found = [row.id - 1 for row in await house.read(lambda: request_log.page(which))]
        assert found == sorted(found, reverse=True)
        return sorted(found)

    assert await ids(start_ms=NOON) == list(range(14)), "the clock was ahead for the first"
    assert await ids(end_ms=NOON + 60_000) == [1, 13, 14], "one took long, one is dated back"
    assert await ids(start_ms=NOON, end_ms=NOON + 60_000) == [1, 13]
    assert await ids(start_ms=NOON + 5 * 60_000, end_ms=NOON + 6 * 60_000) == [6]
    assert await ids(start_ms=ahead + 1) == []
