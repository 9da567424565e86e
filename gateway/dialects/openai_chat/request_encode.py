"""Neutral conversations as chat requests (facts: mapping tables)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from gateway.dialects import custom_tools, efforts, wire
from gateway.dialects.lossy import refuse_foreign
from gateway.dialects.offered_tools import refuse_hosted
from gateway.dialects.openai_chat.messages_decode import NAME
from gateway.dialects.openai_chat.messages_encode import MessagesEncode
from gateway.dialects.openai_chat.surface import limit_member
from gateway.domain.conversation import Conversation, OutputFormat, Tool, ToolChoice

_USER_LENGTH = 64
_TIERS = ("flex", "priority")
"""Longer end-user ids are refused by some servers; they are sent as their SHA-256."""


def encode_request(conversation: Conversation, model: str) -> bytes:
    """See :meth:`gateway.dialects.base.Dialect.encode_request`."""
    refuse_foreign(conversation, NAME)
    own = conversation.dialect == NAME
    newer = limit_member(model) == "max_completion_tokens"
    messages = MessagesEncode(conversation, newer=newer).encode()
    body: dict[str, Any] = {"model": model, "messages": messages}
    _limits(conversation, model, body)
    if conversation.verbosity and (own or newer):
        body["verbosity"] = conversation.verbosity
    if conversation.stream:
        options = conversation.extra.get("stream_options") if own else None
        others = options if isinstance(options, dict) else {}
        body["stream"] = True
        body["stream_options"] = {**others, "include_usage": True}
    tools = _tools(conversation, body, allow=own or newer)
    if tools:
        body["tools"] = tools
    if conversation.output_format is not None:
        body["response_format"] = _response_format(conversation.output_format)
    _thinking(conversation, model, body)
    _identity(conversation, body, newer=newer)
    if own:
        body |= {key: value for key, value in conversation.extra.items() if key not in body}
    return wire.dumps(body)


def _limits(conversation: Conversation, model: str, body: dict[str, Any]) -> None:
    values: dict[str, Any] = {
        limit_member(model): conversation.max_output,
        "temperature": conversation.temperature,
        "top_p": conversation.top_p,
        "top_k": conversation.top_k if conversation.dialect == NAME else None,
        "stop": conversation.stop or None,
        "n": conversation.n,
        "seed": conversation.seed,
        "presence_penalty": conversation.presence_penalty,
        "frequency_penalty": conversation.frequency_penalty,
        "logprobs": conversation.logprobs,
        "top_logprobs": conversation.top_logprobs,
        "logit_bias": conversation.logit_bias,
    }
    body |= {name: value for name, value in values.items() if value is not None}


def _tools(
    conversation: Conversation, body: dict[str, Any], *, allow: bool
) -> list[dict[str, Any]]:
    """The tools, and their choice into ``body``.

    ``allow``: whether ``allowed_tools`` and custom tools are known.
    """
    choice = conversation.tool_choice
    tools = conversation.tools
    if choice is not None and choice.allowed and not allow:
        tools = [tool for tool in tools if tool.name in choice.allowed]
    own = conversation.dialect == NAME
    encoded = [_tool(tool, own, custom=allow) for tool in tools]
    found = [tool for tool in encoded if tool is not None]
    if found and choice is not None:
        kinds = {tool.name: tool.kind for tool in tools} if allow else {}
        body["tool_choice"] = _tool_choice(choice, kinds, allow)
        if choice.parallel is not None and (own or not choice.parallel):
            body["parallel_tool_calls"] = choice.parallel
    return found


def _tool(tool: Tool, own: bool, *, custom: bool) -> dict[str, Any] | None:
    if tool.kind == "hosted":
        if tool.opaque is not None and own:
            return dict(tool.opaque.value)
        refuse_hosted(tool)
        return None
    described = {"description": tool.description} if tool.description else {}
    if tool.kind == "custom" and custom:
        extra = tool.extra if own else {k: v for k, v in tool.extra.items() if k == "format"}
        return {"type": "custom", "custom": {"name": tool.name, **described, **extra}}
    function: dict[str, Any] = {"name": tool.name, **described}
    if tool.kind == "custom":
        function["parameters"] = custom_tools.schema(tool.extra.get("format"))
    elif tool.schema is not None or not own:
        function["parameters"] = tool.schema or {"type": "object", "properties": {}}
    if tool.strict is not None and (own or tool.strict):
        function["strict"] = tool.strict
    encoded: dict[str, Any] = {"type": "function", "function": function}
    if own:
        others = dict(tool.extra)
        function |= others.pop("function", {})
        encoded |= others
    return encoded


def _tool_choice(choice: ToolChoice, kinds: Mapping[str, str], allow: bool) -> Any:
    if choice.allowed and allow:
        tools = [_named(name, kinds) for name in choice.allowed]
        return {
            "type": "allowed_tools",
            "allowed_tools": {"mode": choice.mode, "tools": tools},
        }
    return _named(choice.name, kinds) if choice.mode == "named" else choice.mode


def _named(name: str, kinds: Mapping[str, str]) -> dict[str, Any]:
    kind = "custom" if kinds.get(name) == "custom" else "function"
    return {"type": kind, kind: {"name": name}}


def _response_format(wanted: OutputFormat) -> dict[str, Any]:
    if wanted.kind == "json":
        return {"type": "json_object"}
    schema: dict[str, Any] = {"name": wanted.name or "answer", "schema": wanted.schema}
    if wanted.description:
        schema["description"] = wanted.description
    if wanted.strict is not None:
        schema["strict"] = wanted.strict
    return {"type": "json_schema", "json_schema": schema}


def _thinking(conversation: Conversation, model: str, body: dict[str, Any]) -> None:
    thinking = conversation.thinking
    if thinking is None:
        return
    if conversation.dialect == NAME:
        if thinking.effort and "reasoning" not in conversation.extra:
            body["reasoning_effort"] = thinking.effort
        return
    effort = efforts.chat_effort(thinking, model)
    if effort:
        body["reasoning_effort"] = effort


def _identity(conversation: Conversation, body: dict[str, Any], *, newer: bool) -> None:
    own = conversation.dialect == NAME
    user = conversation.user
    if user and not (own and conversation.extra.get("safety_identifier") == user):
        if len(user) > _USER_LENGTH and not own:
            user = hashlib.sha256(user.encode("utf-8", "replace")).hexdigest()
        body["user"] = user
    if own and conversation.metadata:
        body["metadata"] = conversation.metadata
    tier = conversation.service_tier
    known = tier in _TIERS or (tier and conversation.dialect == "openai_responses")
    if (own and tier) or (newer and known):
        body["service_tier"] = tier
    elif tier == "standard_only" and newer:
        body["service_tier"] = "default"
