"""The log as services show it: windows, filters, one request with its bill, what runs now."""

from __future__ import annotations

from fractions import Fraction

import aiohttp
import pytest

from gateway.domain.money import NANO
from gateway.errors import NotFound
from gateway.services.logs import ERROR, LogFilter, parse_price
from gateway.tasks import spawn
from tests.gateway.house import House
from tests.upstreams import Reply, Upstreams, Usage

PRICE = {"input": 2, "output": 8, "cached_input": 0.5}


async def chatted(home: House, up: Upstreams, *texts: str, key: str = "") -> None:
    for text in texts:
        up.openai.script(Reply(text=text, usage=Usage(1000, 500, cached=400)))
        await home.chat("gpt-4o", text, **({"key": key} if key else {}))
    await home.settled()


@pytest.fixture
async def served(home: House, up: Upstreams) -> House:
    await home.channel(up.openai, "gpt-4o", name="Work")
    await home.price(gpt_4o=PRICE)
    return home


async def test_pages_are_windows_newest_first(served: House, up: Upstreams) -> None:
    await chatted(served, up, "a", "b", "c")
    page = served.gateway.logs.page
    whole = await page()
    assert [row.id for row in whole] == sorted((row.id for row in whole), reverse=True)
    assert await page(limit=2) == whole[:2]
    assert await page(before_id=whole[1].id) == whole[2:]
    assert await page(after_id=whole[1].id) == whole[:1]
    assert await page(limit=1, offset=2) == whole[2:]
    assert await served.gateway.logs.count() == 3


async def test_one_request_comes_with_attempts_and_arithmetic(served: House, up: Upstreams) -> None:
    await chatted(served, up, "a")
    (row,) = await served.gateway.logs.page()
    detail = await served.gateway.logs.get(row.id)
    assert detail == await served.gateway.logs.find(row.request_id)
    assert detail.row == row
    assert [(a.number, a.status, a.channel_name) for a in detail.attempts] == [(1, "done", "Work")]
    assert [(line.kind, line.tokens, line.per_mtok) for line in detail.price.lines] == [
        ("input", 600, Fraction(2)),
        ("cache_read", 400, Fraction(1, 2)),
        ("output", 500, Fraction(8)),
    ]
    assert detail.price.source == "override"
    assert detail.price.dollars * NANO == row.charge_nano == 5_400_000
    for missing in (0, row.id + 1):
        with pytest.raises(NotFound):
            await served.gateway.logs.get(missing)


def test_prices_without_lines_are_prices_all_the_same() -> None:
    assert parse_price("").lines == ()
    interrupted = parse_price('{"source":"catalogue","multiplier":"3/2","input":"2","output":"8"}')
    assert (interrupted.source, interrupted.multiplier) == ("catalogue", Fraction(3, 2))
    assert parse_price('{"source":"unpriced","lines":[]}').source == "unpriced"


async def test_filters_narrow_by_what_they_name(served: House, up: Upstreams) -> None:
    token, key = await served.token(name="laptop")
    await chatted(served, up, "mine")
    await chatted(served, up, "theirs", key=key)
    await served.chat("nope")
    await served.settled()
    rows = await served.gateway.logs.page()
    failed, theirs, mine = rows
    page, count = served.gateway.logs.page, served.gateway.logs.count
    for which, expected in (
        (LogFilter(token_id=token.id), [theirs]),
        (LogFilter(token_name="laptop"), [theirs]),
        (LogFilter(token_name="nobody's"), []),
        (LogFilter(token_name="laptop", token_id=mine.token_id), []),
        (LogFilter(model="gpt-4o"), [theirs, mine]),
        (LogFilter(status=ERROR), [failed]),
        (LogFilter(status="done"), [theirs, mine]),
        (LogFilter(text="NOPE"), [failed]),
        (LogFilter(channel_id=mine.channel_id), [theirs, mine]),
        (LogFilter(person_id=1), rows),
        (LogFilter(person_id=2), []),
        (LogFilter(since=mine.at, until=mine.at + 1), [r for r in rows if r.at == mine.at]),
        (LogFilter(until=mine.at), []),
    ):
        assert await page(which) == expected, which
        assert await count(which) == len(expected)


async def test_the_name_of_a_token_that_is_gone_still_finds_its_requests(
    served: House, up: Upstreams
) -> None:
    token, key = await served.token(name="old phone")
    await chatted(served, up, "a", key=key)
    await served.gateway.tokens.delete(token.id)
    assert len(await served.gateway.logs.page(LogFilter(token_name="old phone"))) == 1


async def test_statistics_add_up(served: House, up: Upstreams) -> None:
    await chatted(served, up, "a", "b")
    await served.chat("nope")
    await served.settled()
    sums = await served.gateway.logs.statistics()
    assert (sums.requests, sums.errors, sums.input, sums.output) == (3, 1, 2000, 1000)
    assert sums.charge_nano == sums.cost_nano == 2 * 5_400_000
    nobody = await served.gateway.logs.statistics(LogFilter(person_id=9))
    assert (nobody.requests, nobody.charge_nano) == (0, 0)


async def test_deleting_forgets_requests_and_keeps_the_books(served: House, up: Upstreams) -> None:
    """The newest stays, so that ids never begin anew."""
    await chatted(served, up, "a", "b", "c")
    logs = served.gateway.logs
    newest = (await logs.page())[0]
    assert await logs.delete_before(0) == 0
    assert await logs.delete_before(newest.at + 1) == 2
    assert await logs.page() == [newest]
    assert (await served.gateway.usage.today()).requests == 3
    await served.check_ledger()


async def test_what_runs_is_seen_and_can_be_ended(served: House, up: Upstreams) -> None:
    up.openai.script(Reply(text="one two three", stall_after=2))
    task = spawn(_left_alone(served), "chat")
    await up.openai.wait_stalled()
    (live,) = served.gateway.logs.live()
    assert (live.model, live.channel_name) == ("gpt-4o", "Work")
    assert served.gateway.logs.cancel(live.request_id)
    assert not served.gateway.logs.cancel("req_unknown")
    await up.openai.wait_closed_streams()
    await task
    await served.settled()
    assert served.gateway.logs.live() == []
    assert [row.status for row in await served.gateway.logs.page()] == ["cancelled"]


async def _left_alone(home: House) -> None:
    """A client whose connection the owner ends."""
    with pytest.raises(aiohttp.ClientError):
        await home.chat("gpt-4o", stream=True)
