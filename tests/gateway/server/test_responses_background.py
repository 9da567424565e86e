"""OpenAI's package has responses made in the background: polls, follows, cancels, comes back."""

from __future__ import annotations

import asyncio
import json
import shutil
from pathlib import Path
from typing import Any

import openai
import pytest

from gateway.domain.money import NANO
from gateway.relay import background
from tests.gateway.house import House, house
from tests.gateway.server.responses_channels import KINDS, PRICE, WEATHER, Kind, client
from tests.upstreams import Reply, ToolCall, Upstreams, Usage

TWO = pytest.mark.parametrize("name", ["responses", "anthropic"])
EACH = pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
CONVERTED = KINDS["anthropic"]
MIDDLE = {"openai_responses": 7, "anthropic": 4}
"""Frames after which a stream has said something, and not all."""
_LOCKS = shutil.ignore_patterns("*.lock")
CHARGE = 100 * 2000 + 50 * 8000


async def ended(sdk: openai.AsyncOpenAI, ident: str) -> Any:
    """The response once it is made."""
    await events_of(await sdk.responses.retrieve(ident, stream=True))
    return await sdk.responses.retrieve(ident)


async def events_of(stream: Any) -> list[Any]:
    return [event async for event in stream]


@EACH
async def test_it_is_made_while_its_client_is_away(home: House, up: Upstreams, kind: Kind) -> None:
    mock = await kind.open(home, up)
    token, key = await home.token(10 * NANO)
    mock.script(Reply(chunks=["Hello", " you"], reasoning="", usage=Usage(100, 50), stall_after=1))
    async with client(home, key) as sdk:
        begun = await sdk.responses.create(
            model=kind.model, input="Hi", background=True, instructions="Be brief."
        )
        assert (begun.status, begun.background, begun.store) == ("queued", True, True)
        await mock.wait_stalled()
        now = await sdk.responses.retrieve(begun.id)
        assert (now.id, now.background) == (begun.id, True)
        assert now.status in ("queued", "in_progress")
        mock.release()
        done = await ended(sdk, begun.id)
        assert (done.status, done.output_text) == ("completed", "Hello you"), done.error
        assert (done.id, done.background, done.instructions) == (begun.id, True, "Be brief.")
        assert (done.usage.input_tokens, done.usage.output_tokens) == (100, 50)
        assert await sdk.responses.cancel(begun.id) == done  # too late
        items = await sdk.responses.input_items.list(begun.id)
        assert items.data[0].content[0].text == "Hi"  # type: ignore[union-attr]
        mock.script(Reply(text="Bye", usage=Usage(100, 50)))
        await sdk.responses.create(model=kind.model, input="x", previous_response_id=begun.id)
        assert "Hello you" in json.dumps(mock.last.json)
    assert "background" not in json.dumps(mock.requests[0].json)
    rows = await home.log()
    assert [row.request.status for row in rows] == ["done", "done"]
    assert home.balance(token) == 10 * NANO - 2 * CHARGE
    await home.check_ledger()


@TWO
async def test_its_stream_goes_on_where_it_was_left(home: House, up: Upstreams, name: str) -> None:
    kind = KINDS[name]
    mock = await kind.open(home, up)
    mock.script(
        Reply(
            chunks=["Hello", " you", " there"],
            reasoning="",
            tool_calls=[ToolCall("get_weather", {"city": "Zürich"})],
            stall_after=1,
        )
    )
    async with client(home) as sdk:
        stream = await sdk.responses.create(
            model=kind.model, input="Hi", background=True, stream=True, tools=[WEATHER]
        )
        seen = []
        async for event in stream:
            seen.append(event)
            if event.type == "response.in_progress":
                break
        await stream.close()
        kinds = ["response.created", "response.queued", "response.in_progress"]
        assert [event.type for event in seen] == kinds
        ident, last = seen[0].response.id, seen[-1].sequence_number
        following = asyncio.ensure_future(
            events_of(await sdk.responses.retrieve(ident, stream=True, starting_after=last))
        )
        await mock.wait_stalled()
        mock.release()
        seen += await following
        assert [event.sequence_number for event in seen] == list(range(len(seen)))
        assert seen[-1].type == "response.completed"
        done = await ended(sdk, ident)
        assert done.output_text == "Hello you there"
        assert done.output[-1].type == "function_call"
        deltas = [event.delta for event in seen if event.type == "response.output_text.delta"]
        assert "".join(deltas) == "Hello you there"
        # All of it is there to be read again, also from the disk.
        await home.gateway.memory.keeper.drain()
        again = await events_of(await sdk.responses.retrieve(ident, stream=True))
        assert again == seen
        rest = await events_of(await sdk.responses.retrieve(ident, stream=True, starting_after=6))
        assert rest == seen[7:]
        await sdk.responses.delete(ident)
        assert await home.gateway.memory.keeper.count_responses() == 0
    assert len(mock.requests) == 1
    await home.check_ledger()


@TWO
async def test_it_is_cancelled_and_what_was_said_is_paid(
    home: House, up: Upstreams, name: str
) -> None:
    kind = KINDS[name]
    mock = await kind.open(home, up)
    token, key = await home.token(NANO)
    mock.script(Reply(chunks=["Hello", " you", " all"], stall_after=MIDDLE[kind.dialect]))
    async with client(home, key) as sdk:
        begun = await sdk.responses.create(model=kind.model, input="Hi", background=True)
        stream = await sdk.responses.retrieve(begun.id, stream=True)
        async for event in stream:
            if event.type == "response.output_text.delta":
                break
        gone = await sdk.responses.cancel(begun.id)
        assert (gone.id, gone.status) == (begun.id, "cancelled")
        assert [event.type for event in await events_of(stream)][-1:] != ["response.completed"]
        assert (await sdk.responses.retrieve(begun.id)).status == "cancelled"
        assert (await sdk.responses.cancel(begun.id)).status == "cancelled"
        with pytest.raises(openai.BadRequestError, match="was not completed"):
            await sdk.responses.create(model=kind.model, input="x", previous_response_id=begun.id)
    rows = await home.log()
    assert [row.request.status for row in rows] == ["cancelled"]
    assert 0 < NANO - home.balance(token) < 10_000_000
    assert mock.open_requests == 0
    await home.check_ledger()


async def test_what_is_refused_at_once_is_said_at_once(home: House, up: Upstreams) -> None:
    await CONVERTED.open(home, up)
    _, poor = await home.token(1)
    asked: dict[str, Any] = {"model": CONVERTED.model, "input": "Hi", "background": True}
    async with client(home) as sdk, client(home, poor) as beggar:
        with pytest.raises(openai.APIStatusError) as refused:
            await beggar.responses.create(**asked)
        assert refused.value.status_code == 402
        with pytest.raises(openai.NotFoundError):
            await sdk.responses.create(**asked | {"model": "nobody-has-it"})
        with pytest.raises(openai.BadRequestError, match="store must be true"):
            await sdk.responses.create(**asked, store=False)
        await home.gateway.settings_service.set("keep_responses", False)
        with pytest.raises(openai.BadRequestError, match="keeps no responses"):
            await sdk.responses.create(**asked)
    assert up.anthropic.requests == []
    await home.gateway.memory.keeper.drain()
    assert await home.gateway.memory.keeper.count() == 0
    await home.check_ledger()


async def test_what_fails_later_is_a_failed_response(home: House, up: Upstreams) -> None:
    await CONVERTED.open(home, up)
    channel = home.gateway.planner.snapshot.channels[0]
    up.anthropic.script(
        Reply(error="bad_request"), Reply(error="rate_limit"), Reply(chunks=["a", "b"], cut_after=5)
    )
    codes = []
    async with client(home) as sdk:
        for _ in range(3):
            begun = await sdk.responses.create(
                model=CONVERTED.model, input="Hi", background=True, stream=True
            )
            events = await events_of(begun)
            assert events[-1].type == "response.failed"
            answer = await ended(sdk, events[0].response.id)
            assert answer.status == "failed"
            assert answer.error is not None
            assert answer.error.message
            codes.append(answer.error.code)
            home.gateway.rests.resume(channel.id, tuple(key.id for key in channel.keys))
    assert codes == ["invalid_prompt", "rate_limit_exceeded", "server_error"]
    await home.check_ledger()


async def test_another_channel_makes_it_where_the_first_fails(home: House, up: Upstreams) -> None:
    await home.channel(up.openai, "gpt-5.4", provider="openai", priority=5)
    await home.channel(up.add_openai("second"), "gpt-5.4")
    await home.price(**{"gpt-5.4": PRICE})
    up.openai.script(Reply(error="overloaded"))
    async with client(home) as sdk:
        begun = await sdk.responses.create(model="gpt-5.4", input="Hi", background=True)
        done = await ended(sdk, begun.id)
    assert done.status == "completed"
    assert len((await home.log())[0].attempts) == 2
    await home.check_ledger()


async def test_it_is_its_tokens_alone(home: House, up: Upstreams) -> None:
    mock = await CONVERTED.open(home, up)
    _, mine = await home.token()
    _, yours = await home.token()
    mock.script(Reply(text="Hello", stall_after=3))
    async with client(home, mine) as me, client(home, yours) as you:
        begun = await me.responses.create(model=CONVERTED.model, input="Hi", background=True)
        await mock.wait_stalled()
        for asking in (
            you.responses.retrieve(begun.id),
            you.responses.cancel(begun.id),
            you.responses.delete(begun.id),
            you.responses.retrieve(begun.id, stream=True),
        ):
            with pytest.raises(openai.NotFoundError):
                await asking
        await me.responses.delete(begun.id)  # ends it, too
        with pytest.raises(openai.NotFoundError):
            await me.responses.retrieve(begun.id)
    assert [row.request.status for row in await home.log()] == ["cancelled"]
    await home.gateway.memory.keeper.drain()
    assert await home.gateway.memory.keeper.count() == 0


async def test_no_token_has_too_many_of_them(
    home: House, up: Upstreams, monkeypatch: pytest.MonkeyPatch
) -> None:
    mock = await CONVERTED.open(home, up)
    monkeypatch.setattr(background, "MOST_OF_ONE", 1)
    mock.script(Reply(text="Hello", stall_after=3))
    async with client(home) as sdk:
        begun = await sdk.responses.create(model=CONVERTED.model, input="Hi", background=True)
        with pytest.raises(openai.RateLimitError):
            await sdk.responses.create(model=CONVERTED.model, input="Hi", background=True)
        await mock.wait_stalled()
        mock.release()
        await ended(sdk, begun.id)
        again = await sdk.responses.create(model=CONVERTED.model, input="Hi", background=True)
        assert (await ended(sdk, again.id)).status == "completed"


@pytest.mark.parametrize("killed", [True, False], ids=["killed", "stopped"])
async def test_a_restart_leaves_it_failed(tmp_path: Path, up: Upstreams, killed: bool) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    async with house(first) as home:
        mock = await CONVERTED.open(home, up)
        mock.script(Reply(chunks=["Hello", " you"], stall_after=5))
        async with client(home) as sdk:
            begun = await sdk.responses.create(model=CONVERTED.model, input="Hi", background=True)
            await mock.wait_stalled()
        await home.gateway.memory.keeper.drain()
        if killed:  # what is on the disk now is all that there is
            shutil.copytree(first / "data", second / "data", ignore=_LOCKS)
        home.gateway.live.cancel_all()
    async with house(second if killed else first) as home, client(home) as sdk:
        answer = await sdk.responses.retrieve(begun.id)
        assert (answer.status, answer.id) == ("failed", begun.id)
        assert answer.error is not None
        assert ("restarted" if killed else "ended") in answer.error.message
        events = await events_of(await sdk.responses.retrieve(begun.id, stream=True))
        assert events[-1].type == "response.failed"
        assert (await sdk.responses.cancel(begun.id)).status == "failed"
        status = "interrupted" if killed else "cancelled"
        assert [row.request.status for row in await home.log()] == [status]
        await home.check_ledger()
