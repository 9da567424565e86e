"""Edits of OpenAI's chat for vendors that take less of it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from gateway.providers.quirks import Quirks, adapted

QUIRKS = Quirks(
    refused=("store",),
    renamed=(("max_completion_tokens", "max_tokens"),),
    ranges=(("temperature", 0.0, 1.0),),
    tool_choices=("auto", "named"),
    thinking="type",
    efforts=("low", "high"),
)


@pytest.mark.parametrize(
    ("given", "sent"),
    [
        ({"max_completion_tokens": 5}, {"max_tokens": 5}),
        ({"max_completion_tokens": 5, "max_tokens": 7}, {"max_tokens": 7}),
        ({"store": True}, {}),
        ({"temperature": 1.5}, {"temperature": 1.0}),
        ({"temperature": "hot"}, {"temperature": "hot"}),
        ({"tool_choice": "required"}, {"tool_choice": "auto"}),
        ({"reasoning_effort": "none"}, {"thinking": {"type": "disabled"}}),
        (
            {"reasoning_effort": "high"},
            {"thinking": {"type": "enabled"}, "reasoning_effort": "high"},
        ),
        ({"reasoning_effort": "xhigh"}, {"thinking": {"type": "enabled"}}),
        (
            {"reasoning_effort": "low", "thinking": {"type": "disabled"}},
            {"reasoning_effort": "low", "thinking": {"type": "disabled"}},
        ),
    ],
)
def test_edits(given: dict[str, Any], sent: dict[str, Any]) -> None:
    body = json.dumps({"model": "m", **given}).encode()
    assert json.loads(adapted(QUIRKS, "m", body)) == {"model": "m", **sent}


@pytest.mark.parametrize(
    "body",
    [
        b'{"model":"m","temperature": 0.70,"messages":[{"content":"store"}]}',
        b'{"model":"m","tool_choice": {"type":"function","function":{"name":"f"}}}',
        b'{"model":"m","messages":[{"content":"a \\"temperature\\" of 2"}]}',
        b'["temperature"]',
        b'{"temperature":',
        b"",
    ],
)
def test_what_is_taken_keeps_its_bytes(body: bytes) -> None:
    assert adapted(QUIRKS, "m", body) is body
