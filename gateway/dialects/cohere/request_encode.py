"""Neutral conversations as Cohere's chat requests (https://docs.cohere.com/reference/chat)."""

from __future__ import annotations

from typing import Any

from gateway.dialects import efforts, wire
from gateway.dialects.cohere.messages_encode import encode_turns
from gateway.dialects.lossy import refuse_foreign, refuse_several
from gateway.dialects.offered_tools import functions
from gateway.domain.conversation import (
    Conversation,
    OutputFormat,
    Thinking,
    ToolChoice,
)

NAME = "cohere"
_MOST_STOPS = 5
_MOST_K = 500
_LEAST_P, _MOST_P = 0.01, 0.99

Wire = dict[str, Any]


def encode_request(conversation: Conversation, model: str) -> bytes:
    """See :meth:`gateway.dialects.base.UpstreamDialect.encode_request`."""
    refuse_foreign(conversation, NAME)
    refuse_several(conversation)
    body: Wire = {"model": model, "messages": encode_turns(conversation.turns)}
    body["stream"] = conversation.stream
    choice = conversation.tool_choice or ToolChoice()
    tools = functions(conversation.tools, choice)
    if tools:
        body["tools"] = tools
        if choice.mode in ("required", "named"):
            body["tool_choice"] = "REQUIRED"
    wanted = conversation.output_format
    if wanted is not None and tools:
        body["messages"].append({"role": "system", "content": _asked(wanted)})
    elif wanted is not None:
        body["response_format"] = _format(wanted)
    thinking = _thinking(conversation.thinking, model)
    if thinking is not None:
        body["thinking"] = thinking
    return wire.dumps(body | _sampling(conversation))


def _sampling(conversation: Conversation) -> Wire:
    top_p, top_k = conversation.top_p, conversation.top_k
    values: Wire = {
        "max_tokens": conversation.max_output,
        "temperature": conversation.temperature,
        "p": None if top_p is None else min(max(top_p, _LEAST_P), _MOST_P),
        "k": None if top_k is None else min(max(top_k, 0), _MOST_K),
        "stop_sequences": conversation.stop[:_MOST_STOPS] or None,
        "seed": conversation.seed,
        "presence_penalty": _penalty(conversation.presence_penalty),
        "frequency_penalty": _penalty(conversation.frequency_penalty),
    }
    return {name: value for name, value in values.items() if value is not None}


def _penalty(value: float | None) -> float | None:
    return None if value is None else min(max(value, 0.0), 1.0)


def _format(wanted: OutputFormat) -> Wire:
    if wanted.kind == "json" or wanted.schema is None:
        return {"type": "json_object"}
    return {"type": "json_object", "json_schema": wanted.schema}


def _asked(wanted: OutputFormat) -> str:
    """JSON output in words: beside tools Cohere has no format."""
    text = "Give your final answer as one JSON value and nothing else: no text, no code fence."
    if wanted.kind == "json" or wanted.schema is None:
        return text
    return f"{text} It must match this JSON Schema:\n{wire.dumps(wanted.schema).decode()}"


def _thinking(thinking: Thinking | None, model: str) -> Wire | None:
    """Models that do not reason refuse the member, and those that do reason unasked."""
    if thinking is None or "reasoning" not in model.lower():
        return None
    if thinking.enabled is False or thinking.effort == "none":
        return {"type": "disabled"}
    if thinking.budget_tokens is None and not thinking.effort:
        return None
    return {"type": "enabled", "token_budget": efforts.wanted_budget(thinking)}
