"""What docs/conversions.md says of Gemini is what becomes of requests."""

from __future__ import annotations

import json
from typing import Any

import pytest

from gateway.dialects.lossy import DROPPED
from gateway.dialects.registry import dialect
from gateway.errors import Unconvertible

CHAT, MESSAGES, GEMINI = dialect("openai_chat"), dialect("anthropic"), dialect("gemini")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("parallel_tool_calls", False),
        ("logit_bias", {"1": 1}),
        ("verbosity", "low"),
        ("user", "u"),
        ("metadata", {"a": "b"}),
        ("service_tier", "flex"),
        ("store", True),
        ("prediction", {"type": "content", "content": "x"}),
        ("moderation", {"model": "m"}),
        ("prompt_cache_key", "k"),
        ("prompt_cache_options", {"mode": "implicit"}),
        ("prompt_cache_retention", "24h"),
        ("something_new", 1),
    ],
)
def test_what_gemini_is_not_told(name: str, value: Any) -> None:
    plain = {"model": "m", "messages": [{"role": "user", "content": "Hi"}]}
    bodies = [
        GEMINI.encode_request(CHAT.decode_request(json.dumps(body).encode()), "gemini-3.5-flash")
        for body in (plain, {**plain, name: value})
    ]
    assert bodies[0] == bodies[1]
    assert name == "something_new" or name in DROPPED["*", "gemini"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("safetySettings", [{"category": "HARM_CATEGORY_HARASSMENT", "threshold": "OFF"}]),
        ("safety_settings", []),
        ("serviceTier", "flex"),
        ("labels", {"a": "b"}),
        ("something_new", 1),
        *(
            ("generationConfig", {name: value})
            for name, value in (
                ("mediaResolution", "MEDIA_RESOLUTION_LOW"),
                ("speechConfig", {}),
                ("imageConfig", {"aspectRatio": "1:1"}),
                ("enableEnhancedCivicAnswers", True),
                ("something_new", 1),
            )
        ),
    ],
)
@pytest.mark.parametrize("target", [CHAT, MESSAGES])
def test_what_of_gemini_others_are_not_told(target: Any, name: str, value: Any) -> None:
    plain = {"contents": [{"parts": [{"text": "Hi"}]}]}
    bodies = [
        target.encode_request(GEMINI.decode_request(json.dumps(body).encode()), "m")
        for body in (plain, {**plain, name: value})
    ]
    assert bodies[0] == bodies[1]
    named = next(iter(value)) if name == "generationConfig" else name
    assert named in ("something_new", "safety_settings") or named in DROPPED["gemini", "*"]


@pytest.mark.parametrize(
    "members",
    [
        {"cachedContent": "cachedContents/x"},
        {"tools": [{"googleSearch": {}}]},
        {"tools": [{"code_execution": {}}]},
        {"generationConfig": {"responseModalities": ["TEXT", "IMAGE"]}},
        {"generation_config": {"response_mime_type": "text/x.enum"}},
        {"contents": [{"parts": [{"inlineData": {"mimeType": "video/mp4", "data": "QUJD"}}]}]},
        {
            "contents": [
                {
                    "parts": [
                        {
                            "fileData": {
                                "mimeType": "image/png",
                                "fileUri": "https://generativelanguage.googleapis.com/v1beta/f",
                            }
                        }
                    ]
                }
            ]
        },
    ],
)
@pytest.mark.parametrize("target", ["openai_chat", "anthropic", "ollama"])
def test_what_of_gemini_is_refused(target: str, members: dict[str, Any]) -> None:
    body = {"contents": [{"parts": [{"text": "Hi"}]}], **members}
    conversation = GEMINI.decode_request(json.dumps(body).encode())
    with pytest.raises(Unconvertible):
        dialect(target).encode_request(conversation, "m")
