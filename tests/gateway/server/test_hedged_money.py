"""Hedging where money is limited: each attempt has its own held, one is charged, none is left."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from gateway.domain.budget import Budget, Scope, Unit
from gateway.domain.calendar import Period
from gateway.domain.channel import Channel
from gateway.domain.money import NANO
from gateway.services.channels import ChannelChanges
from gateway.services.tokens import TokenChanges
from gateway.store import schema
from tests.gateway.house import House
from tests.gateway.server.test_relay_money import BODY, PRICE, reservation_tokens
from tests.upstreams import OpenAIMock, Reply, Upstreams, Usage, faults

CHAT = "/v1/chat/completions"
MODEL = "gpt-4o"
STREAM = {**BODY, "stream": True}


@pytest.fixture
async def channels(home: House, up: Upstreams) -> tuple[Channel, Channel, OpenAIMock]:
    """Two channels, the first preferred and silent, and hardly any patience."""
    mock = up.add_openai("second")
    await home.price(gpt_4o=PRICE)
    first = await home.channel(up.openai, MODEL, name="First", priority=9)
    second = await home.channel(mock, MODEL, name="Second")
    await home.gateway.settings_service.set("hedge_after_s", 0.01)
    up.openai.always(faults.silent())
    return first, second, mock


async def each_costs(home: House) -> int:
    """What one attempt at BODY holds, in nano-dollars."""
    tokens = await reservation_tokens(home)
    return tokens.input * 10_000 + tokens.output * 20_000


def left(home: House, scope: Scope, key: int | str) -> list[tuple[int, int]]:
    """Used and held of each budget."""
    return [(each.used, each.held) for each in home.gateway.limits.left(scope, key)]


def intent_channels() -> list[int]:
    return [row[0] for row in schema.Intent.select(schema.Intent.channel_id).tuples()]


@pytest.mark.parametrize("stream", [False, True])
async def test_a_payer_with_a_limit_is_hedged_and_pays_for_one(
    home: House, up: Upstreams, channels: Any, stream: bool
) -> None:
    _, _, mock = channels
    token, key = await home.token(NANO)
    if stream:
        up.openai.always(faults.silent_stream())
    mock.script(Reply(text="from the second", usage=Usage(20, 30)))
    status, _, body = await home.post(CHAT, STREAM if stream else BODY, key)
    assert status == 200
    assert b"second" in body
    (entry,) = await home.log(1)
    assert [(a.channel_name, a.status) for a in entry.attempts] == [
        ("First", "cancelled"),
        ("Second", "done"),
    ]
    charge = 20 * 10_000 + 30 * 20_000
    assert entry.request.charge_nano == charge
    assert entry.request.cost_nano == charge + entry.attempts[0].cost_nano > charge
    await home.check_ledger()
    assert (home.balance(token), home.reserved(token)) == (NANO - charge, 0)


async def test_where_money_is_enough_for_one_only_one_is_asked(
    home: House, up: Upstreams, channels: Any
) -> None:
    _, _, mock = channels
    each = await each_costs(home)
    token, key = await home.token(2 * each - 1)
    poor = asyncio.ensure_future(home.post(CHAT, BODY, key))
    await up.openai.wait_stalled()
    # Its patience ends before that of one which comes later.
    mock.script(Reply(text="second"))
    assert (await home.post(CHAT, BODY))[0] == 200
    assert len(mock.requests) == 1
    assert home.reserved(token) == each
    up.openai.release()
    assert (await poor)[0] == 200
    assert len(mock.requests) == 1
    await home.check_ledger()


async def test_a_dearer_second_that_does_not_fit_leaves_it_to_a_cheaper_third(
    home: House, up: Upstreams, channels: Any
) -> None:
    _, _, mock = channels
    third = up.add_openai("third")
    await home.price(gpt_4o=PRICE, dear={"input": 1000, "output": 2000})
    await home.channel(mock, MODEL, aliases={MODEL: "dear"}, name="Dear", priority=5)
    await home.gateway.channels.set_enabled(channels[1].id, False)
    await home.channel(third, MODEL, name="Third")
    _, key = await home.token(3 * await each_costs(home))
    third.script(Reply(text="third"))
    assert (await home.post(CHAT, BODY, key))[0] == 200
    assert mock.requests == []
    (entry,) = await home.log(1)
    assert [a.channel_name for a in entry.attempts] == ["First", "Third"]
    await home.check_ledger()


async def test_the_second_may_write_as_much_as_the_first(
    home: House, up: Upstreams, channels: Any
) -> None:
    """One of them will be charged, so both are told the same money."""
    _, _, mock = channels
    body = {"model": MODEL, "messages": BODY["messages"]}
    _, alone = await home.token(NANO // 10)
    _, hedged = await home.token(NANO // 10)
    await home.gateway.settings_service.set("hedge_after_s", 600)
    up.openai.always(Reply(text="x"))
    _, headers, _ = await home.post(CHAT, body, alone)
    await home.gateway.settings_service.set("hedge_after_s", 0.01)
    up.openai.always(faults.silent())
    mock.script(Reply(text="x"))
    _, beside, _ = await home.post(CHAT, body, hedged)
    assert mock.requests
    assert int(headers["x-homeport-max-output"]) > 4000
    assert beside["x-homeport-max-output"] == headers["x-homeport-max-output"]
    await home.check_ledger()


async def test_two_attempts_are_one_request_of_a_budget_and_one_of_each_channel(
    home: House, up: Upstreams, channels: Any
) -> None:
    first, _, mock = channels
    day = Budget(Period.DAY, Unit.REQUESTS, 1)
    token, key = await home.token(budgets=(day,))
    for channel in channels[:2]:
        await home.gateway.channels.update(channel.id, ChannelChanges(budgets=(day,)))
    mock.script(Reply(text="second"))
    assert (await home.post(CHAT, BODY, key))[0] == 200
    await home.check_ledger()
    assert left(home, Scope.TOKEN, token.id) == [(1, 0)]
    assert left(home, Scope.CHANNEL, channels[1].id) == [(1, 0)]
    assert left(home, Scope.CHANNEL, first.id) == [(1, 0)], "its provider bills the prompt"


async def test_a_ceiling_is_each_attempts_own(home: House, up: Upstreams, channels: Any) -> None:
    _, _, mock = channels
    token, key = await home.token(ceiling_nano=await each_costs(home))
    mock.script(Reply(text="second", usage=Usage(5, 5)))
    assert (await home.post(CHAT, BODY, key))[0] == 200
    assert len(mock.requests) == 1
    await home.check_ledger()
    assert token.id


async def test_the_intent_is_that_of_whoever_answers(
    home: House, up: Upstreams, channels: Any
) -> None:
    first, second, mock = channels
    _, key = await home.token(NANO)
    mock.always(faults.silent())
    up.openai.always(Reply(text="one two three", stall_after=2, delay_first=0.2))
    headers = {"Authorization": f"Bearer {key}"}
    async with home.session.post(home.url + CHAT, json=STREAM, headers=headers) as answer:
        await answer.content.readany()
        await mock.wait_idle()
        assert len(mock.requests) == 1, "the second was asked"
        await home.gateway.database.write(lambda: None)
        assert await home.gateway.database.read(intent_channels) == [first.id]
    await home.check_ledger()
    assert second.id != first.id


def _silent(up: Upstreams, mock: OpenAIMock) -> None:
    mock.always(faults.silent())


def _failing(up: Upstreams, mock: OpenAIMock) -> None:
    mock.always(faults.failing("overloaded"))


def _refusing(up: Upstreams, mock: OpenAIMock) -> None:
    mock.always(faults.failing("content_filter"))


@pytest.mark.parametrize("second_does", [_silent, _failing, _refusing])
async def test_whatever_way_it_ends_nothing_is_left_held(
    home: House, up: Upstreams, channels: Any, second_does: Callable[[Upstreams, OpenAIMock], None]
) -> None:
    first, _, mock = channels
    day = Budget(Period.DAY, Unit.TOKENS, 10_000)
    token, key = await home.token(NANO, budgets=(day,))
    second_does(up, mock)
    asked = asyncio.ensure_future(home.post(CHAT, BODY, key))
    await mock.wait_requests(1)
    if second_does is not _refusing:
        asked.cancel()
    await asyncio.gather(asked, return_exceptions=True)
    await home.check_ledger()
    assert home.reserved(token) == 0
    account = home.gateway.ledger.payer(token.id, 1).token
    assert account.promised == 0
    ((_, held),) = left(home, Scope.TOKEN, token.id)
    assert held == 0
    assert first.id


async def test_limits_hold_for_many_hedged_at_once(
    home: House, up: Upstreams, channels: Any
) -> None:
    """Sixty at once on money for twenty attempts: silent, failing and slow firsts, streams that
    outgrow what was held, clients that leave.
    """
    mock = channels[2]
    each = await each_costs(home)
    token, key = await home.token(20 * each)
    day = Budget(Period.DAY, Unit.REQUESTS, 22)
    for channel in channels[:2]:
        await home.gateway.channels.update(channel.id, ChannelChanges(budgets=(day,)))
    await home.gateway.tokens.update(
        token.id, TokenChanges(budgets=(Budget(Period.DAY, Unit.MONEY, 19 * each),))
    )
    up.openai.always(Reply(text="word " * 400, usage=Usage(20, 400), delay_first=0.4))
    up.openai.script(*([faults.failing("overloaded"), Reply(text="w " * 90)] * 8))
    mock.always(Reply(text="word " * 400, usage=Usage(20, 400)))
    lowest: list[int] = []

    def watch(_event: object) -> None:
        account = home.gateway.ledger.payer(token.id, 1).token
        lowest.append(account.available)
        owners = [(Scope.CHANNEL, channel.id) for channel in channels[:2]]
        for owner in ((Scope.TOKEN, token.id), *owners):
            found = home.gateway.limits.left(*owner)
            lowest.extend(each.allowed - each.used - each.held for each in found)

    unsubscribe = home.gateway.events.subscribe(watch)
    body = {**STREAM, "max_tokens": 400}
    asked = [asyncio.ensure_future(home.post(CHAT, body, key)) for _ in range(60)]
    await mock.wait_requests(1)
    for number, each_asked in enumerate(asked):
        if number % 10 == 9:
            each_asked.cancel()
    answers = await asyncio.gather(*asked, return_exceptions=True)
    unsubscribe()
    statuses = {answer[0] for answer in answers if isinstance(answer, tuple)}
    assert statuses <= {200, 402, 429, 502, 503}
    assert 200 in statuses
    await home.check_ledger()
    rows = [entry.request for entry in await home.log()]
    paid = sum(row.charge_nano for row in rows)
    assert home.balance(token) == 20 * each - paid
    assert left(home, Scope.TOKEN, token.id) == [(paid, 0)]
    for channel in channels[:2]:
        ((asked, held),) = left(home, Scope.CHANNEL, channel.id)
        assert (asked <= 22, held) == (True, 0)
    assert 0 < paid <= 19 * each
    assert min(lowest) >= 0
    assert len(rows) == len({row.request_id for row in rows})
