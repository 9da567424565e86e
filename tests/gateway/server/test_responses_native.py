"""Where OpenAI makes responses itself it keeps its own; what it cannot serve goes on elsewhere."""

from __future__ import annotations

import json
from typing import Any

import openai
import pytest

from gateway.domain.money import NANO
from tests.gateway.house import House
from tests.gateway.server.responses_channels import PRICE, WEATHER, client
from tests.gateway.server.test_responses_kept import BOTH, respond, said
from tests.upstreams import Reply, ToolCall, Upstreams, Usage

MODEL = "gpt-5.4"


async def native(home: House, up: Upstreams, **fields: Any) -> Any:
    await home.price(**{MODEL: PRICE})
    return await home.channel(up.openai, MODEL, provider="openai", **fields)


@BOTH
async def test_the_maker_is_asked_by_the_id_alone(home: House, up: Upstreams, stream: bool) -> None:
    second = up.add_openai("second")
    channels = [await native(home, up)]
    channels.append(await home.channel(second, MODEL, provider="openai"))
    token, key = await home.token(10 * NANO)
    for mock in (up.openai, second):
        mock.always(Reply(text="Hello", usage=Usage(100, 50)))
    async with client(home, key) as sdk:
        previous = None
        for number in range(6):
            answer = await respond(
                sdk,
                model=MODEL,
                input=f"Part {number}",
                previous_response_id=previous,
                stream=stream,
            )
            if previous:
                assert answer.previous_response_id == previous
            previous = answer.id
        items = await sdk.responses.input_items.list(previous, limit=100)
        assert len([item for item in items.data if item.type == "message"]) == 11
    used = [mock for mock in (up.openai, second) if mock.requests]
    assert len(used) == 1  # always the one that knows the conversation
    for number, request in enumerate(used[0].requests):
        assert request.json["input"] == f"Part {number}"
    assert home.balance(token) == 10 * NANO - 6 * (100 * 2000 + 50 * 8000)
    await home.check_ledger()


@BOTH
async def test_another_channel_goes_on_with_the_whole_conversation(
    home: House, up: Upstreams, stream: bool
) -> None:
    first = await native(home, up, aliases={"best": MODEL})
    await home.channel(
        up.anthropic, "claude-sonnet-5-5", aliases={"best": "claude-sonnet-5-5"}, priority=-5
    )
    up.openai.script(
        Reply(reasoning="Hm", text="Salut", tool_calls=[ToolCall("get_weather", {"city": "Rome"})])
    )
    asked: dict[str, Any] = {"model": "best", "tools": [WEATHER], "stream": stream}
    async with client(home) as sdk:
        answer = await respond(sdk, input="Weather?", **asked)
        call = answer.output[-1].call_id
        await home.gateway.channels.set_enabled(first.id, False)
        output = {"type": "function_call_output", "call_id": call, "output": "20C"}
        again = await respond(sdk, input=[output], previous_response_id=answer.id, **asked)
        assert [text in said(up.anthropic) for text in ("Weather?", "Salut", "Rome", "20C")] == [
            True
        ] * 4
        assert again.previous_response_id == answer.id
        # And back: what was said elsewhere comes to OpenAI whole, without thoughts it cannot read.
        await home.gateway.channels.set_enabled(first.id, True)
        last = await respond(sdk, input="Thanks", previous_response_id=again.id, **asked)
    sent = up.openai.last.json
    assert "previous_response_id" not in sent
    assert [item["type"] for item in sent["input"]] == [
        *("message", "message", "function_call", "function_call_output", "message", "message")
    ]
    assert last.output_text.startswith("You said")
    assert last.model == "best"


async def test_what_openai_has_forgotten_goes_to_it_whole(home: House, up: Upstreams) -> None:
    channel = await native(home, up)
    _, key = await home.token(NANO)
    async with client(home, key) as sdk:
        answer = await sdk.responses.create(model=MODEL, input="Hello")
        up.openai.stored.clear()
        await sdk.responses.create(model=MODEL, input="Again", previous_response_id=answer.id)
    first, second = [request.json for request in up.openai.requests[1:]]
    assert first["previous_response_id"] == answer.id
    assert second["input"][0]["content"] == "Hello"
    rows = await home.log()
    assert [len(row.attempts) for row in rows] == [1, 2]
    assert rows[1].request.status == "done"
    key_id = channel.keys[0].id
    assert home.gateway.rests.resting(channel.id, key_id, MODEL) is None
    await home.check_ledger()


async def test_without_keeping_the_maker_still_goes_on(home: House, up: Upstreams) -> None:
    """Only whose response it is and who made it is noted: what was said is not."""
    channel = await native(home, up)
    another = up.add_openai("another")
    await home.channel(another, MODEL, provider="openai", priority=-5)
    await home.gateway.settings_service.set("keep_responses", False)
    _, other = await home.token()
    async with client(home) as sdk, client(home, other) as stranger:
        answer = await sdk.responses.create(model=MODEL, input="Ferdinand")
        again = await sdk.responses.create(
            model=MODEL, input="Who?", previous_response_id=answer.id
        )
        assert again.output_text.startswith("You said")
        with pytest.raises(openai.NotFoundError):
            await sdk.responses.retrieve(answer.id)
        seen = len(up.openai.requests)
        with pytest.raises(openai.BadRequestError) as lost:
            await stranger.responses.create(
                model=MODEL, input="Who?", previous_response_id=answer.id
            )
        assert lost.value.code == "previous_response_not_found"
        assert len(up.openai.requests) == seen
        await home.gateway.channels.set_enabled(channel.id, False)
        with pytest.raises(openai.InternalServerError) as nobody:
            await sdk.responses.create(model=MODEL, input="x", previous_response_id=answer.id)
        assert nobody.value.code == "no_available_channel"
        await home.gateway.channels.delete(channel.id)
        with pytest.raises(openai.BadRequestError) as lost:
            await sdk.responses.create(model=MODEL, input="x", previous_response_id=answer.id)
        assert lost.value.code == "previous_response_not_found"
    assert another.requests == []
    await home.gateway.memory.keeper.drain()
    assert b"Ferdinand" not in home.gateway.database.path.read_bytes()


async def test_store_false_is_kept_nowhere(home: House, up: Upstreams) -> None:
    await native(home, up)
    async with client(home) as sdk:
        answer = await sdk.responses.create(model=MODEL, input="Hi", store=False)
        with pytest.raises(openai.BadRequestError):
            await sdk.responses.create(model=MODEL, input="x", previous_response_id=answer.id)
    assert len(up.openai.requests) == 1


async def test_deleting_deletes_both(home: House, up: Upstreams) -> None:
    await native(home, up)
    async with client(home) as sdk:
        first, second, third = [
            await sdk.responses.create(model=MODEL, input=name) for name in "abc"
        ]
        await sdk.responses.delete(first.id)
        assert first.id not in up.openai.stored
        assert up.openai.last.headers["authorization"] == f"Bearer {up.openai.key}"
        del up.openai.stored[second.id]  # gone there already
        await sdk.responses.delete(second.id)
        for gone in (first, second):
            with pytest.raises(openai.NotFoundError):
                await sdk.responses.retrieve(gone.id)
        up.openai.keys = {"another"}
        with pytest.raises(openai.InternalServerError, match="nothing was deleted"):
            await sdk.responses.delete(third.id)
        assert (await sdk.responses.retrieve(third.id)).id == third.id


async def test_a_retrieved_response_has_the_name_that_was_asked_for(
    home: House, up: Upstreams
) -> None:
    await native(home, up, aliases={"best": MODEL})
    async with client(home) as sdk:
        for stream in (False, True):
            answer = await respond(sdk, model="best", input="Hi", stream=stream)
            assert (await sdk.responses.retrieve(answer.id)).model == answer.model == "best"


async def test_compacting(home: House, up: Upstreams) -> None:
    """Passed to whoever can, billed like any request."""
    await native(home, up, aliases={"best": MODEL})
    token, key = await home.token(NANO)
    async with client(home, key) as sdk:
        answer = await sdk.responses.create(model=MODEL, input="A long story")
        spent = NANO - home.balance(token)
        compacted = await sdk.responses.compact(
            model="best", input="And on", previous_response_id=answer.id
        )
        assert compacted.object == "response.compaction"
        assert compacted.output[0].type == "compaction"
        sent = up.openai.last
        assert sent.path == "/v1/responses/compact"
        assert sent.json["model"] == MODEL
        assert [item["role"] for item in sent.json["input"]] == ["user", "assistant", "user"]
        with pytest.raises(openai.NotFoundError):
            await sdk.responses.retrieve(compacted.id)
    usage = compacted.usage
    charge = usage.input_tokens * 2000 + usage.output_tokens * 8000
    assert home.balance(token) == NANO - spent - charge
    rows = await home.log()
    assert [row.request.status for row in rows] == ["done", "done"]
    assert rows[1].request.endpoint == "/v1/responses/compact"
    assert json.loads(rows[1].request.price_json)["lines"]
    await home.check_ledger()
