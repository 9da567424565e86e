"""docs/conversions.md names everything that conversions drop, refuse and map."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from gateway.dialects.efforts import BUDGETS
from gateway.dialects.lossy import DROPPED
from gateway.dialects.registry import dialect

PAGE = (Path(__file__).parents[3] / "docs" / "conversions.md").read_text(encoding="utf-8")
HEADINGS = {
    ("openai_chat", "anthropic"): "## OpenAI chat to Anthropic",
    ("anthropic", "openai_chat"): "## Anthropic to OpenAI chat",
    ("openai_completions", "*"): "## Legacy completions to everyone",
    ("openai_responses", "*"): "## OpenAI Responses to everyone else",
    ("*", "openai_responses"): "## To OpenAI Responses",
    ("*", "ollama"): "## To Ollama",
    ("*", "gemini"): "## To Gemini",
    ("*", "bedrock"): "## To Bedrock",
    ("gemini", "*"): "## From Gemini",
}
CHAT, MESSAGES = dialect("openai_chat"), dialect("anthropic")
RESPONSES = dialect("openai_responses")


def section(heading: str) -> str:
    return PAGE.split(heading)[1].split("\n## ")[0].replace("`", "")


@pytest.mark.parametrize("direction", list(DROPPED))
def test_everything_dropped_is_on_the_page(direction: tuple[str, str]) -> None:
    row = next(
        line for line in section(HEADINGS[direction]).splitlines() if line.startswith("| dropped")
    )
    assert [name for name in DROPPED[direction] if name not in row] == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("seed", 1),
        ("presence_penalty", 1),
        ("frequency_penalty", 1),
        ("logprobs", True),
        ("top_logprobs", 1),
        ("logit_bias", {"1": 1}),
        ("verbosity", "low"),
        ("metadata", {"a": "b"}),
        ("store", True),
        ("prediction", {"type": "content", "content": "x"}),
        ("moderation", {"model": "m"}),
        ("prompt_cache_key", "k"),
        ("prompt_cache_options", {"mode": "implicit"}),
        ("prompt_cache_retention", "24h"),
        ("something_new", 1),
    ],
)
def test_what_the_page_calls_dropped_changes_nothing(name: str, value: Any) -> None:
    plain = {"model": "m", "messages": [{"role": "user", "content": "Hi"}]}
    bodies = [
        MESSAGES.encode_request(CHAT.decode_request(json.dumps(body).encode()), "claude-opus-5")
        for body in (plain, {**plain, name: value})
    ]
    assert bodies[0] == bodies[1]
    assert name == "something_new" or name in DROPPED["openai_chat", "anthropic"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("top_k", 5),
        ("context_management", {"edits": []}),
        ("container", "c"),
        ("inference_geo", "eu"),
        ("speed", "fast"),
        ("cache_control", {"type": "ephemeral"}),
        ("something_new", 1),
    ],
)
def test_and_the_other_way_round(name: str, value: Any) -> None:
    plain = {"model": "m", "max_tokens": 5, "messages": [{"role": "user", "content": "Hi"}]}
    bodies = [
        CHAT.encode_request(MESSAGES.decode_request(json.dumps(body).encode()), "gpt-5")
        for body in (plain, {**plain, name: value})
    ]
    assert bodies[0] == bodies[1]
    assert name == "something_new" or name in DROPPED["anthropic", "openai_chat"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("tools", [{"type": "web_search"}]),
        ("tools", [{"type": "tool_search"}, {"type": "image_generation"}]),
        ("metadata", {"a": "b"}),
        ("store", True),
        ("include", ["reasoning.encrypted_content"]),
        ("truncation", "auto"),
        ("max_tool_calls", 3),
        ("prompt_cache_key", "k"),
        ("prompt_cache_options", {"mode": "implicit"}),
        ("prompt_cache_retention", "24h"),
        ("reasoning", {"summary": "auto"}),
        ("context_management", [{"type": "compaction"}]),
        ("stream_options", {"include_obfuscation": False}),
        ("something_new", 1),
    ],
)
@pytest.mark.parametrize("target", ["openai_chat", "anthropic", "ollama"])
def test_what_responses_clients_say_in_vain(target: str, name: str, value: Any) -> None:
    plain = {"model": "m", "input": "Hi"}
    bodies = [
        dialect(target).encode_request(
            RESPONSES.decode_request(json.dumps(body).encode()), "claude-opus-5"
        )
        for body in (plain, {**plain, name: value})
    ]
    assert bodies[0] == bodies[1]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("stop", ["x"]),
        ("seed", 1),
        ("presence_penalty", 1),
        ("frequency_penalty", 1),
        ("logit_bias", {"1": 1}),
        ("top_k", 3),
        ("prediction", {"type": "content", "content": "x"}),
        ("modalities", ["text"]),
        ("temperature", 0.5),
        ("top_p", 0.5),
        ("something_new", 1),
    ],
)
def test_and_what_is_said_in_vain_to_models_that_exist_only_in_responses(
    name: str, value: Any
) -> None:
    plain = {"model": "m", "messages": [{"role": "user", "content": "Hi"}]}
    bodies = [
        RESPONSES.encode_request(CHAT.decode_request(json.dumps(body).encode()), "gpt-5.3-codex")
        for body in (plain, {**plain, name: value})
    ]
    assert bodies[0] == bodies[1]


def test_the_budgets_are_those_of_the_page() -> None:
    for effort in ("low", "medium", "high", "xhigh", "max"):
        assert f"{effort} {BUDGETS[effort]}" in PAGE
