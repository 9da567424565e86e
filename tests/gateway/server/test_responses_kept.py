"""OpenAI's package goes on from responses by their ids, reads, lists and deletes them."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openai
import pytest

from gateway.domain.money import NANO
from tests.gateway.house import ROOT_KEY, House, house
from tests.gateway.server.responses_channels import PRICE, WEATHER, client
from tests.upstreams import Reply, ToolCall, Upstreams, Usage
from tests.upstreams.mock import Mock


@dataclass(frozen=True)
class Kind:
    """A kind of channel that keeps nothing itself."""

    model: str
    mock: Callable[[Upstreams], Mock]
    provider: str

    async def open(self, home: House, up: Upstreams) -> Mock:
        await home.channel(self.mock(up), self.model, provider=self.provider)
        await home.price(**{self.model.replace("-", "_"): PRICE})
        return self.mock(up)


KINDS = {
    "chat": Kind("gpt-5.4", lambda up: up.openai, "openai_compatible"),
    "anthropic": Kind("claude-sonnet-5-5", lambda up: up.anthropic, "anthropic"),
    "gemini": Kind("gemini-3-pro-preview", lambda up: up.gemini, "gemini"),
}
EACH = pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
BOTH = pytest.mark.parametrize("stream", [False, True], ids=["whole", "streamed"])


async def respond(sdk: openai.AsyncOpenAI, *, stream: bool = False, **asked: Any) -> Any:
    """A response; of a stream the last event's, whose numbers have no gap."""
    if not stream:
        return await sdk.responses.create(**asked)
    events = [event async for event in await sdk.responses.create(stream=True, **asked)]
    assert [event.sequence_number for event in events] == list(range(len(events)))
    assert {event.response.id for event in events if hasattr(event, "response")} == {
        events[-1].response.id
    }
    return events[-1].response


def said(mock: Mock) -> str:
    return json.dumps(mock.last.json, ensure_ascii=False)


@EACH
@BOTH
async def test_a_conversation_goes_on_by_its_id(
    home: House, up: Upstreams, kind: Kind, stream: bool
) -> None:
    mock = await kind.open(home, up)
    token, key = await home.token(10 * NANO)
    usage = Usage(100, 50)
    mock.script(
        Reply(text="Salut", tool_calls=[ToolCall("get_weather", {"city": "Zürich"})], usage=usage),
        Reply(text="Sunny", usage=usage),
        Reply(text="Done", usage=usage),
    )
    asked: dict[str, Any] = {"model": kind.model, "stream": stream, "tools": [WEATHER]}
    async with client(home, key) as sdk:
        first = await respond(sdk, input="Weather?", instructions="Speak French.", **asked)
        assert (first.store, first.previous_response_id) == (True, None)
        call = first.output[-1]
        second = await respond(
            sdk,
            input=[{"type": "function_call_output", "call_id": call.call_id, "output": "20C"}],
            previous_response_id=first.id,
            **asked,
        )
        assert second.previous_response_id == first.id
        assert "Speak French." not in said(mock)
        third = await respond(sdk, input="Thanks", previous_response_id=second.id, **asked)
    assert third.output_text == "Done"
    sent = said(mock)
    places = [
        sent.index(text) for text in ("Weather?", "Salut", "Zürich", "20C", "Sunny", "Thanks")
    ]
    assert places == sorted(places)
    rows = await home.log()
    assert [row.request.status for row in rows] == ["done"] * 3
    assert home.balance(token) == 10 * NANO - 3 * (100 * 2000 + 50 * 8000)
    await home.check_ledger()


@EACH
@BOTH
async def test_a_response_is_read_listed_and_deleted(
    home: House, up: Upstreams, kind: Kind, stream: bool
) -> None:
    mock = await kind.open(home, up)
    mock.script(Reply(text="Hello", reasoning=""), Reply(text="Bye", reasoning=""))
    async with client(home) as sdk:
        asked: dict[str, Any] = {"model": kind.model, "stream": stream, "instructions": "Be brief."}
        first = await respond(sdk, input="Hi", metadata={"a": "b"}, **asked)
        again = await sdk.responses.retrieve(first.id)
        assert again.model_copy(update={"instructions": None}) == first.model_copy(
            update={"instructions": None}
        )
        assert (again.instructions, again.metadata) == ("Be brief.", {"a": "b"})
        parts: Any = [{"type": "input_text", "text": "and"}]
        second = await respond(
            sdk,
            input=[{"role": "user", "content": parts}, {"role": "developer", "content": "Now."}],
            previous_response_id=first.id,
            **asked,
        )
        items = [item async for item in sdk.responses.input_items.list(second.id, order="asc")]
        messages = [item for item in items if item.type == "message"]
        shown = [(item.role, item.content[0].text) for item in messages]  # type: ignore[union-attr]
        assert shown == [
            ("user", "Hi"), ("assistant", "Hello"), ("user", "and"), ("developer", "Now."),
        ]  # fmt: skip
        ids = [item.id for item in items]
        assert len(set(ids)) == len(ids)
        page = await sdk.responses.input_items.list(second.id, limit=len(ids) - 1)
        assert [item.id for item in page.data] == ids[:0:-1]
        assert page.has_more
        rest = await sdk.responses.input_items.list(second.id, after=ids[1])
        assert [item.id for item in rest.data] == ids[:1]
        assert not rest.has_more
        await sdk.responses.delete(second.id)
        for gone in (
            sdk.responses.retrieve(second.id),
            sdk.responses.delete(second.id),
            sdk.responses.input_items.list(second.id),
            sdk.responses.cancel(second.id),
        ):
            with pytest.raises(openai.NotFoundError, match=f"'{second.id}' not found"):
                await gone
        with pytest.raises(openai.BadRequestError) as lost:
            await respond(sdk, input="Hm", previous_response_id=second.id, **asked)
        assert (lost.value.code, lost.value.param) == (
            "previous_response_not_found", "previous_response_id",
        )  # fmt: skip
        assert (await sdk.responses.retrieve(first.id)).output_text == "Hello"
    status, _, body = await home.post(f"/v1/responses/{first.id}/nonsense", {})
    assert (status, json.loads(body)["error"]["code"]) == (501, "not_implemented")


@EACH
@BOTH
async def test_items_are_referred_to_by_their_ids(
    home: House, up: Upstreams, kind: Kind, stream: bool
) -> None:
    """As Vercel's AI SDK does it: references to what was said, and the results behind them."""
    mock = await kind.open(home, up)
    calls = [ToolCall("get_weather", {"city": "Rome"}), ToolCall("get_weather", {"city": "Bari"})]
    mock.script(Reply(text="Looking.", tool_calls=calls), Reply(text="Warm."))
    asked: dict[str, Any] = {"model": kind.model, "stream": stream, "tools": [WEATHER]}
    question = {"role": "user", "content": "Weather?"}
    _, other = await home.token()
    async with client(home) as sdk, client(home, other) as stranger:
        first = await respond(sdk, input=[question], **asked)
        items: list[Any] = [question]
        items += [{"type": "item_reference", "id": item.id} for item in first.output]
        items += [
            {"type": "function_call_output", "call_id": item.call_id, "output": "20C"}
            for item in first.output
            if item.type == "function_call"
        ]
        second = await respond(sdk, input=items, **asked)
        assert second.output_text == "Warm."
        sent = said(mock)
        places = [sent.index(text) for text in ("Weather?", "Looking.", "Rome", "Bari", "20C")]
        assert places == sorted(places)
        with pytest.raises(openai.BadRequestError, match="only refers to the item"):
            await respond(stranger, input=items, **asked)
        # What is kept of it is whole, whatever becomes of the first.
        await sdk.responses.delete(first.id)
        mock.script(Reply(text="Bye"))
        await respond(sdk, input="Bye", previous_response_id=second.id, **asked)
        assert "Looking." in said(mock)


@EACH
@BOTH
async def test_a_response_is_streamed_again(
    home: House, up: Upstreams, kind: Kind, stream: bool
) -> None:
    mock = await kind.open(home, up)
    mock.script(
        Reply(
            reasoning="Hm",
            text="Salut",
            tool_calls=[ToolCall("get_weather", {"city": "Zürich"})],
        ),
        Reply(text="Hello you", finish="length" if kind.provider != "gemini" else "MAX_TOKENS"),
    )
    if kind.provider == "anthropic":
        mock.reset()
        mock.script(
            Reply(text="Salut", tool_calls=[ToolCall("get_weather", {"city": "Zürich"})]),
            Reply(text="Hello you", finish="max_tokens"),
        )
    async with client(home) as sdk:
        for ending in ("completed", "incomplete"):
            answer = await respond(
                sdk, model=kind.model, input="Hi", tools=[WEATHER], stream=stream
            )
            kept = await sdk.responses.retrieve(answer.id)
            events = [e async for e in await sdk.responses.retrieve(answer.id, stream=True)]
            assert [event.sequence_number for event in events] == list(range(len(events)))
            assert events[-1].type == f"response.{ending}"
            assert events[-1].response == kept  # type: ignore[union-attr]
            done = [e.item for e in events if e.type == "response.output_item.done"]
            assert done == kept.output
            said = [e.delta for e in events if e.type == "response.output_text.delta"]
            assert "".join(said) == kept.output_text
            called = [e for e in events if e.type == "response.function_call_arguments.delta"]
            assert len(called) == (ending == "completed")
            rest = await sdk.responses.retrieve(answer.id, stream=True, starting_after=3)
            assert [event async for event in rest] == events[4:]
            for wrong in ("x", "-1"):
                path = f"/v1/responses/{answer.id}?stream=true&starting_after={wrong}"
                async with home.session.get(
                    home.url + path, headers={"Authorization": f"Bearer {ROOT_KEY}"}
                ) as refused:
                    assert refused.status == 400
    assert len(mock.requests) == 2


async def test_what_cannot_be_asked_of_a_response_is_said(home: House, up: Upstreams) -> None:
    await KINDS["chat"].open(home, up)
    async with client(home) as sdk:
        answer = await sdk.responses.create(model="gpt-5.4", input="Hi")
        with pytest.raises(openai.BadRequestError, match="Cannot cancel a synchronous response"):
            await sdk.responses.cancel(answer.id)
        for wrong in ({"limit": 101}, {"limit": 0}, {"after": "msg_nowhere"}):
            with pytest.raises(openai.BadRequestError) as refused:
                await sdk.responses.input_items.list(answer.id, **wrong)  # type: ignore[arg-type]
            assert refused.value.param == next(iter(wrong))
        with pytest.raises(openai.BadRequestError):
            await sdk.responses.create(
                model="gpt-5.4",
                input="Hi",
                previous_response_id=7,  # type: ignore[arg-type]
            )
        counted = await sdk.responses.input_tokens.count(model="gpt-5.4", input="Hi")
        more = await sdk.responses.input_tokens.count(
            model="gpt-5.4", input="Hi", previous_response_id=answer.id
        )
        assert more.input_tokens > counted.input_tokens
    before = up.openai.requests[:]
    assert [request.path for request in before] == ["/v1/chat/completions"]
    await home.check_ledger()


async def test_nothing_is_kept_that_was_not_to_be(home: House, up: Upstreams) -> None:
    await KINDS["chat"].open(home, up)
    asked: dict[str, Any] = {"model": "gpt-5.4", "input": "Hi"}
    async with client(home) as sdk:
        answers = [await respond(sdk, store=False, stream=s, **asked) for s in (False, True)]
        await home.gateway.settings_service.set("keep_responses", False)
        answers += [await respond(sdk, stream=s, **asked) for s in (False, True)]
        assert [answer.store for answer in answers] == [False] * 4
        for ident in (answer.id for answer in answers):
            with pytest.raises(openai.NotFoundError):
                await sdk.responses.retrieve(ident)
            with pytest.raises(openai.BadRequestError, match="Homeport keeps no responses") as lost:
                await sdk.responses.create(model="gpt-5.4", input="x", previous_response_id=ident)
            assert lost.value.code == "previous_response_not_found"
    await home.gateway.memory.keeper.drain()
    assert await home.gateway.memory.keeper.count() == 0


async def test_a_response_is_its_tokens_alone(home: House, up: Upstreams) -> None:
    await KINDS["chat"].open(home, up)
    _, mine = await home.token()
    _, yours = await home.token()
    async with client(home, mine) as me, client(home, yours) as you:
        answer = await me.responses.create(model="gpt-5.4", input="a secret")
        for gone in (you.responses.retrieve(answer.id), you.responses.delete(answer.id)):
            with pytest.raises(openai.NotFoundError):
                await gone
        with pytest.raises(openai.BadRequestError) as lost:
            await you.responses.create(
                model="gpt-5.4", input="Tell me", previous_response_id=answer.id
            )
        assert lost.value.code == "previous_response_not_found"
        assert (await me.responses.retrieve(answer.id)).id == answer.id


async def test_a_restart_forgets_nothing_and_the_disk_tells_nothing(
    tmp_path: Path, up: Upstreams
) -> None:
    asked: dict[str, Any] = {"model": "claude-sonnet-5-5", "stream": True}
    async with house(tmp_path) as home, client(home) as sdk:
        await KINDS["anthropic"].open(home, up)
        up.anthropic.script(Reply(text="A lighthouse keeper"))
        first = await respond(sdk, input="Who am I, Ferdinand?", **asked)
    for file in (tmp_path / "data").rglob("*"):
        if file.is_file():
            content = file.read_bytes()
            assert b"Ferdinand" not in content
            assert b"lighthouse" not in content
    async with house(tmp_path) as home, client(home) as sdk:
        assert (await sdk.responses.retrieve(first.id)).output_text == "A lighthouse keeper"
        up.anthropic.script(Reply(text="Sure"))
        await respond(sdk, input="Are you sure?", previous_response_id=first.id, **asked)
        assert "Ferdinand" in said(up.anthropic)


async def test_an_answer_that_its_limit_cut_goes_on(home: House, up: Upstreams) -> None:
    mock = await KINDS["chat"].open(home, up)
    mock.script(Reply(text="0123456789" * 20, reasoning=""), Reply(text="done"))
    async with client(home) as sdk:
        first = await sdk.responses.create(model="gpt-5.4", input="Count", max_output_tokens=16)
        assert first.status == "incomplete"
        await sdk.responses.create(model="gpt-5.4", input="On", previous_response_id=first.id)
    assert "0123456789" in said(mock)


async def test_a_broken_answer_is_not_kept(home: House, up: Upstreams) -> None:
    mock = await KINDS["chat"].open(home, up)
    mock.script(Reply(text="one two three", reasoning="", cut_after=4, cut="clean"))
    body = {"model": "gpt-5.4", "input": "Hi", "stream": True}
    _, _, content = await home.post("/v1/responses", body)
    assert b"response.failed" in content
    await home.settled()
    assert await home.gateway.memory.keeper.count() == 0


async def test_a_conversation_too_large_costs_nothing(home: House, up: Upstreams) -> None:
    await KINDS["chat"].open(home, up)
    async with client(home) as sdk:
        first = await sdk.responses.create(model="gpt-5.4", input="x " * 600_000)
        await home.gateway.settings_service.set("max_body_mb", 1)
        with pytest.raises(openai.APIStatusError) as large:
            await sdk.responses.create(model="gpt-5.4", input="x", previous_response_id=first.id)
    assert (large.value.status_code, large.value.code) == (413, "request_too_large")
    assert len(up.openai.requests) == 1
    await home.check_ledger()
