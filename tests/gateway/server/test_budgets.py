"""Budgets of tokens, people, groups and channels: hard under any concurrency, in any period."""

from __future__ import annotations

import asyncio
import json
import shutil
from collections import Counter
from collections.abc import AsyncIterator
from datetime import datetime
from fractions import Fraction
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from gateway.domain.budget import Budget, Scope, Unit
from gateway.domain.calendar import HOUR_MS, Period
from gateway.domain.limits import Limits
from gateway.domain.money import NANO
from gateway.domain.usage import Usage as Tokens
from gateway.services.channels import ChannelChanges
from gateway.services.tokens import TokenChanges
from gateway.store import budget_use, schema
from tests.gateway.house import House, house
from tests.gateway.server.test_relay_money import BODY, PRICE, flood, reservation_tokens
from tests.upstreams import Reply, Upstreams, Usage, faults

BERLIN = ZoneInfo("Europe/Berlin")
CHAT = "/v1/chat/completions"
DAY_MS = 24 * HOUR_MS
STREAM = {**BODY, "stream": True}


def at(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=BERLIN).timestamp()) * 1000


class Wall:
    """A clock on the wall that tests turn."""

    def __init__(self) -> None:
        self.ms = at("2026-03-28T20:00")

    def __call__(self) -> int:
        return self.ms

    def turn(self, text: str) -> None:
        self.ms = at(text)


@pytest.fixture
def wall() -> Wall:
    return Wall()


@pytest.fixture
async def home(tmp_path: Path, wall: Wall) -> AsyncIterator[House]:
    async with house(tmp_path, now_ms=wall, zone=BERLIN) as running:
        await running.price(gpt_4o=PRICE)
        yield running


def day(limit: int, unit: Unit = Unit.MONEY, **fields: bool) -> Budget:
    return Budget(Period.DAY, unit, limit, **fields)


def used(home: House, scope: Scope, key: int | str) -> list[int]:
    """What is used of each budget, and nothing is held any more."""
    left = home.gateway.limits.left(scope, key)
    assert all(each.held == 0 for each in left)
    return [each.used for each in left]


def open_intents() -> int:
    return int(schema.Intent.select().count())


async def check_budgets(home: House) -> None:
    """The ledger is in order, and memory says of each budget what the store adds up to."""
    await home.check_ledger()
    tallies, now = list(home.gateway.tallies._tallies.values()), home.gateway.now_ms()
    before = [(tally, [each.used for each in tally.left(now)]) for tally in tallies]
    for tally in tallies:
        tally.loaded = False
    await home.gateway.state.change(lambda: None, lambda _: None)
    for tally, sums in before:
        assert [each.used for each in tally.left(now)] == sums


async def price_of_one(home: House) -> tuple[int, Tokens]:
    tokens = await reservation_tokens(home)
    return tokens.input * 10_000 + tokens.output * 20_000, tokens


class TestConcurrency:
    @pytest.mark.parametrize(
        ("scope", "unit"),
        [
            (Scope.TOKEN, Unit.MONEY),
            (Scope.PERSON, Unit.TOKENS),
            (Scope.GROUP, Unit.MONEY),
            (Scope.CHANNEL, Unit.MONEY),
            (Scope.CHANNEL, Unit.REQUESTS),
        ],
    )
    async def test_three_hundred_at_once_on_a_day_that_allows_one_hundred(
        self, home: House, up: Upstreams, scope: Scope, unit: Unit
    ) -> None:
        channel = await home.channel(up.openai, "gpt-4o")
        each, usage = await price_of_one(home)
        # A limit that nobody reaches: its requests are counted, not guessed.
        token, key = await home.token(budgets=(day(10**15),))
        limit = {Unit.MONEY: each, Unit.REQUESTS: 1, Unit.TOKENS: usage.input + usage.output}[unit]
        budget = day(100 * limit, unit)
        owner: int | str = {Scope.TOKEN: token.id, Scope.PERSON: 1, Scope.CHANNEL: channel.id}.get(
            scope, "default"
        )
        if scope is Scope.TOKEN:
            await home.gateway.tokens.update(token.id, TokenChanges(budgets=(budget,)))
        elif scope is Scope.PERSON:
            await home.gateway.limits.set_person(1, budgets=(budget,))
        elif scope is Scope.GROUP:
            await home.gateway.limits.set_group("default", budgets=(budget,))
        else:
            await home.gateway.channels.update(channel.id, ChannelChanges(budgets=(budget,)))
        # No answer comes before every request was admitted or refused.
        up.openai.always(Reply(text="x", usage=Usage(usage.input, usage.output), delay_first=0.3))
        statuses = await flood(home, key, 300)
        refused = 503 if scope is Scope.CHANNEL else 429
        assert statuses == {200: 100, refused: 200}
        assert len(up.openai.requests) == 100
        await check_budgets(home)
        assert used(home, scope, owner) == [100 * limit]

    async def test_streams_end_at_the_budgets_last_cent(self, home: House, up: Upstreams) -> None:
        await home.channel(up.openai, "gpt-4o")
        token, key = await home.token(budgets=(day(30_000_000),))
        up.openai.always(Reply(text="word " * 20_000))
        body = {**STREAM, "max_tokens": 50_000}
        answers = await asyncio.gather(*(home.post(CHAT, body, key) for _ in range(4)))
        assert {status for status, _, _ in answers} <= {200, 429}
        assert any(b'"finish_reason":"length"' in content for _, _, content in answers)
        await check_budgets(home)
        (spent,) = used(home, Scope.TOKEN, token.id)
        assert 10_000_000 < spent <= 30_000_000

    async def test_a_plain_answer_is_told_what_the_budget_of_tokens_allows(
        self, home: House, up: Upstreams
    ) -> None:
        await home.channel(up.openai, "gpt-4o")
        _, usage = await price_of_one(home)
        _, key = await home.token(budgets=(day(usage.input + 40, Unit.TOKENS),))
        up.openai.always(Reply(text="x", usage=Usage(usage.input, 40)))
        status, headers, _ = await home.post(CHAT, BODY, key)
        assert (status, headers["x-homeport-max-output"]) == (200, "40")
        status, _, body = await home.post(CHAT, BODY, key)
        assert status == 429
        assert "tokens a day" in json.loads(body)["error"]["message"]


class TestPeriods:
    async def test_the_day_with_23_hours_begins_and_ends_at_midnight(
        self, home: House, up: Upstreams, wall: Wall
    ) -> None:
        await home.channel(up.openai, "gpt-4o")
        _, key = await home.token(budgets=(day(1, Unit.REQUESTS),))
        for moment in ("2026-03-28T23:59", "2026-03-29T00:00", "2026-03-30T00:00"):
            wall.turn(moment)
            assert (await home.post(CHAT, BODY, key))[0] == 200
            status, headers, body = await home.post(CHAT, BODY, key)
            assert status == 429
        wall.turn("2026-03-29T20:00")
        status, headers, body = await home.post(CHAT, BODY, key)
        assert (status, headers["retry-after"]) == (429, str(4 * 3600))
        assert headers["x-should-retry"] == "false"
        assert headers["x-homeport-error"] == "budget_exceeded"
        assert "2026-03-30 00:00+02:00" in json.loads(body)["error"]["message"]
        await check_budgets(home)

    async def test_what_a_request_gives_back_goes_to_the_day_it_began_in(
        self, home: House, up: Upstreams, wall: Wall
    ) -> None:
        await home.channel(up.openai, "gpt-4o")
        each, usage = await price_of_one(home)
        token, key = await home.token(budgets=(day(each),))
        wall.turn("2026-05-04T23:59")
        up.openai.always(Reply(text="x", usage=Usage(usage.input, 10), delay_first=0.5))
        running = asyncio.create_task(home.post(CHAT, BODY, key))
        async with asyncio.timeout(10):
            while not up.openai.requests:  # noqa: ASYNC110
                await asyncio.sleep(0.005)
        wall.turn("2026-05-05T00:01")
        assert (await home.post(CHAT, BODY, key))[0] == 200
        assert (await running)[0] == 200
        cost = usage.input * 10_000 + 10 * 20_000
        await check_budgets(home)
        assert used(home, Scope.TOKEN, token.id) == [cost]
        wall.turn("2026-05-04T12:00")
        assert used(home, Scope.TOKEN, token.id) == [cost]

    async def test_a_failure_costs_no_budget(self, home: House, up: Upstreams) -> None:
        channel = await home.channel(up.openai, "gpt-4o")
        token, key = await home.token(budgets=(day(1, Unit.REQUESTS), day(NANO)))
        for kind in ("server", "refused_input"):
            up.openai.script(faults.failing("server" if kind == "server" else "bad_request"))
            assert (await home.post(CHAT, BODY, key))[0] >= 400
            await home.gateway.channels.resume(channel.id)
        await check_budgets(home)
        assert used(home, Scope.TOKEN, token.id) == [0, 0]
        assert (await home.post(CHAT, BODY, key))[0] == 200

    async def test_a_week_begins_where_the_setting_says(
        self, home: House, up: Upstreams, wall: Wall
    ) -> None:
        await home.channel(up.openai, "gpt-4o")
        _, key = await home.token(budgets=(Budget(Period.WEEK, Unit.REQUESTS, 1),))
        wall.turn("2026-11-21T10:00")  # a Saturday
        assert (await home.post(CHAT, BODY, key))[0] == 200
        wall.turn("2026-11-22T10:00")
        assert (await home.post(CHAT, BODY, key))[0] == 429
        await home.gateway.settings_service.set("week_start", "sunday")
        assert (await home.post(CHAT, BODY, key))[0] == 200
        assert (await home.post(CHAT, BODY, key))[0] == 429
        await check_budgets(home)


class TestLife:
    async def test_a_budget_counts_what_was_used_before_it_was_set(
        self, home: House, up: Upstreams
    ) -> None:
        await home.channel(up.openai, "gpt-4o")
        token, key = await home.token()
        for _ in range(3):
            assert (await home.post(CHAT, BODY, key))[0] == 200
        await home.gateway.tokens.update(
            token.id,
            TokenChanges(budgets=(day(4, Unit.REQUESTS), Budget(Period.TOTAL, Unit.REQUESTS, 5))),
        )
        assert used(home, Scope.TOKEN, token.id) == [3, 3]
        assert (await home.post(CHAT, BODY, key))[0] == 200
        assert (await home.post(CHAT, BODY, key))[0] == 429
        await home.gateway.tokens.update(token.id, TokenChanges(budgets=()))
        assert (await home.post(CHAT, BODY, key))[0] == 200
        assert home.gateway.callers.find(key, "127.0.0.1").payer.tallies == ()

    async def test_a_restart_keeps_every_counter(
        self, tmp_path: Path, up: Upstreams, wall: Wall
    ) -> None:
        budgets = (
            *(Budget(period, Unit.MONEY, NANO) for period in Period),
            Budget(Period.MONTH, Unit.TOKENS, 10**6),
        )
        async with house(tmp_path, now_ms=wall, zone=BERLIN) as home:
            await home.price(gpt_4o=PRICE)
            channel = await home.channel(up.openai, "gpt-4o", budgets=budgets)
            token, key = await home.token(budgets=budgets)
            await home.gateway.limits.set_person(1, budgets=budgets, limits=Limits(rpm=100))
            await home.gateway.limits.set_group("default", budgets=budgets)
            owners = (
                (Scope.TOKEN, token.id),
                (Scope.PERSON, 1),
                (Scope.GROUP, "default"),
                (Scope.CHANNEL, channel.id),
            )
            for moment in ("2026-03-01T12:00", "2026-03-27T12:00", "2026-03-28T19:59"):
                wall.turn(moment)
                assert (await home.post(CHAT, BODY, key))[0] == 200
            wall.turn("2026-03-28T20:30")
            assert (await home.post(CHAT, BODY, key))[0] == 200
            await check_budgets(home)
            before = {owner: used(home, *owner) for owner in owners}
            assert len(set(before[Scope.TOKEN, token.id])) == 5
        async with house(tmp_path, now_ms=wall, zone=BERLIN) as home:
            assert {owner: used(home, *owner) for owner in owners} == before
            assert (await home.gateway.people.get(1)).limits == Limits(rpm=100)

    async def test_after_a_kill_what_was_held_is_booked_and_no_more(
        self, tmp_path: Path, up: Upstreams, wall: Wall
    ) -> None:
        async with house(tmp_path / "killed", now_ms=wall, zone=BERLIN) as home:
            await home.price(gpt_4o=PRICE)
            each, _ = await price_of_one(home)
            await home.channel(up.openai, "gpt-4o")
            token, key = await home.token(budgets=(day(3 * each),))
            await home.gateway.limits.set_group("default", budgets=(day(2 * each),))
            up.openai.always(Reply(text="one two three", stall_after=2))
            headers = {"Authorization": f"Bearer {key}"}
            async with home.session.post(home.url + CHAT, json=STREAM, headers=headers) as answer:
                await answer.content.readany()
                async with asyncio.timeout(10):
                    while not await home.gateway.database.read(open_intents):  # noqa: ASYNC110
                        await asyncio.sleep(0.005)
                # What a kill would leave on the disk now.
                shutil.copytree(tmp_path / "killed", tmp_path / "left")
        async with house(tmp_path / "left", now_ms=wall, zone=BERLIN) as home:
            for scope, owner in ((Scope.TOKEN, token.id), (Scope.GROUP, "default")):
                assert used(home, scope, owner) == [each]
            await check_budgets(home)
            up.openai.always(Reply(text="x"))
            assert (await home.post(CHAT, BODY, key))[0] == 200

    async def test_another_channel_is_asked_when_ones_budget_is_used_up(
        self, home: House, up: Upstreams
    ) -> None:
        second = up.add_openai("second")
        await home.channel(
            up.openai, "gpt-4o", priority=5, name="Free tier", budgets=(day(2, Unit.REQUESTS),)
        )
        spare = await home.channel(second, "gpt-4o", name="Paid")
        for _ in range(3):
            assert (await home.post(CHAT, BODY))[0] == 200
        assert (len(up.openai.requests), len(second.requests)) == (2, 1)
        await home.gateway.channels.set_enabled(spare.id, False)
        status, headers, body = await home.post(CHAT, BODY)
        assert (status, headers["retry-after"]) == (503, str(4 * 3600))
        message = json.loads(body)["error"]["message"]
        assert "Free tier: its budget of 2 requests a day is used up" in message

    async def test_a_channels_money_is_what_it_costs_not_what_is_charged(
        self, home: House, up: Upstreams
    ) -> None:
        from decimal import Decimal

        channel = await home.channel(
            up.openai, "gpt-4o", budgets=(day(NANO),), cost_multiplier=Decimal("0.5")
        )
        await home.gateway.settings_service.set_option("GroupRatio", '{"default": 3}')
        each, usage = await price_of_one(home)
        up.openai.always(Reply(text="x", usage=Usage(usage.input, usage.output)))
        _, key = await home.token(budgets=(day(NANO),))
        assert (await home.post(CHAT, BODY, key))[0] == 200
        await check_budgets(home)
        assert used(home, Scope.CHANNEL, channel.id) == [Fraction(each, 2)]

    async def test_without_budgets_nothing_is_kept_of_them(
        self, home: House, up: Upstreams
    ) -> None:
        await home.channel(up.openai, "gpt-4o")
        _, key = await home.token()
        assert (await home.post(CHAT, BODY, key))[0] == 200
        assert not home.gateway.tallies


async def test_the_sums_by_quarter_agree_with_the_log(home: House, up: Upstreams) -> None:
    await home.channel(up.openai, "gpt-4o")
    _, key = await home.token()
    statuses = Counter([(await home.post(CHAT, BODY, key))[0] for _ in range(3)])
    assert statuses == {200: 3}
    rows = await home.log()
    sums = await home.gateway.database.read(
        lambda: budget_use.load(0, [(Scope.GROUP, "default")], [(Scope.GROUP, "default")])
    )
    charged = sum(entry.request.charge_nano for entry in rows)
    tokens = sum(entry.request.input_tokens + entry.request.output_tokens for entry in rows)
    assert sums.totals[Scope.GROUP, "default"] == (3, tokens, charged)
