"""OpenAI's and Anthropic's own packages on a Gemini channel; what their clients cannot carry."""

from __future__ import annotations

import json
from typing import Any

import anthropic
import openai
import pytest

from tests.gateway.house import ROOT_KEY, House
from tests.upstreams import Reply, ToolCall, Upstreams, Usage
from tests.upstreams.embeddings import base64_floats, vector
from tests.upstreams.gemini_models import SKIPPED
from tests.upstreams.tests.sdk import anthropic_sdk, openai_sdk

PRICE = {"input": 2, "output": 8, "cached_input": 0.5}
CITY: dict[str, Any] = {
    "type": "object",
    "properties": {"city": {"type": "string"}},
    "required": ["city"],
    "additionalProperties": False,
}
CHAT_TOOL: Any = {
    "type": "function",
    "function": {"name": "get_weather", "description": "The weather", "parameters": CITY},
}
CLAUDE_TOOL: Any = {"name": "get_weather", "description": "The weather", "input_schema": CITY}
GENERATIONS = pytest.mark.parametrize(
    "model", ["gemini-2.0-flash", "gemini-2.5-pro", "gemini-3-pro-preview", "gemini-3.5-flash"]
)
QUESTION: Any = {"role": "user", "content": "Weather?"}


def chat(home: House) -> openai.AsyncOpenAI:
    return openai_sdk(f"{home.url}/v1", ROOT_KEY, max_retries=0, _strict_response_validation=True)


def claude(home: House) -> anthropic.AsyncAnthropic:
    return anthropic_sdk(home.url, ROOT_KEY, max_retries=0, _strict_response_validation=True)


async def channel(home: House, up: Upstreams, model: str) -> None:
    await home.channel(up.gemini, model)
    await home.price(**{model.replace("-", "_"): PRICE})


@GENERATIONS
async def test_openai_plain_and_streamed(home: House, up: Upstreams, model: str) -> None:
    await channel(home, up, model)
    usage = Usage(1000, 300, cached=400, reasoning=200)
    messages: Any = [
        {"role": "system", "content": "Be brief."},
        {"role": "user", "content": "Hi"},
        {"role": "assistant", "content": "Hello"},
        {"role": "system", "content": "Speak French."},
        {"role": "user", "content": "Bye"},
    ]
    async with chat(home) as client:
        up.gemini.script(Reply(text="Au revoir", usage=usage), Reply(text="one two", usage=usage))
        answer = await client.chat.completions.create(
            model=model, messages=messages, temperature=0.2, presence_penalty=0.5, seed=7
        )
        assert answer.choices[0].message.content == "Au revoir"
        assert answer.usage is not None
        assert (answer.usage.prompt_tokens, answer.usage.completion_tokens) == (1000, 300)
        assert answer.usage.completion_tokens_details is not None
        assert answer.usage.completion_tokens_details.reasoning_tokens == 200
        sent = up.gemini.last.json
        assert sent["systemInstruction"] == {"parts": [{"text": "Be brief."}]}
        assert [content["role"] for content in sent["contents"]] == ["user", "model", "user"]
        assert sent["contents"][2]["parts"][0]["text"] == "<system>\nSpeak French.\n</system>"
        assert ("presencePenalty" in sent["generationConfig"]) == ("gemini-2" in model)
        text = ""
        async with await client.chat.completions.create(
            model=model,
            messages=messages,
            stream=True,
            stream_options={"include_usage": True},
        ) as stream:
            async for chunk in stream:
                text += (chunk.choices[0].delta.content or "") if chunk.choices else ""
                last = chunk
        assert text == "one two"
        assert last.usage is not None
        assert last.usage.total_tokens == 1300
    assert up.gemini.last.query == {"alt": "sse"}
    assert up.gemini.last.path == f"/v1beta/models/{model}:streamGenerateContent"
    assert up.gemini.last.headers["x-goog-api-key"] == up.gemini.key
    charge = 600 * 2000 + 400 * 500 + 300 * 8000
    rows = await home.log()
    assert [row.request.charge_nano for row in rows] == [charge, charge]
    assert {row.request.dialect_out for row in rows} == {"gemini"}
    await home.check_ledger()


@GENERATIONS
@pytest.mark.parametrize("streamed", [False, True])
@pytest.mark.parametrize("dropped", [False, True])
async def test_openai_tools_and_a_signature_that_the_client_dropped(
    home: House, up: Upstreams, model: str, streamed: bool, dropped: bool
) -> None:
    await channel(home, up, model)
    async with chat(home) as client:
        calls = [
            ToolCall("get_weather", {"city": "Rome"}),
            ToolCall("get_weather", {"city": "Bari"}),
        ]
        up.gemini.script(Reply(tool_calls=calls))
        if streamed:
            async with client.chat.completions.stream(
                model=model, messages=[QUESTION], tools=[CHAT_TOOL]
            ) as stream:
                answer: Any = await stream.get_final_completion()
        else:
            answer = await client.chat.completions.create(
                model=model, messages=[QUESTION], tools=[CHAT_TOOL]
            )
        assert answer.choices[0].finish_reason == "tool_calls"
        found = answer.choices[0].message.tool_calls
        assert [json.loads(call.function.arguments)["city"] for call in found] == ["Rome", "Bari"]
        assert found[0].id != found[1].id
        kept = {"id", "type", "function"} | (set() if dropped else {"extra_content"})
        said = [
            {name: value for name, value in call.model_dump().items() if name in kept}
            for call in found
        ]
        for call in said:
            call["function"] = {key: call["function"][key] for key in ("name", "arguments")}
        results: Any = [
            {"role": "tool", "tool_call_id": call["id"], "content": "20C"}
            for call in reversed(said)
        ]
        messages: Any = [QUESTION, {"role": "assistant", "tool_calls": said}, *results]
        up.gemini.script(Reply(text="Twenty"))
        answer = await client.chat.completions.create(
            model=model, messages=messages, tools=[CHAT_TOOL]
        )
        assert answer.choices[0].message.content == "Twenty"
    parts = up.gemini.last.json["contents"][1]["parts"]
    if "gemini-3" in model:
        assert parts[0]["thoughtSignature"] not in ("", SKIPPED)
        assert parts[0]["functionCall"]["id"] == said[0]["id"]
    else:
        assert "thoughtSignature" not in parts[0]
        assert "id" not in parts[0]["functionCall"]
    assert "thoughtSignature" not in parts[1]
    responses = up.gemini.last.json["contents"][2]["parts"]
    assert [part["functionResponse"]["response"] for part in responses] == [{"result": "20C"}] * 2


@GENERATIONS
@pytest.mark.parametrize("streamed", [False, True])
async def test_anthropic_tools_keep_the_signature_too(
    home: House, up: Upstreams, model: str, streamed: bool
) -> None:
    await channel(home, up, model)
    request: dict[str, Any] = {"model": model, "max_tokens": 900, "tools": [CLAUDE_TOOL]}
    async with claude(home) as client:
        up.gemini.script(
            Reply(text="Let me see.", tool_calls=[ToolCall("get_weather", {"city": "R"})])
        )
        if streamed:
            async with client.messages.stream(messages=[QUESTION], **request) as stream:
                message: Any = await stream.get_final_message()
        else:
            message = await client.messages.create(messages=[QUESTION], **request)
        assert [block.type for block in message.content] == ["text", "tool_use"]
        assert message.stop_reason == "tool_use"
        call = message.content[1]
        assert call.input == {"city": "R"}
        result = {"type": "tool_result", "tool_use_id": call.id, "content": "no", "is_error": True}
        messages: Any = [
            QUESTION,
            {"role": "assistant", "content": message.content},
            {"role": "user", "content": [result, {"type": "text", "text": "Well?"}]},
        ]
        up.gemini.script(Reply(text="Sorry"))
        message = await client.messages.create(messages=messages, **request)
        assert message.content[0].text == "Sorry"
    contents = up.gemini.last.json["contents"]
    if "gemini-3" in model:
        assert contents[1]["parts"][1]["thoughtSignature"] != SKIPPED
    assert contents[2]["parts"][0]["functionResponse"]["response"] == {"error": "no"}
    await home.check_ledger()


@pytest.mark.parametrize("streamed", [False, True])
async def test_responses_clients_keep_the_signature_by_its_call(
    home: House, up: Upstreams, streamed: bool
) -> None:
    model = "gemini-3.5-flash"
    await channel(home, up, model)
    request: dict[str, Any] = {
        "model": model,
        "store": False,
        "tools": [{"type": "function", "name": "get_weather", "parameters": CITY, "strict": False}],
    }
    said: list[Any] = [{"role": "user", "content": "Weather?"}]
    async with chat(home) as client:
        up.gemini.script(Reply(text="Wait.", tool_calls=[ToolCall("get_weather", {"city": "R"})]))
        if streamed:
            async with client.responses.stream(input=said, **request) as stream:
                answer: Any = await stream.get_final_response()
        else:
            answer = await client.responses.create(input=said, **request)
        (call,) = [item for item in answer.output if item.type == "function_call"]
        said += [item.model_dump(exclude_none=True) for item in answer.output]
        said.append({"type": "function_call_output", "call_id": call.call_id, "output": "20C"})
        up.gemini.script(Reply(text="Twenty"))
        answer = await client.responses.create(input=said, **request)
        assert answer.output_text == "Twenty"
    parts = up.gemini.last.json["contents"][1]["parts"]
    assert parts[-1]["thoughtSignature"] not in ("", SKIPPED)
    await home.check_ledger()


async def test_a_call_of_another_model_is_marked_as_unproved(home: House, up: Upstreams) -> None:
    await home.channel(up.gemini, "gemini-3.5-flash", "gemini-3-pro-preview")
    call = {"id": "call_1", "type": "function", "function": {"name": "f", "arguments": "{}"}}
    messages = [
        QUESTION,
        {"role": "assistant", "tool_calls": [call]},
        {"role": "tool", "tool_call_id": "call_1", "content": '{"a": 1}'},
    ]
    status, _, body = await home.post(
        "/v1/chat/completions", {"model": "gemini-3.5-flash", "messages": messages}
    )
    assert status == 200, body
    parts = up.gemini.last.json["contents"][1]["parts"]
    assert parts[0]["thoughtSignature"] == SKIPPED
    response = up.gemini.last.json["contents"][2]["parts"][0]["functionResponse"]
    assert response == {"id": "call_1", "name": "f", "response": {"a": 1}}
    # A signature of one model means nothing to another, whoever asks again with the same call.
    up.gemini.script(Reply(tool_calls=[ToolCall("f")]))
    _, _, body = await home.post(
        "/v1/chat/completions",
        {"model": "gemini-3.5-flash", "messages": [QUESTION], "tools": [CHAT_TOOL]},
    )
    said = json.loads(body)["choices"][0]["message"]["tool_calls"][0]
    del said["extra_content"]
    messages[1:] = [
        {"role": "assistant", "tool_calls": [said]},
        {"role": "tool", "tool_call_id": said["id"], "content": "x"},
    ]
    for model, proved in (("gemini-3-pro-preview", False), ("gemini-3.5-flash", True)):
        status, _, body = await home.post(
            "/v1/chat/completions", {"model": model, "messages": messages}
        )
        assert status == 200, body
        signature = up.gemini.last.json["contents"][1]["parts"][0]["thoughtSignature"]
        assert (signature != SKIPPED) is proved


@GENERATIONS
@pytest.mark.parametrize("effort", ["none", "minimal", "low", "medium", "high", "xhigh"])
async def test_every_effort_is_one_that_the_model_takes(
    home: House, up: Upstreams, model: str, effort: Any
) -> None:
    await channel(home, up, model)
    async with chat(home) as client:
        answer = await client.chat.completions.create(
            model=model, messages=[QUESTION], reasoning_effort=effort
        )
    thought = getattr(answer.choices[0].message, "reasoning_content", None)
    assert bool(thought) == (effort != "none" and model != "gemini-2.0-flash")


@GENERATIONS
async def test_claudes_thinking_and_formats(home: House, up: Upstreams, model: str) -> None:
    await channel(home, up, model)
    async with claude(home) as client:
        message = await client.messages.create(
            model=model,
            max_tokens=4000,
            messages=[{"role": "user", "content": "Where is Rome"}],
            thinking={"type": "enabled", "budget_tokens": 2048},
            output_config={"format": {"type": "json_schema", "schema": CITY}},
        )
    *thoughts, text = message.content
    assert [block.type for block in thoughts] == (
        [] if model == "gemini-2.0-flash" else ["thinking"]
    )
    assert text.type == "text"
    assert json.loads(text.text) == {"city": "Rome"}
    config = up.gemini.last.json["generationConfig"]
    assert ("responseSchema" in config) == (model == "gemini-2.0-flash")


@GENERATIONS
async def test_structured_output_beside_tools(home: House, up: Upstreams, model: str) -> None:
    await channel(home, up, model)
    schema: Any = {"type": "json_schema", "json_schema": {"name": "city", "schema": CITY}}
    async with chat(home) as client:
        await client.chat.completions.create(
            model=model, messages=[QUESTION], response_format=schema, tools=[CHAT_TOOL]
        )
        forced = await client.chat.completions.create(
            model=model,
            messages=[QUESTION],
            tools=[CHAT_TOOL],
            tool_choice={"type": "function", "function": {"name": "get_weather"}},
        )
    assert forced.choices[0].finish_reason == "tool_calls"
    assert up.gemini.last.json["toolConfig"] == {
        "functionCallingConfig": {"mode": "ANY", "allowedFunctionNames": ["get_weather"]}
    }


async def test_blocks_are_refusals(home: House, up: Upstreams) -> None:
    model = "gemini-2.5-flash"
    await channel(home, up, model)
    async with chat(home) as client, claude(home) as other:
        up.gemini.script(*[Reply(refusal="SAFETY")] * 3, Reply(text="I", finish="SAFETY"))
        answer = await client.chat.completions.create(model=model, messages=[QUESTION])
        assert answer.choices[0].finish_reason == "content_filter"
        assert answer.choices[0].message.refusal == "Blocked by Google (SAFETY)"
        message = await other.messages.create(model=model, max_tokens=9, messages=[QUESTION])
        assert message.stop_reason == "refusal"
        async with other.messages.stream(model=model, max_tokens=9, messages=[QUESTION]) as stream:
            message = await stream.get_final_message()
        assert message.stop_reason == "refusal"
        answer = await client.chat.completions.create(model=model, messages=[QUESTION])
        assert answer.choices[0].finish_reason == "content_filter"
        assert answer.choices[0].message.content == "I"


@pytest.mark.parametrize("encoding", [openai.omit, "float"])
async def test_openais_embeddings(home: House, up: Upstreams, encoding: Any) -> None:
    model = "gemini-embedding-001"
    await home.channel(up.gemini, model)
    await home.price(gemini_embedding_001={"input": 1, "output": 0})
    async with openai_sdk(f"{home.url}/v1", ROOT_KEY, max_retries=0) as client:
        found = await client.embeddings.create(
            model=model, input=["one", "two three"], dimensions=64, encoding_format=encoding
        )
    assert [item.index for item in found.data] == [0, 1]
    assert found.data[0].embedding == pytest.approx(vector("one", 64))
    assert found.usage.prompt_tokens > 0
    assert up.gemini.last.path.endswith(":batchEmbedContents")
    (row,) = await home.log()
    assert row.request.charge_nano == found.usage.prompt_tokens * 1000
    await home.check_ledger()


async def test_packed_vectors_for_who_asks(home: House, up: Upstreams) -> None:
    await home.channel(up.gemini, "gemini-embedding-001")
    _, _, body = await home.post(
        "/v1/embeddings",
        {"model": "gemini-embedding-001", "input": "one", "encoding_format": "base64"},
    )
    assert json.loads(body)["data"][0]["embedding"] == base64_floats(vector("one", 3072))


async def test_token_ids_are_no_texts(home: House, up: Upstreams) -> None:
    await home.channel(up.gemini, "gemini-embedding-001")
    status, _, body = await home.post(
        "/v1/embeddings", {"model": "gemini-embedding-001", "input": [[1, 2], [3]]}
    )
    assert status == 400
    assert "token ids" in json.loads(body)["error"]["message"]


async def test_gemma_gets_its_instructions_as_a_user(home: House, up: Upstreams) -> None:
    await home.channel(up.gemini, "gemma-3-27b-it")
    messages = [{"role": "system", "content": "Be brief."}, QUESTION]
    status, _, body = await home.post(
        "/v1/chat/completions", {"model": "gemma-3-27b-it", "messages": messages}
    )
    assert status == 200, body
    assert [part["text"] for part in up.gemini.last.json["contents"][0]["parts"]] == [
        "Be brief.",
        "Weather?",
    ]
