"""Vendors' own formats of chat: requests to the letter, and what is broken refused, not raised.

The bodies are the documents' of Tencent, Baidu, Alibaba and iFlytek.
"""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Iterator
from typing import Any

import pytest

from gateway.dialects.registry import DIALECTS, UPSTREAM_DIALECTS
from gateway.domain.conversation import Ended, Finished, StreamError, TextDelta
from gateway.errors import DialectError, Unconvertible

CALL = {"id": "c1", "type": "function", "function": {"name": "f", "arguments": '{"a":1}'}}
FUNCTION = {"name": "f", "description": "d", "parameters": {"type": "object"}}
CHAT: dict[str, Any] = {
    "model": "asked",
    "messages": [
        {"role": "system", "content": "Be kind."},
        {"role": "user", "content": "Hi"},
        {"role": "assistant", "content": None, "tool_calls": [CALL]},
        {"role": "tool", "tool_call_id": "c1", "content": "42"},
    ],
    "tools": [{"type": "function", "function": FUNCTION}],
    "tool_choice": {"type": "function", "function": {"name": "f"}},
    "temperature": 0,
    "max_tokens": 1,
    "stop": "END",
    "seed": 20_001,
    "user": "me",
    "stream": True,
}
TOOL = {
    "Type": "function",
    "Function": {"Name": "f", "Parameters": '{"type":"object"}', "Description": "d"},
}
WANTED: dict[str, Any] = {
    "hunyuan": {
        "Model": "m",
        "Messages": [
            {"Role": "system", "Content": "Be kind."},
            {"Role": "user", "Content": "Hi"},
            {
                "Role": "assistant",
                "Content": "",
                "ToolCalls": [
                    {
                        "Id": "c1",
                        "Type": "function",
                        "Function": {"Name": "f", "Arguments": '{"a":1}'},
                    }
                ],
            },
            {"Role": "tool", "Content": "42", "ToolCallId": "c1"},
        ],
        "Stream": True,
        "Temperature": 0,
        "Seed": 1,
        "Stop": ["END"],
        "Tools": [TOOL],
        "ToolChoice": "custom",
        "CustomTool": TOOL,
    },
    "ernie": {
        "messages": [
            {"role": "user", "content": "Hi"},
            {
                "role": "assistant",
                "content": "",
                "function_call": {"name": "f", "arguments": '{"a":1}'},
            },
            {"role": "function", "name": "f", "content": "42"},
        ],
        "system": "Be kind.",
        "stream": True,
        "max_output_tokens": 2,
        "temperature": 0.01,
        "stop": ["END"],
        "user_id": "me",
        "functions": [FUNCTION],
        "tool_choice": {"type": "function", "function": {"name": "f"}},
    },
    "dashscope": {
        "model": "m",
        "input": {
            "messages": [
                {"role": "system", "content": "Be kind."},
                {"role": "user", "content": "Hi"},
                {"role": "assistant", "content": "", "tool_calls": [CALL]},
                {"role": "tool", "content": "42", "tool_call_id": "c1"},
            ]
        },
        "parameters": {
            "result_format": "message",
            "incremental_output": True,
            "temperature": 0,
            "max_tokens": 1,
            "stop": ["END"],
            "seed": 20_001,
            "tools": CHAT["tools"],
            "tool_choice": CHAT["tool_choice"],
        },
    },
    "spark_websocket": {
        "header": {},
        "parameter": {
            "chat": {"domain": "m", "auditing": "default", "max_tokens": 1, "temperature": 0.01}
        },
        "payload": {
            "message": {
                "text": [
                    {"role": "system", "content": "Be kind."},
                    {"role": "user", "content": "Hi"},
                    {"role": "assistant", "content": '[tool call c1] f({"a":1})'},
                    {"role": "user", "content": "[tool result c1]\n42"},
                ]
            },
            "functions": {"text": [FUNCTION]},
        },
    },
}


def encoded(name: str, chat: dict[str, Any]) -> Any:
    conversation = DIALECTS["openai_chat"].decode_request(json.dumps(chat).encode())
    return json.loads(UPSTREAM_DIALECTS[name].encode_request(conversation, "m"))


@pytest.mark.parametrize("name", WANTED)
def test_a_request_to_the_letter(name: str) -> None:
    assert encoded(name, CHAT) == WANTED[name]


def test_ernie_takes_turns() -> None:
    roles = ["assistant", "user", "user", "assistant", "assistant"]
    turns = [{"role": role, "content": f"{at}"} for at, role in enumerate(roles)]
    sent = encoded("ernie", {"model": "x", "messages": turns})["messages"]
    assert [(each["role"], each["content"]) for each in sent] == [
        ("user", "."),
        ("assistant", "0"),
        ("user", "1\n\n2"),
        ("assistant", "3\n\n4"),
        ("user", "."),
    ]


@pytest.mark.parametrize("name", ["ernie", "spark_websocket"])
def test_pictures_are_refused_where_there_is_no_place_for_them(name: str) -> None:
    part = {"type": "image_url", "image_url": {"url": "https://x.example/a.png"}}
    chat = {"model": "x", "messages": [{"role": "user", "content": [part]}]}
    with pytest.raises(Unconvertible):
        encoded(name, chat)


def test_a_stream_ends_with_its_last_frame_although_the_connection_stays() -> None:
    frames = {
        "ernie": b'data: {"id":"a","result":"x","is_end":true,"finish_reason":"normal"}\n\n',
        "spark_websocket": b'data: {"header":{"code":0,"status":2},"payload":{"choices":{"text":'
        b'[{"content":"x"}]}}}\n\n',
    }
    for name, frame in frames.items():
        events = list(UPSTREAM_DIALECTS[name].stream_decoder().feed(frame))
        kinds = [type(each) for each in events]
        assert TextDelta in kinds
        assert kinds[-2:] == [Finished, Ended], name


def test_dashscopes_errors_in_a_stream() -> None:
    frame = (
        b"id:3\nevent:error\n:HTTP_STATUS/400\n"
        b'data:{"code":"DataInspectionFailed","message":"no","request_id":"r-1"}\n\n'
    )
    (error,) = UPSTREAM_DIALECTS["dashscope"].stream_decoder().feed(frame)
    assert isinstance(error, StreamError)
    assert (error.type, error.code) == ("content_filter", "DataInspectionFailed")


ANSWERS: dict[str, list[dict[str, Any]]] = {
    "hunyuan": [
        {
            "Response": {
                "Choices": [{"FinishReason": "stop", "Message": {"Content": "x", "ToolCalls": []}}],
                "Usage": {"PromptTokens": 1, "CompletionTokens": 1},
            }
        },
        {"Response": {"Error": {"Code": "AuthFailure.X", "Message": "m"}}},
    ],
    "dashscope": [
        {
            "output": {"choices": [{"finish_reason": "stop", "message": {"content": "x"}}]},
            "usage": {"input_tokens": 1, "output_tokens": 2},
        },
        {"code": "X", "message": "m"},
    ],
    "ernie": [
        {
            "result": "x",
            "finish_reason": "normal",
            "function_call": {"name": "f", "arguments": "{}"},
            "usage": {"prompt_tokens": 1, "total_tokens": 2},
        },
        {"error_code": 110, "error_msg": "m"},
    ],
    "spark": [
        {"code": 0, "choices": [{"message": {"content": "x", "tool_calls": CALL}}]},
        {"code": 10013, "message": "m"},
    ],
    "spark_websocket": [
        {
            "header": {"code": 0, "status": 2},
            "payload": {"choices": {"text": [{"content": "x", "function_call": {"name": "f"}}]}},
        },
        {"header": {"code": 10013, "message": "m"}},
    ],
}
JUNK: list[Any] = [None, True, 0, -1, 1.5, "", "x", [], {}, [1], [None], {"a": 1}, [{}]]


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    if isinstance(value, dict | list):
        for key in value if isinstance(value, dict) else range(len(value)):
            yield from places(value[key], (*path, key))


def broken(value: Any, chance: random.Random) -> Any:
    """The same with something in it that is none of that."""
    value = copy.deepcopy(value)
    path = chance.choice([each for each in places(value) if each])
    inside = value
    for key in path[:-1]:
        inside = inside[key]
    if chance.random() < 0.3:
        del inside[path[-1]]
    else:
        inside[path[-1]] = copy.deepcopy(chance.choice(JUNK))
    return value


@pytest.mark.parametrize("name", ANSWERS)
def test_what_is_broken_is_refused_and_never_raised(name: str) -> None:
    chance, dialect = random.Random(name), UPSTREAM_DIALECTS[name]
    for _ in range(300):
        chat = broken(CHAT, chance)
        body = json.dumps(broken(chance.choice(ANSWERS[name]), chance)).encode()
        for work in (
            lambda chat=chat: encoded(name, chat),
            lambda body=body: dialect.decode_answer(body),
            lambda body=body: dialect.answer_usage(body),
            lambda body=body: list(dialect.stream_decoder().feed(b"data: " + body + b"\n\n")),
        ):
            try:
                work()
            except (DialectError, Unconvertible):
                continue
