from __future__ import annotations

import json
from typing import Any

import pytest

from gateway.dialects.overriding import overridden
from gateway.domain.overrides import NO_OVERRIDES, Overrides, parse_overrides

BODY = b'{ "model": "m", "temperature":0.70,  "user":"me", "reasoning": {"effort":"low","x":1} }'


def put(
    body: bytes, text: Any, dialect: str = "openai_chat", most: int | None = None, **how: bool
) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(
        overridden(body, dialect, parse_overrides(text), most, **how)
    )
    return value


def test_members_are_set_and_removed_and_the_others_keep_their_bytes() -> None:
    overrides = parse_overrides(
        '{"set": {"top_p": 0.5, "reasoning.effort": "high"}, "remove": ["user"]}'
    )
    body = overridden(BODY, "openai_chat", overrides)
    assert b'"temperature":0.70' in body
    assert json.loads(body) == {
        "model": "m",
        "temperature": 0.7,
        "reasoning": {"effort": "high", "x": 1},
        "top_p": 0.5,
    }


def test_what_stands_in_the_way_of_a_path_gives_way() -> None:
    assert put(BODY, {"temperature.inner": 1})["temperature"] == {"inner": 1}
    assert put(BODY, {"a.b.c": None})["a"] == {"b": {"c": None}}
    assert put(BODY, {"remove": ["temperature.inner", "nowhere.at.all"]}) == json.loads(BODY)


def test_a_path_may_name_its_dialect() -> None:
    text = {"set": {"anthropic:thinking.type": "disabled"}, "remove": ["openai_chat:user"]}
    assert put(BODY, text, "anthropic")["thinking"] == {"type": "disabled"}
    assert "user" in put(BODY, text, "anthropic")
    assert "thinking" not in put(BODY, text)
    assert "user" not in put(BODY, text)
    only_named = {"openai_embeddings:dimensions": 8, "temperature": 0}
    changed = put(BODY, only_named, "openai_embeddings", general=False)
    assert (changed["dimensions"], changed["temperature"]) == (8, 0.7)


def test_nothing_to_do_is_the_same_object() -> None:
    assert overridden(BODY, "openai_chat", NO_OVERRIDES) is BODY
    assert overridden(BODY, "gemini", parse_overrides({"ollama:think": True})) is BODY


@pytest.mark.parametrize(
    ("asked", "sent"), [(500, 100), (50, 50), ("many", 100), (None, 100), (True, 100), (-1, 100)]
)
def test_no_override_raises_a_limit_that_was_lowered_to_the_money(asked: Any, sent: int) -> None:
    body = b'{"max_tokens":100,"generationConfig":{"maxOutputTokens":100}}'
    path = "generationConfig.maxOutputTokens"
    text = {"set": {"max_tokens": asked, path: asked}, "remove": []}
    changed = put(body, text, most=100)
    assert changed == {"max_tokens": sent, "generationConfig": {"maxOutputTokens": sent}}
    assert put(body, {"remove": ["max_tokens", path]}, most=100) == json.loads(body)
    assert put(body, {"set": {"max_tokens": 500}})["max_tokens"] == 500


@pytest.mark.parametrize("nothing", ["", "  ", "{}", None, {}, {"set": {}}, {"remove": []}])
def test_nothing_is_no_override(nothing: Any) -> None:
    assert parse_overrides(nothing) == NO_OVERRIDES
    assert not parse_overrides(nothing)


def test_overrides_survive_their_stored_form() -> None:
    overrides = Overrides({"a.b": [1, {"c": None}], "gemini:labels": {}}, ("user", "x:y"))
    assert parse_overrides(json.dumps(overrides.as_object())) == overrides


@pytest.mark.parametrize(
    "wrong",
    [
        "[1]",
        "{",
        '"text"',
        "[" * 100_000,
        {"model": "other"},
        {"anthropic:stream": False},
        {"stream_options.include_usage": False},
        {"generationConfig.candidateCount": 4},
        {"messages.0.content": "x"},
        {"n": 3},
        {"a..b": 1},
        {"": 1},
        {"a b": 1},
        {"set": [1]},
        {"remove": "user"},
        {"remove": [1]},
        {f"member{i}": i for i in range(100)},
        {"long": "x" * 40_000},
    ],
)
def test_what_cannot_be_overridden_is_refused(wrong: Any) -> None:
    with pytest.raises(ValueError, match=r".+"):
        parse_overrides(wrong)
