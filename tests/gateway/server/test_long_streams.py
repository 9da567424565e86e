"""Streams that outgrow what was held for them: two commits each, and a kill loses nothing."""

from __future__ import annotations

import asyncio
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from gateway.domain.budget import Budget, Scope, Unit
from gateway.domain.calendar import Period
from gateway.domain.money import NANO
from gateway.store.journal import Intent, Settlement
from gateway.store.writer import Job, Writer
from tests.gateway.house import House, house
from tests.upstreams import Reply, Upstreams, Usage

CHAT = "/v1/chat/completions"
PRICE = {"input": 10, "output": 20}
STREAM = {"model": "gpt-4o", "messages": [{"role": "user", "content": "Hi"}], "stream": True}
TOKENS_A_DAY = Budget(Period.DAY, Unit.TOKENS, 10**6)


@pytest.fixture
def commits(monkeypatch: pytest.MonkeyPatch) -> list[list[type]]:
    """The commits with anything of requests in them, as they are made."""
    seen: list[list[type]] = []
    commit = Writer._commit

    def watched(self: Writer, group: list[Job]) -> None:
        kinds = [type(job.work) for job in group if isinstance(job.work, Intent | Settlement)]
        if kinds:
            seen.append(kinds)
        commit(self, group)

    monkeypatch.setattr(Writer, "_commit", watched)
    return seen


@pytest.mark.parametrize("durability", ["process", "power"])
@pytest.mark.parametrize("tokens", [100, 4_000, 20_000])
async def test_a_stream_of_any_length_takes_two_commits(
    home: House, up: Upstreams, commits: list[Any], tokens: int, durability: str
) -> None:
    await home.gateway.settings_service.set("durability", durability)
    await home.channel(up.openai, "gpt-4o")
    await home.price(gpt_4o=PRICE)
    token, key = await home.token(NANO, budgets=(TOKENS_A_DAY,))
    up.openai.script(Reply(chunks=[" word" * 10] * (tokens // 10), usage=Usage(20, tokens)))
    status, _, body = await home.post(CHAT, STREAM, key)
    assert (status, body.endswith(b"data: [DONE]\n\n")) == (200, True)
    await home.check_ledger()
    assert home.balance(token) == NANO - 20 * 10_000 - tokens * 20_000
    assert commits in ([[Intent], [Settlement]], [[Intent, Settlement]])


async def test_without_the_file_beside_it_the_database_is_told(
    home: House, up: Upstreams, commits: list[Any]
) -> None:
    await home.gateway.progress.close()
    await home.channel(up.openai, "gpt-4o")
    await home.price(gpt_4o=PRICE)
    _, key = await home.token(NANO)
    up.openai.script(Reply(chunks=[" word" * 10] * 400, usage=Usage(20, 4_000)))
    assert (await home.post(CHAT, STREAM, key))[0] == 200
    await home.check_ledger()
    assert sum(kinds.count(Intent) for kinds in commits) > 1


@pytest.mark.parametrize("limits", ["balance", "tokens", "none"])
async def test_a_kill_books_what_a_stream_had_grown_to(
    tmp_path: Path, up: Upstreams, limits: str
) -> None:
    limited, budgets = limits == "balance", () if limits == "none" else (TOKENS_A_DAY,)
    words = 5_000
    async with house(tmp_path / "killed") as home:
        await home.price(gpt_4o=PRICE)
        await home.channel(up.openai, "gpt-4o")
        balance = NANO if limited else None
        token, key = await home.token(balance, budgets=budgets)
        up.openai.always(Reply(chunks=[" word" * 10] * (words // 10 + 50), stall_after=words // 10))
        headers = {"Authorization": f"Bearer {key}"}
        async with home.session.post(home.url + CHAT, json=STREAM, headers=headers) as answer:
            seen = b""
            async with asyncio.timeout(20):
                while seen.count(b" word") < words - 50:
                    seen += await answer.content.readany()
            await home.gateway.database.write(lambda: None)
            held = home.gateway.ledger.open_reservations
            assert held == 1
            # What a kill would leave on the disk now.
            shutil.copytree(tmp_path / "killed", tmp_path / "left")
    async with house(tmp_path / "left") as home:
        (entry,) = await home.log()
        row = entry.request
        assert row.status == "interrupted"
        assert words <= row.output_tokens < 3 * words
        assert row.charge_nano >= row.output_tokens * 20_000
        for left in home.gateway.limits.left(Scope.TOKEN, token.id):
            assert (left.used, left.held) == (row.input_tokens + row.output_tokens, 0)
        if limited:
            assert home.balance(token) == NANO - row.charge_nano
        await home.check_ledger()
        assert json.loads(row.price_json)


async def test_many_growing_streams_hold_their_payers_limit(
    home: House, up: Upstreams, commits: list[Any]
) -> None:
    await home.channel(up.openai, "gpt-4o")
    await home.price(gpt_4o=PRICE)
    money = NANO // 2
    token, key = await home.token(money)
    up.openai.always(Reply(chunks=[" word" * 10] * 500, usage=Usage(20, 5_000)))
    answers = await asyncio.gather(*(home.post(CHAT, STREAM, key) for _ in range(16)))
    assert {status for status, _, _ in answers} <= {200, 402}
    await home.check_ledger()
    paid = sum(entry.request.charge_nano for entry in await home.log())
    assert 0 <= home.balance(token) == money - paid
    assert paid > money // 2
    assert sum(kinds.count(Intent) for kinds in commits) <= 16
