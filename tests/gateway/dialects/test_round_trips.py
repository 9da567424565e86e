"""What a dialect can say survives being decoded and encoded again; nothing breaks on the way."""

from __future__ import annotations

import contextlib
import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from gateway.dialects.base import Dialect
from gateway.dialects.registry import dialect
from gateway.domain.conversation import (
    Audio,
    CacheMark,
    Conversation,
    File,
    Image,
    OutputFormat,
    Reasoning,
    Refusal,
    Text,
    Thinking,
    Tool,
    ToolCall,
    ToolChoice,
    ToolResult,
    Turn,
)
from gateway.errors import DialectError
from tests.gateway.dialects.judges import chat_request, messages_request, response_request

CHAT, MESSAGES = dialect("openai_chat"), dialect("anthropic")
RESPONSES = dialect("openai_responses")
ALL = (CHAT, RESPONSES, MESSAGES, dialect("ollama"), dialect("gemini"))

_TEXT = st.text(st.characters(codec="utf-8"), min_size=1, max_size=6)
_WORD = st.text(st.sampled_from("abcxyz_"), min_size=1, max_size=6)
_ARGUMENTS = st.sampled_from(["{}", '{"a": 1.50}', '{"n":12345678901234567890123}'])
_SCHEMA = st.sampled_from([{"type": "object", "properties": {"a": {"type": "string"}}}])
_CACHE = st.none() | st.builds(CacheMark, st.sampled_from(["", "5m", "1h"]))

_IMAGE = st.builds(
    Image, mime=st.just("image/png"), data=st.just("QUJD"), cache=_CACHE
) | st.builds(Image, url=st.just("https://x.org/a.png"), cache=_CACHE)
_CHAT_IMAGE = _IMAGE | st.builds(Image, url=st.just("https://x.org/a.png"), detail=st.just("low"))
_PDF = st.builds(
    File, mime=st.just("application/pdf"), data=st.just("UERG"), name=_WORD, cache=_CACHE
)


def _calls(kinds: Any) -> Any:
    return st.lists(st.builds(ToolCall, st.just(""), _WORD, _ARGUMENTS, kinds), max_size=3)


@st.composite
def _turns(draw: Any, user: Any, assistant: Any, kinds: Any, marks: Any) -> list[Turn]:
    """Turns in which every call is answered at once; calls are numbered through."""
    turns: list[Turn] = []
    number = 0
    for _ in range(draw(st.integers(0, 3))):
        turns.append(Turn("user", draw(st.lists(user, min_size=1, max_size=3))))
        calls = draw(_calls(kinds))
        for call in calls:
            number += 1
            call.id = f"call_{number}"
        turns.append(Turn("assistant", [*draw(assistant), *calls]))
        if calls:
            results = [
                ToolResult(call.id, [Text(draw(_TEXT))], name=call.name, **draw(marks))
                for call in calls
            ]
            turns.append(Turn("user", results))
    return turns


_CHAT_TURNS = _turns(
    st.builds(Text, _TEXT, _CACHE) | _CHAT_IMAGE | _PDF | st.builds(Audio, st.just("wav"), _WORD),
    st.tuples(
        st.lists(st.builds(Reasoning, _TEXT, st.sampled_from(["", "sig"])), max_size=1),
        st.builds(Text, _TEXT).map(lambda text: [text]),
        st.lists(st.builds(Refusal, _TEXT), max_size=1),
    ).map(lambda parts: [block for part in parts for block in part]),
    st.just("function") | st.just("custom"),
    st.just({}),
)
_MESSAGES_TURNS = _turns(
    st.builds(Text, _TEXT, _CACHE) | _IMAGE | _PDF,
    st.lists(
        st.builds(Reasoning, _TEXT, st.just("sig"))
        | st.builds(Reasoning, redacted=_WORD)
        | st.builds(Text, _TEXT.filter(str.strip), _CACHE),
        min_size=1,
        max_size=3,
    ),
    st.just("function"),
    st.fixed_dictionaries({"is_error": st.booleans(), "cache": _CACHE}),
)


def _settings(dialect_name: str, turns: Any, tools: Any, choices: Any, **members: Any) -> Any:
    return st.builds(
        Conversation,
        model=st.just("m"),
        turns=turns,
        stream=st.booleans(),
        tools=st.lists(tools, min_size=1, max_size=3, unique_by=lambda tool: tool.name),
        tool_choice=st.none() | choices,
        temperature=st.none() | st.floats(0, 1),
        top_p=st.none() | st.floats(0, 1),
        top_k=st.none() | st.integers(0, 50),
        stop=st.lists(_TEXT, max_size=2),
        user=st.just("") | _WORD,
        dialect=st.just(dialect_name),
        extra=st.dictionaries(st.sampled_from(["zz", "yy"]), st.integers(), max_size=2),
        **members,
    )


_CHAT_CONVERSATIONS = _settings(
    "openai_chat",
    _CHAT_TURNS,
    st.builds(
        Tool, _WORD, st.just("") | _TEXT, st.none() | _SCHEMA, st.none() | st.booleans()
    )
    | st.builds(Tool, _WORD, _TEXT, kind=st.just("custom")),
    st.builds(ToolChoice, st.sampled_from(["auto", "none", "required"]), parallel=st.none()
              | st.booleans())
    | st.builds(ToolChoice, st.just("auto"), allowed=st.just(("a", "b"))),
    max_output=st.none() | st.integers(1, 99),
    n=st.none() | st.integers(1, 3),
    seed=st.none() | st.integers(),
    presence_penalty=st.none() | st.floats(-2, 2),
    frequency_penalty=st.none() | st.floats(-2, 2),
    logprobs=st.none() | st.booleans(),
    top_logprobs=st.none() | st.integers(0, 20),
    logit_bias=st.none() | st.just({"50256": -100}),
    thinking=st.none() | st.builds(Thinking, effort=st.sampled_from(["low", "high"])),
    output_format=st.none() | st.just(OutputFormat("json"))
    | st.builds(OutputFormat, st.just("schema"), _SCHEMA, _WORD, st.none() | st.booleans()),
    metadata=st.dictionaries(_WORD, _WORD, max_size=1),
    service_tier=st.sampled_from(["", "flex"]),
    verbosity=st.sampled_from(["", "low"]),
)  # fmt: skip
_MESSAGES_CONVERSATIONS = _settings(
    "anthropic",
    _MESSAGES_TURNS,
    st.builds(
        Tool, _WORD, st.just("") | _TEXT, _SCHEMA, st.none() | st.booleans(), cache=_CACHE
    ),
    st.builds(ToolChoice, st.sampled_from(["auto", "none", "required"])),
    max_output=st.integers(4000, 9000),
    thinking=st.none()
    | st.builds(Thinking, st.just(True), budget_tokens=st.integers(1024, 3000))
    | st.builds(Thinking, st.just(True), adaptive=st.just(True), effort=st.just("high"),
                display=st.sampled_from(["", "summarized"]))
    | st.builds(Thinking, st.just(False)),
    output_format=st.none() | st.builds(OutputFormat, st.just("schema"), _SCHEMA),
    metadata=st.dictionaries(_WORD, _WORD, max_size=1),
    service_tier=st.sampled_from(["", "standard_only"]),
)  # fmt: skip


_SEALED = st.just("homeport:openai:rs_1#gAAA")
_RESPONSES_TURNS = _turns(
    st.builds(Text, _TEXT, st.none() | st.just(CacheMark("30m")))
    | st.builds(Image, mime=st.just("image/png"), data=st.just("QUJD"), detail=st.just("low"))
    | st.builds(Image, file_id=st.just("file-1"), detail=st.just("auto"))
    | st.builds(File, mime=st.just("application/pdf"), data=st.just("UERG"), name=_WORD)
    | st.builds(Audio, st.just("wav"), _WORD),
    st.tuples(
        st.lists(st.builds(Reasoning, _TEXT, _SEALED), max_size=1),
        st.builds(Text, _TEXT).map(lambda text: [text]),
        st.lists(st.builds(Refusal, _TEXT), max_size=1),
    ).map(lambda parts: [block for part in parts for block in part]),
    st.just("function") | st.just("custom"),
    st.just({}),
)
_RESPONSES_CONVERSATIONS = st.builds(
    Conversation,
    model=st.just("m"),
    turns=_RESPONSES_TURNS,
    stream=st.booleans(),
    tools=st.lists(
        st.builds(Tool, _WORD, st.just("") | _TEXT, _SCHEMA, st.none() | st.booleans())
        | st.builds(Tool, _WORD, _TEXT, kind=st.just("custom")),
        min_size=1, max_size=3, unique_by=lambda tool: tool.name,
    ),
    tool_choice=st.none()
    | st.builds(ToolChoice, st.sampled_from(["auto", "none", "required"]),
                parallel=st.none() | st.booleans())
    | st.builds(ToolChoice, st.just("auto"), allowed=st.just(("a", "b"))),
    max_output=st.none() | st.integers(16, 99),
    temperature=st.none() | st.floats(0, 2),
    top_p=st.none() | st.floats(0, 1),
    top_logprobs=st.none() | st.integers(0, 20),
    thinking=st.none() | st.builds(Thinking, effort=st.sampled_from(["low", "high"])),
    output_format=st.none() | st.just(OutputFormat("json"))
    | st.builds(OutputFormat, st.just("schema"), _SCHEMA, _WORD, st.none() | st.booleans()),
    user=st.just("") | _WORD,
    metadata=st.dictionaries(_WORD, _WORD, max_size=1),
    service_tier=st.sampled_from(["", "flex"]),
    verbosity=st.sampled_from(["", "low"]),
    dialect=st.just("openai_responses"),
    extra=st.dictionaries(st.sampled_from(["zz", "yy"]), st.integers(), max_size=2),
)  # fmt: skip


def _again(found: Dialect, conversation: Conversation) -> Conversation:
    return found.decode_request(found.encode_request(conversation, "m"))


@given(_CHAT_CONVERSATIONS)
def test_chat_conversations_survive_their_own_dialect(conversation: Conversation) -> None:
    conversation.stream_usage = conversation.stream
    assert _again(CHAT, conversation) == conversation


@given(_MESSAGES_CONVERSATIONS)
def test_anthropic_conversations_survive_their_own_dialect(conversation: Conversation) -> None:
    conversation.stream_usage = True
    again = _again(MESSAGES, conversation)
    assert again.turns == conversation.turns
    assert again == conversation


@given(_RESPONSES_CONVERSATIONS)
def test_responses_conversations_survive_their_own_dialect(conversation: Conversation) -> None:
    conversation.stream_usage = True
    assert _again(RESPONSES, conversation) == conversation


@given(_CHAT_CONVERSATIONS | _MESSAGES_CONVERSATIONS)
def test_any_conversation_makes_a_valid_responses_request(conversation: Conversation) -> None:
    conversation.n = None
    for turn in conversation.turns:
        turn.blocks = [block for block in turn.blocks if not isinstance(block, Audio)]
    response_request(RESPONSES.encode_request(conversation, "gpt-5.3-codex"))


@given(_RESPONSES_CONVERSATIONS)
def test_any_responses_conversation_makes_valid_requests(conversation: Conversation) -> None:
    for turn in conversation.turns:
        turn.blocks = [
            block
            for block in turn.blocks
            if not (isinstance(block, Audio) or (isinstance(block, Image) and block.file_id))
        ]
    for model in ("gpt-5.4", "deepseek-chat"):
        chat_request(CHAT.encode_request(conversation, model))
    messages_request(MESSAGES.encode_request(conversation, "claude-sonnet-4-5"))


@given(_CHAT_CONVERSATIONS)
def test_any_chat_conversation_makes_a_valid_anthropic_request(conversation: Conversation) -> None:
    conversation.n = None
    for turn in conversation.turns:
        turn.blocks = [block for block in turn.blocks if not isinstance(block, Audio)]
    messages_request(MESSAGES.encode_request(conversation, "claude-sonnet-4-5"))


@given(_MESSAGES_CONVERSATIONS)
def test_any_anthropic_conversation_makes_a_valid_chat_request(conversation: Conversation) -> None:
    chat_request(CHAT.encode_request(conversation, "gpt-5.4"))


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["type", "text", "content", "role", "name", "id", "input", "source", "function",
                 "tool_calls", "image_url", "url", "data", "arguments", "cache_control", "system"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=10,
)  # fmt: skip
_KNOWN = st.sampled_from(
    ["tools", "tool_choice", "system", "thinking", "output_config", "response_format", "stop",
     "reasoning", "functions", "metadata", "stream_options", "max_tokens", "temperature",
     "text", "instructions", "include"]
)  # fmt: skip
_ITEMS = st.sampled_from(
    ["reasoning", "function_call", "custom_tool_call", "function_call_output", "additional_tools",
     "web_search_call", "item_reference"]
)  # fmt: skip


@given(
    st.lists(st.fixed_dictionaries({"role": st.sampled_from(["user", "assistant", "tool"])},
                                   optional={"content": _JSON, "tool_calls": _JSON}), max_size=3),
    st.lists(st.fixed_dictionaries({"type": _ITEMS}, optional={name: _JSON for name in (
        "content", "summary", "output", "arguments", "tools", "encrypted_content")}
        | {"call_id": st.just("c"), "name": st.just("f")}), max_size=3),
    st.dictionaries(_KNOWN, _JSON, max_size=3),
)  # fmt: skip
def test_no_request_raises_anything_but_a_dialect_error(
    messages: list[dict[str, Any]], items: list[dict[str, Any]], members: dict[str, Any]
) -> None:
    given = {"model": "m", "messages": messages, "input": [*messages[:1], *items], **members}
    body = json.dumps(given).encode()
    for found in ALL:
        try:
            conversation = found.decode_request(body)
        except DialectError:
            continue
        for other in ALL:
            for model in ("claude-sonnet-4-5", "gemini-2.0-flash", "gemini-3.5-flash"):
                with contextlib.suppress(DialectError):
                    other.encode_request(conversation, model)
        with contextlib.suppress(DialectError):
            found.prompt_texts(body)


def test_deep_nesting_raises_nothing_else() -> None:
    for depth in (90, 400, 900, 100_000):
        deep = b'{"type":"object","properties":{"a":' * depth + b"{}" + b"}}" * depth
        tools = (
            b'[{"type":"function","function":{"name":"f","strict":true,"parameters":%s}}]' % deep,
            b'[{"name":"f","strict":true,"input_schema":%s}]' % deep,
        )
        for tool in tools:
            body = b'{"model":"m","messages":[],"input":[],"tools":' + tool + b"}"
            for found in ALL:
                with contextlib.suppress(DialectError):
                    found.prompt_texts(body)
                with contextlib.suppress(DialectError):
                    conversation = found.decode_request(body)
                    for other in ALL:
                        with contextlib.suppress(DialectError):
                            other.encode_request(conversation, "claude-sonnet-4-5")
