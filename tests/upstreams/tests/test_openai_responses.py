"""The OpenAI mock's Responses API, judged by OpenAI's SDK with strict response validation."""

from __future__ import annotations

import json
from typing import Any

import openai
import pytest
from openai import AsyncOpenAI

from tests.upstreams import Reply, ToolCall, Upstreams, Usage
from tests.upstreams.compose import count_prompt
from tests.upstreams.faults import error_in_stream

WEATHER: Any = {
    "type": "function",
    "name": "get_weather",
    "parameters": {
        "type": "object",
        "properties": {"city": {"type": "string"}},
        "required": ["city"],
        "additionalProperties": False,
    },
    "strict": True,
}
ENCRYPTED: Any = ["reasoning.encrypted_content"]


async def test_a_response_echoes_and_counts_by_rule(client: AsyncOpenAI, up: Upstreams) -> None:
    answer = await client.responses.create(model="gpt-4o-mini", input="Say hello")
    assert answer.output_text == "You said: Say hello"
    assert answer.model == "gpt-4o-mini-2024-07-18"
    assert answer.usage is not None
    assert answer.usage.input_tokens == count_prompt(["Say hello"]) == 10
    counted = await client.responses.input_tokens.count(model="gpt-4o-mini", input="Say hello")
    assert counted.input_tokens == 10
    up.openai.script(Reply(text="x", usage=Usage(9, 5, cached=4, reasoning=3)))
    usage = (await client.responses.create(model="gpt-4o-mini", input="Hi")).usage
    assert usage is not None
    assert usage.input_tokens_details.cached_tokens == 4
    assert usage.output_tokens_details.reasoning_tokens == 3


async def test_a_stream_adds_up(client: AsyncOpenAI, up: Upstreams) -> None:
    up.openai.script(
        Reply(
            reasoning="Rome or Zürich?",
            chunks=["Hel", "lo 世界"],
            tool_calls=[ToolCall("get_weather", {"city": "Rome"}), ToolCall("get_weather", {})],
        )
    )
    async with client.responses.stream(
        model="gpt-5.4",
        input="Hi",
        tools=[WEATHER],
        reasoning={"summary": "auto"},
        include=ENCRYPTED,
    ) as stream:
        numbers = [event.sequence_number async for event in stream if event.type != "error"]
        final = await stream.get_final_response()
    assert numbers == list(range(len(numbers)))
    thought, message, *calls = final.output
    assert thought.type == "reasoning"
    assert thought.summary[0].text == "Rome or Zürich?"
    assert thought.encrypted_content is not None
    assert final.output_text == "Hello 世界"
    assert message.type == "message"
    assert [json.loads(call.arguments) for call in calls] == [{"city": "Rome"}, {}]  # type: ignore[union-attr]
    await up.openai.wait_idle()


async def test_namespaces_and_custom_tools(client: AsyncOpenAI, up: Upstreams) -> None:
    inner = {"type": "function", "name": "find", "parameters": {"type": "object"}}
    tools: Any = [
        {"type": "namespace", "name": "docs", "description": "Pages", "tools": [inner]},
        {"type": "custom", "name": "patch"},
        {"type": "web_search"},
    ]
    up.openai.script(Reply(tool_calls=[ToolCall("docs.find", {}), ToolCall("patch", "+a")]))
    answer = await client.responses.create(model="gpt-5.4", input="Hi", tools=tools)
    found, patched = answer.output
    assert (found.type, found.name, found.namespace) == ("function_call", "find", "docs")  # type: ignore[union-attr]
    assert (patched.type, patched.input) == ("custom_tool_call", "+a")  # type: ignore[union-attr]


async def test_a_tool_loop_with_its_thoughts_is_accepted(client: AsyncOpenAI) -> None:
    items: list[Any] = [{"role": "user", "content": "Weather?"}]
    asked: Any = {"model": "gpt-5.4", "tools": [WEATHER], "include": ENCRYPTED, "store": False}
    first = await client.responses.create(input=items, tool_choice="required", **asked)
    thought, call = first.output
    assert call.type == "function_call"
    items += [item.model_dump(exclude_none=True) for item in (thought, call)]
    items.append({"type": "function_call_output", "call_id": call.call_id, "output": "20C"})
    last = await client.responses.create(input=items, **asked)
    assert last.output_text == "You said: 20C"
    items[1]["encrypted_content"] = "homeport:anthropic:sig"
    with pytest.raises(openai.BadRequestError) as caught:
        await client.responses.create(input=items, **asked)
    assert caught.value.code == "invalid_encrypted_content"


async def test_limits_and_filters_make_it_incomplete(client: AsyncOpenAI, up: Upstreams) -> None:
    up.openai.script(Reply(text="0123456789" * 20), Reply(text="x", finish="content_filter"))
    cut = await client.responses.create(model="gpt-4o", input="Hi", max_output_tokens=16)
    assert (cut.status, len(cut.output_text)) == ("incomplete", 64)
    filtered = await client.responses.create(model="gpt-4o", input="Hi")
    for answer, reason in ((cut, "max_output_tokens"), (filtered, "content_filter")):
        assert answer.incomplete_details is not None
        assert answer.incomplete_details.reason == reason


async def test_a_stream_that_breaks_fails(client: AsyncOpenAI, up: Upstreams) -> None:
    up.openai.script(error_in_stream(6))
    stream = await client.responses.create(model="gpt-4o", input="Hi", stream=True)
    events: list[Any] = [event async for event in stream]
    assert [event.type for event in events[-2:]] == ["error", "response.failed"]
    assert events[-1].response.error.code == "server_error"


async def test_models_that_exist_only_here(client: AsyncOpenAI) -> None:
    answer = await client.responses.create(model="gpt-5.3-codex", input="Hi")
    assert answer.output_text == "You said: Hi"
    with pytest.raises(openai.NotFoundError, match="not a chat model"):
        await client.chat.completions.create(
            model="gpt-5.3-codex", messages=[{"role": "user", "content": "Hi"}]
        )


CALL = {"type": "function_call", "call_id": "c", "name": "f", "arguments": "{}"}


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"messages": []}, "Unknown parameter: 'messages'"),
        ({"input": None}, "Missing required parameter: 'input'"),
        ({"input": 7}, "Invalid type for 'input'"),
        ({"max_output_tokens": 15}, "integer below minimum value"),
        ({"stop": ["x"]}, "Unknown parameter: 'stop'"),
        ({"include": ["x"]}, "Invalid value: 'x'"),
        ({"include": ENCRYPTED}, "Encrypted content is not supported"),
        ({"reasoning": {"effort": "low"}}, "Unsupported parameter: 'reasoning.effort'"),
        ({"previous_response_id": "resp_1"}, "Previous response with id 'resp_1' not found"),
        ({"input": [{"role": "tool", "content": "x"}]}, "Invalid value: 'tool'"),
        ({"input": [{"role": "user", "content": [{"type": "text", "text": "x"}]}]},
         "Invalid value: 'text'"),
        ({"input": [{"role": "user", "content": [
            {"type": "input_image", "image_url": {"url": "https://x"}}]}]}, "but got an object"),
        ({"input": [CALL]}, "No tool output found for function call c"),
        ({"input": [{"type": "function_call_output", "call_id": "c", "output": "x"}]},
         "No tool call found for function call output with call_id c"),
        ({"input": [{**CALL, "call_id": "c" * 65}]}, "string too long"),
        ({"input": [{"type": "item_reference", "id": "msg_1"}]}, "'msg_1' not found"),
        ({"tools": [{"type": "function", "function": {"name": "f"}}]},
         "Missing required parameter: 'tools\\[0\\].name'"),
        ({"tools": [{"type": "function", "name": "a b"}]}, "does not match pattern"),
        ({"tools": [{"type": "function", "name": "f", "strict": True,
                     "parameters": {"type": "object", "properties": {"a": {}}}}]},
         "'additionalProperties' is required"),
        ({"tool_choice": {"type": "function", "name": "f"}}, "Tool choice 'f' not found"),
        ({"text": {"format": {"type": "json_object"}}}, "must contain the word 'json'"),
        ({"text": {"format": {"type": "json_schema", "schema": {}}}},
         "Missing required parameter: 'text.format.name'"),
    ],
)  # fmt: skip
async def test_what_openai_refuses(client: AsyncOpenAI, asked: dict[str, Any], said: str) -> None:
    with pytest.raises(openai.APIStatusError, match=said):
        await client.post(
            "/responses", body={"model": "gpt-4o", "input": "Hi", **asked}, cast_to=object
        )


async def test_a_thinking_model_refuses_sampling(client: AsyncOpenAI) -> None:
    for asked in ({"temperature": 0.5}, {"top_p": 0.5}, {"reasoning": {"effort": "max"}}):
        with pytest.raises(openai.BadRequestError, match="Unsupported"):
            await client.responses.create(model="gpt-5.4", input="Hi", **asked)  # type: ignore[call-overload]
