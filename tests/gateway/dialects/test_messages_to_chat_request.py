"""Anthropic requests for a chat upstream: what is carried, mapped, emulated, refused."""

from __future__ import annotations

import json
from typing import Any

import pytest

from gateway.dialects.registry import dialect
from gateway.domain.conversation import ToolCall
from gateway.errors import DialectError, Unconvertible
from tests.gateway.dialects.judges import chat_request
from tests.gateway.dialects.support import golden

CHAT, MESSAGES = dialect("openai_chat"), dialect("anthropic")
USER = {"role": "user", "content": "Hi"}


def converted(*messages: dict[str, Any], model: str = "gpt-5.4", **members: Any) -> Any:
    body = {"model": "asked", "max_tokens": 100, "messages": messages or [USER], **members}
    conversation = MESSAGES.decode_request(json.dumps(body).encode())
    return chat_request(CHAT.encode_request(conversation, model))


def user(*blocks: dict[str, Any]) -> dict[str, Any]:
    return {"role": "user", "content": list(blocks)}


def text(value: str, **members: Any) -> dict[str, Any]:
    return {"type": "text", "text": value, **members}


def used(call_id: str = "t1", name: str = "f", **members: Any) -> dict[str, Any]:
    block = {"type": "tool_use", "id": call_id, "name": name, "input": {}, **members}
    return {"role": "assistant", "content": [block]}


def result(call_id: str = "t1", content: Any = "20C", **members: Any) -> dict[str, Any]:
    return {"type": "tool_result", "tool_use_id": call_id, "content": content, **members}


def test_the_worked_example() -> None:
    conversation = MESSAGES.decode_request(golden("worked_anthropic.json"))
    request = chat_request(CHAT.encode_request(conversation, "m"))
    assert request == json.loads(golden("worked_openai_chat.json"))


def test_what_claude_code_sends() -> None:
    conversation = MESSAGES.decode_request(golden("claude_code_request.json"))
    request = chat_request(CHAT.encode_request(conversation, "gpt-5.4"))
    assert request["stream_options"] == {"include_usage": True}
    assert request["max_completion_tokens"] == 32000
    assert request["reasoning_effort"] == "high"
    assert len(request["user"]) == 64
    roles = [message["role"] for message in request["messages"]]
    assert roles == ["system", "user", "system", "assistant", "tool", "tool", "user"]
    system, first, later, assistant, failed, image, last = request["messages"]
    assert system["content"] == "You are a Claude agent.\n\nWork in /tmp/project."
    assert first["content"].endswith("</system-reminder>\n\nList the files")
    assert later["content"].endswith("WebFetch")
    assert assistant["content"] == "I will look."
    arguments = assistant["tool_calls"][0]["function"]["arguments"]
    assert arguments == '{"command":"ls","timeout":120000.0}'
    assert "reasoning_content" not in assistant
    assert "thinking_blocks" not in assistant
    assert failed["content"] == "Error: ls: not found"
    assert image["content"] == ""
    assert last["content"][0] == {"type": "text", "text": "[from tool Read]"}
    assert last["content"][1]["image_url"]["url"] == "data:image/png;base64,iVBORw0KGgo="
    assert last["content"][2] == {"type": "text", "text": "Go on."}
    names = [tool["function"]["name"] for tool in request["tools"]]
    assert names == ["Bash", "WebFetch", "Read"]
    assert "defer_loading" not in json.dumps(request)
    assert not {"context_management", "output_config", "thinking", "metadata"} & set(request)


def test_what_claude_code_sends_survives_for_its_own_dialect() -> None:
    body = golden("claude_code_request.json")
    conversation = MESSAGES.decode_request(body)
    again = json.loads(MESSAGES.encode_request(conversation, "gpt-5.4"))
    expected = json.loads(body)
    assert again == expected


def test_the_limit_goes_where_the_model_knows_it() -> None:
    assert converted(model="gpt-5.4")["max_completion_tokens"] == 100
    assert converted(model="deepseek-chat")["max_tokens"] == 100


def test_sampling_and_stops() -> None:
    request = converted(
        temperature=0.5, top_p=0.9, top_k=5, stop_sequences=["a"], metadata={"user_id": "u"}
    )
    assert request["temperature"] == 0.5
    assert request["top_p"] == 0.9
    assert request["stop"] == ["a"]
    assert request["user"] == "u"
    assert "top_k" not in request
    assert "stop" not in converted(stop_sequences=[])
    assert converted(service_tier="standard_only")["service_tier"] == "default"
    assert "service_tier" not in converted(model="qwen3", service_tier="standard_only")
    assert "service_tier" not in converted(service_tier="auto")


def test_plain_text_is_a_string_because_many_servers_know_nothing_else() -> None:
    request = converted(
        user(text("a"), text("b")),
        {"role": "assistant", "content": [text("c"), text("d")]},
        system=[text("s1", cache_control={"type": "ephemeral"}), text("s2")],
    )
    contents = [message["content"] for message in request["messages"]]
    assert contents == ["s1\n\ns2", "a\n\nb", "cd"]


def test_images_and_documents() -> None:
    pdf = {"type": "base64", "media_type": "application/pdf", "data": "UERG"}
    request = converted(
        user(
            text("Look"),
            {"type": "image", "source": {"type": "url", "url": "https://x.org/a.png"}},
            {"type": "document", "source": pdf, "title": "a.pdf", "context": "c"},
            {
                "type": "document",
                "source": {"type": "text", "media_type": "text/plain", "data": "notes"},
                "title": "n",
            },
            {
                "type": "document",
                "title": "parts",
                "source": {"type": "content", "content": [text("one"), text("two")]},
            },
            {
                "type": "search_result",
                "source": "https://x.org",
                "title": "T",
                "content": [text("found")],
            },
        )
    )
    assert request["messages"][0]["content"] == [
        {"type": "text", "text": "Look"},
        {"type": "image_url", "image_url": {"url": "https://x.org/a.png"}},
        {
            "type": "file",
            "file": {"file_data": "data:application/pdf;base64,UERG", "filename": "a.pdf"},
        },
        {"type": "text", "text": "[n]\nnotes"},
        {"type": "text", "text": "parts\none\ntwo"},
        {"type": "text", "text": "T\nhttps://x.org\nfound"},
    ]


@pytest.mark.parametrize(
    "block",
    [
        {"type": "image", "source": {"type": "file", "file_id": "file_1"}},
        {"type": "document", "source": {"type": "file", "file_id": "file_1"}},
        {"type": "document", "source": {"type": "url", "url": "https://x.org/a.pdf"}},
        {"type": "container_upload", "file_id": "file_1"},
        {"type": "something_new"},
    ],
)
def test_content_that_cannot_be_carried_is_refused(block: dict[str, Any]) -> None:
    with pytest.raises(Unconvertible) as raised:
        converted(user(block))
    assert raised.value.param == "messages"


def test_hosted_tools_and_connectors_are_refused() -> None:
    for members in (
        {"tools": [{"type": "web_search_20250305", "name": "web_search"}]},
        {"tools": [{"type": "bash_20250124", "name": "bash"}]},
        {"mcp_servers": [{"type": "url", "url": "https://x.org"}]},
    ):
        with pytest.raises(Unconvertible):
            converted(**members)
    search = {"type": "tool_search_tool_regex_20251119", "name": "tool_search_tool_regex"}
    assert "tools" not in converted(tools=[search])


def test_what_ran_at_anthropic_before_leaves_its_text() -> None:
    request = converted(
        USER,
        {
            "role": "assistant",
            "content": [
                {"type": "server_tool_use", "id": "s", "name": "web_search", "input": {}},
                {"type": "web_search_tool_result", "tool_use_id": "s", "content": []},
                text("Rain."),
                {"type": "compaction", "content": " Earlier: sun."},
            ],
        },
        USER,
    )
    assert request["messages"][1]["content"] == "Rain. Earlier: sun."


def test_results_come_right_behind_their_calls() -> None:
    request = converted(
        USER,
        {
            "role": "assistant",
            "content": used("t1", input={"n": 1})["content"] + used("t2")["content"],
        },
        user(
            result("t1", [text("a"), text("b")]),
            result("t2", [{"type": "tool_reference", "tool_name": "WebFetch"}]),
            text("Go on"),
        ),
    )
    assert request["messages"][2:] == [
        {"role": "tool", "tool_call_id": "t1", "content": "a\nb"},
        {"role": "tool", "tool_call_id": "t2", "content": "[The tool WebFetch can be used now.]"},
        {"role": "user", "content": "Go on"},
    ]
    assert converted(USER, used(), user({**result(), "content": None}))["messages"][2] == {
        "role": "tool",
        "tool_call_id": "t1",
        "content": "",
    }


def test_an_input_keeps_its_bytes() -> None:
    body = (
        b'{"model":"m","max_tokens":1,"messages":[{"role":"assistant","content":[{"type":'
        b'"tool_use","id":"t","name":"f","input":{"b": 1.50, "a":12345678901234567890123}}]}]}'
    )
    conversation = MESSAGES.decode_request(body)
    call = conversation.turns[0].blocks[0]
    assert isinstance(call, ToolCall)
    assert call.arguments == '{"b": 1.50, "a":12345678901234567890123}'


@pytest.mark.parametrize(
    ("choice", "expected", "parallel"),
    [
        ({"type": "auto"}, "auto", None),
        ({"type": "none"}, "none", None),
        ({"type": "any"}, "required", None),
        (
            {"type": "tool", "name": "f", "disable_parallel_tool_use": True},
            {"type": "function", "function": {"name": "f"}},
            False,
        ),
        ({"type": "auto", "disable_parallel_tool_use": False}, "auto", None),
    ],
)
def test_tool_choices(choice: dict[str, Any], expected: Any, parallel: bool | None) -> None:
    tool = {"name": "f", "input_schema": {"type": "object"}}
    request = converted(tools=[tool], tool_choice=choice)
    assert request["tool_choice"] == expected
    assert request.get("parallel_tool_calls") is parallel
    assert "tool_choice" not in converted(tool_choice=choice)


def test_structured_output_and_strict_tools() -> None:
    schema = {"type": "object", "properties": {}, "additionalProperties": False}
    request = converted(
        output_config={"format": {"type": "json_schema", "schema": schema}},
        tools=[{"name": "f", "input_schema": schema, "strict": True}],
    )
    assert request["response_format"] == {
        "type": "json_schema",
        "json_schema": {"name": "answer", "schema": schema},
    }
    assert request["tools"][0]["function"]["strict"] is True


@pytest.mark.parametrize(
    ("model", "members", "effort"),
    [
        ("gpt-5.4", {"output_config": {"effort": "max"}}, "xhigh"),
        ("gpt-5", {"output_config": {"effort": "xhigh"}}, "high"),
        ("o3", {"thinking": {"type": "enabled", "budget_tokens": 1024}}, "low"),
        ("o3", {"thinking": {"type": "enabled", "budget_tokens": 2048}}, "medium"),
        ("openai/o3", {"thinking": {"type": "enabled", "budget_tokens": 31999}}, "high"),
        ("gpt-5.4", {"thinking": {"type": "disabled"}}, "none"),
        ("o3", {"thinking": {"type": "disabled"}}, None),
        ("gpt-5.4", {"thinking": {"type": "adaptive"}}, None),
        ("gpt-5.4", {"thinking": {"type": "between_tools"}}, None),
        ("gpt-4o", {"output_config": {"effort": "high"}}, None),
        ("qwen3", {"output_config": {"effort": "high"}}, None),
    ],
)
def test_efforts_reach_models_that_know_them(
    model: str, members: dict[str, Any], effort: str | None
) -> None:
    assert converted(model=model, **members).get("reasoning_effort") == effort


def test_unsigned_thoughts_go_back_to_the_chat_upstream_they_came_from() -> None:
    thoughts = [
        {"type": "thinking", "thinking": "plain", "signature": ""},
        {"type": "thinking", "thinking": "signed", "signature": "sig"},
        {"type": "redacted_thinking", "data": "xx"},
    ]
    assistant = {"role": "assistant", "content": [*thoughts, text("a")]}
    request = converted(USER, assistant, USER, model="deepseek-reasoner")
    assert request["messages"][1] == {
        "role": "assistant",
        "content": "a",
        "reasoning_content": "plain",
    }


@pytest.mark.parametrize(
    ("body", "param"),
    [
        (b"[]", None),
        (b'{"model":"m"}', "messages"),
        (b'{"messages":[]}', "model"),
        (b'{"model":"m","messages":7}', None),
        (b'{"model":"m","messages":[{"role":"tool","content":""}]}', "messages[0].role"),
        (b'{"model":"m","messages":[{"role":"user","content":7}]}', "messages[0].content"),
        (b'{"model":"m","messages":[{"role":"user","content":[7]}]}', "messages[0].content"),
        (b'{"model":"m","messages":[],"max_tokens":"x"}', "max_tokens"),
        (b'{"model":"m","messages":[],"tools":[{"description":"x"}]}', "tools[].name"),
        (b'{"model":"m","messages":[],"tool_choice":{"type":"maybe"}}', "tool_choice"),
        (b'{"model":"m","messages":[],"output_config":{"format":{"type":"xml"}}}',
         "output_config.format"),
    ],
)  # fmt: skip
def test_a_request_that_cannot_be_read_says_where(body: bytes, param: str | None) -> None:
    with pytest.raises(DialectError) as raised:
        MESSAGES.decode_request(body)
    assert raised.value.param == param
