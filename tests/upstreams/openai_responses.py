"""OpenAI's Responses API: the part of the mock that answers `/responses`.

After OpenAI's API reference and OpenAPI specification (November 2026).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from aiohttp import web

from tests.upstreams.call import Call, WireError, dumps
from tests.upstreams.compose import Ask, answer, count_prompt
from tests.upstreams.openai_models import OpenAIModel
from tests.upstreams.openai_response_frames import ResponseAnswer, encrypt, wire_usage
from tests.upstreams.openai_response_items import prompt_texts, tools_of
from tests.upstreams.openai_response_rules import COUNT_FIELDS, check_response
from tests.upstreams.script import Usage
from tests.upstreams.wire import SSE, Frame, sse

Stored = dict[str, list[Any]]


async def respond(
    call: Call, model: OpenAIModel, broken: WireError, stored: Stored
) -> web.StreamResponse:
    """POST /responses; `broken` is the error a stream may break with, `stored` what was kept."""
    body = _whole(call.body, stored)
    check_response(body, model)
    reply = call.accept()
    said = answer(_ask(body, model), reply)
    response = ResponseAnswer(call, reply, said, model.snapshot, model.reasons)
    if call.body.get("store") is not False:
        whole = response.whole()
        stored[whole["id"]] = _items(body["input"]) + [
            {name: value for name, value in item.items() if name not in ("id", "status")}
            for item in whole["output"]
            if item["type"] != "reasoning"
        ]
    if reply.whole or not (body.get("stream") or reply.streamed):
        return await call.send(200, response.whole())
    frames = response.frames()
    number = min(reply.error_in_stream_after or 0, len(frames))
    breaking = [sse(frame, reply) for frame in _in_band(response, broken, number)]
    return await call.stream([sse(frame, reply) for frame in frames], SSE, breaking)


async def compact(call: Call, model: OpenAIModel) -> web.StreamResponse:
    """POST /responses/compact: the user's messages, and one item for all the rest."""
    check_response(call.body, model, COUNT_FIELDS)
    call.accept()
    tokens = count_prompt(_texts(call.body))
    item = {
        "id": call.id("cmp_", 48),
        "type": "compaction",
        "encrypted_content": encrypt(dumps(call.body["input"])),
    }
    usage = Usage(tokens, 7)
    return await call.send(
        200,
        {
            "id": call.id("resp_", 48),
            "object": "response.compaction",
            "created_at": 1764967971,
            "output": [item],
            "usage": wire_usage(usage),
        },
    )


def _whole(body: Mapping[str, Any], stored: Stored) -> dict[str, Any]:
    """The request with the conversation it goes on from."""
    previous = body.get("previous_response_id")
    if previous not in stored:
        return dict(body)
    whole = {name: value for name, value in body.items() if name != "previous_response_id"}
    whole["input"] = stored[previous] + _items(body["input"])
    return whole


def _items(given: Any) -> list[Any]:
    return [{"role": "user", "content": given}] if isinstance(given, str) else list(given)


async def count(call: Call, model: OpenAIModel) -> web.StreamResponse:
    """POST /responses/input_tokens."""
    check_response(call.body, model, COUNT_FIELDS)
    tokens = count_prompt(_texts(call.body))
    return await call.send(200, {"object": "response.input_tokens", "input_tokens": tokens})


def _in_band(response: ResponseAnswer, broken: WireError, number: int) -> Sequence[Frame]:
    """What a stream says when it breaks: an error event, and the failed response."""
    assert isinstance(broken.body, Mapping)
    error = broken.body["error"]
    event = {
        "type": "error",
        "sequence_number": number,
        "code": error["code"] or error["type"],
        "message": error["message"],
        "param": error["param"],
    }
    code = {429: "rate_limit_exceeded"}.get(broken.status, "server_error")
    failed = response.response("failed", [])
    failed["error"] = {"code": code, "message": error["message"]}
    last = {"type": "response.failed", "sequence_number": number + 1, "response": failed}
    return [Frame(dumps(event), "error"), Frame(dumps(last), "response.failed")]


def _texts(body: Mapping[str, Any]) -> list[str]:
    return [dumps(tool) for tool in body.get("tools") or ()] + prompt_texts(body)


def _ask(body: Mapping[str, Any], model: OpenAIModel) -> Ask:
    tools = {
        name: tool.get("parameters") for name, _, tool in tools_of(body)
        if tool["type"] == "function"
    }  # fmt: skip
    forced = None
    choice = body.get("tool_choice")
    if tools and choice == "required":
        forced = next(iter(tools))
    elif isinstance(choice, Mapping) and choice.get("type") == "function":
        forced = choice.get("name")
    return Ask(
        model=model.id,
        texts=_texts(body),
        limit=body.get("max_output_tokens"),
        tools=tools,
        forced_tool=forced,
        schema=_schema((body.get("text") or {}).get("format")),
        thinks=model.reasons and (body.get("reasoning") or {}).get("effort") != "none",
    )


def _schema(wanted: Any) -> Any:
    if not isinstance(wanted, Mapping) or wanted.get("type") in (None, "text"):
        return None
    if wanted["type"] == "json_schema":
        return wanted.get("schema")
    text = {"type": "string"}
    return {"type": "object", "properties": {"answer": text}, "required": ["answer"]}
