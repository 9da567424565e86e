"""Google's own package through a real gateway: on a Gemini channel, and on everybody else's."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest
from google.genai import errors, types

from tests.gateway.house import House
from tests.gateway.server.google_client import (
    CITY,
    EVERYWHERE,
    KINDS,
    NO_CALLING,
    WEATHER,
    behind,
    google,
)
from tests.upstreams import Reply, ToolCall, Upstreams, Usage

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="
)


@EVERYWHERE
async def test_a_plain_answer_is_charged_to_the_nano_dollar(
    home: House, up: Upstreams, kind: str
) -> None:
    async with behind(home, up, kind) as (client, mock, model):
        mock.script(Reply(text="Bonjour", usage=Usage(1000, 500)))
        answer = await client.models.generate_content(
            model=model,
            contents="Say hello",
            config=types.GenerateContentConfig(
                system_instruction="Be brief.", max_output_tokens=600, temperature=0.5
            ),
        )
    assert answer.text == "Bonjour"
    assert answer.candidates is not None
    assert answer.candidates[0].finish_reason is types.FinishReason.STOP
    assert answer.usage_metadata is not None
    counts = answer.usage_metadata
    assert (counts.prompt_token_count, counts.candidates_token_count) == (1000, 500)
    assert counts.total_token_count == 1500
    assert answer.model_version is not None
    assert answer.response_id
    assert b"Be brief." in mock.last.body
    (entry,) = await home.log()
    charge = 1000 * 2000 + 500 * 8000
    assert (entry.request.status, entry.request.charge_nano) == ("done", charge)
    assert entry.request.dialect_in == "gemini"
    assert not entry.request.estimated
    await home.check_ledger()


@EVERYWHERE
async def test_a_stream_has_its_text_finish_and_usage(
    home: House, up: Upstreams, kind: str
) -> None:
    async with behind(home, up, kind) as (client, mock, model):
        mock.script(Reply(chunks=["Hel", "lo ", "世界"], usage=Usage(120, 30)))
        stream = await client.models.generate_content_stream(model=model, contents="Hi")
        chunks = [chunk async for chunk in stream]
    assert "".join(chunk.text or "" for chunk in chunks) == "Hello 世界"
    assert len(chunks) >= 4
    last = chunks[-1]
    assert last.candidates[0].finish_reason is types.FinishReason.STOP
    assert last.usage_metadata.prompt_token_count == 120
    assert last.usage_metadata.candidates_token_count == 30
    assert all(chunk.candidates[0].finish_reason is None for chunk in chunks[:-1])
    (entry,) = await home.log()
    assert entry.request.charge_nano == 120 * 2000 + 30 * 8000
    assert entry.request.stream
    assert entry.request.first_token_ms > 0
    await home.check_ledger()


@EVERYWHERE
@pytest.mark.parametrize("streamed", [False, True])
async def test_parallel_calls_and_their_results(
    home: House, up: Upstreams, kind: str, streamed: bool
) -> None:
    contents: list[Any] = [types.UserContent("Weather and time?")]
    config = types.GenerateContentConfig(tools=[WEATHER], automatic_function_calling=NO_CALLING)
    async with behind(home, up, kind) as (client, mock, model):
        calls = [ToolCall("get_weather", {"city": "Rome"}), ToolCall("get_time")]
        mock.script(Reply(tool_calls=calls, usage=Usage(50, 20)))
        if streamed:
            stream = await client.models.generate_content_stream(
                model=model, contents=contents, config=config
            )
            parts = [
                part
                async for chunk in stream
                for candidate in chunk.candidates or ()
                for part in (candidate.content and candidate.content.parts) or ()
                if part.function_call
            ]
        else:
            answer = await client.models.generate_content(
                model=model, contents=contents, config=config
            )
            assert answer.candidates is not None
            assert answer.candidates[0].content is not None
            parts = list(answer.candidates[0].content.parts or ())
        found = [part.function_call for part in parts if part.function_call]
        assert [(call.name, call.args) for call in found] == [
            ("get_weather", {"city": "Rome"}),
            ("get_time", {}),
        ]
        contents.append(types.Content(role="model", parts=parts))
        # opencode and LangChain drop ids: names and order have to do.
        results = [
            types.Part.from_function_response(name="get_time", response={"result": "noon"}),
            types.Part.from_function_response(name="get_weather", response={"result": "20C"}),
        ]
        if kind.startswith("gemini"):
            results.reverse()
            for result, call in zip(results, found, strict=True):
                assert result.function_response is not None
                result.function_response.id = call.id
        else:
            for part in parts:
                assert part.function_call is not None
                part.function_call.id = None
        contents.append(types.Content(role="user", parts=results))
        mock.script(Reply(text="Sunny at noon"))
        answer = await client.models.generate_content(model=model, contents=contents, config=config)
        assert answer.text == "Sunny at noon"
    assert [row.request.status for row in await home.log()] == ["done", "done"]


@EVERYWHERE
async def test_a_forced_call(home: House, up: Upstreams, kind: str) -> None:
    forced = types.ToolConfig(
        function_calling_config=types.FunctionCallingConfig(
            mode=types.FunctionCallingConfigMode.ANY, allowed_function_names=["get_weather"]
        )
    )
    async with behind(home, up, kind) as (client, mock, model):
        if kind == "ollama":  # it has no such choice: the model is asked in words
            mock.script(Reply(tool_calls=[ToolCall("get_weather", {"city": "Rome"})]))
        answer = await client.models.generate_content(
            model=model,
            contents="Weather in Rome",
            config=types.GenerateContentConfig(
                tools=[WEATHER], tool_config=forced, automatic_function_calling=NO_CALLING
            ),
        )
    assert answer.function_calls is not None
    assert answer.function_calls[0].name == "get_weather"
    assert answer.function_calls[0].args == {"city": "Rome"}


@EVERYWHERE
async def test_structured_output(home: House, up: Upstreams, kind: str) -> None:
    async with behind(home, up, kind) as (client, _, model):
        answer = await client.models.generate_content(
            model=model,
            contents="Where is Rome",
            config=types.GenerateContentConfig(
                response_mime_type="application/json", response_json_schema=CITY
            ),
        )
    assert answer.text is not None
    assert json.loads(answer.text) == {"city": "Rome"}


@pytest.mark.parametrize("kind", ["gemini", "openai", "anthropic"])
async def test_googles_own_schema_is_translated(home: House, up: Upstreams, kind: str) -> None:
    schema = types.Schema(
        type=types.Type.OBJECT,
        properties={"city": types.Schema(type=types.Type.STRING, nullable=True)},
        required=["city"],
    )
    async with behind(home, up, kind) as (client, _, model):
        answer = await client.models.generate_content(
            model=model,
            contents="Where is Rome",
            config=types.GenerateContentConfig(
                response_mime_type="application/json", response_schema=schema
            ),
        )
    assert answer.text is not None
    assert set(json.loads(answer.text)) == {"city"}


@pytest.mark.parametrize("kind", ["gemini", "gemini3", "openai", "anthropic"])
async def test_an_image_and_several_turns(home: House, up: Upstreams, kind: str) -> None:
    async with behind(home, up, kind) as (client, mock, model):
        mock.script(Reply(text="A dot"))
        chat = client.chats.create(model=model)
        first = await chat.send_message(
            [types.Part.from_bytes(data=PNG, mime_type="image/png"), "What is this?"]
        )
        assert first.text == "A dot"
        second = await chat.send_message("And what colour?")
    assert second.text is not None
    assert second.text.endswith("And what colour?")
    assert base64.b64encode(PNG) in mock.last.body
    assert b"A dot" in mock.last.body


@EVERYWHERE
async def test_stop_sequences_and_output_limits(home: House, up: Upstreams, kind: str) -> None:
    async with behind(home, up, kind) as (client, mock, model):
        mock.script(Reply(text="one STOP two"), Reply(text="0123456789" * 20))
        stopped = await client.models.generate_content(
            model=model,
            contents="Hi",
            config=types.GenerateContentConfig(stop_sequences=["STOP"]),
        )
        assert (stopped.text or "").strip() == "one"
        stream = await client.models.generate_content_stream(
            model=model, contents="Hi", config=types.GenerateContentConfig(max_output_tokens=20)
        )
        chunks = [chunk async for chunk in stream]
    assert chunks[-1].candidates[0].finish_reason is types.FinishReason.MAX_TOKENS


@pytest.mark.parametrize("kind", ["gemini", "gemini3", "anthropic"])
async def test_thoughts_are_shown_and_survive_the_next_turn(
    home: House, up: Upstreams, kind: str
) -> None:
    thinking = types.ThinkingConfig(include_thoughts=True)
    if kind != "gemini3":
        thinking.thinking_budget = 1024
    config = types.GenerateContentConfig(
        tools=[WEATHER],
        automatic_function_calling=NO_CALLING,
        thinking_config=thinking,
        max_output_tokens=8000,
    )
    contents: list[Any] = [types.UserContent("Weather?")]
    async with behind(home, up, kind) as (client, mock, model):
        mock.script(
            Reply(reasoning="Let me look.", tool_calls=[ToolCall("get_weather", {"city": "Rome"})])
        )
        answer = await client.models.generate_content(model=model, contents=contents, config=config)
        assert answer.candidates is not None
        content = answer.candidates[0].content
        assert content is not None
        assert content.parts is not None
        assert content.parts[0].thought
        assert content.parts[0].text == "Let me look."
        contents.append(content)
        call = content.parts[-1].function_call
        assert call is not None
        result = types.Part.from_function_response(name="get_weather", response={"result": "20C"})
        assert result.function_response is not None
        result.function_response.id = call.id
        contents.append(types.Content(role="user", parts=[result]))
        mock.script(Reply(text="Twenty."))
        answer = await client.models.generate_content(model=model, contents=contents, config=config)
    assert answer.text == "Twenty."


async def test_cached_and_thought_tokens_are_priced_apart(home: House, up: Upstreams) -> None:
    async with behind(home, up, "gemini3") as (client, mock, model):
        mock.script(Reply(text="Hi", usage=Usage(1000, 300, cached=400, reasoning=200)))
        answer = await client.models.generate_content(model=model, contents="Hi")
    assert answer.usage_metadata is not None
    assert answer.usage_metadata.thoughts_token_count == 200
    (row,) = await home.log()
    assert (row.request.output_tokens, row.request.reasoning_tokens) == (300, 200)
    assert row.request.charge_nano == 600 * 2000 + 400 * 500 + 300 * 8000


@pytest.mark.parametrize("version", [None, "v1", "v1beta"])
async def test_models_in_googles_shape(home: House, up: Upstreams, version: str | None) -> None:
    await home.channel(up.gemini, "gemini-2.5-flash", "gemini-embedding-001")
    async with google(home, version=version) as client:
        models = [model async for model in await client.models.list()]
        assert [model.name for model in models] == [
            "models/gemini-2.5-flash",
            "models/gemini-embedding-001",
        ]
        assert "generateContent" in (models[0].supported_actions or ())
        assert "embedContent" in (models[1].supported_actions or ())
        one = await client.models.get(model="gemini-2.5-flash")
        assert one.name == "models/gemini-2.5-flash"
        with pytest.raises(errors.ClientError) as caught:
            await client.models.get(model="gemini-9")
    assert (caught.value.code, caught.value.status) == (404, "NOT_FOUND")


@pytest.mark.parametrize("kind", ["gemini", "openai"])
async def test_tokens_are_counted(home: House, up: Upstreams, kind: str) -> None:
    async with behind(home, up, kind) as (client, mock, model):
        counted = await client.models.count_tokens(model=model, contents="Say hello")
    assert counted.total_tokens is not None
    assert counted.total_tokens > 4
    asked = [seen.path.rpartition(":")[2] for seen in mock.requests]
    assert asked == (["countTokens"] if kind == "gemini" else [])


@pytest.mark.parametrize("kind", ["gemini", "openai"])
async def test_embeddings(home: House, up: Upstreams, kind: str) -> None:
    mock = getattr(up, kind)
    model = {"gemini": "gemini-embedding-001", "openai": "text-embedding-3-small"}[kind]
    await home.channel(mock, model)
    await home.price(**{model.replace("-", "_"): {"input": 1, "output": 0}})
    async with google(home) as client:
        found = await client.models.embed_content(
            model=model,
            contents=["one", "two"],
            config=types.EmbedContentConfig(output_dimensionality=64),
        )
    assert [len(each.values or ()) for each in found.embeddings or ()] == [64, 64]
    (row,) = await home.log()
    assert row.request.input_tokens > 0
    assert row.request.charge_nano == row.request.input_tokens * 1000
    await home.check_ledger()


@EVERYWHERE
async def test_an_alias_is_answered_as_asked(home: House, up: Upstreams, kind: str) -> None:
    mock = getattr(up, kind.removesuffix("3"))
    await home.channel(mock, KINDS[kind], aliases={"best": KINDS[kind]})
    async with google(home) as client:
        answer = await client.models.generate_content(model="best", contents="Hi")
        assert answer.model_version == "best"
        stream = await client.models.generate_content_stream(model="best", contents="Hi")
        assert {chunk.model_version async for chunk in stream} == {"best"}
