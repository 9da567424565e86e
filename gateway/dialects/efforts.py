"""How hard to think, between efforts, token budgets and what each model family takes.

Budgets as LiteLLM and Anthropic's compatibility layer use them (facts: rules that bite).
"""

from __future__ import annotations

import re

from gateway.domain.conversation import Thinking

MIN_BUDGET = 1024
"""The smallest thinking budget that Anthropic takes."""

BUDGETS = {
    "minimal": 1024,
    "low": 1024,
    "medium": 2048,
    "high": 4096,
    "xhigh": 8192,
    "max": 16384,
}

_CLAUDE = re.compile(r"claude-(?:[a-z]+-)?(\d+)(?:[-.](\d{1,2})(?!\d))?")
_ALWAYS_THINKING = re.compile(r"claude-(?:fable|mythos|opus-5[-.][5-9]|sonnet-5[-.][5-9])")
# Whose chat endpoints know reasoning_effort; others answer 400 to a member they do not know.
_KNOWS_EFFORT = re.compile(
    r"o[1-9]|gpt-[5-9]|gpt-oss|gemini-(?:2\.5|[3-9])|grok-3-mini|deepseek-(?:reasoner|v[4-9])"
)
_KNOWS_NONE = re.compile(r"gpt-5\.[1-9]|gpt-[6-9]")
_KNOWS_XHIGH = re.compile(r"gpt-5\.[2-9]|gpt-[6-9]")


def base_name(model: str) -> str:
    """A model's name without its vendor: ``anthropic/claude-opus-5`` is ``claude-opus-5``."""
    return model.lower().rsplit("/", 1)[-1]


def is_claude(model: str) -> bool:
    return "claude" in model.lower()


def claude_version(model: str) -> tuple[int, int]:
    """(4, 5) for ``claude-sonnet-4-5-20250929``; a Claude that names no version is the newest."""
    found = _CLAUDE.search(model.lower())
    return (int(found[1]), int(found[2] or 0)) if found else (99, 0)


def thinks_always(model: str) -> bool:
    """Whether thinking cannot be switched off (the model answers 400 to that)."""
    return _ALWAYS_THINKING.search(model.lower()) is not None


def effort_of_budget(budget: int) -> str:
    """The effort whose budget this is, as far as every vendor knows efforts."""
    if budget < BUDGETS["medium"]:
        return "low"
    return "medium" if budget < BUDGETS["high"] else "high"


def wanted_effort(thinking: Thinking) -> str:
    """The effort a request asks for: ``none`` for no thinking, '' where it leaves that open."""
    if thinking.enabled is False:
        return "none"
    if thinking.effort:
        return thinking.effort
    if thinking.budget_tokens is not None:
        return effort_of_budget(thinking.budget_tokens)
    return ""


def wanted_budget(thinking: Thinking) -> int:
    """The token budget a request asks for, medium where it only asks for thinking."""
    if thinking.budget_tokens is not None:
        return max(MIN_BUDGET, thinking.budget_tokens)
    return BUDGETS.get(thinking.effort, BUDGETS["medium"])


def claude_effort(effort: str, model: str) -> str:
    """Anthropic's ``output_config.effort`` for an effort; '' for one it has no word for."""
    version = claude_version(model)
    if effort == "minimal":
        return "low"
    if effort == "xhigh" and version < (4, 7):
        return "high"
    return effort if effort in ("low", "medium", "high", "xhigh", "max") else ""


def chat_effort(thinking: Thinking, model: str) -> str:
    """OpenAI's ``reasoning_effort`` for a request from another dialect; '' where it must stay away.

    An effort is a hint: towards models that are not known to take one it is left out.
    """
    name = base_name(model)
    effort = wanted_effort(thinking)
    if not effort or not _KNOWS_EFFORT.match(name):
        return ""
    if effort == "none":
        return "none" if _KNOWS_NONE.match(name) else ""
    if effort in ("xhigh", "max"):
        return "xhigh" if _KNOWS_XHIGH.match(name) else "high"
    return effort
