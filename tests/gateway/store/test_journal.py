"""The hot path: intents and settlements, grouped, exact and only once."""

import asyncio
from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from gateway.store import (
    binding,
    channels,
    ledger_rows,
    people,
    request_log,
    rollups,
    schema,
    tokens,
)
from gateway.store.booking import HOUR_MS
from gateway.store.connection import execute
from gateway.store.database import Database
from gateway.store.journal import AttemptRow, EntryRow
from tests.gateway.store.support import NOON, count, intent, settlement


async def rows_of(database: Database, model: type[schema.Model]) -> list[dict[str, Any]]:
    query: Any = model.select().dicts()
    return await database.read(lambda: list(query))


async def watch_inserted_intents(database: Database) -> None:
    """Notes in the options every intent that reaches its table."""
    await database.write(
        lambda: execute(
            binding.current,
            "CREATE TRIGGER seen AFTER INSERT ON intents BEGIN"
            " INSERT INTO options VALUES ('intent ' || NEW.request_id, NEW.reserved_nano); END",
        )
    )


async def test_a_settlement_logs_the_request_and_resolves_to_its_log_id(house: Database) -> None:
    given = settlement("r1", error_message="a text", stream=True, group="vip")
    log_id = await house.submit(given)
    detail = await house.read(lambda: request_log.get(log_id))
    assert detail.request == replace(given.request, id=log_id)
    assert detail.attempts == given.attempts


async def test_a_settlement_moves_balances_and_counts(house: Database) -> None:
    await house.submit(settlement("r1", charge=3_000_000))
    await asyncio.gather(*(house.submit(settlement(f"q{n}", charge=1_000)) for n in range(5)))
    stored = (await house.read(lambda: tokens.get(1))).token
    assert stored.balance_nano == 10**10 - 3_005_000
    assert stored.used_nano == 3_005_000
    assert (stored.last_used_at, stored.last_client) == (NOON, "Cherry Studio")
    assert stored.last_address == "192.168.1.20"
    owner = await house.read(lambda: people.get(1))
    assert (owner.balance_nano, owner.used_nano, owner.request_count) == (-3_005_000, 3_005_000, 6)
    assert (await house.read(lambda: tokens.get(1))).request_count == 6
    assert (await house.read(lambda: tokens.get(2))).token.balance_nano == 10**10
    assert await house.read(ledger_rows.check) == []


async def test_a_second_settlement_of_a_request_changes_nothing(house: Database) -> None:
    first = await house.submit(settlement("r1"))
    again = await asyncio.gather(*(house.submit(settlement("r1")) for _ in range(3)))
    assert again == [first] * 3
    assert (await house.read(lambda: tokens.get(1))).token.used_nano == 4_000_000
    assert await count(house, schema.Entry) == 3 + 2
    assert (await house.read(lambda: rollups.totals(0, NOON * 2))).requests == 1


async def test_two_settlements_of_a_request_in_one_group_are_one(house: Database) -> None:
    ids = await asyncio.gather(*(house.submit(settlement("r1")) for _ in range(3)))
    assert ids == [1, 1, 1]
    assert (await house.read(lambda: tokens.get(1))).token.used_nano == 4_000_000


async def test_an_intent_is_open_until_its_settlement(house: Database) -> None:
    house.submit(intent("r1"))
    await house.write(lambda: None)
    assert await house.read(lambda: ledger_rows.open_intents("node", 2)) == [intent("r1")]
    await house.submit(settlement("r1"))
    assert await count(house, schema.Intent) == 0


async def test_an_intent_is_written_soon_though_nobody_waits(house: Database) -> None:
    written = asyncio.Event()
    loop = asyncio.get_running_loop()

    def listen() -> None:
        raw = binding.current.connection()
        raw.create_function("seen", 0, lambda: loop.call_soon_threadsafe(written.set))
        raw.execute("CREATE TEMP TRIGGER t AFTER INSERT ON intents BEGIN SELECT seen(); END")

    await house.write(listen)
    house.submit(intent("r1"))
    await asyncio.wait_for(written.wait(), 20)


async def test_a_later_intent_of_a_request_takes_the_place_of_the_earlier(house: Database) -> None:
    house.submit(intent("r1"))
    await house.write(lambda: None)
    raised = intent("r1", reserved_nano=9_000_000, channel_id=2, sent_model="deepseek-chat")
    house.submit(raised)
    await house.write(lambda: None)
    assert await house.read(lambda: ledger_rows.open_intents("node", 2)) == [raised]


async def test_recovery_sees_only_its_own_node_and_earlier_starts(house: Database) -> None:
    house.submit(intent("mine, before", epoch=1))
    house.submit(intent("mine, now", epoch=2))
    house.submit(intent("another's", node="other", epoch=1))
    await house.write(lambda: None)
    found = await house.read(lambda: ledger_rows.open_intents("node", 2))
    assert [found_one.request_id for found_one in found] == ["mine, before"]


async def test_an_intent_that_ends_in_its_own_group_is_never_written(house: Database) -> None:
    await watch_inserted_intents(house)
    house.submit(intent("short"))
    settled = house.submit(settlement("short"))
    house.submit(intent("long"))
    await settled
    await house.write(lambda: None)
    seen = await rows_of(house, schema.Option)
    assert seen == [{"name": "intent long", "value": "5000000"}]


async def test_a_record_that_cannot_be_written_does_not_harm_its_group(house: Database) -> None:
    house.submit(intent("huge"))
    results = await asyncio.gather(
        house.submit(settlement("good 1")),
        house.submit(settlement("huge", input_tokens=2**70)),
        house.submit(settlement("good 2")),
        return_exceptions=True,
    )
    assert isinstance(results[1], OverflowError)
    assert house.healthy
    logged = await house.read(request_log.page)
    assert [(row.request_id, row.id) for row in logged] == [
        ("good 2", results[2]),
        ("good 1", results[0]),
    ]
    assert await house.read(ledger_rows.check) == []
    await house.write(lambda: None)
    left_open = await house.read(lambda: ledger_rows.open_intents("node", 2))
    assert [one.request_id for one in left_open] == ["huge"]


async def test_half_a_character_does_not_keep_a_request_from_being_booked(house: Database) -> None:
    house.submit(intent("r1", client="\ude00"))
    await house.write(lambda: None)
    assert await count(house, schema.Intent) == 1
    half = settlement("r1", error_message="half of a pair: \ud83d")
    half.attempts[0].error_message = "\ud83d"
    log_id = await house.submit(half)
    detail = await house.read(lambda: request_log.get(log_id))
    assert detail.request.error_message == "half of a pair: ?"
    assert await count(house, schema.Intent) == 0


async def test_whatever_a_write_raises_the_thread_goes_on(house: Database) -> None:
    def give_up() -> None:
        raise asyncio.CancelledError

    with pytest.raises(asyncio.CancelledError):
        await house.write(give_up)
    assert await house.submit(settlement("r1")) == 1


async def test_records_and_writes_happen_in_the_order_of_the_calls(house: Database) -> None:
    first = house.submit(settlement("before", charge=1_000))
    setting = asyncio.gather(
        house.write(lambda: ledger_rows.set_balance("token", 1, 500_000, NOON, "root"))
    )
    await asyncio.sleep(0)
    second = house.submit(settlement("after", charge=2_000))
    await asyncio.gather(first, setting, second)
    assert (await house.read(lambda: tokens.get(1))).token.balance_nano == 498_000


async def test_every_attempt_costs_its_own_channel(house: Database) -> None:
    given = settlement("r1", cost_nano=700, channel_id=2, attempts=2)
    given.attempts = [
        AttemptRow(request_id="r1", number=1, channel_id=1, status="failed", cost_nano=200),
        AttemptRow(request_id="r1", number=2, channel_id=2, cost_nano=400),
    ]
    await house.submit(given)
    listed = await house.read(channels.list_all)
    assert [channel.used_nano for channel in listed] == [200, 500]
    counts = [row["request_count"] for row in await rows_of(house, schema.Channel)]
    assert counts == [0, 1]


async def test_an_overrun_is_the_owners(house: Database) -> None:
    given = settlement("r1", charge=1_000, token_id=2, person_id=2)
    overrun = EntryRow(
        at=NOON, account="person", account_id=1, amount_nano=0, used_nano=50, cause="overrun"
    )
    given.entries.append(overrun)
    await house.submit(given)
    assert (await house.read(lambda: people.get(1))).used_nano == 50
    assert (await house.read(lambda: people.get(2))).used_nano == 1_000
    assert await house.read(ledger_rows.check) == []


async def test_a_refusal_without_token_or_channel_is_logged_and_costs_nothing(
    house: Database,
) -> None:
    refused = settlement(
        "r1", charge=0, token_id=0, person_id=0, channel_id=0, status="refused", http_status=401
    )
    log_id = await house.submit(refused)
    assert (await house.read(lambda: request_log.get(log_id))).attempts == []
    assert (await house.read(lambda: rollups.totals(0, NOON * 2))).errors == 1


async def test_texts_from_outside_are_cut(house: Database) -> None:
    given = settlement("r1", requested_model="m" * 9_000, error_message="e" * 90_000)
    given.attempts[0].error_message = "e" * 90_000
    detail = await house.read(partial(request_log.get, await house.submit(given)))
    assert len(detail.request.requested_model) == 255
    assert len(detail.request.error_message) == 4_000
    assert len(detail.attempts[0].error_message) == 4_000


@pytest.mark.parametrize("together", [True, False])
async def test_rollups_add_up_by_hour_and_day(house: Database, together: bool) -> None:
    at = [NOON, NOON + HOUR_MS - 1, NOON + HOUR_MS, NOON + 12 * HOUR_MS]
    given = [settlement(f"r{n}", at=when, charge=10**n) for n, when in enumerate(at)]
    given[1].request.status = "failed"
    given[2].request.first_token_ms = 0
    if together:
        await asyncio.gather(*map(house.submit, given))
    else:
        for one in given:
            await house.submit(one)
    hours = sorted(await rows_of(house, schema.RollupHour), key=lambda row: row["bucket"])
    assert [(row["bucket"] - NOON) // HOUR_MS for row in hours] == [0, 1, 12]
    assert [row["requests"] for row in hours] == [2, 1, 1]
    assert [row["errors"] for row in hours] == [1, 0, 0]
    assert [row["charge_nano"] for row in hours] == [11, 100, 1_000]
    assert [row["first_token_count"] for row in hours] == [2, 0, 1]
    assert (hours[0]["input_tokens"], hours[0]["cached_tokens"]) == (240, 40)
    days = sorted(await rows_of(house, schema.RollupDay), key=lambda row: row["bucket"])
    assert [row["charge_nano"] for row in days] == [111, 1_000]
    assert await house.read(rollups.check)


async def test_the_clock_may_be_moved_back(house: Database) -> None:
    later = await house.submit(settlement("r1", at=NOON + HOUR_MS))
    earlier = await house.submit(settlement("r2", at=NOON - HOUR_MS, finished_at=NOON - HOUR_MS))
    assert earlier > later
    newest_first = [row.request_id for row in await house.read(request_log.page)]
    assert newest_first == ["r2", "r1"]
    assert await house.read(ledger_rows.check) == []
    assert await house.read(rollups.check)
