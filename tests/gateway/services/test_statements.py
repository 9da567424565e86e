"""A person's month: what was there, what came and went, what was used, what is left."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from gateway.domain.money import NANO
from gateway.domain.person import Person
from gateway.errors import NotFound
from gateway.services.local_days import date_start_ms
from gateway.services.statements import Month
from gateway.store import ledger_rows, people
from gateway.store.journal import EntryRow
from tests.desktop.pages.log_rows import log
from tests.gateway.house import House

BERLIN = ZoneInfo("Europe/Berlin")
OCTOBER = Month(2026, 10)
"""Its clocks change: one day has 25 hours."""
START = date_start_ms(OCTOBER.first, BERLIN)
DAY = 86_400_000


async def mei(home: House) -> int:
    """$5 in September; $2 more, a refund and five requests in October; one in November."""

    def write() -> int:
        person = people.insert(Person(0, "mei", "Mei", unlimited=False, created_at=1))
        key = person if isinstance(person, int) else person.id
        rows = [
            (START - DAY, 5 * NANO, 0, "grant", ""),
            (START, -NANO, NANO, "charge", "r1"),
            (START + DAY, 2 * NANO, 0, "grant", ""),
            (START + DAY + 5, -NANO // 2, NANO // 2, "charge", "r2"),
            (START + DAY + 6, -NANO // 2, NANO // 2, "charge", "r3"),
            (date_start_ms(OCTOBER.next.first, BERLIN) - 1, -NANO, NANO, "charge", "r4"),
            (date_start_ms(OCTOBER.next.first, BERLIN), -NANO, NANO, "charge", "r5"),
        ]
        for at, amount, used, cause, request in rows:
            ledger_rows.add(
                EntryRow(
                    at=at, account="person", account_id=key, amount_nano=amount, used_nano=used,
                    cause=cause, request_id=request, actor="" if request else "Lukas",
                )
            )  # fmt: skip
        return key

    key = await home.gateway.database.write(write)
    await home.gateway.state.reload_tokens()
    return key


async def test_balances_entries_and_requests_of_a_local_month(home: House) -> None:
    statement = await home.gateway.statements.of(await mei(home), OCTOBER, BERLIN)
    assert (statement.person, statement.unlimited) == ("Mei", False)
    assert (statement.opening_nano, statement.closing_nano) == (5 * NANO, 4 * NANO)
    assert [(line.cause, line.amount_nano, line.count) for line in statement.lines] == [
        ("requests", -NANO, 1),
        ("grant", 2 * NANO, 0),
        ("requests", -NANO, 2),
        ("requests", -NANO, 1),
    ]
    assert [line.balance_nano for line in statement.lines] == [
        4 * NANO, 6 * NANO, 5 * NANO, 4 * NANO
    ]  # fmt: skip
    assert statement.lines[1].actor == "Lukas"
    moved = sum(line.amount_nano for line in statement.lines)
    assert statement.opening_nano + moved == statement.closing_nano
    november = await home.gateway.statements.of(statement.person_id, OCTOBER.next, BERLIN)
    assert (november.opening_nano, november.closing_nano) == (4 * NANO, 3 * NANO)
    august = await home.gateway.statements.of(statement.person_id, Month(2026, 8), BERLIN)
    assert (august.opening_nano, august.closing_nano, august.lines) == (0, 0, ())


async def test_tokens_and_models_of_the_month(home: House) -> None:
    token, _ = await home.token(name="Mia")
    other, _ = await home.token(name="Lukas")
    for number, (mine, model) in enumerate(
        [(token, "gpt-5"), (token, "gpt-5"), (token, "llama3"), (other, "gpt-5")]
    ):
        await log(
            home.gateway, f"r{number}", at=START + DAY, finished_at=START + DAY, token_id=mine.id,
            person_id=1, requested_model=model, input_tokens=100, output_tokens=10,
            charge_nano=1_000,
        )  # fmt: skip
    statement = await home.gateway.statements.of(1, OCTOBER, BERLIN)
    assert statement.unlimited
    assert (statement.totals.requests, statement.totals.charge_nano) == (4, 4_000)
    assert [(each.name, each.totals.requests) for each in statement.tokens] == [
        ("Mia", 3),
        ("Lukas", 1),
    ]
    assert [(each.name, each.totals.input_tokens) for each in statement.models] == [
        ("gpt-5", 300),
        ("llama3", 100),
    ]
    with pytest.raises(NotFound):
        await home.gateway.statements.of(99, OCTOBER)


def test_months_follow_each_other() -> None:
    assert Month(2026, 12).next == Month(2027, 1)
    assert Month(2027, 1).before == Month(2026, 12)
    assert str(Month(2026, 3)) == "2026-03"
