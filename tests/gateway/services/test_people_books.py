"""What a second person used is theirs in the log, in usage and in their statement."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gateway.domain.log_terms import Subject, Term
from gateway.domain.money import NANO
from gateway.services.logs import LogFilter
from gateway.services.people import PersonChanges, PersonDraft
from gateway.services.statements import Month
from gateway.services.usage import Grouping
from gateway.services.usage_spans import Span
from tests.gateway.house import House, house
from tests.upstreams import Reply, Upstreams, Usage

MODEL = "gpt-4o"
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
MONTH = Month(2026, 11)


@pytest.fixture
async def home(tmp_path: Path) -> AsyncIterator[House]:
    async with house(tmp_path, now_ms=lambda: round(NOON.timestamp() * 1000)) as running:
        yield running


async def test_two_devices_of_one_person_are_told_together(home: House, up: Upstreams) -> None:
    gateway = home.gateway
    await home.channel(up.openai, MODEL)
    await home.price(gpt_4o={"input": 2, "output": 8})
    up.openai.always(Reply(text="x", usage=Usage(50_000, 0)))
    draft = PersonDraft("Mum", unlimited=False, balance_nano=NANO)
    mum = await gateway.people.create(draft)
    keys = [(await home.token(name=n, person_id=mum.id))[1] for n in ("phone", "laptop")]
    for key in keys:
        assert (await home.chat(MODEL, key=key))[0] == 200
    assert (await home.chat(MODEL))[0] == 200
    await home.settled()
    await gateway.people.update(mum.id, PersonChanges("Mama"))

    async def log(term: Term) -> set[int]:
        rows = await gateway.logs.page(LogFilter(terms=(term,)))
        return {row.person_id for row in rows}

    for value in ("mama", "MAM", f"#{mum.id}"):
        assert await log(Term(Subject.PERSON, value)) == {mum.id}, value
    assert await log(Term(Subject.PERSON, "mama", without=True)) == {1}
    days = Span(NOON.date(), NOON.date())
    report = await gateway.usage.report(days, Grouping.PERSON, UTC)
    assert {row.name: row.totals.requests for row in report.rows} == {"Mama": 2, "root": 1}
    statement = await gateway.statements.of(mum.id, MONTH, UTC)
    assert (statement.person, statement.opening_nano) == ("Mama", 0)
    assert statement.closing_nano == NANO - 200_000_000
    assert {each.name for each in statement.tokens} == {"phone", "laptop"}
    await gateway.people.remove(mum.id)
    report = await gateway.usage.report(days, Grouping.PERSON, UTC)
    assert {row.name: row.deleted for row in report.rows} == {"Mama": True, "root": False}
    assert await log(Term(Subject.PERSON, "mama")) == {mum.id}
    kept = await gateway.statements.of(mum.id, MONTH, UTC)
    assert kept.closing_nano == statement.closing_nano
