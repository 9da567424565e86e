"""Requests that end in every other way than their answer: each is booked once, nothing stays."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import aiohttp
import pytest

from gateway.dialects.base import StreamMeter
from gateway.domain.money import NANO
from gateway.errors import DialectError
from gateway.ledger.accounts import AccountKind
from gateway.providers.base import Operation
from gateway.relay.callers import Caller
from gateway.server.sink import ResponseSink
from gateway.store import people as people_rows
from gateway.store import tokens as token_rows
from gateway.store.journal import Settlement
from gateway.store.writer import Job, Writer
from tests.gateway.house import ROOT_KEY, House, house
from tests.upstreams import Reply, Upstreams, Usage

PRICE = {"input": 10, "output": 20}
BODY = {"model": "gpt-4o", "messages": [{"role": "user", "content": "Hi"}], "max_tokens": 100}
STREAM = {**BODY, "stream": True}


async def everything_is_accounted(home: House) -> None:
    """Nothing reserved, nothing live, and memory, rows and entries tell the same sums."""
    await home.check_ledger()
    assert len(home.gateway.live) == 0
    people, stored = await home.gateway.database.read(
        lambda: (people_rows.list_all(), token_rows.list_all())
    )
    rows: list[tuple[AccountKind, Any]] = [(AccountKind.PERSON, person) for person in people]
    rows += [(AccountKind.TOKEN, each.token) for each in stored]
    for kind, row in rows:
        account = home.gateway.ledger.account(kind, row.id)
        assert (account.balance, account.used) == (row.balance_nano, row.used_nano), (kind, row.id)
        assert account.reserved == 0


@contextmanager
def slow_commits(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """The writer holds settlements back until the event is set."""
    gate = threading.Event()
    commit = Writer._commit

    def held(self: Writer, group: list[Job]) -> None:
        if any(isinstance(job.work, Settlement) for job in group):
            gate.wait(10)
        commit(self, group)

    monkeypatch.setattr(Writer, "_commit", held)
    try:
        yield gate
    finally:
        gate.set()


@pytest.mark.parametrize("body", [BODY, STREAM], ids=["plain", "stream"])
async def test_the_time_limit_ends_where_the_settlement_begins(
    home: House, up: Upstreams, monkeypatch: pytest.MonkeyPatch, body: dict[str, Any]
) -> None:
    second = up.add_openai("second")
    await home.channel(up.openai, "gpt-4o", priority=5)
    await home.channel(second, "gpt-4o")
    await home.price(gpt_4o=PRICE)
    token, key = await home.token(NANO)
    await home.gateway.settings_service.set("relay_timeout_s", 1)
    up.openai.always(Reply(text="x", usage=Usage(100, 10)))
    expired = asyncio.get_running_loop().create_future()
    asyncio.get_running_loop().call_later(1.5, expired.set_result, None)
    with slow_commits(monkeypatch) as gate:
        request = asyncio.ensure_future(home.post("/v1/chat/completions", body, key))
        await expired
        gate.set()
        status, _, content = await request
    assert status == 200
    assert b"error" not in content
    assert second.requests == []
    await everything_is_accounted(home)
    assert home.balance(token) == NANO - (100 * 10_000 + 10 * 20_000)
    (entry,) = await home.log()
    assert entry.request.status == "done"


async def test_a_fault_of_ours_in_mid_stream_leaves_what_was_produced_paid(
    home: House, up: Upstreams, monkeypatch: pytest.MonkeyPatch
) -> None:
    from gateway.dialects.openai_chat.stream_pass import ChatPipe

    await home.channel(up.openai, "gpt-4o")
    await home.price(gpt_4o=PRICE)
    token, key = await home.token(NANO)
    up.openai.script(Reply(text="one two three four five", usage=Usage(100, 10), delay_chunk=0.05))
    feed = ChatPipe.feed

    def breaks(self: ChatPipe, data: bytes) -> bytes:
        if self.meter.chars > 8:
            raise ValueError("a bug")
        return feed(self, data)

    monkeypatch.setattr(ChatPipe, "feed", breaks)
    status, _, content = await home.post("/v1/chat/completions", STREAM, key)
    assert status == 200
    assert b"internal_error" in content
    (entry,) = await home.log()
    assert (entry.request.status, entry.request.error_code) == ("failed", "internal_error")
    assert entry.request.charge_nano > 0
    assert entry.request.cost_nano == entry.request.charge_nano
    assert [attempt.status for attempt in entry.attempts] == ["failed"]
    assert home.balance(token) == NANO - entry.request.charge_nano
    await everything_is_accounted(home)


@pytest.mark.parametrize("body", [BODY, STREAM], ids=["plain", "stream"])
async def test_a_prompt_that_cannot_be_counted_is_no_reason_for_a_second_answer(
    home: House, up: Upstreams, monkeypatch: pytest.MonkeyPatch, body: dict[str, Any]
) -> None:
    from gateway.dialects.openai_chat.dialect import OpenAIChat

    second = up.add_openai("second")
    await home.channel(up.openai, "gpt-4o", priority=5)
    await home.channel(second, "gpt-4o")
    await home.price(gpt_4o=PRICE)
    up.openai.script(Reply(text="once", usage=None))

    def refuses(_self: OpenAIChat, _body: bytes) -> tuple[list[str], int]:
        raise DialectError("no texts here")

    monkeypatch.setattr(OpenAIChat, "prompt_texts", refuses)
    status, _, content = await home.post("/v1/chat/completions", body)
    assert status == 200
    assert b"error" not in content
    assert second.requests == []
    (entry,) = await home.log()
    assert entry.request.status == "done"
    assert entry.request.estimated
    assert entry.request.charge_nano > 0
    await everything_is_accounted(home)


def count_never_ends(home: House, monkeypatch: pytest.MonkeyPatch) -> asyncio.Event:
    """The next prompts are counted for ever; the event says that one is."""
    counting = asyncio.Event()

    async def count(_texts: Sequence[str], _model: str) -> int:
        counting.set()
        await asyncio.Event().wait()
        return 1

    monkeypatch.setattr(home.gateway.counter, "count", count)
    return counting


async def test_a_client_that_leaves_while_its_prompt_is_counted_is_in_the_log(
    home: House, up: Upstreams, monkeypatch: pytest.MonkeyPatch
) -> None:
    await home.channel(up.openai, "gpt-4o")
    await home.price(gpt_4o=PRICE)
    token, key = await home.token(NANO)
    counting = count_never_ends(home, monkeypatch)
    request = asyncio.ensure_future(home.post("/v1/chat/completions", BODY, key))
    await counting.wait()
    assert len(home.gateway.live) == 1
    request.cancel()
    await home.settled()
    (entry,) = await home.log()
    assert (entry.request.status, entry.request.charge_nano) == ("cancelled", 0)
    assert home.balance(token) == NANO
    assert up.openai.requests == []
    await everything_is_accounted(home)


async def test_a_stop_ends_and_books_what_is_still_being_admitted(
    tmp_path: Path, up: Upstreams, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with house(tmp_path) as home:
        await home.channel(up.openai, "gpt-4o")
        await home.price(gpt_4o=PRICE)
        _, key = await home.token(NANO)
        counting = count_never_ends(home, monkeypatch)
        request = asyncio.ensure_future(home.post("/v1/chat/completions", BODY, key))
        await counting.wait()
        await asyncio.wait_for(home.gateway.stop(drain_s=0.05), 5)
        with pytest.raises(aiohttp.ClientError):
            await request
        assert home.gateway.ledger.open_reservations == 0
    async with house(tmp_path) as again:
        (entry,) = await again.log()
        assert entry.request.status == "cancelled"
        await everything_is_accounted(again)


async def test_a_body_that_arrives_while_draining_starts_nothing(
    home: House, up: Upstreams, monkeypatch: pytest.MonkeyPatch
) -> None:
    await home.channel(up.openai, "gpt-4o")
    callers, taken = home.gateway.callers, asyncio.Event()
    find = callers.find

    def told(key: str, address: str) -> Caller:
        taken.set()
        return find(key, address)

    monkeypatch.setattr(callers, "find", told)
    body = json.dumps(BODY).encode()
    reader, writer = await asyncio.open_connection("127.0.0.1", home.gateway.bound.port)  # type: ignore[union-attr]
    writer.write(
        b"POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\n"
        b"Authorization: Bearer %s\r\nContent-Length: %d\r\n\r\n" % (ROOT_KEY.encode(), len(body))
    )
    writer.write(body[:10])
    await taken.wait()
    home.gateway.draining = True
    writer.write(body[10:])
    head = await reader.readuntil(b"\r\n\r\n")
    writer.close()
    home.gateway.draining = False
    assert head.startswith(b"HTTP/1.1 503")
    assert b"x-homeport-error: draining" in head.lower()
    assert up.openai.requests == []


async def test_a_group_that_gets_dearer_is_dearer_for_the_next_request(
    home: House, up: Upstreams
) -> None:
    await home.channel(up.openai, "gpt-4o")
    await home.price(gpt_4o=PRICE)
    token, key = await home.token(NANO)
    up.openai.script(Reply(text="x", usage=Usage(100, 10), delay_first=0.2))
    request = asyncio.ensure_future(home.post("/v1/chat/completions", BODY, key))
    await up.openai.wait_requests(1)
    await home.gateway.settings_service.set_option("GroupRatio", '{"default": 50}')
    assert (await request)[0] == 200
    await everything_is_accounted(home)
    assert home.balance(token) == NANO - (100 * 10_000 + 10 * 20_000)


async def test_sound_that_was_heard_before_the_break_keeps_its_price(
    home: House, up: Upstreams
) -> None:
    from gateway.domain.usage import Usage as Tokens
    from gateway.relay.accounting import Accountant

    said = Tokens(input=100, output=50, audio_in=60, audio_out=40, cache_read=10, reasoning=5)
    accountant: Accountant = home.gateway.pipeline._runner.accountant

    async def counted(*_args: object) -> Tokens:
        return Tokens(input=1, output=70)

    accountant.counted = counted  # type: ignore[assignment,method-assign]
    attempt = SimpleNamespace(meter=StreamMeter(usage=said))
    exchange = SimpleNamespace(call=SimpleNamespace(operation=Operation.CHAT))
    partial = await accountant.partial_usage(exchange, attempt)  # type: ignore[arg-type]
    assert partial == replace(said, output=70, estimated=True)


async def test_a_client_that_leaves_behind_a_whole_answer_pays_for_it(
    home: House, up: Upstreams, monkeypatch: pytest.MonkeyPatch
) -> None:
    await home.channel(up.openai, "gpt-4o")
    await home.price(gpt_4o=PRICE)
    text = "one two three " * 20
    up.openai.script(Reply(text=text, usage=None))
    counting = count_never_ends(home, monkeypatch)  # the root's own prompt is not counted before
    request = asyncio.ensure_future(home.post("/v1/chat/completions", BODY))
    await counting.wait()
    monkeypatch.undo()
    request.cancel()
    (entry,) = await home.log()
    assert entry.request.status == "cancelled"
    assert entry.request.output_tokens >= 60
    await everything_is_accounted(home)


async def test_a_keep_alive_that_comes_too_late_says_nothing(home: House, up: Upstreams) -> None:
    from gateway.relay.waiting import _write

    class Ended:
        started = False

        async def start(self, *_args: object) -> None:
            raise AssertionError("an answer is on its way already")

    exchange = SimpleNamespace(write_keep_alive=None, call=SimpleNamespace(dialect=None))
    await _write(exchange, Ended())  # type: ignore[arg-type]


async def test_no_keep_alive_follows_the_ending(
    home: House, up: Upstreams, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    await home.channel(up.openai, "gpt-4o")
    finish = ResponseSink.finish

    async def finish_then_wait(self: ResponseSink, data: bytes) -> None:
        await finish(self, data)
        for exchange in home.gateway.live:  # a sweep in the moment after
            if exchange.write_keep_alive is not None:
                exchange.write_keep_alive()
        await asyncio.sleep(0)
        await asyncio.sleep(0)

    monkeypatch.setattr(ResponseSink, "finish", finish_then_wait)
    status, _, content = await home.post("/v1/chat/completions", STREAM)
    assert status == 200
    assert content.endswith(b"data: [DONE]\n\n")
    await home.settled()
    assert caplog.records == []


async def test_a_drain_that_runs_out_books_what_it_ends(tmp_path: Path, up: Upstreams) -> None:
    async with house(tmp_path) as home:
        await home.channel(up.openai, "gpt-4o")
        await home.price(gpt_4o=PRICE)
        token, key = await home.token(NANO)
        up.openai.always(Reply(text="word " * 20, stall_after=5))
        requests = [
            asyncio.ensure_future(home.post("/v1/chat/completions", body, key))
            for body in (BODY, STREAM)
        ]
        await up.openai.wait_stalled(2)
        await asyncio.wait_for(home.gateway.stop(drain_s=0.05), 5)
        await asyncio.gather(*requests, return_exceptions=True)
        assert home.gateway.ledger.open_reservations == 0
        await up.openai.wait_idle()
    async with house(tmp_path) as again:
        rows = [entry.request for entry in await again.log()]
        assert [row.status for row in rows] == ["cancelled"] * 2
        assert again.balance(token) == NANO - sum(row.charge_nano for row in rows)
        assert again.balance(token) < NANO
        await everything_is_accounted(again)


async def test_the_time_limit_in_mid_stream_is_told_and_paid_up_to_there(
    home: House, up: Upstreams
) -> None:
    await home.channel(up.openai, "gpt-4o")
    await home.price(gpt_4o=PRICE)
    await home.gateway.settings_service.set("relay_timeout_s", 1)
    up.openai.script(Reply(text="word " * 20, stall_after=5))
    status, _, content = await home.post("/v1/chat/completions", STREAM)
    assert status == 200
    assert b"upstream_interrupted" in content
    assert b"[DONE]" not in content
    (entry,) = await home.log()
    assert (entry.request.status, entry.request.error_class) == ("cut_short", "timeout")
    assert entry.request.charge_nano > 0
    await everything_is_accounted(home)


async def test_a_message_that_breaks_keeps_its_cached_prompt_at_its_price(
    home: House, up: Upstreams
) -> None:
    await home.channel(up.anthropic, "claude-sonnet-5-5")
    await home.price(claude_sonnet_5_5={"input": 10, "output": 20, "cached_input": 1})
    up.anthropic.script(
        Reply(text="one two three four", usage=Usage(300, 20, cached=250), cut_after=5, cut="eof")
    )
    body = {
        "model": "claude-sonnet-5-5",
        "max_tokens": 50,
        "stream": True,
        "messages": [{"role": "user", "content": "Hi"}],
    }
    await home.post("/v1/messages", body)
    (entry,) = await home.log()
    row = entry.request
    assert (row.status, row.input_tokens, row.cache_read_tokens) == ("cut_short", 300, 250)
    assert 0 < row.output_tokens < 20
    assert row.charge_nano == 50 * 10_000 + 250 * 1_000 + row.output_tokens * 20_000
    await everything_is_accounted(home)
