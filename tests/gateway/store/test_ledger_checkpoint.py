"""The ledger since it was last looked at, and in whole; whatever is planted is found."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from gateway.store import ledger_checkpoint, ledger_rows, schema
from gateway.store.check import check
from gateway.store.database import Database
from gateway.store.journal import EntryRow
from tests.gateway.store.support import NOON


def entries(count: int, token: int = 1) -> None:
    for _ in range(count):
        ledger_rows.add(
            EntryRow(
                at=NOON,
                account="token",
                account_id=token,
                amount_nano=-3,
                used_nano=3,
                cause="charge",
            )
        )


async def checkpoint(house: Database) -> ledger_checkpoint.Since:
    return await house.write(lambda: ledger_checkpoint.keep(NOON, least=1))


async def test_a_checkpoint_is_where_the_next_look_begins(house: Database) -> None:
    await house.write(lambda: entries(5))
    first = await checkpoint(house)
    assert first.differences == ()
    assert first.entries >= 5
    await house.write(lambda: entries(3, token=2))
    since = await house.read(ledger_checkpoint.check_since)
    assert (since.differences, since.entries) == ((), 3)
    assert (await checkpoint(house)).entries == 3
    assert (await house.read(ledger_checkpoint.check_since)).entries == 0
    # Too little has happened for another one to be worth a write.
    await house.write(lambda: entries(2))
    assert (await house.write(lambda: ledger_checkpoint.keep(NOON))).entries == 2
    assert (await house.read(ledger_checkpoint.check_since)).entries == 2
    assert await house.read(ledger_checkpoint.check_whole) == []


def _balance() -> None:
    token = schema.Token
    token.update(balance_nano=token.balance_nano + 1).where(token.id == 1).execute()


def _used() -> None:
    token = schema.Token
    token.update(used_nano=token.used_nano - 1).where(token.id == 2).execute()


def _lost_entry() -> None:
    entry = schema.Entry
    entry.delete().where(entry.id == _newest()).execute()


def _changed_entry() -> None:
    entry = schema.Entry
    entry.update(amount_nano=entry.amount_nano + 1).where(entry.id == _newest()).execute()


def _invented_entry() -> None:
    schema.Entry.insert(
        at=NOON, account="person", account_id=1, amount_nano=5, used_nano=0, cause="grant",
        actor="", request_id="", note="",
    ).execute()  # fmt: skip


def _nobodys_entry() -> None:
    schema.Entry.insert(
        at=NOON, account="token", account_id=77, amount_nano=5, used_nano=0, cause="grant",
        actor="", request_id="", note="",
    ).execute()  # fmt: skip


def _newest() -> int:
    from peewee import fn

    return int(schema.Entry.select(fn.MAX(schema.Entry.id)).scalar())


@pytest.mark.parametrize(
    "plant",
    [_balance, _used, _lost_entry, _changed_entry, _invented_entry, _nobodys_entry],
    ids=lambda plant: plant.__name__,
)
async def test_what_is_planted_after_a_checkpoint_is_found_at_the_next_start(
    house: Database, plant: Callable[[], None]
) -> None:
    await house.write(lambda: entries(4))
    await checkpoint(house)
    await house.write(lambda: entries(2))
    await house.write(plant)
    found = await house.read(ledger_checkpoint.check_since)
    assert len(found.differences) == 1
    # It is found again and again: no checkpoint covers it up.
    kept = await checkpoint(house)
    assert kept.differences == found.differences
    assert (await house.read(ledger_checkpoint.check_since)).differences == found.differences
    assert "its entries add up to" in str(found.differences[0])
    assert (await house.read(ledger_rows.check)) == list(found.differences)


@pytest.mark.parametrize("plant", [_lost_entry, _changed_entry], ids=lambda plant: plant.__name__)
async def test_what_is_planted_before_a_checkpoint_is_found_in_whole(
    house: Database, tmp_path: Path, plant: Callable[[], None]
) -> None:
    await house.write(lambda: entries(4))
    await checkpoint(house)
    await house.write(plant)
    assert (await house.read(ledger_checkpoint.check_since)).differences == ()
    report = check(house.path)
    assert not report.ok
    assert report.problems == ("the ledger of token 1 was changed after it was checked",)
    assert len(report.differences) == 1


async def test_what_budgets_count_is_compared_with_the_usage(house: Database) -> None:
    assert check(house.path).ok
    await house.write(
        lambda: schema.RollupQuarter.insert(
            bucket=0,
            token_id=1,
            group="",
            channel_id=1,
            requests=1,
            tokens=1,
            charge_nano=1,
            cost_nano=0,
        ).execute()
    )
    assert check(house.path).problems == ("what budgets count differs from the usage",)
