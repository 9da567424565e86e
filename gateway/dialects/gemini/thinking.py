"""How much a Gemini model is asked to think (facts: thinkingConfig; rules that bite, 7)."""

from __future__ import annotations

from typing import Any

from gateway.dialects import efforts
from gateway.dialects.gemini import models
from gateway.dialects.gemini.fields import Fields
from gateway.domain.conversation import Thinking

_LEVELS = {
    "none": "minimal",
    "minimal": "minimal",
    "low": "low",
    "medium": "medium",
    "high": "high",
    "xhigh": "high",
    "max": "high",
}
_MOST = 24_576
_MOST_PRO = 32_768
_LEAST_PRO = 128
_LEAST_LITE = 512

Wire = dict[str, Any]


def decode_thinking(config: Fields) -> Thinking | None:
    """``thinkingConfig``: a budget (0 none, -1 as much as it takes), a level, or thoughts shown."""
    value = config.object("thinkingConfig")
    if not value:
        return None
    fields = Fields(value, "generationConfig.thinkingConfig")
    shown = fields.flag("includeThoughts")
    display = "" if shown is None else ("summarized" if shown else "omitted")
    level = fields.text("thinkingLevel").lower().removeprefix("thinking_level_")
    budget = fields.integer("thinkingBudget")
    if level and level != "unspecified":
        return Thinking(enabled=True, effort=level, display=display)
    if budget is not None:
        if budget <= 0:
            return Thinking(enabled=budget < 0, adaptive=budget < 0, display=display)
        return Thinking(enabled=True, budget_tokens=budget, display=display)
    return Thinking(enabled=True, adaptive=True, display=display) if shown else None


def encode_thinking(thinking: Thinking | None, model: str) -> Wire:
    """``thinkingConfig`` for a request from another dialect, {} where it must stay away."""
    name = efforts.base_name(model)
    version = models.version(model)
    if thinking is None or version < (2, 5) or "image" in name or "tts" in name:
        return {}
    effort = efforts.wanted_effort(thinking)
    shown: Wire = {}
    if effort != "none" and thinking.display != "omitted":
        shown = {"includeThoughts": True}
    if version >= (3, 0):
        level = _LEVELS.get(effort, "")
        if "pro" in name:
            level = {"minimal": "low"}.get(level, level)
            if version == (3, 0):
                level = {"medium": "high"}.get(level, level)
        return {**shown, "thinkingLevel": level} if level else shown
    return {**shown, "thinkingBudget": _budget(thinking, effort, name)}


def _budget(thinking: Thinking, effort: str, name: str) -> int:
    pro = "pro" in name
    if effort == "none":
        return _LEAST_PRO if pro else 0
    if thinking.budget_tokens is None and not thinking.effort:
        return -1  # asked to think, not how much
    wanted = thinking.budget_tokens
    if wanted is None:
        wanted = efforts.BUDGETS.get(thinking.effort, efforts.BUDGETS["medium"])
    least = _LEAST_LITE if "lite" in name else (_LEAST_PRO if pro else 1)
    return max(least, min(wanted, _MOST_PRO if pro else _MOST))


def own_thinking(thinking: Thinking) -> Wire:
    """A Gemini request's own words again."""
    out: Wire = {}
    if thinking.display:
        out["includeThoughts"] = thinking.display == "summarized"
    if thinking.effort:
        out["thinkingLevel"] = thinking.effort
    elif thinking.budget_tokens is not None:
        out["thinkingBudget"] = thinking.budget_tokens
    elif thinking.enabled is False:
        out["thinkingBudget"] = 0
    elif not (thinking.adaptive and thinking.display == "summarized"):
        out["thinkingBudget"] = -1
    return out
