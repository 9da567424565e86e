"""OpenAI's package speaks Responses to a real gateway, on every kind of channel."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import openai
import pytest
from openai.types.responses import ResponseFailedEvent

from gateway.domain.money import NANO
from tests.gateway.house import House
from tests.gateway.server.responses_channels import KINDS, WEATHER, Kind, client
from tests.upstreams import Reply, ToolCall, Upstreams, Usage

EACH = pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
PNG = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhg"
    "GAWjR9awAAAABJRU5ErkJggg=="
)


def rested(home: House) -> None:
    """No channel rests any longer."""
    for channel in home.gateway.planner.snapshot.channels:
        home.gateway.rests.resume(channel.id, tuple(key.id for key in channel.keys) or (0,))


@EACH
async def test_an_answer_whole_and_streamed_is_charged_to_the_nano_dollar(
    home: House, up: Upstreams, kind: Kind
) -> None:
    mock = await kind.open(home, up)
    token, key = await home.token(10 * NANO)
    usage = Usage(1000, 500, cached=400 if kind.caches else 0)
    mock.script(Reply(text="Bonjour à tous", usage=usage), Reply(text="Au revoir", usage=usage))
    async with client(home, key) as sdk:
        whole = await sdk.responses.create(
            model=kind.model, input="Hi", instructions="Be brief.", metadata={"a": "b"}
        )
        assert whole.output_text == "Bonjour à tous"
        assert whole.status == "completed"
        assert whole.model.startswith(kind.model)
        assert whole.instructions == "Be brief."
        assert whole.metadata == {"a": "b"}
        async with sdk.responses.stream(model=kind.model, input="Hi") as stream:
            kinds = [event.type async for event in stream]
            final = await stream.get_final_response()
    assert final.output_text == "Au revoir"
    assert kinds[:2] == ["response.created", "response.in_progress"]
    assert kinds[-1] == "response.completed"
    for answer in (whole, final):
        assert answer.usage is not None
        assert (answer.usage.input_tokens, answer.usage.output_tokens) == (1000, 500)
        assert answer.usage.input_tokens_details.cached_tokens == usage.cached
    charge = (1000 - usage.cached) * 2000 + usage.cached * 500 + 500 * 8000
    rows = await home.log()
    assert [row.request.charge_nano for row in rows] == [charge, charge]
    assert {(row.request.dialect_in, row.request.dialect_out) for row in rows} == {
        ("openai_responses", kind.dialect)
    }
    assert rows[1].request.first_token_ms > 0
    assert home.balance(token) == 10 * NANO - 2 * charge
    await home.check_ledger()


@EACH
@pytest.mark.parametrize("stream", [False, True], ids=["whole", "streamed"])
async def test_a_loop_of_parallel_tools(
    home: House, up: Upstreams, kind: Kind, stream: bool
) -> None:
    mock = await kind.open(home, up)
    text = 'Zürich "世"\n'
    mock.script(
        Reply(
            text="Looking.",
            tool_calls=[ToolCall("get_weather", {"city": text}), ToolCall("get_weather", {})],
        ),
        Reply(text="20 degrees."),
    )
    items: list[Any] = [{"role": "user", "content": "Weather?"}]
    async with client(home) as sdk:
        for _ in range(2):
            asked: dict[str, Any] = {
                "model": kind.model,
                "input": items,
                "tools": [WEATHER],
                "store": False,
                "include": ["reasoning.encrypted_content"],
            }
            if stream:
                async with sdk.responses.stream(**asked) as running:
                    answer: Any = await running.get_final_response()
            else:
                answer = await sdk.responses.create(**asked)
            items += [item.model_dump(exclude_none=True) for item in answer.output]
            calls = [item for item in answer.output if item.type == "function_call"]
            for call in calls:
                call_output = {"call_id": call.call_id, "output": f"20C for {call.arguments}"}
                items.append({"type": "function_call_output", **call_output})
            if not calls:
                break
            assert [json.loads(call.arguments) for call in calls] == [{"city": text}, {}]
            assert len({call.call_id for call in calls}) == 2
    for item in items:
        item.pop("parsed_arguments", None)
    assert answer.output_text == "20 degrees."
    assert "20C" in json.dumps(mock.last.json)
    await home.check_ledger()


@EACH
async def test_structured_output(home: House, up: Upstreams, kind: Kind) -> None:
    await kind.open(home, up)
    schema = {
        "type": "object",
        "properties": {"city": {"type": "string"}, "days": {"type": "integer"}},
        "required": ["city", "days"],
        "additionalProperties": False,
    }
    async with client(home) as sdk:
        answer = await sdk.responses.create(
            model=kind.model,
            input="A trip to Rome",
            text={
                "format": {"type": "json_schema", "name": "trip", "schema": schema, "strict": True}
            },
        )
    assert json.loads(answer.output_text) == {"city": "Rome", "days": 1}
    assert answer.text is not None
    assert answer.text.format is not None
    assert answer.text.format.type == "json_schema"


@EACH
async def test_an_image_arrives(home: House, up: Upstreams, kind: Kind) -> None:
    if kind.dialect == "ollama":
        kind = Kind("ollama", "gemma3:4b", kind.mock, "ollama", kind.settings)
    mock = await kind.open(home, up)
    parts: Any = [
        {"type": "input_text", "text": "What is it?"},
        {"type": "input_image", "image_url": PNG, "detail": "low"},
    ]
    mock.script(Reply(text="A dot."))
    async with client(home) as sdk:
        answer = await sdk.responses.create(
            model=kind.model, input=[{"role": "user", "content": parts}]
        )
    assert answer.output_text == "A dot."
    assert PNG.split(",")[1] in json.dumps(mock.last.json)


@EACH
async def test_an_answer_cut_by_its_limit_is_incomplete(
    home: House, up: Upstreams, kind: Kind
) -> None:
    mock = await kind.open(home, up)
    reply = Reply(text="0123456789" * 20, reasoning="")
    mock.script(reply, reply)
    limit = 16 if kind.dialect != "anthropic" else 20
    async with client(home) as sdk:
        whole = await sdk.responses.create(model=kind.model, input="Count", max_output_tokens=limit)
        events = [
            event
            async for event in await sdk.responses.create(
                model=kind.model, input="Count", max_output_tokens=limit, stream=True
            )
        ]
    last = events[-1]
    assert last.type == "response.incomplete"
    for answer in (whole, last.response):
        assert answer.status == "incomplete"
        assert answer.incomplete_details is not None
        assert answer.incomplete_details.reason == "max_output_tokens"
        assert answer.output[-1].status == "incomplete"  # type: ignore[union-attr]
        assert answer.output_text.startswith("0123456789")
        assert len(answer.output_text) < 200


@pytest.mark.parametrize("name", ["responses", "chat", "anthropic"])
@pytest.mark.parametrize("stream", [False, True], ids=["whole", "streamed"])
async def test_a_refusal_is_told_as_one(
    home: House, up: Upstreams, name: str, stream: bool
) -> None:
    kind = KINDS[name]
    mock = await kind.open(home, up)
    mock.script(Reply(refusal="I cannot help with that."))
    async with client(home) as sdk:
        if stream:
            events = [
                event
                async for event in await sdk.responses.create(
                    model=kind.model, input="Hi", stream=True
                )
            ]
            answer: Any = events[-1].response  # type: ignore[union-attr]
        else:
            answer = await sdk.responses.create(model=kind.model, input="Hi")
    part = answer.output[-1].content[-1]
    assert part.type == "refusal"
    assert part.refusal == "I cannot help with that."
    if name == "anthropic":
        assert answer.incomplete_details.reason == "content_filter"


@EACH
async def test_thoughts_come_back_on_the_next_turn(home: House, up: Upstreams, kind: Kind) -> None:
    """With tools between: every vendor checks that its own thoughts come back unharmed."""
    mock = await kind.open(home, up)
    thought = "Rome, or Zürich?\n\nRome."
    items: list[Any] = [{"role": "user", "content": "Weather?"}]
    asked: dict[str, Any] = {
        "model": kind.model,
        "tools": [WEATHER],
        "reasoning": {"effort": "medium", "summary": "auto"},
        "include": ["reasoning.encrypted_content"],
        "store": False,
    }
    async with client(home) as sdk:
        for stream in (False, True):
            mock.script(
                Reply(
                    reasoning=thought,
                    reasoning_field="reasoning_content" if kind.dialect == "openai_chat" else None,
                    text="Hm.",
                    tool_calls=[ToolCall("get_weather", {"city": "Rome"})],
                )
            )
            if stream:
                async with sdk.responses.stream(input=items, **asked) as running:
                    answer: Any = await running.get_final_response()
            else:
                answer = await sdk.responses.create(input=items, **asked)
            reasoning = answer.output[0]
            assert reasoning.type == "reasoning"
            assert "".join(part.text for part in reasoning.summary) == thought
            assert bool(reasoning.encrypted_content) == (
                kind.dialect in ("openai_responses", "anthropic")
            )
            for item in answer.output:
                back = item.model_dump(exclude_none=True, exclude={"parsed_arguments"})
                items.append(back)
            call_id = answer.output[-1].call_id
            items.append({"type": "function_call_output", "call_id": call_id, "output": "20C"})
        mock.script(Reply(text="Warm."))
        last = await sdk.responses.create(input=items, **asked)
    assert last.output_text == "Warm."
    sent = json.dumps(mock.last.json, ensure_ascii=False)
    if kind.dialect == "openai_responses":
        assert sent.count('"encrypted_content"') == 2
    elif kind.dialect == "anthropic":
        assert sent.count('"signature"') == 2
        assert "homeport:" not in sent
    else:
        assert sent.count(json.dumps(thought, ensure_ascii=False)) == 2
    await home.check_ledger()


async def test_a_thought_of_another_vendor_is_left_out_on_the_way_to_openai(
    home: House, up: Upstreams
) -> None:
    """The same alias on two channels: the conversation began at the other one."""
    await home.channel(up.anthropic, "claude-sonnet-5-5", aliases={"best": "claude-sonnet-5-5"})
    up.anthropic.script(Reply(reasoning="Well.", text="Hello"))
    async with client(home) as sdk:
        first = await sdk.responses.create(
            model="best", input="Hi", reasoning={"effort": "high", "summary": "auto"}
        )
        assert first.output[0].type == "reasoning"
        (channel,) = home.gateway.planner.snapshot.channels
        await home.gateway.channels.delete(channel.id)
        await home.channel(up.openai, "gpt-5.4", provider="openai", aliases={"best": "gpt-5.4"})
        items: Any = [item.model_dump(exclude_none=True) for item in first.output]
        again = await sdk.responses.create(
            model="best", input=[*items, {"role": "user", "content": "Bye"}]
        )
    assert again.output_text == "You said: Bye"
    assert [item.get("type") for item in up.openai.last.json["input"]] == ["message", None]
    assert again.model == "best"


@EACH
async def test_errors_before_the_answer(home: House, up: Upstreams, kind: Kind) -> None:
    mock = await kind.open(home, up)
    mock.script(Reply(error="context"))
    async with client(home) as sdk:
        with pytest.raises(openai.BadRequestError) as caught:
            await sdk.responses.create(model=kind.model, input="Hi")
        assert caught.value.response.headers["x-homeport-error"] == "upstream_refused"
        mock.script(Reply(error="bad_key"))
        with pytest.raises(openai.APIStatusError) as failed:
            await sdk.responses.create(model=kind.model, input="Hi", stream=True)
        assert failed.value.code == "all_channels_failed"
    await home.check_ledger()


@EACH
async def test_a_stream_that_breaks_fails_the_response_it_announced(
    home: House, up: Upstreams, kind: Kind
) -> None:
    mock = await kind.open(home, up)
    frames = {"openai_responses": 8, "openai_chat": 4, "anthropic": 10, "ollama": 3}[kind.dialect]
    said = Reply(text="one two three four five six", reasoning="", delay_chunk=0.02)
    for reply in (
        replace(said, error_in_stream_after=frames),
        replace(said, cut_after=frames, cut="clean"),
    ):
        rested(home)
        mock.script(reply)
        body = {"model": kind.model, "input": "Hi", "stream": True}
        status, _, content = await home.post("/v1/responses", body)
        assert status == 200, content
        events = [json.loads(line[6:]) for line in content.decode().split("\n")
                  if line.startswith("data: ")]  # fmt: skip
        numbers = [event["sequence_number"] for event in events]
        assert numbers == sorted(set(numbers))
        error, failed = events[-2:]
        assert (error["type"], error["code"]) == ("error", "upstream_interrupted")
        assert failed["type"] == "response.failed"
        assert failed["response"]["status"] == "failed"
        assert failed["response"]["id"] == events[0]["response"]["id"]
        ResponseFailedEvent.model_validate(failed, strict=True)
        rested(home)
        mock.script(reply)
        async with client(home) as sdk:
            with pytest.raises(openai.APIError, match="broke off"):
                async with sdk.responses.stream(model=kind.model, input="Hi") as stream:
                    await stream.get_final_response()
    rows = await home.log()
    assert {row.request.status for row in rows} == {"cut_short"}
    assert all(row.request.charge_nano > 0 for row in rows)
    await home.check_ledger()


@pytest.mark.parametrize("name", list(KINDS))
async def test_a_stream_ends_properly_at_its_payers_last_cent(
    home: House, up: Upstreams, name: str
) -> None:
    kind = KINDS[name]
    mock = await kind.open(home, up)
    model = kind.model.replace("-", "_")
    await home.price(**{model: {"input": 0, "output": 1000}})
    token, key = await home.token(100 * 1_000_000)
    # the upstream ignores the lowered limit and goes on and on
    mock.script(Reply(chunks=["harbour "] * 400, reasoning="", usage=Usage(10, 400)))
    async with client(home, key) as sdk:
        events = [
            event
            async for event in await sdk.responses.create(model=kind.model, input="Hi", stream=True)
        ]
    last = events[-1]
    assert last.type == "response.incomplete"
    text = "".join(event.delta for event in events if event.type == "response.output_text.delta")
    assert 0 < text.count("harbour") < 200
    assert last.response.output_text == text
    (done,) = [event for event in events if event.type == "response.output_text.done"]
    assert done.text == text
    assert [event.sequence_number for event in events] == list(range(len(events)))
    assert home.balance(token) >= 0
    await home.check_ledger()
