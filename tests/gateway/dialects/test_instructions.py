"""A channel's own system prompt in every dialect that clients speak."""

from __future__ import annotations

import json
from typing import Any

import pytest

from gateway.dialects.instructions import instruct, instructed
from gateway.dialects.registry import dialect
from gateway.domain.conversation import Text
from gateway.domain.overrides import PromptMode
from gateway.errors import DialectError

OURS = "Answer in French."
THEIRS = "Be brief."
CHAT = {"role": "user", "content": "Hi"}

REQUESTS: dict[str, list[tuple[Any, ...]]] = {
    "openai_chat": [
        ({"messages": [CHAT]},),
        ({"messages": [{"role": "system", "content": THEIRS}, CHAT]}, THEIRS),
        (
            {
                "messages": [
                    {"role": "developer", "content": [{"type": "text", "text": THEIRS}]},
                    {"role": "system", "content": "More."},
                    CHAT,
                    {"role": "system", "content": "Later."},
                ]
            },
            THEIRS,
            "More.",
        ),
    ],
    "ollama": [
        ({"messages": [CHAT]},),
        ({"messages": [{"role": "system", "content": THEIRS}, CHAT]}, THEIRS),
    ],
    "openai_responses": [
        ({"input": "Hi"},),
        ({"input": "Hi", "instructions": THEIRS}, THEIRS),
        ({"input": [{"role": "developer", "content": THEIRS}, CHAT]}, THEIRS),
        ({"input": [CHAT], "instructions": None},),
    ],
    "anthropic": [
        ({"max_tokens": 9, "messages": [CHAT]},),
        ({"max_tokens": 9, "messages": [CHAT], "system": THEIRS}, THEIRS),
        (
            {
                "max_tokens": 9,
                "messages": [CHAT],
                "system": [
                    {"type": "text", "text": THEIRS, "cache_control": {"type": "ephemeral"}}
                ],
            },
            THEIRS,
        ),
    ],
    "gemini": [
        ({"contents": [{"parts": [{"text": "Hi"}]}]},),
        (
            {
                "contents": [{"parts": [{"text": "Hi"}]}],
                "systemInstruction": {"parts": [{"text": THEIRS}]},
            },
            THEIRS,
        ),
        (
            {
                "contents": [{"parts": [{"text": "Hi"}]}],
                "system_instruction": {"parts": {"text": THEIRS}},
            },
            THEIRS,
        ),
        ({"contents": [{"parts": [{"text": "Hi"}]}], "systemInstruction": THEIRS}, THEIRS),
    ],
}
CASES = [(name, body, theirs) for name, each in REQUESTS.items() for body, *theirs in each]


def said(name: str, body: bytes) -> list[str]:
    """The texts of the system turns that a request begins with."""
    found: list[str] = []
    for turn in dialect(name).decode_request(body).turns:
        if turn.role != "system":
            break
        found += [block.text for block in turn.blocks if isinstance(block, Text)]
    return "\n\n".join(found).split("\n\n")


@pytest.mark.parametrize(("name", "body", "theirs"), CASES)
def test_a_system_prompt_replaces_the_clients(name: str, body: Any, theirs: list[str]) -> None:
    raw = json.dumps({"model": "m", **body}).encode()
    out = instructed(raw, name, OURS, PromptMode.REPLACE)
    assert said(name, out) == [OURS]
    conversation = dialect(name).decode_request(raw)
    instruct(conversation, OURS, PromptMode.REPLACE)
    assert conversation.turns[1:] == dialect(name).decode_request(out).turns[1:]


@pytest.mark.parametrize(("name", "body", "theirs"), CASES)
def test_a_system_prompt_stands_before_the_clients(name: str, body: Any, theirs: list[str]) -> None:
    raw = json.dumps({"model": "m", **body}).encode()
    out = instructed(raw, name, OURS, PromptMode.ADD)
    assert said(name, out) == [OURS, *theirs]
    if "cache_control" in str(body):
        assert json.loads(out)["system"][1] == body["system"][0]


def test_other_members_keep_their_bytes() -> None:
    raw = b'{"model":"m", "temperature":0.70, "messages":[{"role":"user",  "content":"Hi"}]}'
    out = instructed(raw, "openai_chat", OURS, PromptMode.REPLACE)
    assert b'"temperature":0.70' in out
    assert b'{"role":"user",  "content":"Hi"}' in out


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("openai_chat", b'{"model":"m"}'),
        ("openai_chat", b'{"messages":"x"}'),
        ("anthropic", b"[]"),
        ("gemini", b"nothing"),
        ("bedrock", b"{}"),
    ],
)
def test_a_body_without_a_place_for_it_is_refused(name: str, body: bytes) -> None:
    with pytest.raises(DialectError):
        instructed(body, name, OURS, PromptMode.ADD)
