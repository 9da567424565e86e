"""The Gemini mock, judged by Google's SDK, and as strict as Google."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from google.genai import errors, types
from google.genai.client import AsyncClient

from tests.upstreams import Reply, ToolCall, Upstreams, Usage
from tests.upstreams.gemini_models import SKIPPED, sign
from tests.upstreams.tests.sdk import google_sdk

FLASH, PRO3, OLD = "gemini-2.5-flash", "gemini-3-pro-preview", "gemini-2.0-flash"
HELLO: Any = [{"role": "user", "parts": [{"text": "Say hello"}]}]
FUNCTION: Any = {
    "name": "f",
    "parameters": {"type": "OBJECT", "properties": {"a": {"type": "STRING"}}},
}


@pytest.fixture
async def google(up: Upstreams) -> AsyncIterator[AsyncClient]:
    async with google_sdk(up.gemini.root, up.gemini.key) as sdk:
        yield sdk


async def post(
    up: Upstreams, body: Any, model: str = FLASH, method: str = "generateContent", **headers: str
) -> tuple[int, Any]:
    """Status and JSON of a raw request."""
    url = f"{up.gemini.base_url}/models/{model}:{method}"
    async with (
        aiohttp.ClientSession() as session,
        session.post(
            url, json=body, headers={"x-goog-api-key": up.gemini.key, **headers}
        ) as answer,
    ):
        return answer.status, json.loads(await answer.read() or b"null")


async def test_answers_echo_and_count_by_rule(google: AsyncClient, up: Upstreams) -> None:
    answer = await google.models.generate_content(model=FLASH, contents="Say hello")
    assert answer.text == "You said: Say hello"
    assert answer.model_version == FLASH
    assert answer.usage_metadata is not None
    counts = answer.usage_metadata
    assert (counts.prompt_token_count, counts.candidates_token_count) == (10, 5)
    counted = await google.models.count_tokens(model=FLASH, contents="Say hello")
    assert counted.total_tokens == 10
    assert up.gemini.last.headers["x-goog-api-key"] == up.gemini.key


async def test_streams_show_thoughts_calls_and_growing_usage(
    google: AsyncClient, up: Upstreams
) -> None:
    calls = [ToolCall("f", {"a": "b"}), ToolCall("f")]
    usage = Usage(100, 50, cached=40, reasoning=20)
    up.gemini.script(Reply(reasoning="Hmm", chunks=["Hel", "lo"], tool_calls=calls, usage=usage))
    stream = await google.models.generate_content_stream(
        model=PRO3,
        contents="Hi",
        config=types.GenerateContentConfig(
            thinking_config=types.ThinkingConfig(include_thoughts=True),
            tools=[types.Tool(function_declarations=[FUNCTION])],
            automatic_function_calling=types.AutomaticFunctionCallingConfig(disable=True),
        ),
    )
    chunks = [chunk async for chunk in stream]
    parts = [part for chunk in chunks for part in chunk.parts or ()]
    assert (parts[0].text, parts[0].thought) == ("Hmm", True)
    assert "".join(part.text or "" for part in parts if not part.thought) == "Hello"
    called = [part for part in parts if part.function_call]
    assert [bool(part.thought_signature) for part in called] == [True, False]
    assert all(part.function_call and part.function_call.id for part in called)
    last = chunks[-1].usage_metadata
    assert last is not None
    assert (last.prompt_token_count, last.candidates_token_count) == (100, 30)
    assert (last.thoughts_token_count, last.cached_content_token_count) == (20, 40)
    assert chunks[0].usage_metadata is not None


async def test_without_alt_a_stream_is_an_array(up: Upstreams) -> None:
    up.gemini.script(Reply(chunks=["a", "b"]))
    status, body = await post(up, {"contents": HELLO}, method="streamGenerateContent")
    assert status == 200
    assert [each["candidates"][0]["content"]["parts"][0]["text"] for each in body] == ["a", "b", ""]


async def test_keys(up: Upstreams) -> None:
    status, body = await post(up, {"contents": HELLO}, **{"x-goog-api-key": "AIzaWrong"})
    assert (status, body["error"]["details"][0]["reason"]) == (400, "API_KEY_INVALID")
    status, _ = await post(up, {"contents": HELLO}, **{"x-goog-api-key": ""})
    assert status == 403
    status, _ = await post(up, {"contents": HELLO}, Authorization=f"Bearer {up.gemini.key}")
    assert status == 401


async def test_models_come_in_pages(google: AsyncClient, up: Upstreams) -> None:
    pager = await google.models.list(config={"page_size": 3})
    names = [model.name async for model in pager]
    assert len(names) == len(set(names)) == 9
    assert len(up.gemini.requests) == 3
    with pytest.raises(errors.ClientError) as caught:
        await google.models.generate_content(model="gemini-9", contents="Hi")
    assert (caught.value.code, caught.value.status) == (404, "NOT_FOUND")


async def test_embeddings(google: AsyncClient) -> None:
    found = await google.models.embed_content(model="gemini-embedding-001", contents=["a", "b"])
    assert [len(each.values or ()) for each in found.embeddings or ()] == [3072, 3072]


def turns(*parts: Any, response: Any = None) -> dict[str, Any]:
    """A conversation with a call of ``f``, answered."""
    answer = response or {"functionResponse": {"name": "f", "response": {"result": "x"}}}
    return {
        "contents": [
            *HELLO,
            {"role": "model", "parts": list(parts)},
            {"role": "user", "parts": [answer]},
        ]
    }


CALL: Any = {"functionCall": {"name": "f", "args": {}}}


@pytest.mark.parametrize(
    ("model", "body", "message"),
    [
        (FLASH, {}, "contents is not specified"),
        (FLASH, {"contents": HELLO, "messages": []}, 'Unknown name "messages"'),
        (FLASH, {"contents": [{"role": "assistant", "parts": [{"text": "x"}]}]}, "valid role"),
        (FLASH, {"contents": [{"parts": []}]}, "parts must not be empty"),
        (FLASH, {"contents": [{"parts": [{"text": ""}]}]}, "empty text"),
        (FLASH, {"contents": [{"parts": [{"kind": "x"}]}]}, 'Unknown name "kind"'),
        (FLASH, {"contents": HELLO, "generationConfig": {"maxTokens": 1}}, "Unknown name"),
        (FLASH, {"contents": HELLO, "generationConfig": {"temperature": 3}}, "temperature"),
        (FLASH, turns(CALL, CALL), "number of function response parts"),
        (FLASH, {"contents": turns(CALL)["contents"][:2]}, "function response turn"),
        (
            FLASH,
            turns(CALL, response={"functionResponse": {"name": "f", "response": "x"}}),
            "Struct",
        ),
        (FLASH, turns({"functionCall": {"id": "1", "name": "f", "args": {}}}), 'name "id"'),
        (PRO3, turns(CALL), "missing a thought_signature"),
        (PRO3, turns(CALL | {"thoughtSignature": "bm90IHRoaXM="}), "signature is not valid"),
        (
            FLASH,
            {
                "contents": HELLO,
                "tools": [{"functionDeclarations": [FUNCTION | {"parametersJsonSchema": {}}]}],
            },
            "mutually exclusive",
        ),
        (
            FLASH,
            {
                "contents": HELLO,
                "tools": [
                    {"functionDeclarations": [{"name": "f", "parameters": {"$schema": "x"}}]}
                ],
            },
            "Unknown name",
        ),
        (
            FLASH,
            {
                "contents": HELLO,
                "generationConfig": {
                    "thinkingConfig": {"thinkingBudget": 1, "thinkingLevel": "LOW"}
                },
            },
            "only set one",
        ),
        (
            "gemini-2.5-pro",
            {
                "contents": HELLO,
                "generationConfig": {"thinkingConfig": {"thinkingBudget": 0}},
            },
            "only works in thinking mode",
        ),
        (OLD, {"contents": HELLO, "generationConfig": {"thinkingConfig": {}}}, "not enabled"),
        (PRO3, {"contents": HELLO, "generationConfig": {"presencePenalty": 1}}, "Penalty"),
        (
            "gemma-3-27b-it",
            {"contents": HELLO, "systemInstruction": {"parts": [{"text": "x"}]}},
            "Developer instruction",
        ),
        (
            FLASH,
            {
                "contents": HELLO,
                "tools": [{"functionDeclarations": [FUNCTION]}],
                "generationConfig": {"responseMimeType": "application/json"},
            },
            "unsupported",
        ),
    ],
)
async def test_what_google_refuses(up: Upstreams, model: str, body: Any, message: str) -> None:
    status, found = await post(up, body, model)
    assert (status, found["error"]["status"]) == (400, "INVALID_ARGUMENT")
    assert message in found["error"]["message"]


async def test_a_signature_is_its_models_own(up: Upstreams) -> None:
    up.gemini.thoughts.add("1:f")
    for model in (PRO3, "gemini-3.5-flash"):
        body = turns(CALL | {"thoughtSignature": sign(PRO3, "1:f")})
        status, _ = await post(up, body, model)
        assert status == (200 if model == PRO3 else 400)
    status, _ = await post(up, turns(CALL | {"thoughtSignature": SKIPPED}), PRO3)
    assert status == 200


async def test_either_spelling_is_read(up: Upstreams) -> None:
    body = {
        "contents": HELLO,
        "system_instruction": {"parts": [{"text": "Be brief."}]},
        "tools": [
            {"function_declarations": [{"name": "f", "parameters_json_schema": {"type": "object"}}]}
        ],
        "generation_config": {"max_output_tokens": 2},
    }
    status, found = await post(up, body)
    assert status == 200
    assert found["candidates"][0]["finishReason"] == "MAX_TOKENS"


async def test_blocks_and_scripted_failures(google: AsyncClient, up: Upstreams) -> None:
    up.gemini.script(Reply(refusal="SAFETY"), Reply(error="rate_limit"))
    answer = await google.models.generate_content(model=FLASH, contents="Hi")
    assert answer.prompt_feedback is not None
    assert answer.prompt_feedback.block_reason is types.BlockedReason.SAFETY
    with pytest.raises(errors.ClientError) as caught:
        await google.models.generate_content(model=FLASH, contents="Hi")
    details = caught.value.details["error"]["details"]
    assert {"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "17s"} in details
