"""The ledger: append-only, and balances are its sums."""

import pytest

from gateway.errors import NotFound, ServiceError
from gateway.store import ledger_rows, people, schema, tokens
from gateway.store.database import Database
from gateway.store.journal import EntryRow
from gateway.store.ledger_rows import Difference, Sums
from tests.gateway.store.support import NOON, intent, settlement


async def test_setting_a_balance_is_an_entry_of_the_difference(house: Database) -> None:
    entry = await house.write(
        lambda: ledger_rows.set_balance("token", 1, 12_000_000_000, NOON, "root", "birthday")
    )
    assert entry is not None
    assert (entry.amount_nano, entry.cause, entry.actor) == (2_000_000_000, "set", "root")
    lower = await house.write(lambda: ledger_rows.set_balance("token", 1, -5, NOON))
    assert lower is not None
    assert lower.amount_nano == -12_000_000_005
    same = await house.write(lambda: ledger_rows.set_balance("token", 1, -5, NOON))
    assert same is None
    assert (await house.read(lambda: tokens.get(1))).token.balance_nano == -5
    assert await house.read(ledger_rows.check) == []


async def test_an_entry_moves_its_account_and_no_other(house: Database) -> None:
    entry = EntryRow(
        at=NOON, account="person", account_id=2, amount_nano=-7, used_nano=7, cause="refund"
    )
    added = await house.write(lambda: ledger_rows.add(entry))
    assert added.id > 0
    mei = await house.read(lambda: people.get(2))
    assert (mei.balance_nano, mei.used_nano) == (10**10 - 7, 7)
    assert (await house.read(lambda: tokens.get(2))).token.balance_nano == 10**10
    with pytest.raises(NotFound):
        await house.write(lambda: ledger_rows.set_balance("person", 99, 1, NOON))
    with pytest.raises(NotFound):
        await house.write(
            lambda: ledger_rows.add(EntryRow(at=0, account="token", account_id=99, cause="grant"))
        )
    assert await house.read(ledger_rows.check) == []


async def test_more_than_can_be_counted_exactly_is_refused(house: Database) -> None:
    most = ledger_rows.LIMIT_NANO
    await house.write(lambda: ledger_rows.set_balance("token", 1, most, NOON))
    grant = EntryRow(at=NOON, account="token", account_id=1, amount_nano=most, cause="grant")
    for change in (
        lambda: ledger_rows.add(grant),
        lambda: ledger_rows.set_balance("token", 1, -most - 1, NOON),
        lambda: ledger_rows.set_balance("token", 1, 10**30, NOON),
    ):
        with pytest.raises(ServiceError) as refused:
            await house.write(change)
        assert refused.value.code == "amount_too_large"
    assert (await house.read(lambda: tokens.get(1))).token.balance_nano == most
    assert await house.read(ledger_rows.check) == []


async def test_the_check_names_every_account_that_is_off(house: Database) -> None:
    def meddle() -> None:
        schema.Token.update(balance_nano=1).where(schema.Token.id == 1).execute()
        schema.Person.update(used_nano=5).where(schema.Person.id == 2).execute()
        schema.Entry.insert(
            at=0,
            account="token",
            account_id=77,
            amount_nano=3,
            used_nano=0,
            cause="grant",
            actor="",
            request_id="",
            note="",
        ).execute()

    await house.write(meddle)
    assert await house.read(ledger_rows.check) == [
        Difference("token", 1, Sums(1, 0), Sums(10**10, 0)),
        Difference("person", 2, Sums(10**10, 5), Sums(10**10, 0)),
        Difference("token", 77, None, Sums(3, 0)),
    ]


async def test_entries_are_paged_newest_first(house: Database) -> None:
    for number in range(5):
        await house.submit(settlement(f"r{number}", charge=number + 1))
    first = await house.read(lambda: ledger_rows.page("token", 1, limit=2))
    assert [entry.request_id for entry in first] == ["r4", "r3"]
    rest = await house.read(lambda: ledger_rows.page("token", 1, before_id=first[-1].id))
    assert [entry.request_id for entry in rest] == ["r2", "r1", "r0", ""]
    assert len(await house.read(ledger_rows.page)) == 13


async def test_an_intent_that_costs_nothing_is_ended(house: Database) -> None:
    house.submit(intent("r1"))
    await house.write(lambda: ledger_rows.delete_intent("r1"))
    assert await house.read(lambda: ledger_rows.open_intents("node", 2)) == []
