"""Legacy completions: passed to who has them, a conversation for everyone else; and edits."""

from __future__ import annotations

import json

import openai
import pytest

from gateway.domain.money import NANO
from tests.gateway.house import House
from tests.gateway.server.media_stage import client, media_mock
from tests.upstreams import COMPATIBLE, Reply, Upstreams, Usage, chat_models
from tests.upstreams.mock import Mock

INSTRUCT = "gpt-3.5-turbo-instruct"
PRICE = {"input": 2, "output": 8}
PATH = "/v1/completions"


async def test_who_has_completions_gets_the_bytes(home: House, up: Upstreams) -> None:
    mock = media_mock(up)
    await home.channel(mock, INSTRUCT)
    await home.price(**{INSTRUCT: PRICE})
    mock.script(Reply(text="upon a time", usage=Usage(100, 50)))
    body = b'{"model":"gpt-3.5-turbo-instruct", "prompt":"Once",  "echo":false,"suffix":null}'
    status, _, answer = await home.post(PATH, body, **{"Content-Type": "application/json"})
    assert status == 200
    assert json.loads(answer)["choices"][0]["text"] == "upon a time"
    assert mock.last.path == PATH
    assert mock.last.body == body
    (row,) = await home.log()
    assert row.request.charge_nano == 100 * 2_000 + 50 * 8_000
    assert (row.request.dialect_in, row.request.dialect_out) == ("openai_completions",) * 2
    await home.check_ledger()


async def test_streams_pass_with_usage_for_those_who_ask_and_under_the_name_asked_for(
    home: House, up: Upstreams
) -> None:
    mock = media_mock(up)
    await home.channel(mock, INSTRUCT, aliases={"writer": INSTRUCT})
    await home.price(**{INSTRUCT: PRICE})
    mock.always(Reply(text="one two three", usage=Usage(100, 50)))
    async with client(home, strict=False) as sdk:
        for asked in (True, False):
            options = {"stream_options": {"include_usage": True}} if asked else {}
            stream = await sdk.completions.create(
                model="writer", prompt="Count", stream=True, **options
            )  # type: ignore[call-overload]
            chunks = [chunk async for chunk in stream]
            text = "".join(choice.text for chunk in chunks for choice in chunk.choices)
            assert text == "one two three"
            assert {chunk.model for chunk in chunks} == {"writer"}
            assert bool(chunks[-1].usage) is asked
            assert mock.last.json["stream_options"] == {"include_usage": True}
    rows = await home.log()
    assert [row.request.charge_nano for row in rows] == [100 * 2_000 + 50 * 8_000] * 2
    assert all(row.request.first_token_ms for row in rows)
    await home.check_ledger()


async def test_a_stream_without_its_end_gets_none(home: House, up: Upstreams) -> None:
    mock = media_mock(up)
    await home.channel(mock, INSTRUCT)
    token, key = await home.token(NANO)
    await home.price(**{INSTRUCT: PRICE})
    for reply in (
        Reply(text="one two three four", cut_after=2, cut="clean"),
        Reply(text="one two three four", error="server", error_in_stream_after=2),
    ):
        mock.script(reply)
        body = {"model": INSTRUCT, "prompt": "Count", "stream": True}
        _, _, content = await home.post(PATH, body, key)
        assert b"[DONE]" not in content
        assert b'"error"' in content
    rows = await home.log()
    cut = rows[0].request
    assert (cut.status, cut.estimated, cut.charge_nano > 0) == ("cut_short", True, True)
    await home.check_ledger()
    assert home.balance(token) == NANO - sum(row.request.charge_nano for row in rows)


async def test_a_limited_payers_completion_is_limited_in_its_own_word(
    home: House, up: Upstreams
) -> None:
    mock = media_mock(up)
    await home.channel(mock, INSTRUCT)
    await home.price(**{INSTRUCT: {"input": 0, "output": 100}})
    _, key = await home.token(40 * 100_000)
    status, headers, _ = await home.post(PATH, {"model": INSTRUCT, "prompt": "Hi"}, key)
    assert status == 200
    assert mock.last.json["max_tokens"] == 40
    assert headers["x-homeport-max-output"] == "40"
    await home.check_ledger()


CONVERSE = (
    ("openai", "gpt-4o"),
    ("anthropic", "claude-sonnet-5-5"),
    ("gemini", "gemini-2.5-flash"),
    ("ollama", "llama3.2"),
)


async def test_who_only_converses_is_asked_in_a_conversation(home: House, up: Upstreams) -> None:
    for name, model in CONVERSE:
        mock = up.mocks[name]
        await home.channel(mock, model)
        await converses(home, mock, model)
    rows = await home.log()
    assert {row.request.dialect_in for row in rows} == {"openai_completions"}
    assert {row.request.dialect_out for row in rows} == {"openai_chat", "anthropic", "gemini"}
    await home.check_ledger()


async def converses(home: House, mock: Mock, model: str) -> None:
    mock.always(Reply(text="upon a time", usage=Usage(20, 9)))
    async with client(home) as sdk:
        answer = await sdk.completions.create(model=model, prompt=["Once"], max_tokens=99)
        assert [choice.text for choice in answer.choices] == ["upon a time"]
        assert (answer.object, answer.choices[0].finish_reason) == ("text_completion", "stop")
        assert answer.usage is not None
        assert (answer.usage.prompt_tokens, answer.usage.completion_tokens) == (20, 9)
    async with client(home, strict=False) as sdk:
        stream = await sdk.completions.create(
            model=model, prompt="Once", stream=True, stream_options={"include_usage": True}
        )
        chunks = [chunk async for chunk in stream]
    text = "".join(choice.text for chunk in chunks for choice in chunk.choices)
    assert text == "upon a time"
    assert chunks[-1].usage is not None
    assert chunks[-1].usage.total_tokens == 29
    assert chunks[-2].choices[0].finish_reason == "stop"


async def test_a_server_that_turns_out_to_have_none_is_asked_in_a_conversation(
    home: House, up: Upstreams
) -> None:
    mock = up.add_openai("box", models=chat_models(["qwen3"]), flavour=COMPATIBLE)
    await home.channel(mock, "qwen3")
    mock.script(Reply(text="upon a time"))
    status, _, answer = await home.post(PATH, {"model": "qwen3", "prompt": "Once"})
    assert status == 200
    assert json.loads(answer)["choices"][0]["text"] == "upon a time"
    assert [seen.path for seen in mock.requests] == [PATH, "/v1/chat/completions"]
    (row,) = await home.log()
    assert len(row.attempts) == 1
    assert row.request.dialect_out == "openai_chat"
    await home.check_ledger()


async def test_what_a_conversation_cannot_carry_is_named(home: House, up: Upstreams) -> None:
    await home.channel(up.openai, "gpt-4o")
    async with client(home) as sdk:
        for member, value in (
            ("suffix", "end"),
            ("echo", True),
            ("best_of", 2),
            ("logprobs", 1),
            ("prompt", ["one", "two"]),
            ("prompt", [1, 2, 3]),
            ("prompt", {"text": "x"}),
            ("prompt", None),
        ):
            body = {"model": "gpt-4o", "prompt": "Once", member: value}
            with pytest.raises(openai.BadRequestError) as caught:
                await sdk.completions.create(**body)  # type: ignore[call-overload]
            assert caught.value.param == member
    assert up.openai.requests == []
    await home.check_ledger()


async def test_edits_are_an_instruction_to_whoever_converses(home: House, up: Upstreams) -> None:
    await home.channel(up.openai, "gpt-4o")
    await home.price(gpt_4o=PRICE)
    up.openai.script(Reply(text="What day is it?", usage=Usage(30, 5)))
    body = {"model": "gpt-4o", "input": "What day of the wek is it?", "instruction": "Fix it"}
    status, _, answer = await home.post("/v1/edits", body)
    assert status == 200
    edit = json.loads(answer)
    assert (edit["object"], edit["choices"]) == ("edit", [{"text": "What day is it?", "index": 0}])
    assert edit["usage"] == {"prompt_tokens": 30, "completion_tokens": 5, "total_tokens": 35}
    said = [message["content"] for message in up.openai.last.json["messages"]]
    assert said[0].endswith("Fix it")
    assert said[1] == body["input"]
    (row,) = await home.log()
    assert row.request.charge_nano == 30 * 2_000 + 5 * 8_000
    status, _, _ = await home.post("/v1/edits", {"model": "gpt-4o", "input": "x"})
    assert status == 400
    await home.check_ledger()
