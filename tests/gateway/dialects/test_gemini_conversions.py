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
        ("service_tier", "auto"),
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
    named = f"other {name}" if name == "service_tier" else name
    assert name == "something_new" or named in DROPPED["*", "gemini"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("safetySettings", [{"category": "HARM_CATEGORY_HARASSMENT", "threshold": "OFF"}]),
        ("safety_settings", []),
        ("serviceTier", "standard"),
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
    named = f"other {name}" if name == "serviceTier" else named
    assert named in ("something_new", "safety_settings") or named in DROPPED["gemini", "*"]


@pytest.mark.parametrize("tier", ["flex", "priority"])
def test_a_service_tier_is_asked_for_in_the_words_of_who_has_it(tier: str) -> None:
    said = {"messages": [{"role": "user", "content": "Hi"}], "service_tier": tier}
    asked = CHAT.decode_request(json.dumps({"model": "m", **said}).encode())
    assert json.loads(GEMINI.encode_request(asked, "gemini-3.5-flash"))["serviceTier"] == tier
    assert b"erviceTier" not in GEMINI.encode_request(asked, "gemini-2.0-flash")
    for name in ("serviceTier", "service_tier"):
        for word in (tier, f"SERVICE_TIER_{tier.upper()}"):
            body = {"contents": [{"parts": [{"text": "Hi"}]}], name: word}
            theirs = GEMINI.decode_request(json.dumps(body).encode())
            for target in (CHAT, dialect("openai_responses")):
                sent = json.loads(target.encode_request(theirs, "gpt-5.4"))
                assert sent["service_tier"] == tier
            assert b"service_tier" not in CHAT.encode_request(theirs, "qwen3")
            assert GEMINI.peek(json.dumps(body).encode()).likely.tier == (
                "priority" if tier == "priority" else ""
            )


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
