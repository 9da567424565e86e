"""What is forgotten, and what never is."""

import asyncio

from gateway.store import ledger_rows, request_log, retention, schema
from gateway.store.booking import HOUR_MS
from gateway.store.database import Database
from tests.gateway.store.support import NOON, count, settlement


async def fill(house: Database, hours: int) -> None:
    await asyncio.gather(
        *(house.submit(settlement(f"r{n}", at=NOON + n * HOUR_MS)) for n in range(hours))
    )


async def test_old_requests_go_with_their_attempts(house: Database) -> None:
    await fill(house, 500)
    assert await retention.run(house, NOON + 450 * HOUR_MS) == 450
    rows = await house.read(request_log.page)
    assert [row.id for row in rows] == list(range(500, 450, -1))
    assert await count(house, schema.Attempt) == 50
    assert await retention.run(house, NOON + 450 * HOUR_MS) == 0


async def test_the_ledger_keeps_everything(house: Database) -> None:
    await fill(house, 50)
    before = await count(house, schema.Entry)
    await retention.run(house, NOON + 1_000 * HOUR_MS)
    assert await count(house, schema.Entry) == before
    assert await house.read(ledger_rows.check) == []


async def test_ids_never_begin_anew(house: Database) -> None:
    await fill(house, 10)
    await retention.run(house, NOON + 1_000 * HOUR_MS)
    assert await house.submit(settlement("later")) == 11


async def test_a_wrong_clock_does_not_keep_old_rows(house: Database) -> None:
    for number in range(5):
        await house.submit(settlement(f"future {number}", at=NOON * 2))
    await fill(house, 10)
    assert await retention.run(house, NOON + 5 * HOUR_MS) == 5


async def test_a_batch_is_small_and_others_write_in_between(house: Database) -> None:
    await fill(house, retention.BATCH + 5)
    deleted = await house.write(lambda: retention.delete_batch(NOON * 2))
    assert deleted == retention.BATCH


async def test_the_space_goes_back_to_the_file_system(house: Database) -> None:
    for number in range(300):
        house.submit(settlement(f"r{number}", at=NOON, price_json="x" * 4_000))
    await house.close()
    big = house.path.stat().st_size
    house.open()
    await retention.run(house, NOON + 1)
    await house.close()
    assert house.path.stat().st_size < big / 2
