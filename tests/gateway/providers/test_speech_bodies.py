"""OpenAI's request for speech in the words of those who have its path and not all its forms."""

from __future__ import annotations

import json
from typing import Any

import pytest

from gateway.providers.media.speech_bodies import worded


@pytest.mark.parametrize(
    ("vendor", "asked", "sent"),
    [
        ("groq", {"voice": "troy"}, {"voice": "troy", "response_format": "wav"}),
        ("groq", {"response_format": "mp3"}, {"response_format": "mp3"}),
        ("openrouter", {}, {"response_format": "mp3"}),
        ("together", {"response_format": "pcm"}, {"response_format": "raw"}),
        ("together", {"response_format": None}, {"response_format": "mp3"}),
        ("zhipu", {"voice": "Alloy"}, {"voice": "tongtong", "response_format": "wav"}),
        ("zhipu", {"voice": "jam", "response_format": "pcm"}, None),
        ("zhipu", {"voice": ["alloy"]}, {"voice": ["alloy"], "response_format": "wav"}),
        ("nobody", {"voice": "alloy"}, None),
    ],
)
def test_the_form_is_named_and_the_voice_the_vendors(
    vendor: str, asked: dict[str, Any], sent: dict[str, Any] | None
) -> None:
    body = json.dumps(asked).encode()
    made = worded(vendor, body)
    assert json.loads(made) == (asked if sent is None else sent)
    assert sent is not None or made is body


@pytest.mark.parametrize("body", [b"", b"[]", b"\xff", b"[" * 100_000, b"7", b"null"])
def test_what_is_no_request_stays(body: bytes) -> None:
    assert worded("groq", body) is body
