"""The vendors' own packages as judges of what we write, with the grammar of their streams."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from anthropic.lib.streaming._messages import accumulate_event
from anthropic.types import Message, RawMessageStreamEvent
from anthropic.types.message_create_params import MessageCreateParamsNonStreaming
from openai import omit
from openai.lib.streaming.chat import ChatCompletionStreamState
from openai.lib.streaming.responses._responses import ResponseStreamState
from openai.types.chat import ChatCompletion, ChatCompletionChunk
from openai.types.chat.completion_create_params import CompletionCreateParamsNonStreaming
from openai.types.responses import Response, ResponseStreamEvent
from openai.types.responses.response_create_params import ResponseCreateParamsNonStreaming
from pydantic import TypeAdapter

from gateway.dialects import sse

_EVENT: TypeAdapter[Any] = TypeAdapter(RawMessageStreamEvent)


def frames_of(stream: bytes) -> list[sse.Frame]:
    parser = sse.Parser()
    frames = parser.feed(stream)
    assert parser.close() is None, "the stream ends with a whole frame"
    return frames


def chat_stream(stream: bytes, *, usage: bool, strict: bool = True) -> ChatCompletion:
    """The answer that OpenAI's package makes of ``stream``.

    Checks its grammar: one id, roles first, one finish per choice, exactly one usage chunk without
    choices right before ``[DONE]`` where usage was asked for and none where not.
    """
    datas = [frame.data for frame in frames_of(stream)]
    assert datas[-1] == b"[DONE]"
    raw = [json.loads(data or b"") for data in datas[:-1]]
    chunks = [ChatCompletionChunk.model_validate(item, strict=strict) for item in raw]
    assert len({chunk.id for chunk in chunks}) == 1
    assert {chunk.object for chunk in chunks} == {"chat.completion.chunk"}
    with_usage = [number for number, chunk in enumerate(chunks) if chunk.usage is not None]
    assert with_usage == ([len(chunks) - 1] if usage else [])
    if usage:
        assert chunks[-1].choices == []
        assert all("usage" in item for item in raw)
    else:
        assert all("usage" not in item for item in raw)
    finished: set[int] = set()
    begun: set[int] = set()
    state: ChatCompletionStreamState[Any] = ChatCompletionStreamState()
    for chunk in chunks:
        for choice in chunk.choices:
            assert choice.index not in finished
            if choice.index not in begun:
                assert choice.delta.role == "assistant"
                begun.add(choice.index)
            if choice.finish_reason:
                finished.add(choice.index)
        list(state.handle_chunk(chunk))
    assert begun == finished
    return state.current_completion_snapshot  # the final one raises for length and filter


def chat_answer(body: bytes) -> ChatCompletion:
    return ChatCompletion.model_validate(json.loads(body), strict=True)


def messages_stream(stream: bytes) -> Any:
    """The message that Anthropic's package makes of ``stream``; checks the order of its events."""
    message: Any = None
    open_block: int | None = None
    blocks = 0
    stopped = ended = False
    buffers: dict[int, bytes] = {}
    for frame in frames_of(stream):
        event = _EVENT.validate_python(json.loads(frame.data or b""), strict=True)
        assert frame.event == event.type
        assert not ended
        if event.type == "message_start":
            assert message is None
        elif event.type == "content_block_start":
            assert open_block is None
            assert event.index == blocks
            open_block, blocks = event.index, blocks + 1
        elif event.type in ("content_block_delta", "content_block_stop"):
            assert event.index == open_block
            open_block = None if event.type == "content_block_stop" else open_block
        elif event.type == "message_delta":
            assert open_block is None
            stopped = True
        elif event.type == "message_stop":
            assert stopped
            ended = True
        message = accumulate_event(event=event, current_snapshot=message, json_bufs=buffers)
    assert ended
    return message


def messages_answer(body: bytes) -> Message:
    return Message.model_validate(json.loads(body), strict=True)


_MESSAGES_REQUEST: TypeAdapter[Any] = TypeAdapter(MessageCreateParamsNonStreaming)
_CHAT_REQUEST: TypeAdapter[Any] = TypeAdapter(CompletionCreateParamsNonStreaming)


def _checked(value: Any) -> Any:
    """Pydantic checks iterables of a TypedDict only when they are read."""
    if isinstance(value, dict):
        return {key: _checked(item) for key, item in value.items()}
    if isinstance(value, str | bytes):
        return value
    return [_checked(item) for item in value] if isinstance(value, Iterable) else value


def messages_request(body: bytes) -> Any:
    """A request as Anthropic's package types it, and what the API refuses besides."""
    request = json.loads(body)
    _checked(_MESSAGES_REQUEST.validate_python({**request, "stream": False}))
    messages = request["messages"]
    assert messages[0]["role"] == "user"
    called: set[str] = set()
    for number, message in enumerate(messages):
        if number:
            assert message["role"] != messages[number - 1]["role"]
        blocks = message["content"]
        assert blocks
        if isinstance(blocks, str):
            assert blocks.strip()
            assert not called
            continue
        kinds = [block["type"] for block in blocks]
        results = [block["tool_use_id"] for block in blocks if block["type"] == "tool_result"]
        assert set(results) == called
        assert kinds[: len(results)] == ["tool_result"] * len(results)
        called = {block["id"] for block in blocks if block["type"] == "tool_use"}
        assert all(re.fullmatch("[a-zA-Z0-9_-]+", call_id) for call_id in called)
        assert all(block["text"].strip() for block in blocks if block["type"] == "text")
    for tool in request.get("tools", []):
        schema = tool["input_schema"]
        assert schema["type"] == "object"
        assert not {"oneOf", "anyOf", "allOf"} & set(schema)
    if request.get("thinking", {}).get("type") == "enabled":
        assert 1024 <= request["thinking"]["budget_tokens"] < request["max_tokens"]
        assert "temperature" not in request
        assert "top_k" not in request
        assert request.get("tool_choice", {}).get("type") not in ("any", "tool")
    return request


def chat_request(body: bytes) -> Any:
    """A request as OpenAI's package types it, and that results follow their calls."""
    request = json.loads(body)
    _checked(_CHAT_REQUEST.validate_python({**request, "stream": False}))
    pending: set[str] = set()
    for message in request["messages"]:
        if message["role"] == "tool":
            assert message["tool_call_id"] in pending
            pending.discard(message["tool_call_id"])
        else:
            assert not pending
        pending |= {call["id"] for call in message.get("tool_calls", [])}
    return request


_RESPONSE_EVENT: TypeAdapter[Any] = TypeAdapter(ResponseStreamEvent)
_RESPONSE_REQUEST: TypeAdapter[Any] = TypeAdapter(ResponseCreateParamsNonStreaming)
_TERMINAL = ("response.completed", "response.incomplete", "response.failed")


def response_events(stream: bytes) -> list[Any]:
    """The events, each as OpenAI's package types it; their names and numbers are in order."""
    events = []
    for frame in frames_of(stream):
        event = _RESPONSE_EVENT.validate_python(json.loads(frame.data or b""), strict=True)
        assert frame.event == event.type
        events.append(event)
    assert [event.sequence_number for event in events] == list(range(len(events)))
    return events


def response_stream(stream: bytes) -> Response:
    """The response that ``stream`` ends with; checks the grammar of its events.

    Items are added in order and done once, nothing is said of an item before or behind that, what
    is done is what the deltas said, and the response repeats the items that are done.
    """
    events = response_events(stream)
    assert [event.type for event in events[:2]] == ["response.created", "response.in_progress"]
    assert [event.type in _TERMINAL for event in events] == [False] * (len(events) - 1) + [True]
    added: dict[int, Any] = {}
    done: dict[int, Any] = {}
    said: dict[int, str] = {}
    state = ResponseStreamState(input_tools=[], text_format=omit)
    for event in events:
        if event.type != "response.failed":
            state.handle_event(event)
        index = getattr(event, "output_index", None)
        if event.type == "response.output_item.added":
            assert index == len(added)
            added[index], said[index] = event.item, ""
        elif event.type == "response.output_item.done":
            assert added[index].id == event.item.id
            assert index not in done
            done[index] = event.item
        elif index is not None:
            assert index in added
            assert index not in done
            assert event.item_id == added[index].id
            said[index] += event.delta if event.type.endswith(".delta") else ""
    last = events[-1].response
    if events[-1].type == "response.failed":
        return last
    assert set(done) == set(added)
    assert [item.model_dump() for item in last.output] == [
        done[index].model_dump() for index in sorted(done)
    ]
    for index, item in done.items():
        assert said[index] == _said(item)
    return last


def _said(item: Any) -> str:
    """All text of an item that deltas bring."""
    if item.type == "message":
        return "".join(getattr(part, "text", None) or part.refusal for part in item.content)
    if item.type == "reasoning":
        return "".join(part.text for part in item.summary)
    return item.input if item.type == "custom_tool_call" else item.arguments


def response_answer(body: bytes) -> Response:
    return Response.model_validate(json.loads(body), strict=True)


def response_request(body: bytes) -> Any:
    """A request as OpenAI's package types it, and that results and calls belong together."""
    request = json.loads(body)
    _checked(_RESPONSE_REQUEST.validate_python({**request, "stream": False}))
    waiting: set[str] = set()
    for item in request["input"]:
        if item.get("type") in ("function_call", "custom_tool_call"):
            waiting.add(item["call_id"])
        elif item.get("type") in ("function_call_output", "custom_tool_call_output"):
            assert item["call_id"] in waiting
            waiting.discard(item["call_id"])
    assert not waiting
    assert request.get("max_output_tokens", 16) >= 16
    return request
