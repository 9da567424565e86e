"""Chat requests for an Anthropic upstream: what is carried, mapped, emulated, refused."""

from __future__ import annotations

import json
from typing import Any

import pytest

from gateway.errors import DialectError, Unconvertible
from tests.gateway.dialects.chat_requests import (
    CHAT,
    MESSAGES,
    USER,
    converted,
)
from tests.gateway.dialects.judges import messages_request
from tests.gateway.dialects.support import golden


def test_the_worked_example() -> None:
    body = MESSAGES.encode_request(CHAT.decode_request(golden("worked_openai_chat.json")), "m")
    request = messages_request(body)
    # Calls in the history demand tools, which the example leaves out.
    assert [tool["name"] for tool in request.pop("tools")] == ["get_weather", "get_time"]
    assert request.pop("tool_choice") == {"type": "none"}
    assert request == json.loads(golden("worked_anthropic.json"))


def test_first_instructions_are_the_system_and_later_ones_stay_in_place() -> None:
    request = converted(
        {"role": "system", "content": "One."},
        {"role": "developer", "content": [{"type": "text", "text": "Two."}]},
        USER,
        {"role": "system", "content": "Three."},
    )
    assert request["system"] == [
        {"type": "text", "text": "One."},
        {"type": "text", "text": "Two."},
    ]
    assert request["messages"][0]["content"][1]["text"] == "<system>\nThree.\n</system>"


def test_roles_alternate_and_the_user_begins() -> None:
    request = converted(
        {"role": "assistant", "content": "Hello"},
        {"role": "assistant", "content": "there"},
        {"role": "user", "content": "a", "name": "ann"},
        {"role": "user", "content": "b"},
    )
    assert request["messages"] == [
        {"role": "user", "content": "."},
        {
            "role": "assistant",
            "content": [{"type": "text", "text": "Hello"}, {"type": "text", "text": "there"}],
        },
        {"role": "user", "content": [{"type": "text", "text": "a"}, {"type": "text", "text": "b"}]},
    ]


def test_empty_texts_are_dropped_and_a_prefill_ends_without_space() -> None:
    request = converted(
        {"role": "user", "content": [{"type": "text", "text": ""}, {"type": "text", "text": "a"}]},
        {"role": "assistant", "content": ""},
        {"role": "user", "content": " \n"},
        {"role": "assistant", "content": "The answer is "},
    )
    assert request["messages"] == [
        {"role": "user", "content": "a"},
        {"role": "assistant", "content": "The answer is"},
    ]
    assert converted({"role": "system", "content": "x"})["messages"] == [
        {"role": "user", "content": "."}
    ]


def test_images_and_documents() -> None:
    request = converted(
        {
            "role": "user",
            "content": [
                {"type": "image_url", "image_url": {"url": "data:image/jpg;x=1;base64,QUJD"}},
                {"type": "image_url", "image_url": {"url": "https://x.org/a.png", "detail": "low"}},
                {"type": "image_url", "image_url": "https://x.org/b.png"},
                {
                    "type": "file",
                    "file": {
                        "file_data": "data:application/pdf;base64,UERG",
                        "filename": "a.pdf",
                    },
                },
                {"type": "file", "file": {"file_data": "data:text/csv;base64,YSxi"}},
            ],
        }
    )
    sources = [block["source"] for block in request["messages"][0]["content"]]
    assert sources == [
        {"type": "base64", "media_type": "image/jpeg", "data": "QUJD"},
        {"type": "url", "url": "https://x.org/a.png"},
        {"type": "url", "url": "https://x.org/b.png"},
        {"type": "base64", "media_type": "application/pdf", "data": "UERG"},
        {"type": "text", "media_type": "text/plain", "data": "a,b"},
    ]
    assert request["messages"][0]["content"][3]["title"] == "a.pdf"


@pytest.mark.parametrize(
    "part",
    [
        {"type": "input_audio", "input_audio": {"data": "QUJD", "format": "wav"}},
        {"type": "image_url", "image_url": {"url": "data:image/bmp;base64,QUJD"}},
        {"type": "image_url", "image_url": {"url": "file:///etc/passwd"}},
        {"type": "file", "file": {"file_id": "file-1"}},
        {"type": "file", "file": {"file_data": "data:application/zip;base64,QUJD"}},
        {"type": "video_url", "video_url": {"url": "https://x.org/a.mp4"}},
    ],
)
def test_content_that_cannot_be_carried_is_refused(part: dict[str, Any]) -> None:
    with pytest.raises(Unconvertible) as raised:
        converted({"role": "user", "content": [part]})
    assert raised.value.param == "messages"


@pytest.mark.parametrize(
    ("members", "param"),
    [
        ({"n": 2}, "n"),
        ({"modalities": ["text", "audio"]}, "modalities"),
        ({"web_search_options": {}}, "web_search_options"),
        ({"tools": [{"type": "web_search"}]}, "tools"),
        ({"response_format": {"type": "grammar"}}, "response_format"),
        ({"tool_choice": {"type": "file_search"}}, "tool_choice"),
    ],
)
def test_members_that_would_change_the_answer_are_refused(
    members: dict[str, Any], param: str
) -> None:
    with pytest.raises(Unconvertible) as raised:
        converted(**members)
    assert raised.value.param == param


def test_members_that_would_not_are_dropped() -> None:
    request = converted(
        n=1, seed=7, presence_penalty=1, frequency_penalty=1, logprobs=True, top_logprobs=3,
        logit_bias={"1": 2}, verbosity="low", metadata={"a": "b"}, store=True, prediction={},
        prompt_cache_key="k", modalities=["text"], unknown={"x": 1}, parallel_tool_calls=True,
    )  # fmt: skip
    assert set(request) == {"model", "max_tokens", "messages"}


def test_limits_and_sampling() -> None:
    assert converted()["max_tokens"] == 8192
    assert converted(max_tokens=5)["max_tokens"] == 5
    assert converted(max_completion_tokens=6)["max_tokens"] == 6
    assert converted(temperature=1.7)["temperature"] == 1.0
    both = converted(temperature=0.3, top_p=0.9)
    assert both["temperature"] == 0.3
    assert "top_p" not in both
    assert converted(top_p=0.9, top_k=5) == {**converted(), "top_p": 0.9, "top_k": 5}
    assert converted(stop=["a", " ", ""])["stop_sequences"] == ["a"]
    assert converted(stop="###")["stop_sequences"] == ["###"]
    for empty in ([], None, ""):
        assert "stop_sequences" not in converted(stop=empty)
    assert converted(user="u-1")["metadata"] == {"user_id": "u-1"}
    assert converted(safety_identifier="s-1")["metadata"] == {"user_id": "s-1"}
    assert converted(service_tier="default")["service_tier"] == "standard_only"
    assert "service_tier" not in converted(service_tier="flex")
    streamed = CHAT.decode_request(b'{"model":"m","messages":[],"stream":true}')
    assert json.loads(MESSAGES.encode_request(streamed, "m"))["stream"] is True


def test_json_mode_is_an_instruction() -> None:
    request = converted(
        {"role": "system", "content": "Be brief."},
        USER,
        response_format={"type": "json_object"},
    )
    assert request["system"][0]["text"] == "Be brief."
    assert "JSON object" in request["system"][1]["text"]
    assert "system" not in converted(response_format={"type": "text"})


def test_refusals_and_cache_marks() -> None:
    request = converted(
        {
            "role": "user",
            "content": [
                {"type": "text", "text": "a", "cache_control": {"type": "ephemeral"}},
                {"type": "text", "text": "b", "prompt_cache_breakpoint": {"mode": "explicit"}},
            ],
        },
        {"role": "assistant", "content": [{"type": "refusal", "refusal": "I can't"}]},
        USER,
    )
    first, second = request["messages"][0]["content"]
    assert first["cache_control"] == {"type": "ephemeral"}
    assert second["cache_control"] == {"type": "ephemeral", "ttl": "1h"}
    assert request["messages"][1]["content"] == "I can't"


@pytest.mark.parametrize(
    ("body", "param"),
    [
        (b"[]", None),
        (b'{"model":"m"}', "messages"),
        (b'{"messages":[]}', "model"),
        (b'{"model":"m","messages":{}}', "messages"),
        (b'{"model":"m","messages":["x"]}', "messages"),
        (b'{"model":"m","messages":[{"role":"king","content":""}]}', "messages[0].role"),
        (b'{"model":"m","messages":[{"role":"user","content":7}]}', "messages[0].content"),
        (b'{"model":"m","messages":[{"role":"tool","content":""}]}', "messages[0].tool_call_id"),
        (
            b'{"model":"m","messages":[{"role":"assistant","tool_calls":"x"}]}',
            "messages[0]",
        ),
        (b'{"model":"m","messages":[],"temperature":"hot"}', "temperature"),
        (b'{"model":"m","messages":[],"stop":[1]}', "stop"),
        (b'{"model":"m","messages":[],"tools":[{"type":"function","function":{}}]}',
         "tools[].function.name"),
        (b'{"model":"m","messages":[],"tool_choice":7}', "tool_choice"),
    ],
)  # fmt: skip
def test_a_request_that_cannot_be_read_says_where(body: bytes, param: str | None) -> None:
    with pytest.raises(DialectError) as raised:
        CHAT.decode_request(body)
    assert raised.value.param == param
