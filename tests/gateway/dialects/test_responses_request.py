"""Responses requests as every other upstream gets them, and everyone's as a Responses upstream."""

from __future__ import annotations

import json
from typing import Any

import pytest

from gateway.dialects.registry import dialect
from gateway.domain.conversation import (
    Conversation,
    File,
    Image,
    Reasoning,
    Refusal,
    Text,
    Tool,
    ToolCall,
    ToolChoice,
    ToolResult,
    Turn,
)
from gateway.errors import DialectError, Unconvertible
from tests.gateway.dialects.judges import chat_request, messages_request, response_request
from tests.gateway.dialects.support import golden

RESPONSES, CHAT = dialect("openai_responses"), dialect("openai_chat")
MESSAGES, OLLAMA = dialect("anthropic"), dialect("ollama")
USER = {"role": "user", "content": "Hi"}
CUSTOM = {"type": "custom", "name": "patch", "description": "Edits"}
PDF = "data:application/pdf;base64,UERG"
SEALED = "homeport:openai:rs_1#gAAA"


def decoded(*items: Any, **members: Any) -> Conversation:
    body = {"model": "m", "input": list(items) or "Hi", **members}
    return RESPONSES.decode_request(json.dumps(body).encode())


def as_chat(*items: Any, model: str = "deepseek-chat", **members: Any) -> Any:
    return chat_request(CHAT.encode_request(decoded(*items, **members), model))


def as_messages(*items: Any, model: str = "claude-sonnet-4-5", **members: Any) -> Any:
    return messages_request(MESSAGES.encode_request(decoded(*items, **members), model))


def from_chat(model: str = "gpt-5.3-codex", **members: Any) -> Any:
    body = {"model": "m", "messages": [USER], **members}
    conversation = CHAT.decode_request(json.dumps(body).encode())
    return response_request(RESPONSES.encode_request(conversation, model))


def call(call_id: str = "call_1", name: str = "f", arguments: str = "{}", **more: Any) -> Any:
    return {"type": "function_call", "call_id": call_id, "name": name, "arguments": arguments,
            **more}  # fmt: skip


def output(call_id: str = "call_1", value: Any = "20C", kind: str = "function_call_output") -> Any:
    return {"type": kind, "call_id": call_id, "output": value}


def function(name: str = "f", **members: Any) -> Any:
    return {"type": "function", "name": name, "parameters": {"type": "object"}, **members}


# The worked example, in all directions.


def test_the_worked_example_to_chat_and_anthropic() -> None:
    body = golden("worked_openai_responses.json")
    chat = json.loads(CHAT.encode_request(RESPONSES.decode_request(body), "m"))
    assert chat == json.loads(golden("worked_openai_chat.json"))
    messages = json.loads(MESSAGES.encode_request(RESPONSES.decode_request(body), "m"))
    del messages["tools"], messages["tool_choice"]  # Anthropic wants them with calls
    assert messages == json.loads(golden("worked_anthropic.json"))


@pytest.mark.parametrize("name", ["openai_chat", "anthropic"])
def test_the_worked_example_from_chat_and_anthropic(name: str) -> None:
    found = dialect(name).decode_request(golden(f"worked_{name}.json"))
    request = response_request(RESPONSES.encode_request(found, "m"))
    expected = json.loads(golden("worked_openai_responses.json"))
    expected["input"][0]["content"][1]["detail"] = "auto"
    assert request == expected


# Input items.


def test_a_string_is_a_users_turn() -> None:
    assert decoded().turns == [Turn("user", [Text("Hi")])]


def test_instructions_stand_first_and_roles_stay_where_they_were() -> None:
    developer = {"type": "message", "role": "developer", "content": "Be kind."}
    conversation = decoded(USER, developer, instructions="Be brief.")
    assert [(turn.role, turn.developer) for turn in conversation.turns] == [
        ("system", False),
        ("user", False),
        ("system", True),
    ]
    assert as_chat(USER, developer, model="gpt-5.4")["messages"][1]["role"] == "developer"
    assert as_chat(USER, developer)["messages"][1]["role"] == "system"


def test_items_side_by_side_are_one_turn() -> None:
    thought = {"type": "reasoning", "id": "rs_1", "summary": [], "encrypted_content": "gAAA"}
    said = {"type": "message", "role": "assistant", "id": "msg_1", "status": "completed",
            "content": [{"type": "output_text", "text": "Well.", "annotations": []}]}  # fmt: skip
    turns = decoded(USER, thought, said, call("a"), call("b"), output("b"), output("a")).turns
    assert turns[1].blocks == [
        Reasoning(signature=SEALED),
        Text("Well."),
        ToolCall("a", "f", "{}"),
        ToolCall("b", "f", "{}"),
    ]
    assert turns[2:] == [
        Turn("user", [ToolResult("b", [Text("20C")], name="f"),
                      ToolResult("a", [Text("20C")], name="f")])
    ]  # fmt: skip


def test_results_follow_their_calls_wherever_they_stood() -> None:
    """Chat and Anthropic refuse a call that is not answered at once; agents interject."""
    late = [call("a"), {"role": "developer", "content": "Hurry."}, USER, output("a"), USER]
    roles = [message["role"] for message in as_chat(*late)["messages"]]
    assert roles == ["assistant", "tool", "system", "user", "user"]
    as_messages(*late)
    again = [call("a"), output("a"), call("b"), output("b")]
    roles = [message["role"] for message in as_chat(*again)["messages"]]
    assert roles == ["assistant", "tool", "assistant", "tool"]


def test_a_message_between_a_call_and_its_result_stays_with_the_call() -> None:
    request = as_chat(call(), {"role": "assistant", "content": "Wait."}, output())
    assert [message["role"] for message in request["messages"]] == ["assistant", "tool"]
    assert request["messages"][0]["content"] == "Wait."


def test_two_messages_in_a_row_are_two_turns() -> None:
    said = {"role": "assistant", "content": "A"}
    assert [turn.role for turn in decoded(said, said).turns] == ["assistant", "assistant"]


def test_a_result_without_its_call_is_still_told() -> None:
    messages = as_messages(USER, output("gone"))["messages"]
    assert "20C" in json.dumps(messages)


def test_parts_of_every_kind() -> None:
    parts = [
        {"type": "input_text", "text": "See"},
        {"type": "input_image", "image_url": "data:image/png;base64,QUJD", "detail": "low"},
        {"type": "input_image", "image_url": "https://x.org/a.png"},
        {"type": "input_image", "file_id": "file-1"},
        {
            "type": "input_file",
            "filename": "a.pdf",
            "file_data": "data:application/pdf;base64,UERG",
        },
        {"type": "input_file", "file_url": "https://x.org/a.pdf"},
        {"type": "refusal", "refusal": "no"},
        {"type": "new", "x": 1},
    ]
    blocks = decoded({"role": "user", "content": parts}).turns[0].blocks
    assert blocks[:7] == [
        Text("See"),
        Image(mime="image/png", data="QUJD", detail="low"),
        Image(url="https://x.org/a.png"),
        Image(file_id="file-1"),
        File(mime="application/pdf", data="UERG", name="a.pdf"),
        File(url="https://x.org/a.pdf"),
        Refusal("no"),
    ]
    with pytest.raises(Unconvertible, match="type new"):
        CHAT.encode_request(decoded({"role": "user", "content": parts[-1:]}), "m")
    request = as_chat({"role": "user", "content": parts[:3] + parts[4:5]})
    assert [part["type"] for part in request["messages"][0]["content"]] == [
        "text", "image_url", "image_url", "file",
    ]  # fmt: skip
    blocks = as_messages({"role": "user", "content": parts[:3] + parts[4:6]})["messages"][0]
    assert [part["type"] for part in blocks["content"]] == [
        "text", "image", "image", "document", "document",
    ]  # fmt: skip


def test_a_tools_output_may_be_parts() -> None:
    value = [
        {"type": "input_text", "text": "A map"},
        {"type": "input_image", "image_url": "data:image/png;base64,QUJD"},
    ]
    messages = as_messages(USER, call(), output(value=value))["messages"]
    assert [part["type"] for part in messages[2]["content"][0]["content"]] == ["text", "image"]
    chat = as_chat(USER, call(), output(value=value))["messages"]
    assert chat[2] == {"role": "tool", "tool_call_id": "call_1", "content": "A map"}
    assert chat[3]["content"][1]["type"] == "image_url"


def test_thoughts_go_back_to_whom_they_belong() -> None:
    def thought(encrypted: str) -> Any:
        summary = [{"type": "summary_text", "text": "hm"}]
        return {"type": "reasoning", "summary": summary, "encrypted_content": encrypted}

    items = (
        USER,
        thought("homeport:anthropic:sig"),
        thought("homeport:anthropic-redacted:data"),
        thought("gAAA"),
        {"role": "assistant", "content": "Hi"},
        USER,
    )
    blocks = as_messages(*items)["messages"][1]["content"]
    assert blocks[:2] == [
        {"type": "thinking", "thinking": "hm", "signature": "sig"},
        {"type": "redacted_thinking", "data": "data"},
    ]
    assert [block["type"] for block in blocks[2:]] == ["text"]
    assert as_chat(*items)["messages"][1] == {"role": "assistant", "content": "Hi"}
    plain = {"type": "reasoning", "summary": [{"type": "summary_text", "text": "a"}],
             "content": [{"type": "reasoning_text", "text": "b"}]}  # fmt: skip
    message = as_chat(USER, plain, call(), output())["messages"][1]
    assert message["reasoning_content"] == "a\n\nb"


@pytest.mark.parametrize(
    ("item", "param"),
    [
        ({"type": "item_reference", "id": "msg_1"}, "input[0]"),
        ({"id": "msg_1"}, "input[0]"),
        ({"role": "tool", "content": "x"}, "input[0].role"),
        ({"role": "user", "content": 7}, "input[0].content"),
        ({"role": "user", "content": [7]}, "input[0].content"),
        ({"type": "function_call", "name": "f"}, "input[0].call_id"),
        ({"type": "function_call", "call_id": "c"}, "input[0].name"),
        ({"type": "function_call_output", "output": "x"}, "input[0].call_id"),
        ({"type": "additional_tools", "tools": 1}, "input[0].tools"),
        (7, "input[0]"),
    ],
)
def test_an_item_that_cannot_be_read_says_which(item: Any, param: str) -> None:
    with pytest.raises(DialectError) as raised:
        decoded(item)
    assert raised.value.param == param


@pytest.mark.parametrize(
    "item",
    [
        {"type": "web_search_call", "id": "ws_1", "status": "completed"},
        {"type": "mcp_call", "id": "mcp_1", "name": "x"},
        {"type": "image_generation_call", "id": "ig_1", "result": "QUJD"},
    ],
)
def test_what_tools_at_openai_did_earlier_is_left_out(item: Any) -> None:
    for request in (as_chat(USER, item, USER), as_messages(USER, item, USER)):
        assert item["id"] not in json.dumps(request)


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("previous_response_id", "resp_1"),
        ("conversation", {"id": "conv_1"}),
        ("prompt", {"id": "pmpt_1"}),
        ("tool_choice", {"type": "web_search"}),
        ("text", {"format": {"type": "grammar"}}),
    ],
)
@pytest.mark.parametrize("target", ["openai_chat", "anthropic", "ollama"])
def test_what_only_openai_has_is_refused_by_name(target: str, member: str, value: Any) -> None:
    with pytest.raises(Unconvertible) as raised:
        dialect(target).encode_request(decoded(USER, **{member: value}), "m")
    assert raised.value.param == member


@pytest.mark.parametrize("target", ["openai_chat", "anthropic", "ollama"])
@pytest.mark.parametrize("kind", ["file_search", "code_interpreter", "mcp", "local_shell"])
def test_hosted_tools_that_matter_are_refused(target: str, kind: str) -> None:
    with pytest.raises(Unconvertible, match=kind) as raised:
        dialect(target).encode_request(decoded(USER, tools=[{"type": kind}]), "m")
    assert raised.value.param == "tools"


def test_a_compaction_cannot_be_read_by_others() -> None:
    item = {"type": "compaction", "id": "cmp_1", "encrypted_content": "gAAA"}
    with pytest.raises(Unconvertible, match="compaction"):
        CHAT.encode_request(decoded(item, USER), "m")


# Tools.

NAMESPACE = {
    "type": "namespace",
    "name": "docs",
    "description": "The pages",
    "tools": [function("find", description="Finds"), function("open")],
}


def test_namespaces_become_flat_names() -> None:
    tools = as_chat(USER, tools=[NAMESPACE, function("find")])["tools"]
    assert [tool["function"]["name"] for tool in tools] == ["docs__find", "docs__open", "find"]
    assert tools[0]["function"]["description"] == "The pages\n\nFinds"
    assert "description" not in tools[1]["function"]
    history = as_chat(USER, call(name="find", namespace="docs"), output(), tools=[NAMESPACE])
    assert history["messages"][1]["tool_calls"][0]["function"]["name"] == "docs__find"


def test_flat_names_are_legal_everywhere_and_stay_different() -> None:
    long = {**NAMESPACE, "name": "n" * 60, "tools": [function("a" * 30), function("a" * 31)]}
    odd = {**NAMESPACE, "name": "my docs", "tools": [function("x")]}
    under = {**NAMESPACE, "name": "mcp__docs__", "tools": [function("x")]}
    tools = as_messages(USER, tools=[long, odd, under])["tools"]
    names = [tool["name"] for tool in tools]
    assert len(set(names)) == 4
    assert all(len(name) <= 64 for name in names)
    assert names[2].startswith("my_docs__x_")
    assert names[3] == "mcp__docs__x"


def test_tools_that_come_among_the_items() -> None:
    item = {"type": "additional_tools", "role": "developer", "tools": [function("late")]}
    assert [tool["function"]["name"] for tool in as_chat(USER, item)["tools"]] == ["late"]


def test_custom_tools_are_functions_where_they_are_not_known() -> None:
    grammar = {"type": "grammar", "syntax": "lark", "definition": "start: x"}
    called = {"type": "custom_tool_call", "call_id": "c", "name": "patch", "input": "+a"}
    items = (USER, called, output("c", kind="custom_tool_call_output"))
    tools = [{**CUSTOM, "format": grammar}]
    foreign = as_chat(*items, tools=tools)
    assert foreign["tools"][0]["type"] == "function"
    assert "start: x" in json.dumps(foreign["tools"])
    arguments = foreign["messages"][1]["tool_calls"][0]["function"]["arguments"]
    assert json.loads(arguments) == {"custom_tool_input": "+a"}
    newer = as_chat(*items, model="gpt-5.4", tools=tools)
    inner = {"syntax": "lark", "definition": "start: x"}
    assert newer["tools"][0]["custom"]["format"] == {"type": "grammar", "grammar": inner}
    assert newer["messages"][1]["tool_calls"][0]["custom"]["input"] == "+a"
    claude = as_messages(*items, tools=tools)
    assert claude["messages"][1]["content"][0]["input"] == {"custom_tool_input": "+a"}


@pytest.mark.parametrize(
    ("choice", "chat"),
    [
        ("auto", "auto"),
        ("required", "required"),
        ({"type": "function", "name": "f"}, {"type": "function", "function": {"name": "f"}}),
        ({"type": "custom", "name": "patch"},
         {"type": "function", "function": {"name": "patch"}}),
        ({"type": "function", "name": "find", "namespace": "docs"},
         {"type": "function", "function": {"name": "docs__find"}}),
    ],
)  # fmt: skip
def test_tool_choices(choice: Any, chat: Any) -> None:
    tools = [function(), CUSTOM, NAMESPACE]
    assert as_chat(USER, tools=tools, tool_choice=choice)["tool_choice"] == chat


def test_allowed_tools_leave_the_others_out() -> None:
    choice = {
        "type": "allowed_tools",
        "mode": "required",
        "tools": [{"type": "function", "name": "f"}, {"type": "web_search"}],
    }
    request = as_chat(USER, tools=[function(), function("g")], tool_choice=choice)
    assert [tool["function"]["name"] for tool in request["tools"]] == ["f"]
    assert request["tool_choice"] == "required"


def test_parallel_calls_can_be_forbidden() -> None:
    request = as_messages(USER, tools=[function()], parallel_tool_calls=False)
    assert request["tool_choice"]["disable_parallel_tool_use"] is True


def test_limits_and_formats_find_their_namesakes() -> None:
    members: dict[str, Any] = {
        "max_output_tokens": 50,
        "temperature": 0.5,
        "top_p": 0.9,
        "reasoning": {"effort": "low", "summary": "auto"},
        "text": {"verbosity": "low", "format": {
            "type": "json_schema", "name": "x", "schema": {"type": "object"}, "strict": True}},
        "safety_identifier": "me",
        "service_tier": "flex",
    }  # fmt: skip
    request = as_chat(USER, model="gpt-5.4", **members)
    assert request == {
        "model": "gpt-5.4",
        "messages": [USER],
        "max_completion_tokens": 50,
        "temperature": 0.5,
        "top_p": 0.9,
        "verbosity": "low",
        "reasoning_effort": "low",
        "response_format": {"type": "json_schema", "json_schema": {
            "name": "x", "schema": {"type": "object"}, "strict": True}},
        "user": "me",
        "service_tier": "flex",
    }  # fmt: skip
    small = as_chat(USER, **members)
    assert not {"verbosity", "reasoning_effort", "service_tier"} & set(small)


# Towards a Responses upstream.


def test_a_chat_request_for_a_model_that_exists_only_in_responses() -> None:
    request = from_chat(
        messages=[
            {"role": "system", "content": "Be brief."},
            {"role": "developer", "content": "Be kind."},
            {"role": "user", "content": [
                {"type": "text", "text": "See"},
                {"type": "image_url", "image_url": {"url": "https://x.org/a.png", "detail": "low"}},
                {"type": "file", "file": {"file_id": "file-1"}},
            ]},
            {"role": "system", "content": "Now hurry."},
        ],
        max_tokens=5,
        temperature=0.2,
        reasoning_effort="high",
        verbosity="low",
        response_format={"type": "json_object"},
        tools=[{"type": "function", "function": {"name": "f"}}],
        tool_choice={"type": "function", "function": {"name": "f"}},
        parallel_tool_calls=False,
        metadata={"a": "b"},
        user="me",
        service_tier="flex",
        prompt_cache_key="k",
        stream=True,
    )  # fmt: skip
    assert request == {
        "model": "gpt-5.3-codex",
        "instructions": "Be brief.\n\nBe kind.",
        "input": [
            {"role": "user", "content": [
                {"type": "input_text", "text": "See"},
                {"type": "input_image", "image_url": "https://x.org/a.png", "detail": "low"},
                {"type": "input_file", "file_id": "file-1"},
            ]},
            {"role": "developer", "content": "Now hurry."},
        ],
        "stream": True,
        "max_output_tokens": 16,
        "reasoning": {"effort": "high"},
        "text": {"format": {"type": "json_object"}, "verbosity": "low"},
        "tools": [{"type": "function", "name": "f", "strict": False,
                   "parameters": {"type": "object", "properties": {}}}],
        "tool_choice": {"type": "function", "name": "f"},
        "parallel_tool_calls": False,
        "user": "me",
        "metadata": {"a": "b"},
        "service_tier": "flex",
        "prompt_cache_key": "k",
        "store": False,
        "include": ["reasoning.encrypted_content"],
    }  # fmt: skip


def test_a_model_that_does_not_think_keeps_its_sampling() -> None:
    request = from_chat("gpt-4o", temperature=0.2, top_p=0.9)
    assert (request["temperature"], request["top_p"]) == (0.2, 0.9)
    assert "include" not in request


def test_an_anthropic_conversation_with_its_thoughts() -> None:
    conversation = Conversation("m", [
        Turn("user", [Text("Hi")]),
        Turn("assistant", [Reasoning("hm", SEALED), Reasoning("alien", "sig"), Text("a"),
                           ToolCall("toolu_1", "f", '{"a":1}')]),
        Turn("user", [ToolResult("toolu_1", [Text("x"), Image(mime="image/png", data="QUJD")],
                                 is_error=True), Text("And?")]),
    ], dialect="anthropic", user="u" * 80)  # fmt: skip
    request = response_request(RESPONSES.encode_request(conversation, "gpt-5.3-codex"))
    thought, said, called, result, user = request["input"][1:]
    assert thought == {
        "id": "rs_1",
        "type": "reasoning",
        "summary": [{"type": "summary_text", "text": "hm"}],
        "encrypted_content": "gAAA",
    }
    assert said == {"role": "assistant", "content": "a"}
    assert called["arguments"] == '{"a":1}'
    kinds = [(part["type"], part.get("text")) for part in result["output"]]
    assert kinds == [("input_text", "Error: "), ("input_text", "x"), ("input_image", None)]
    assert user == {"role": "user", "content": "And?"}
    assert len(request["user"]) == 64


def test_custom_tools_stay_what_they_are() -> None:
    inner = {"syntax": "lark", "definition": "start: x"}
    conversation = Conversation("m", [
        Turn("user", [Text("Hi")]),
        Turn("assistant", [ToolCall("c", "patch", "+a", "custom"), Refusal("no")]),
        Turn("user", [ToolResult("c", [Text("ok")])]),
    ], tools=[Tool("patch", kind="custom",
                   extra={"format": {"type": "grammar", "grammar": inner}})],
        tool_choice=ToolChoice("auto", allowed=("patch",)), dialect="openai_chat")  # fmt: skip
    request = response_request(RESPONSES.encode_request(conversation, "gpt-5.3-codex"))
    assert [item.get("type") for item in request["input"]] == [
        None, "custom_tool_call", None, "custom_tool_call_output",
    ]  # fmt: skip
    assert request["tools"][0]["format"] == {"type": "grammar", **inner}
    assert request["tool_choice"]["tools"] == [{"type": "custom", "name": "patch"}]


@pytest.mark.parametrize(
    ("members", "param"),
    [
        ({"n": 2}, "n"),
        ({"modalities": ["audio"], "audio": {"voice": "x"}}, "modalities"),
        ({"messages": [{"role": "user", "content": [
            {"type": "input_audio", "input_audio": {"data": "x", "format": "wav"}}]}]},
         "messages"),
    ],
)  # fmt: skip
def test_what_responses_cannot_carry_is_refused(members: dict[str, Any], param: str) -> None:
    with pytest.raises(Unconvertible) as raised:
        from_chat(**members)
    assert raised.value.param == param


def test_a_sealed_thought_never_reaches_claude_or_ollama() -> None:
    turns = [Turn("user", [Text("Hi")]), Turn("assistant", [Reasoning("hm", SEALED), Text("a")]),
             Turn("user", [Text("b")])]  # fmt: skip
    for name in ("openai_chat", "openai_responses"):
        conversation = Conversation("m", turns, dialect=name)
        for target in (MESSAGES, OLLAMA):
            assert b"homeport" not in target.encode_request(conversation, "claude-opus-5")
