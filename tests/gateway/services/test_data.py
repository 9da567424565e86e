"""Copies by the day, the log that is cleared, room that is given back."""

import asyncio
from pathlib import Path

import pytest

from gateway.errors import ServiceError
from gateway.events import LogChanged
from gateway.progress import Cancelled, Progress
from gateway.store import schema
from gateway.store.database import Database
from tests.gateway.house import House
from tests.gateway.store.support import settlement
from tests.upstreams import Reply, Upstreams

DAY_MS = 86_400_000


class Clock:
    """The gateway's clock, turned by hand."""

    def __init__(self, home: House) -> None:
        self.now = home.gateway.now_ms()
        home.gateway.data._context.now_ms = lambda: self.now


async def count(database: Database, model: type[schema.Model]) -> int:
    return await database.read(lambda: int(model.select().count()))


async def test_a_copy_is_made_once_a_day(home: House) -> None:
    data = home.gateway.data
    assert await data.back_up_if_due() is not None
    assert await data.back_up_if_due() is None, "one a day is enough"
    clock = Clock(home)
    clock.now += DAY_MS - 60_000
    assert await data.back_up_if_due() is None
    clock.now += 120_000
    assert await data.back_up_if_due() is not None
    assert {each.label for each in (await data.view()).backups} == {"daily"}


async def test_it_can_be_switched_off(home: House) -> None:
    await home.gateway.settings_service.set("backup_daily", False)
    assert await home.gateway.data.back_up_if_due() is None
    assert (await home.gateway.data.view()).backups == ()


async def test_a_clock_that_was_set_back_does_not_end_the_copies(home: House) -> None:
    assert await home.gateway.data.back_up_if_due() is not None
    clock = Clock(home)
    clock.now -= 30 * DAY_MS
    assert await home.gateway.data.back_up_if_due() is not None


async def test_only_so_many_are_kept(home: House, tmp_path: Path) -> None:
    await home.gateway.settings_service.set("backup_keep", 2)
    folder = tmp_path / "data" / "backups"
    folder.mkdir(exist_ok=True)
    for day in (1, 2, 3):
        (folder / f"homeport-2020010{day}T000000Z-daily.db").write_bytes(b"x")
    (folder / "homeport-20200101T000000Z-manual.db").write_bytes(b"x")
    made = await home.gateway.data.back_up_if_due()
    assert made is not None
    left = sorted(path.name for path in folder.iterdir())
    assert left == sorted(
        [
            made.path.name,
            "homeport-20200103T000000Z-daily.db",
            "homeport-20200101T000000Z-manual.db",
        ]
    )


async def test_a_copy_that_fails_is_told_and_tried_again(home: House, tmp_path: Path) -> None:
    folder = tmp_path / "data" / "backups"
    folder.write_text("in the way")
    assert await home.gateway.data.back_up_if_due() is None
    folder_problem = (await _problem(home)) or ""
    assert "the copy was not made" in folder_problem
    folder.unlink()
    assert await home.gateway.data.back_up_if_due() is not None
    assert await _problem(home) == ""
    with pytest.raises(ServiceError) as refused:
        await home.gateway.data.back_up_to(tmp_path / "no such folder" / "a.db")
    assert refused.value.code == "backup_failed"


async def _problem(home: House) -> str:
    return home.gateway.data._daily_problem


async def test_a_cleared_log_keeps_money_and_usage(home: House, up: Upstreams) -> None:
    await home.channel(up.openai, "gpt-4o")
    await home.price(gpt_4o={"input": 10, "output": 10})
    token, key = await home.token(10**12)
    for _ in range(3):
        up.openai.script(Reply(text="one"))
        assert (await home.chat("gpt-4o", key=key))[0] == 200
    await home.settled()
    gateway, told = home.gateway, list[object]()
    gateway.events.subscribe(told.append)
    balance, spent = home.balance(token), (await gateway.usage.today()).charge_nano
    assert spent > 0
    entries = await count(gateway.database, schema.Entry)
    assert await gateway.data.count_log() == 3
    assert await gateway.data.clear_log() == 3
    assert await gateway.data.count_log() == 0
    assert await count(gateway.database, schema.Attempt) == 0
    assert any(isinstance(each, LogChanged) for each in told)
    assert await count(gateway.database, schema.Entry) == entries
    assert home.balance(token) == balance
    assert (await gateway.usage.today()).charge_nano == spent
    up.openai.script(Reply(text="another"))
    assert (await home.chat("gpt-4o", key=key))[0] == 200
    assert [row.request.requested_model for row in await home.log()] == ["gpt-4o"]
    await home.check_ledger()


async def fill(database: Database, number: int) -> None:
    """Old requests of an account that is not there: only their room matters."""
    rows = [
        settlement(f"r{n}", charge=0, token_id=0, person_id=0, error_message="x" * 400)
        for n in range(number)
    ]
    await asyncio.gather(*(database.submit(row) for row in rows))


async def test_clearing_can_be_ended_half_way(home: House) -> None:
    await fill(home.gateway.database, 1_000)
    progress = Progress()
    task = asyncio.ensure_future(home.gateway.data.clear_log(progress))
    while not progress.fraction and not task.done():  # noqa: ASYNC110
        await asyncio.sleep(0)
    progress.cancel()
    with pytest.raises(Cancelled):
        await task
    assert 0 < await home.gateway.data.count_log() < 1_000


async def test_room_is_given_back_to_the_disk(home: House, tmp_path: Path) -> None:
    database = home.gateway.database
    await fill(database, 3_000)
    await database.write(lambda: schema.Request.delete().execute())
    await database.write(lambda: schema.Attempt.delete().execute())
    before = await home.gateway.data.view()
    assert before.free > 500_000
    told: list[float] = []
    given = await home.gateway.data.compact(Progress(told.append))
    after = await home.gateway.data.view()
    assert given > 500_000
    assert after.free < before.free // 10
    file = tmp_path / "data" / "homeport.db"
    assert file.stat().st_size < before.free + 1_000_000
    assert (await home.gateway.data.check()).ok
