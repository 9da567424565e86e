"""Whole answers between the dialects, judged by the vendors' own packages."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.dialects.registry import dialect
from gateway.domain.conversation import (
    Answer,
    Choice,
    Finish,
    Image,
    Opaque,
    Reasoning,
    Refusal,
    Text,
    ToolCall,
)
from gateway.domain.usage import Usage
from gateway.errors import DialectError
from tests.gateway.dialects.judges import chat_answer, messages_answer

CHAT, MESSAGES = dialect("openai_chat"), dialect("anthropic")
ALL = (CHAT, MESSAGES, dialect("ollama"))


def chat_body(message: dict[str, Any], finish: str = "stop", **members: Any) -> bytes:
    choice = {"index": 0, "message": {"role": "assistant", **message}, "finish_reason": finish}
    return json.dumps(
        {
            "id": "chatcmpl-1",
            "object": "chat.completion",
            "created": 7,
            "model": "up",
            "choices": [choice],
            "usage": {"prompt_tokens": 10, "completion_tokens": 2, "total_tokens": 12},
            **members,
        }
    ).encode()


def message_body(*content: dict[str, Any], reason: str = "end_turn", **members: Any) -> bytes:
    return json.dumps(
        {
            "id": "msg_1",
            "type": "message",
            "role": "assistant",
            "model": "up",
            "content": content,
            "stop_reason": reason,
            "stop_sequence": None,
            "usage": {"input_tokens": 10, "output_tokens": 2, "cache_read_input_tokens": 5},
            **members,
        }
    ).encode()


def to_messages(body: bytes) -> Any:
    return messages_answer(MESSAGES.encode_answer(CHAT.decode_answer(body), "mine"))


def to_chat(body: bytes) -> Any:
    return chat_answer(CHAT.encode_answer(MESSAGES.decode_answer(body), "mine"))


def test_a_chat_answer_for_an_anthropic_client() -> None:
    call = {"id": "a", "type": "function", "function": {"name": "f", "arguments": '{"x":1}'}}
    message = to_messages(
        chat_body({"content": "Hi", "reasoning_content": "hm", "tool_calls": [call]}, finish="stop")
    )
    assert [block.type for block in message.content] == ["thinking", "text", "tool_use"]
    assert message.content[2].input == {"x": 1}
    assert message.stop_reason == "tool_use"
    assert message.model == "mine"
    assert message.id == "msg_chatcmpl-1"
    assert message.usage.input_tokens == 10
    assert message.usage.output_tokens == 2


def test_an_anthropic_answer_for_a_chat_client() -> None:
    body = message_body(
        {"type": "thinking", "thinking": "hm", "signature": "sig"},
        {"type": "redacted_thinking", "data": "xx"},
        {"type": "text", "text": "Rain", "citations": [
            {"type": "web_search_result_location", "url": "https://x.org", "title": "X",
             "cited_text": "r", "encrypted_index": "e"}]},
        {"type": "server_tool_use", "id": "s", "name": "web_search", "input": {}},
        {"type": "text", "text": " soon"},
        {"type": "tool_use", "id": "t", "name": "f", "input": {"n": 12345678901234567890123}},
        reason="tool_use",
    )  # fmt: skip
    answer = to_chat(body)
    message = answer.choices[0].message
    assert message.content == "Rain soon"
    assert message.reasoning_content == "hm"
    assert message.thinking_blocks == [
        {"type": "thinking", "thinking": "hm", "signature": "sig"},
        {"type": "redacted_thinking", "data": "xx"},
    ]
    assert message.annotations[0].url_citation.end_index == 4
    assert message.tool_calls[0].function.arguments == '{"n":12345678901234567890123}' or (
        json.loads(message.tool_calls[0].function.arguments) == {"n": 12345678901234567890123}
    )
    assert answer.choices[0].finish_reason == "tool_calls"
    assert answer.usage.prompt_tokens == 15
    assert answer.usage.prompt_tokens_details.cached_tokens == 5
    assert answer.usage.total_tokens == 17


def test_thinking_comes_back_as_it_went() -> None:
    """What a chat client returns of an answer keeps Anthropic's signatures."""
    thinking = {"type": "thinking", "thinking": "hm", "signature": "sig"}
    answer = json.loads(
        CHAT.encode_answer(
            MESSAGES.decode_answer(message_body(thinking, {"type": "text", "text": "Hi"})), "m"
        )
    )
    request = {"model": "m", "messages": [answer["choices"][0]["message"]]}
    conversation = CHAT.decode_request(json.dumps(request).encode())
    again = json.loads(MESSAGES.encode_request(conversation, "claude-sonnet-4-5"))
    assert again["messages"][1]["content"][0] == thinking


def test_refusals() -> None:
    refused = to_messages(chat_body({"content": None, "refusal": "I can't"}))
    assert refused.content[0].text == "I can't"
    assert refused.stop_reason == "refusal"
    details = {"type": "refusal", "category": "cyber", "explanation": "No malware"}
    answer = to_chat(message_body(reason="refusal", stop_details=details))
    assert answer.choices[0].message.refusal == "No malware"
    assert answer.choices[0].finish_reason == "content_filter"


def test_images_that_an_answer_shows() -> None:
    image = {"type": "image_url", "image_url": {"url": "https://x.org/a.png"}}
    message = to_messages(chat_body({"content": "Here:", "images": [image]}))
    assert message.content[1].text == "![image](https://x.org/a.png)"
    shown = Answer("", "", [Choice([Text("Here"), Image(mime="image/png", data="QUJD")])])
    answer = json.loads(CHAT.encode_answer(shown, "m"))
    assert answer["choices"][0]["message"]["images"] == [
        {"type": "image_url", "image_url": {"url": "data:image/png;base64,QUJD"}}
    ]


@pytest.mark.parametrize(
    ("reason", "finish"),
    [
        ("stop", Finish.STOP),
        ("length", Finish.LENGTH),
        ("content_filter", Finish.FILTERED),
        ("", Finish.STOP),
        ("model_length", Finish.LENGTH),
    ],
)
def test_finish_reasons_of_chat(reason: str, finish: Finish) -> None:
    assert CHAT.decode_answer(chat_body({"content": "a"}, reason)).choices[0].finish is finish


def test_the_stop_text_travels() -> None:
    body = message_body({"type": "text", "text": "a"}, reason="stop_sequence", stop_sequence="###")
    choice = MESSAGES.decode_answer(body).choices[0]
    assert (choice.finish, choice.stop_sequence) == (Finish.STOP_SEQUENCE, "###")
    vllm = json.loads(chat_body({"content": "a"}))
    vllm["choices"][0]["stop_reason"] = "###"
    assert to_messages(json.dumps(vllm).encode()).stop_sequence == "###"


def test_every_choice_of_a_chat_answer() -> None:
    body = json.loads(chat_body({"content": "a"}))
    body["choices"].append({"index": 1, "message": {"content": "b"}, "finish_reason": "length"})
    answer = CHAT.decode_answer(json.dumps(body).encode())
    assert [choice.blocks for choice in answer.choices] == [[Text("a")], [Text("b")]]
    assert len(chat_answer(CHAT.encode_answer(answer, "m")).choices) == 2


def test_usage_in_detail() -> None:
    usage = Usage(
        input=100, output=50, cache_read=30, cache_write=10, cache_write_1h=5,
        reasoning=20, audio_in=1, audio_out=2,
    )  # fmt: skip
    answer = Answer("x", "up", [Choice([Text("a")])], usage)
    found = messages_answer(MESSAGES.encode_answer(answer, "m")).usage
    assert found.input_tokens == 55
    assert found.cache_creation_input_tokens == 15
    assert found.cache_creation is not None
    assert found.cache_creation.ephemeral_1h_input_tokens == 5
    chat = chat_answer(CHAT.encode_answer(answer, "m")).usage
    assert chat is not None
    assert chat.prompt_tokens_details is not None
    assert chat.prompt_tokens_details.cache_write_tokens == 15
    assert chat.completion_tokens_details is not None
    assert chat.completion_tokens_details.reasoning_tokens == 20
    assert MESSAGES.decode_answer(MESSAGES.encode_answer(answer, "m")).usage == Usage(
        input=100, output=50, cache_read=30, cache_write=10, cache_write_1h=5, reasoning=20
    )


def test_what_is_no_answer_raises() -> None:
    for body in (b"", b"[]", b"{}", b'{"error":{"message":"x"}}', b'{"choices":7,"content":7}'):
        for found in (CHAT, MESSAGES):
            with pytest.raises(DialectError):
                found.decode_answer(body)


def test_an_empty_answer_is_valid_in_every_dialect() -> None:
    empty = Answer("", "", [])
    assert messages_answer(MESSAGES.encode_answer(empty, "m")).content == []
    assert json.loads(CHAT.encode_answer(empty, "m"))["choices"] == []


_TEXT = st.text(min_size=1, max_size=5)
_BLOCKS = st.lists(
    st.one_of(
        st.builds(Text, _TEXT),
        st.builds(Reasoning, _TEXT, st.sampled_from(["", "sig"])),
        st.builds(Reasoning, redacted=st.just("xx")),
        st.builds(Refusal, _TEXT),
        st.builds(ToolCall, _TEXT, st.just("f"), st.sampled_from(["", "{}", '{"a":1}', "broken"])),
        st.builds(ToolCall, _TEXT, st.just("c"), _TEXT, st.just("custom")),
        st.builds(Image, url=st.just("https://x.org/a.png")),
        st.builds(Opaque, st.just("elsewhere"), st.just({})),
    ),
    max_size=6,
)


@given(_BLOCKS, st.sampled_from(Finish), st.integers(0, 9))
def test_any_answer_is_valid_in_every_dialect(
    blocks: list[Any], finish: Finish, tokens: int
) -> None:
    answer = Answer("id", "up", [Choice(blocks, finish)], Usage(input=tokens, output=tokens))
    chat_answer(CHAT.encode_answer(answer, "m"))
    messages_answer(MESSAGES.encode_answer(answer, "m"))


@given(
    st.binary(max_size=60)
    | st.recursive(
        st.none() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    ["choices", "message", "content", "tool_calls", "function", "type", "text",
                     "usage", "input", "annotations", "images", "thinking_blocks", "citations"]
                ),
                inner,
                max_size=4,
            )
        ),
        max_leaves=12,
    ).map(lambda value: json.dumps(value).encode())
)  # fmt: skip
def test_no_body_raises_anything_but_a_dialect_error(body: bytes) -> None:
    for found in ALL:
        try:
            answer = found.decode_answer(body)
        except DialectError:
            continue
        for other in ALL:
            other.encode_answer(answer, "m")
