"""What a model refuses in a request, and what is sent instead: one table, read by name and flag.

From the vendors' references and the catalogue's capabilities. ``docs/adaptations.md`` is made of
this table.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

CHAT, RESPONSES, ANTHROPIC, GEMINI = "openai_chat", "openai_responses", "anthropic", "gemini"


class Act(StrEnum):
    """What is done about a member of a request."""

    DROP = "removed"
    RENAME = "renamed"
    NEAREST = "nearest"
    """The supported effort that is nearest; the lower of two."""
    MOST = "clamped"
    AUTO = "auto"
    """A forced tool call becomes a choice of the model's."""
    ADAPTIVE = "adaptive"
    """A budget for thinking becomes adaptive thinking with an effort."""
    TURN = "continued"
    """The answer begun in the last message is asked for in a turn of the user's."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that some models refuse.

    It holds where dialect and provider fit and either ``models`` (a regular expression, searched in
    the lower-case name without its vendor) or the catalogue's ``flag`` does.
    """

    dialect: str
    member: str
    """A member of the request, or one of a member of it (``reasoning.effort``)."""
    act: Act = Act.DROP
    models: str = ""
    flag: str = ""
    """A capability that the catalogue denies the model; with ``+`` before it, one it has."""
    providers: tuple[str, ...] = ()
    """Empty: every provider."""
    keeps: tuple[Any, ...] = ()
    """Values that may stay, because they are the default."""
    only: tuple[Any, ...] = ()
    """Values of which it is said; empty: all. For objects, their ``type``."""
    beside: str = ""
    """Only where this member is there, too."""
    unless_unthinking: bool = False
    """Not where the request's effort is ``none``."""
    to: str = ""
    values: tuple[str, ...] = ()
    """Efforts that are supported."""
    most: float = 0.0
    mark: bytes = field(init=False, repr=False, compare=False)
    """The member's name as it stands in a request."""

    def __post_init__(self) -> None:
        name = self.member.rpartition(".")[2]
        object.__setattr__(self, "mark", f'"{name}"'.encode())

    def fits(self, dialect: str, provider: str, name: str, flags: Collection[str]) -> bool:
        if dialect != self.dialect or (self.providers and provider not in self.providers):
            return False
        if not self.models and not self.flag:
            return True
        if self.flag and self.flag in flags:
            return True
        return bool(self.models) and re.search(self.models, name) is not None


EFFORTS = ("none", "minimal", "low", "medium", "high", "xhigh", "max")
"""Weakest first."""
_LOW_TO_HIGH = ("low", "medium", "high")

REASONING = r"^(?:o[1-9]|gpt-(?:[5-9]|[1-9]\d)|codex)(?!.*-chat)"
"""OpenAI's models that think before they answer."""
_PLAIN_OPENAI = r"^(?:gpt-3\.5|gpt-4|chatgpt-4)"
_CLAUDE_47 = r"claude-(?:opus|sonnet|haiku)-(?:4-[7-9]|[5-9])|claude-(?:fable|mythos)"
_CLAUDE_46 = r"claude-(?:opus|sonnet|haiku)-(?:4-[6-9]|[5-9])|claude-(?:fable|mythos)"
_CLAUDE_ALWAYS = r"claude-(?:fable|mythos|opus-5-[5-9]|sonnet-5-[5-9])"
_CLAUDE_ONE_OF = r"claude-(?:opus-4-1|(?:opus|sonnet|haiku)-4-[56])"
_KIMI_FIXED = r"^kimi-(?:k2\.[5-9]|k[3-9]|.*thinking)"
_KIMI = ("moonshot", "moonshot_intl")
_GLM = ("zhipu", "zai")


def _efforts() -> Iterable[Rule]:
    for models, values in (
        (r"^gpt-5-pro", ("high",)),
        (r"^o[1-9](?!.*deep-research)", _LOW_TO_HIGH),
        (r"^gpt-5(?:-mini|-nano)?(?:-\d{4}-\d\d-\d\d)?$", ("minimal", *_LOW_TO_HIGH)),
        (r"^gpt-5(?:\.1)?-codex(?!-max)", _LOW_TO_HIGH),
        (r"^gpt-5\.\d+-pro", ("medium", "high", "xhigh")),
        (r"^gpt-5\.(?:1-codex-max|[2-9]\d*-codex)", (*_LOW_TO_HIGH, "xhigh")),
        (r"^gpt-5\.1(?!-c)", ("none", *_LOW_TO_HIGH)),
        (r"^gpt-5\.[2-9]\d*(?!.*-(?:chat|codex|pro))", ("none", *_LOW_TO_HIGH, "xhigh")),
        (r"^gpt-(?:[6-9]|[1-9]\d)(?!.*-chat)", ("none", *_LOW_TO_HIGH, "xhigh", "max")),
        (r"^gpt-oss", _LOW_TO_HIGH),
    ):
        yield Rule(CHAT, "reasoning_effort", Act.NEAREST, models, values=values)
        yield Rule(RESPONSES, "reasoning.effort", Act.NEAREST, models, values=values)


def _openai() -> Iterable[Rule]:
    yield Rule(CHAT, "max_tokens", Act.RENAME, REASONING, to="max_completion_tokens")
    yield Rule(CHAT, "reasoning_effort", models=_PLAIN_OPENAI)
    for dialect, default in ((CHAT, (1,)), (RESPONSES, (1,))):
        for name in ("temperature", "top_p"):
            yield Rule(dialect, name, models=REASONING, keeps=default, unless_unthinking=True)
    for name in ("presence_penalty", "frequency_penalty"):
        yield Rule(CHAT, name, models=REASONING, keeps=(0,), unless_unthinking=True)
    for name in ("logprobs", "top_logprobs", "logit_bias"):
        yield Rule(CHAT, name, models=REASONING, keeps=(False, {}), unless_unthinking=True)
    yield Rule(RESPONSES, "top_logprobs", models=REASONING, keeps=(0,), unless_unthinking=True)
    yield Rule(CHAT, "stop", models=r"^o[1-9]", keeps=([],))
    openai = ("openai", "openai_compatible", "azure")
    yield Rule(
        CHAT,
        "parallel_tool_calls",
        models=r"^o[1-9]",
        flag="parallel_function_calling",
        providers=openai,
    )


def _others() -> Iterable[Rule]:
    for name in ("logprobs", "top_logprobs", "logit_bias"):
        yield Rule(CHAT, name, providers=("groq", "mistral"))
    yield Rule(CHAT, "n", providers=("groq",), keeps=(1,))
    for name in ("logprobs", "top_logprobs"):
        yield Rule(CHAT, name, models=r"^deepseek-reasoner", providers=("deepseek",))
    for name in ("temperature", "top_p", "presence_penalty", "frequency_penalty"):
        yield Rule(CHAT, name, models=_KIMI_FIXED, providers=_KIMI)
    yield Rule(CHAT, "tool_choice", Act.AUTO, providers=_KIMI, only=("required",))
    yield Rule(CHAT, "temperature", Act.MOST, providers=(*_KIMI, *_GLM), most=1.0)
    yield Rule(CHAT, "stop", models=r"^grok-(?:3-mini|4|code)", providers=("xai",), keeps=([],))
    for name in ("presence_penalty", "frequency_penalty"):
        yield Rule(CHAT, name, models=r"^grok-(?:4|code)", providers=("xai",), keeps=(0,))
    for name in ("presencePenalty", "frequencyPenalty"):
        yield Rule(GEMINI, f"generationConfig.{name}", models=r"^gemini-(?:[3-9]|\d\d)")


def _anthropic() -> Iterable[Rule]:
    for name, default in (("temperature", (1,)), ("top_p", ()), ("top_k", ())):
        yield Rule(ANTHROPIC, name, models=_CLAUDE_47, flag="sampling_params", keeps=default)
    yield Rule(ANTHROPIC, "top_p", models=_CLAUDE_ONE_OF, beside="temperature")
    yield Rule(ANTHROPIC, "thinking", Act.ADAPTIVE, _CLAUDE_47, only=("enabled",))
    yield Rule(
        ANTHROPIC,
        "thinking",
        models=_CLAUDE_ALWAYS,
        flag="+thinking_always_on",
        only=("disabled",),
    )
    yield Rule(ANTHROPIC, "tool_choice", Act.AUTO, flag="forced_tool_use", only=("any", "tool"))
    yield Rule(ANTHROPIC, "messages", Act.TURN, _CLAUDE_46, flag="assistant_prefill")


RULES: tuple[Rule, ...] = (*_efforts(), *_openai(), *_others(), *_anthropic())
"""In the order in which they are applied: efforts first, which others depend on."""


def rules_for(
    dialect: str,
    provider: str,
    model: str,
    supports: Iterable[str] = (),
    refuses: Iterable[str] = (),
) -> tuple[Rule, ...]:
    """What ``model`` (the name that is sent) refuses in ``dialect`` on ``provider``.

    ``supports`` and ``refuses`` are the catalogue's capabilities, which know better than names.
    """
    name = model.lower().rsplit("/", 1)[-1].removeprefix("ft:")
    has, lacks = set(supports), set(refuses)
    flags = lacks | {f"+{each}" for each in has}
    found: list[Rule] = []
    efforts = False
    for rule in RULES:
        if not rule.fits(dialect, provider, name, flags):
            continue
        if rule.act is Act.NEAREST:
            if efforts:
                continue
            efforts = True
            rule = replace(rule, values=_known_efforts(rule.values, has, lacks))
        found.append(rule)
    return tuple(found)


def _known_efforts(values: tuple[str, ...], has: set[str], lacks: set[str]) -> tuple[str, ...]:
    def known(effort: str) -> bool:
        flag = f"{effort}_reasoning_effort"
        return flag not in lacks and (effort in values or flag in has)

    return tuple(effort for effort in EFFORTS if known(effort)) or values
