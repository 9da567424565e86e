"""Whose body it is: real clients' bodies at their own endpoint and at others'."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.dialects.recognition import Kind, kind_of, wants_chat_answer
from gateway.dialects.registry import dialect
from gateway.errors import Unconvertible
from tests.gateway.dialects.support import GOLDEN
from tests.gateway.dialects.test_round_trips import _CHAT_CONVERSATIONS, _MESSAGES_CONVERSATIONS

CHAT: Kind = "openai_chat"
RESPONSES: Kind = "openai_responses"
MESSAGES: Kind = "anthropic"
ALL: tuple[Kind, ...] = (CHAT, RESPONSES, MESSAGES)
USER = {"role": "user", "content": "Hi"}
SYSTEM = {"role": "system", "content": "Be brief."}
FUNCTION = {"type": "function", "function": {"name": "f", "parameters": {"type": "object"}}}
FLAT = {"type": "function", "name": "f", "parameters": {"type": "object"}, "strict": True}
OWN_TOOL = {"name": "f", "description": "d", "input_schema": {"type": "object"}}
CALL = {"id": "call_1", "type": "function", "function": {"name": "f", "arguments": "{}"}}
PIXEL = {"type": "image_url", "image_url": {"url": "data:image/png;base64,AAAA"}}
SOURCE = {"type": "base64", "media_type": "image/png", "data": "AAAA"}


def golden(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((GOLDEN / name).read_bytes())
    return found


def chat(*messages: Any, **members: Any) -> dict[str, Any]:
    return {"model": "m", "messages": list(messages) or [USER], **members}


OWN: tuple[tuple[str, Kind, dict[str, Any]], ...] = (
    # Chat completions, as clients send them; the last ones on purpose near the border.
    ("openai", CHAT, chat(SYSTEM, USER, stream=True, stream_options={"include_usage": True})),
    ("worked example", CHAT, golden("worked_openai_chat.json")),
    ("aider", CHAT, chat(SYSTEM, USER, temperature=0, stream=True)),
    ("open webui", CHAT, chat(USER, stream=True, max_tokens=50)),
    ("sillytavern", CHAT, chat(SYSTEM, USER, max_tokens=300, stop=[], stop_sequences=[], top_k=0)),
    ("jupyter", CHAT, chat(USER, api_key_name="OPENAI_API_KEY")),
    ("guidellm", CHAT, chat(USER, max_tokens=9, ignore_eos=True)),
    ("instructor", CHAT, chat(USER, tools=[FUNCTION], tool_choice=FUNCTION, max_tokens=9)),
    ("opencode", CHAT, chat(SYSTEM, USER, tools=[FUNCTION], tool_choice="auto", max_tokens=32000)),
    ("agent", CHAT, chat({"role": "assistant", "tool_calls": [CALL]},
                         {"role": "tool", "tool_call_id": "call_1", "content": "x"}, max_tokens=9)),
    ("vision", CHAT, chat({"role": "user", "content": [PIXEL]}, max_tokens=9)),
    ("litellm thinking", CHAT, chat(USER, max_tokens=9,
                                    thinking={"type": "enabled", "budget_tokens": 1024})),
    ("openrouter cache", CHAT, chat({"role": "user", "content": [
        {"type": "text", "text": "x", "cache_control": {"type": "ephemeral"}}]}, max_tokens=9)),
    ("mistral thoughts", CHAT, chat(USER, {"role": "assistant", "content": [
        {"type": "thinking", "thinking": [{"type": "text", "text": "hm"}]}]}, max_tokens=9)),
    ("cursor's own tools in chat", CHAT, chat(SYSTEM, USER, tools=[OWN_TOOL], max_tokens=9)),
    ("chat that says system", CHAT, chat(SYSTEM, USER, system="x", max_tokens=9)),
    ("chat with input beside", CHAT, chat(USER, input="x", max_tokens=9)),
    ("no limit", CHAT, chat(USER, system="Be brief.")),
    # Anthropic's Messages.
    ("claude code", MESSAGES, golden("claude_code_request.json")),
    ("worked example", MESSAGES, golden("worked_anthropic.json")),
    ("anthropic", MESSAGES, chat(USER, max_tokens=9)),
    ("anthropic system", MESSAGES, chat(USER, max_tokens=9, system="Be brief.")),
    ("bare", MESSAGES, chat(USER)),
    ("open webui counts", MESSAGES, chat(SYSTEM, USER)),
    ("system inside", MESSAGES, chat(SYSTEM, USER, max_tokens=9, stream=True)),
    ("seeded", MESSAGES, chat(USER, max_tokens=9, seed=1, n=1, stop=["x"], top_k=3)),
    ("own tools, chat members", MESSAGES, chat(USER, tools=[OWN_TOOL], stop=["x"],
                                              response_format={"type": "text"})),
    # OpenAI's Responses.
    ("worked example", RESPONSES, golden("worked_openai_responses.json")),
    ("text", RESPONSES, {"model": "m", "input": "Hi"}),
    ("codex", RESPONSES, {"model": "m", "input": [{"type": "message", **USER}], "store": False,
                          "tools": [FLAT, {"type": "web_search"}], "stream": True}),
    ("continued", RESPONSES, {"model": "m", "previous_response_id": "resp_1"}),
    ("template", RESPONSES, {"model": "m", "prompt": {"id": "pmpt_1"}}),
    ("both", RESPONSES, chat(USER, input="Hi")),
    ("messages and instructions", RESPONSES, chat(USER, instructions="Be brief.")),
)  # fmt: skip


@pytest.mark.parametrize(("name", "own", "body"), OWN, ids=[f"{o}: {n}" for n, o, _ in OWN])
def test_no_body_is_taken_away_from_its_own_endpoint(
    name: str, own: Kind, body: dict[str, Any]
) -> None:
    assert kind_of(json.dumps(body).encode(), own) == own


STRAY: tuple[tuple[str, Kind, Kind, dict[str, Any]], ...] = (
    ("claude code", MESSAGES, CHAT, golden("claude_code_request.json")),
    ("worked example", MESSAGES, CHAT, golden("worked_anthropic.json")),
    ("system", MESSAGES, CHAT, chat(USER, max_tokens=9, system="Be brief.")),
    ("system blocks", MESSAGES, CHAT,
     chat(USER, max_tokens=9, system=[{"type": "text", "text": "Be brief."}])),
    ("tools", MESSAGES, CHAT, chat(USER, max_tokens=9, tools=[OWN_TOOL])),
    ("image", MESSAGES, CHAT,
     chat({"role": "user", "content": [{"type": "image", "source": SOURCE}]}, max_tokens=9)),
    ("result", MESSAGES, CHAT, chat({"role": "user", "content": [
        {"type": "tool_result", "tool_use_id": "toolu_1", "content": "x"}]}, max_tokens=9)),
    ("text", RESPONSES, CHAT, {"model": "m", "input": "Hi"}),
    ("worked example", RESPONSES, CHAT, golden("worked_openai_responses.json")),
    ("text", RESPONSES, MESSAGES, {"model": "m", "input": "Hi", "stream": True}),
    ("items", RESPONSES, MESSAGES, {"model": "m", "input": [{"type": "message", **USER}]}),
    ("bare", CHAT, RESPONSES, chat(USER)),
    ("worked example", CHAT, RESPONSES, golden("worked_openai_chat.json")),
    ("claude code", MESSAGES, RESPONSES, golden("claude_code_request.json")),
    ("worked example", CHAT, MESSAGES, golden("worked_openai_chat.json")),
    ("tools", CHAT, MESSAGES, chat(USER, tools=[FUNCTION], max_tokens=9)),
    ("vision", CHAT, MESSAGES, chat({"role": "user", "content": [PIXEL]}, max_tokens=9)),
    ("developer", CHAT, MESSAGES, chat({"role": "developer", "content": "x"}, USER, max_tokens=9)),
    ("usage asked", CHAT, MESSAGES, chat(USER, stream_options={"include_usage": True})),
    ("new limit", CHAT, MESSAGES, chat(USER, max_completion_tokens=9)),
)  # fmt: skip


@pytest.mark.parametrize(
    ("name", "own", "endpoint", "body"), STRAY, ids=[f"{o} at {e}: {n}" for n, o, e, _ in STRAY]
)
def test_a_stray_body_is_known(name: str, own: Kind, endpoint: Kind, body: dict[str, Any]) -> None:
    assert kind_of(json.dumps(body).encode(), endpoint) == own
    assert kind_of(json.dumps(body, indent=2).encode(), endpoint) == own


@given(_CHAT_CONVERSATIONS | _MESSAGES_CONVERSATIONS, st.sampled_from(ALL))
def test_what_our_encoders_say_is_never_taken_for_another_dialects(
    conversation: Any, own: Kind
) -> None:
    try:
        body = dialect(own).encode_request(conversation, "m")
    except Unconvertible:
        return
    assert kind_of(body, own) == own


_MEMBERS = st.dictionaries(
    st.sampled_from(["messages", "input", "system", "tools", "max_tokens", "stream_options"]),
    st.sampled_from([None, 1, "x", [], {}, [1], [{}], [USER], [{"role": 1, "content": [3]}]]),
)


@given(_MEMBERS | st.none() | st.lists(st.integers(), max_size=2), st.sampled_from(ALL))
def test_no_body_breaks_it(members: Any, endpoint: Kind) -> None:
    body = json.dumps(members).encode()
    assert kind_of(body, endpoint) in ALL
    assert wants_chat_answer(body) in (True, False)
    assert kind_of(body[:-1], endpoint) == endpoint


def test_cursor_asks_for_chats_usage() -> None:
    cursor = {"model": "m", "input": [USER], "stream": True}
    plain = {**cursor, "stream_options": {"include_obfuscation": False}}
    assert wants_chat_answer(
        json.dumps({**cursor, "stream_options": {"include_usage": True}}).encode()
    )
    assert not wants_chat_answer(json.dumps(plain).encode())
    assert not wants_chat_answer(json.dumps(cursor).encode())
