"""Long conversations are known by their beginning, and forgotten in time."""

from __future__ import annotations

import json
from typing import Any

import pytest

from gateway.dialects.registry import dialect
from gateway.relay.conversations import LEAST_CHARS, Conversations, conversation_name

LONG = "You are a careful assistant. " * 200


def body(name: str, *turns: str, system: str = LONG) -> bytes:
    roles = [("user", "assistant")[at % 2] for at in range(len(turns))]
    messages: list[dict[str, Any]] = [
        {"role": role, "content": text} for role, text in zip(roles, turns, strict=True)
    ]
    if name == "anthropic":
        return json.dumps({"model": "m", "system": system, "messages": messages}).encode()
    return json.dumps(
        {"model": "m", "messages": [{"role": "system", "content": system}, *messages]}
    ).encode()


def prompt(name: str, content: bytes) -> list[str]:
    return dialect(name).prompt_texts(content)[0]


@pytest.mark.parametrize("name", ["openai_chat", "anthropic"])
def test_a_conversation_keeps_its_name_while_it_grows(name: str) -> None:
    first = conversation_name(1, "m", prompt(name, body(name, "Hi")))
    assert first
    assert conversation_name(1, "m", prompt(name, body(name, "Hi", "Hello", "Go on"))) == first
    assert conversation_name(2, "m", prompt(name, body(name, "Hi"))) != first
    assert conversation_name(1, "n", prompt(name, body(name, "Hi"))) != first
    assert conversation_name(1, "m", prompt(name, body(name, "Hi", system="X" + LONG))) != first


def test_what_is_too_short_has_no_name() -> None:
    short = body("openai_chat", "Hi", system="Short")
    assert conversation_name(1, "m", prompt("openai_chat", short)) == b""
    padded = b'{"model": "m", "metadata": "' + b"x" * LEAST_CHARS + b'", "messages": []}'
    assert conversation_name(1, "m", prompt("openai_chat", padded)) == b""


def test_it_stays_as_long_as_it_is_told_after_its_last_answer() -> None:
    now = [1000.0]
    kept = Conversations(lambda: now[0])
    kept.keep_s = 300.0
    kept.keep(b"a", (1, 10))
    now[0] += 299
    assert kept.find(b"a") == (1, 10)
    kept.keep(b"a", (1, 10))
    now[0] += 299
    assert kept.find(b"a") == (1, 10)
    now[0] += 1
    assert kept.find(b"a") is None
    assert kept.find(b"b") is None


def test_only_so_many_are_remembered() -> None:
    kept = Conversations(lambda: 0.0)
    kept.keep_s = 1.0
    for number in range(5000):
        kept.keep(str(number).encode(), (1, number))
    assert kept.find(b"0") is None
    assert kept.find(b"4999") == (1, 4999)
    assert len(kept._kept) == 4096
