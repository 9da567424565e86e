"""Requests without what their models refuse: edited in place, and said in a header's words."""

from __future__ import annotations

import json
from typing import Any

import pytest

from gateway.dialects.adapting import CONTINUE, adapt
from gateway.domain.adaptation import CHAT, Act, Rule, rules_for

HELLO = [{"role": "user", "content": "Hi"}]


def adapted(
    dialect: str, provider: str, model: str, flags: dict[str, Any] | None = None, **members: Any
) -> tuple[dict[str, Any], list[str]]:
    body = json.dumps({"model": model, "messages": HELLO, **members}).encode()
    out, said = adapt(body, rules_for(dialect, provider, model, **(flags or {})))
    changed = json.loads(out)
    return {name: changed[name] for name in changed if name not in ("model", "messages")}, [*said]


def test_members_keep_their_bytes_and_their_order() -> None:
    body = b'{"x" : 1.50, "model":"o3","max_tokens": 20, "temperature":0.2,"y":{ "z":[1, 2]}}'
    out, said = adapt(body, rules_for(CHAT, "openai", "o3"))
    assert out == b'{"x":1.50,"model":"o3","max_completion_tokens":20,"y":{ "z":[1, 2]}}'
    assert said == ("max_tokens;renamed=max_completion_tokens", "temperature;removed")


def test_nothing_to_do_is_the_same_object() -> None:
    for body in (b'{"model":"gpt-4o","temperature":0.2}', b'{"temperature', b'["temperature"]'):
        assert adapt(body, rules_for(CHAT, "openai", "gpt-4o"))[0] is body
        assert adapt(body, [Rule(CHAT, "temperature", keeps=(0.2,))])[0] is body


@pytest.mark.parametrize("model", ["o3", "gpt-5", "gpt-5.4-mini", "openai/gpt-6-sol", "ft:o4-mini"])
def test_models_that_think_take_no_sampling_but_its_defaults(model: str) -> None:
    asked = {"temperature": 0.3, "top_p": 0.5, "presence_penalty": 1, "frequency_penalty": -1}
    assert adapted(CHAT, "openai", model, **asked)[0] == {}
    defaults = {"temperature": 1, "top_p": 1.0, "presence_penalty": 0, "logprobs": False}
    assert adapted(CHAT, "openai", model, **defaults) == (defaults, [])


def test_a_model_that_need_not_think_keeps_its_sampling() -> None:
    asked = {"reasoning_effort": "none", "temperature": 0.3, "logprobs": True}
    assert adapted(CHAT, "openai", "gpt-5.4", **asked) == (asked, [])
    # gpt-5 cannot but think: the effort rises, the sampling goes
    changed, said = adapted(CHAT, "openai", "gpt-5", **asked)
    assert changed == {"reasoning_effort": "minimal"}
    assert said[0] == "reasoning_effort;nearest=minimal"


@pytest.mark.parametrize(
    ("model", "asked", "sent"),
    [
        ("o3", "minimal", "low"),
        ("o3", "xhigh", "high"),
        ("gpt-5", "none", "minimal"),
        ("gpt-5-pro", "low", "high"),
        ("gpt-5.1", "minimal", "none"),
        ("gpt-5.1", "max", "high"),
        ("gpt-5.4", "max", "xhigh"),
        ("gpt-5.3-codex", "minimal", "low"),
        ("gpt-6-sol", "minimal", "none"),
        ("gpt-oss-120b", "xhigh", "high"),
        ("gpt-5.4", "high", "high"),
        ("llama-4", "max", "max"),
    ],
)
def test_an_effort_a_model_lacks_is_the_nearest_it_has(model: str, asked: str, sent: str) -> None:
    changed, _ = adapted(CHAT, "openai", model, reasoning_effort=asked)
    assert changed == {"reasoning_effort": sent}
    body = json.dumps({"model": model, "reasoning": {"effort": asked, "summary": "auto"}})
    out, _ = adapt(body.encode(), rules_for("openai_responses", "openai", model))
    assert json.loads(out)["reasoning"] == {"effort": sent, "summary": "auto"}


def test_the_catalogue_knows_better_than_a_name() -> None:
    flags = {"refuses": ("none_reasoning_effort",), "supports": ("max_reasoning_effort",)}
    assert adapted(CHAT, "openai", "gpt-5.4", flags, reasoning_effort="none")[0] == {
        "reasoning_effort": "low"
    }
    assert adapted(CHAT, "openai", "gpt-5.4", flags, reasoning_effort="max")[1] == []
    assert adapted(CHAT, "openai", "gpt-4o", reasoning_effort="low")[0] == {}


def test_the_smaller_of_two_limits_stands() -> None:
    changed, _ = adapted(CHAT, "openai", "o3", max_tokens=50, max_completion_tokens=90)
    assert changed == {"max_completion_tokens": 50}


def test_others_refusals() -> None:
    assert adapted(CHAT, "groq", "qwen3", n=2, logprobs=True)[0] == {}
    assert adapted(CHAT, "groq", "qwen3", n=1) == ({"n": 1}, [])
    assert adapted(CHAT, "moonshot", "kimi-k2.5", temperature=0.6)[0] == {}
    assert adapted(CHAT, "moonshot", "moonshot-v1-8k", temperature=1.6) == (
        {"temperature": 1.0},
        ["temperature;clamped=1"],
    )
    assert adapted(CHAT, "moonshot", "kimi-k2", tool_choice="required")[0] == {
        "tool_choice": "auto"
    }
    assert adapted(CHAT, "xai", "grok-4", stop=["x"], presence_penalty=1)[0] == {}
    flags = {"refuses": ("parallel_function_calling",)}
    assert adapted(CHAT, "openai", "new", flags, parallel_tool_calls=True)[0] == {}
    assert adapted(CHAT, "together", "new", flags, parallel_tool_calls=True)[1] == []


def test_gemini_3_takes_no_penalties() -> None:
    body = b'{"contents":[],"generationConfig":{"presencePenalty":1,"temperature":0.5}}'
    out, said = adapt(body, rules_for("gemini", "gemini", "gemini-3.1-pro-preview"))
    assert out == b'{"contents":[],"generationConfig":{"temperature":0.5}}'
    assert said == ("generationConfig.presencePenalty;removed",)
    assert adapt(body, rules_for("gemini", "gemini", "gemini-2.5-pro"))[0] is body


def test_claudes_sampling() -> None:
    asked = {"temperature": 0.5, "top_p": 0.9, "top_k": 5}
    assert adapted("anthropic", "anthropic", "claude-opus-4-7", **asked)[0] == {}
    assert adapted("anthropic", "bedrock", "anthropic.claude-opus-5", temperature=1)[1] == []
    changed, said = adapted("anthropic", "anthropic", "claude-sonnet-4-5", **asked)
    assert (changed, said) == ({"temperature": 0.5, "top_k": 5}, ["top_p;removed"])
    assert adapted("anthropic", "anthropic", "claude-3-5-haiku", **asked) == (asked, [])


def test_claudes_thinking() -> None:
    budget = {"type": "enabled", "budget_tokens": 3_000}
    assert adapted("anthropic", "anthropic", "claude-opus-4-7", thinking=budget)[0] == {
        "thinking": {"type": "adaptive"},
        "output_config": {"effort": "medium"},
    }
    assert adapted("anthropic", "anthropic", "claude-sonnet-4-6", thinking=budget)[1] == []
    off = {"type": "disabled"}
    assert adapted("anthropic", "anthropic", "claude-sonnet-5-5", thinking=off)[0] == {}
    assert adapted("anthropic", "anthropic", "claude-sonnet-5", thinking=off)[1] == []
    flags = {"refuses": ("forced_tool_use",)}
    forced = {"type": "tool", "name": "f", "disable_parallel_tool_use": True}
    assert adapted("anthropic", "x", "claude-sonnet-5-5", flags, tool_choice=forced)[0] == {
        "tool_choice": {"type": "auto", "disable_parallel_tool_use": True}
    }


def test_an_answer_that_was_begun_is_asked_for() -> None:
    begun = b'{"messages":[{"role":"user","content": "Hi"},{"role":"assistant","content":"{"} ]}'
    out, said = adapt(begun, rules_for("anthropic", "anthropic", "claude-sonnet-4-6"))
    assert said == ("messages;continued",)
    assert out.startswith(b'{"messages":[{"role":"user","content": "Hi"},{"role":"assistant"')
    assert json.loads(out)["messages"][2] == {"role": "user", "content": CONTINUE}
    for model in ("claude-sonnet-4-5", "claude-3-opus"):
        assert adapt(begun, rules_for("anthropic", "anthropic", model))[0] is begun
    ended = b'{"messages":[{"role":"user","content":"Hi"}]}'
    assert adapt(ended, rules_for("anthropic", "anthropic", "claude-sonnet-4-6"))[0] is ended


def test_odd_bodies_are_the_upstreams_to_judge() -> None:
    rules = [
        *rules_for(CHAT, "moonshot", "kimi-k2"),
        *rules_for("anthropic", "anthropic", "claude-opus-4-7"),
        *rules_for("openai_responses", "openai", "o3"),
        Rule(CHAT, "max_tokens", Act.RENAME, to="max_completion_tokens"),
    ]
    for value in (None, True, [], {}, "x", [{"type": {}}], -1, 1e300, {"type": []}):
        for name in ("messages", "thinking", "tool_choice", "temperature", "reasoning"):
            body = json.dumps({name: value, "reasoning_effort": value, "output_config": value})
            adapt(body.encode(), rules)
