"""How much an Anthropic model is asked to think (facts: rules that bite 6 to 8)."""

from __future__ import annotations

from typing import Any

from gateway.dialects import efforts
from gateway.dialects.anthropic.messages_decode import NAME
from gateway.dialects.anthropic.surface import fitting_thinking
from gateway.domain.conversation import Conversation, Reasoning, Thinking, ToolCall

_ADAPTIVE_FROM = (4, 6)
_THINKS_FROM = (3, 7)

Wire = dict[str, Any]


def encode_thinking(conversation: Conversation, model: str, body: Wire, *, limited: bool) -> None:
    """Puts ``thinking`` and ``output_config.effort`` into ``body``.

    ``limited``: the output limit in ``body`` is the client's or the payer's; thinking must fit into
    it. A default limit is raised by the thinking budget instead. A tool choice that forces a call
    stands above thinking, because the client's code relies on it and Anthropic refuses both at
    once.
    """
    thinking = conversation.thinking
    if thinking is None:
        return
    if conversation.dialect == NAME:
        _own(thinking, body)
        return
    claude = efforts.is_claude(model)
    version = efforts.claude_version(model)
    if claude and version < _THINKS_FROM:
        return
    adaptive = claude and version >= _ADAPTIVE_FROM
    forced = body.get("tool_choice", {}).get("type") in ("any", "tool")
    effort = efforts.wanted_effort(thinking)
    if effort == "none":
        if adaptive and efforts.thinks_always(model):
            _effort(body, "low")
        else:
            body["thinking"] = {"type": "disabled"}
    elif adaptive:
        _effort(body, efforts.claude_effort(effort, model))
        if not forced:
            display = "omitted" if thinking.display == "omitted" else "summarized"
            body["thinking"] = {"type": "adaptive", "display": display}
    elif not forced and not (claude and _unsigned_call(conversation)):
        _budget(efforts.wanted_budget(thinking), body, limited=limited)


def _own(thinking: Thinking, body: Wire) -> None:
    _effort(body, thinking.effort)
    if thinking.enabled is None:
        return
    kind = "adaptive" if thinking.adaptive else "enabled"
    wire: Wire = {"type": kind if thinking.enabled else "disabled"}
    if thinking.budget_tokens is not None:
        wire["budget_tokens"] = thinking.budget_tokens
        if thinking.budget_tokens >= body["max_tokens"]:
            wire |= fitting_thinking(body["max_tokens"])
    if thinking.display:
        wire["display"] = thinking.display
    body["thinking"] = wire


def _effort(body: Wire, effort: str) -> None:
    if effort:
        body["output_config"] = {"effort": effort, **body.get("output_config", {})}


def _budget(budget: int, body: Wire, *, limited: bool) -> None:
    if not limited:
        body["max_tokens"] += budget
    if budget < body["max_tokens"]:
        body["thinking"] = {"type": "enabled", "budget_tokens": budget}
        return
    fitting = fitting_thinking(body["max_tokens"])
    if fitting["type"] == "enabled":
        body["thinking"] = fitting


def _unsigned_call(conversation: Conversation) -> bool:
    """Whether the last assistant turn calls tools without its signed thoughts.

    Anthropic refuses to think on behind such a turn.
    """
    for turn in reversed(conversation.turns):
        if turn.role == "assistant":
            calls = any(isinstance(block, ToolCall) for block in turn.blocks)
            signed = any(
                isinstance(block, Reasoning) and (block.signature or block.redacted)
                for block in turn.blocks
            )
            return calls and not signed
    return False
