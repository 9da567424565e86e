"""The OpenAI mock, judged by OpenAI's SDK with strict response validation."""

from __future__ import annotations

import json
from typing import Any

import openai
import pytest
from openai import AsyncOpenAI

from tests.upstreams import Reply, ToolCall, Upstreams, Usage
from tests.upstreams.compose import count_prompt
from tests.upstreams.tests.sdk import openai_sdk

WEATHER: Any = {
    "type": "function",
    "function": {
        "name": "get_weather",
        "description": "The weather in a city",
        "parameters": {
            "type": "object",
            "properties": {"city": {"type": "string"}},
            "required": ["city"],
        },
    },
}
HELLO: Any = [{"role": "user", "content": "Say hello"}]


async def test_models_lists_aliases_and_snapshots(client: AsyncOpenAI) -> None:
    names = [model.id async for model in client.models.list()]
    assert {"gpt-4o-mini", "gpt-4o-mini-2024-07-18", "text-embedding-3-small"} <= set(names)
    assert (await client.models.retrieve("gpt-5.4")).owned_by == "openai"


async def test_chat_echoes_and_counts_by_rule(client: AsyncOpenAI, up: Upstreams) -> None:
    answer = await client.chat.completions.create(model="gpt-4o-mini", messages=HELLO)
    assert answer.choices[0].message.content == "You said: Say hello"
    assert answer.model == "gpt-4o-mini-2024-07-18"
    assert answer.usage is not None
    assert answer.usage.prompt_tokens == count_prompt(["Say hello"]) == 10
    assert answer.usage.completion_tokens == 5
    assert answer._request_id is not None
    assert up.openai.last.headers["authorization"] == f"Bearer {up.openai.key}"
    assert up.openai.last.json["messages"] == HELLO
    assert up.openai.last.path == "/v1/chat/completions"


async def test_scripted_text_and_usage(client: AsyncOpenAI, up: Upstreams) -> None:
    up.openai.script(Reply(text="Scripted.", usage=Usage(1000, 500, cached=200, reasoning=100)))
    answer = await client.chat.completions.create(model="gpt-4o-mini", messages=HELLO)
    assert answer.choices[0].message.content == "Scripted."
    usage = answer.usage
    assert usage is not None
    assert usage.prompt_tokens_details is not None
    assert usage.completion_tokens_details is not None
    assert (usage.prompt_tokens, usage.completion_tokens, usage.total_tokens) == (1000, 500, 1500)
    assert usage.prompt_tokens_details.cached_tokens == 200
    assert usage.completion_tokens_details.reasoning_tokens == 100


async def test_replies_are_taken_in_order_then_the_default(
    client: AsyncOpenAI, up: Upstreams
) -> None:
    up.openai.script(Reply(text="one"), Reply(text="two"))
    said = []
    for _ in range(3):
        answer = await client.chat.completions.create(model="gpt-4o", messages=HELLO)
        said.append(answer.choices[0].message.content)
    assert said == ["one", "two", "You said: Say hello"]


async def test_replies_can_be_addressed_by_model_and_key(
    client: AsyncOpenAI, up: Upstreams
) -> None:
    up.openai.keys.add("sk-other")
    up.openai.always(Reply(error="money"), key="sk-other")
    up.openai.script(Reply(text="for the big one"), model="gpt-4o")
    small = await client.chat.completions.create(model="gpt-4o-mini", messages=HELLO)
    big = await client.chat.completions.create(model="gpt-4o", messages=HELLO)
    assert small.choices[0].message.content == "You said: Say hello"
    assert big.choices[0].message.content == "for the big one"
    with pytest.raises(openai.RateLimitError) as caught:
        await client.with_options(api_key="sk-other").chat.completions.create(
            model="gpt-4o", messages=HELLO
        )
    assert caught.value.code == "insufficient_quota"


async def test_stream_has_role_pieces_finish_and_usage(client: AsyncOpenAI, up: Upstreams) -> None:
    up.openai.script(Reply(chunks=["Hel", "lo ", "世界"], usage=Usage(7, 3)))
    stream = await client.chat.completions.create(
        model="gpt-4o-mini",
        messages=HELLO,
        stream=True,
        stream_options={"include_usage": True},
    )
    chunks = [chunk async for chunk in stream]
    assert chunks[0].choices[0].delta.role == "assistant"
    text = "".join(c.choices[0].delta.content or "" for c in chunks if c.choices)
    assert text == "Hello 世界"
    assert chunks[-2].choices[0].finish_reason == "stop"
    assert chunks[-1].choices == []
    assert chunks[-1].usage is not None
    assert chunks[-1].usage.total_tokens == 10
    assert all(chunk.usage is None for chunk in chunks[:-1])
    await up.openai.wait_idle()
    assert up.openai.last.finished
    assert not up.openai.last.disconnected


async def test_stream_without_include_usage_has_none(client: AsyncOpenAI) -> None:
    stream = await client.chat.completions.create(model="gpt-4o-mini", messages=HELLO, stream=True)
    chunks = [chunk async for chunk in stream]
    assert all(chunk.usage is None for chunk in chunks)
    assert chunks[-1].choices[0].finish_reason == "stop"


async def test_parallel_tool_calls_interleave_and_add_up(
    client: AsyncOpenAI, up: Upstreams
) -> None:
    text = 'line\n"quoted" 世'
    up.openai.script(
        Reply(
            tool_calls=[ToolCall("get_weather", {"city": text}), ToolCall("get_weather", {})],
            interleave=True,
            argument_size=3,
        )
    )
    async with client.chat.completions.stream(
        model="gpt-4o-mini", messages=HELLO, tools=[WEATHER]
    ) as stream:
        indices = [
            call.index
            async for event in stream
            if event.type == "chunk"
            for call in event.chunk.choices[0].delta.tool_calls or ()
        ]
        final = await stream.get_final_completion()
    assert indices[:4] == [0, 1, 0, 1]
    calls = final.choices[0].message.tool_calls
    assert calls is not None
    assert [json.loads(call.function.arguments) for call in calls] == [{"city": text}, {}]
    assert final.choices[0].finish_reason == "tool_calls"
    assert len({call.id for call in calls}) == 2


async def test_a_tool_conversation_is_accepted(client: AsyncOpenAI) -> None:
    answer = await client.chat.completions.create(
        model="gpt-4o-mini", messages=HELLO, tools=[WEATHER], tool_choice="required"
    )
    message = answer.choices[0].message
    assert message.tool_calls is not None
    call = message.tool_calls[0]
    assert call.type == "function"
    assert call.function.name == "get_weather"
    messages: Any = [
        *HELLO,
        message.model_dump(exclude_none=True),
        {"role": "tool", "tool_call_id": call.id, "content": "20C"},
    ]
    answer = await client.chat.completions.create(
        model="gpt-4o-mini", messages=messages, tools=[WEATHER]
    )
    assert answer.choices[0].message.content == "You said: 20C"


async def test_output_limit_and_stop_cut_the_text(client: AsyncOpenAI, up: Upstreams) -> None:
    up.openai.script(Reply(text="0123456789" * 10), Reply(text="one two three"))
    answer = await client.chat.completions.create(model="gpt-4o-mini", messages=HELLO, max_tokens=5)
    assert answer.choices[0].message.content == "01234567890123456789"
    assert answer.choices[0].finish_reason == "length"
    assert answer.usage is not None
    assert answer.usage.completion_tokens == 5
    answer = await client.chat.completions.create(
        model="gpt-4o-mini", messages=HELLO, stop=[" three"]
    )
    assert answer.choices[0].message.content == "one two"
    assert answer.choices[0].finish_reason == "stop"


async def test_json_schema_answers_satisfy_the_schema(client: AsyncOpenAI) -> None:
    schema = {
        "type": "object",
        "properties": {"city": {"type": "string"}, "days": {"type": "integer"}},
        "required": ["city", "days"],
        "additionalProperties": False,
    }
    answer = await client.chat.completions.create(
        model="gpt-4o-mini",
        messages=[{"role": "user", "content": "Weather in Rome"}],
        response_format={
            "type": "json_schema",
            "json_schema": {"name": "trip", "schema": schema, "strict": True},
        },
    )
    assert json.loads(answer.choices[0].message.content or "") == {"city": "Rome", "days": 1}


async def test_several_choices_and_logprobs(client: AsyncOpenAI) -> None:
    answer = await client.chat.completions.create(
        model="gpt-4o-mini", messages=HELLO, n=2, logprobs=True, top_logprobs=1
    )
    assert [choice.index for choice in answer.choices] == [0, 1]
    logprobs = answer.choices[0].logprobs
    assert logprobs is not None
    assert logprobs.content is not None
    assert "".join(token.token for token in logprobs.content) == "You said: Say hello"


async def test_embeddings_agree_in_both_encodings(client: AsyncOpenAI, up: Upstreams) -> None:
    # The SDK asks for base64 unless told otherwise; its strict mode then refuses what it asked for.
    async with openai_sdk(up.openai.base_url, up.openai.key) as lenient:
        packed = await lenient.embeddings.create(model="text-embedding-3-small", input=["a", "b"])
    assert up.openai.last.json["encoding_format"] == "base64"
    plain = await client.embeddings.create(
        model="text-embedding-3-small", input=["a", "b"], encoding_format="float"
    )
    assert len(packed.data[0].embedding) == 1536
    assert packed.data[1].embedding == pytest.approx(plain.data[1].embedding, abs=1e-9)
    short = await client.embeddings.create(
        model="text-embedding-3-large",
        input=[[1, 2, 3], [4]],
        dimensions=8,
        encoding_format="float",
    )
    assert [len(item.embedding) for item in short.data] == [8, 8]
    assert short.usage.prompt_tokens == 4


async def test_a_wrong_or_missing_key_is_refused(client: AsyncOpenAI, up: Upstreams) -> None:
    up.openai.script(Reply(text="kept"))
    with pytest.raises(openai.AuthenticationError) as caught:
        await client.with_options(api_key="sk-wrong-key-0123456789").models.list()
    assert caught.value.code == "invalid_api_key"
    assert "sk-wrong" in caught.value.message
    assert "0123456789" not in caught.value.message
    with pytest.raises(openai.AuthenticationError):
        await client.chat.completions.create(
            model="gpt-4o",
            messages=HELLO,
            extra_headers={"Authorization": "", "x-api-key": up.openai.key},
        )
    answer = await client.chat.completions.create(model="gpt-4o", messages=HELLO)
    assert answer.choices[0].message.content == "kept"


async def test_paths_and_methods_that_do_not_exist(client: AsyncOpenAI) -> None:
    with pytest.raises(openai.NotFoundError, match="Invalid URL"):
        await client.post("/chat/complete", body={}, cast_to=object)
    with pytest.raises(openai.APIStatusError) as caught:
        await client.get("/chat/completions", cast_to=object)
    assert caught.value.status_code == 405
    with pytest.raises(openai.BadRequestError, match="parse the JSON body"):
        await client.post("/chat/completions", body=[1], cast_to=object)
