"""The items of Responses requests as every other upstream gets them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from gateway.dialects.registry import dialect
from gateway.domain.conversation import (
    File,
    Image,
    Reasoning,
    Refusal,
    Text,
    ToolCall,
    ToolResult,
    Turn,
)
from gateway.errors import DialectError, Unconvertible
from tests.gateway.dialects.judges import response_request
from tests.gateway.dialects.responses_requests import (
    CHAT,
    MESSAGES,
    RESPONSES,
    SEALED,
    USER,
    as_chat,
    as_messages,
    call,
    decoded,
    output,
)
from tests.gateway.dialects.support import golden

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
