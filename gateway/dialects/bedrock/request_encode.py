"""Neutral conversations as Converse requests (facts: Bedrock, Converse)."""

from __future__ import annotations

from typing import Any

from gateway.dialects import custom_tools, efforts, wire
from gateway.dialects.anthropic.request_encode import DEFAULT_MAX_OUTPUT, json_instructions
from gateway.dialects.anthropic.schemas import strict_schema, tool_schema
from gateway.dialects.anthropic.thinking import encode_thinking
from gateway.dialects.bedrock.messages_encode import MessagesEncode, cache_point
from gateway.dialects.bedrock.models import caches, is_gpt_oss, is_nova, is_nova_2
from gateway.dialects.lossy import refuse_foreign, refuse_several, unconvertible
from gateway.domain.conversation import Conversation, OutputFormat, Tool, ToolChoice

NAME = "bedrock"
_GUARANTEED_FROM = (4, 5)
"""The first Claude with structured outputs and strict tools."""
_TIERS = {"default": "default", "flex": "flex", "priority": "priority"}

Wire = dict[str, Any]


def encode_request(conversation: Conversation, model: str) -> bytes:
    """See :meth:`gateway.dialects.base.UpstreamDialect.encode_request`. The model is the path's."""
    refuse_foreign(conversation, NAME)
    refuse_several(conversation)
    parts = MessagesEncode(conversation, model)
    parts.encode()
    body: Wire = {}
    system = parts.system + _output_format(conversation, model, body)
    if system:
        body["system"] = system
    body["messages"] = parts.messages
    choice = _tools(conversation, model, body, list(parts.called))
    config = _config(conversation)
    extra = _thinking(conversation, model, config, choice)
    _top_k(conversation, model, extra)
    if config:
        body["inferenceConfig"] = config
    if extra:
        body["additionalModelRequestFields"] = extra
    if efforts.is_claude(model) and "stopSequences" in config:
        body["additionalModelResponseFieldPaths"] = ["/stop_sequence"]
    if conversation.service_tier in _TIERS:
        body["serviceTier"] = {"type": _TIERS[conversation.service_tier]}
    return wire.dumps(body)


def _config(conversation: Conversation) -> Wire:
    """Limits and sampling; of temperature and top_p, which newer models refuse together, one."""
    config: Wire = {}
    if conversation.max_output is not None:
        config["maxTokens"] = max(1, conversation.max_output)
    if conversation.temperature is not None:
        config["temperature"] = min(1.0, max(0.0, conversation.temperature))
    elif conversation.top_p is not None:
        config["topP"] = min(1.0, max(0.0, conversation.top_p))
    stop = [text for text in conversation.stop if text.strip()]
    if stop:
        config["stopSequences"] = stop
    return config


def _top_k(conversation: Conversation, model: str, extra: Wire) -> None:
    if conversation.top_k is None:
        return
    if efforts.is_claude(model) and extra.get("thinking", {}).get("type") in (None, "disabled"):
        extra["top_k"] = conversation.top_k
    elif is_nova(model):
        extra["inferenceConfig"] = {"topK": conversation.top_k}


def _thinking(conversation: Conversation, model: str, config: Wire, choice: Wire) -> Wire:
    """What asks a model to think, in its own words; ``config`` is fitted to it."""
    thinking = conversation.thinking
    if thinking is None:
        return {}
    if efforts.is_claude(model):
        return _claude_thinking(conversation, model, config, choice)
    effort = efforts.wanted_effort(thinking)
    level = {"minimal": "low", "xhigh": "high", "max": "high"}.get(effort, effort)
    if is_gpt_oss(model) and level in ("low", "medium", "high"):
        return {"reasoning_effort": level}
    if not is_nova_2(model):
        return {}
    if level not in ("low", "medium", "high"):
        return {"reasoningConfig": {"type": "disabled"}} if effort == "none" else {}
    if level == "high":  # there Nova sets these by itself, and refuses them
        for name in ("temperature", "topP", "maxTokens"):
            config.pop(name, None)
    return {"reasoningConfig": {"type": "enabled", "maxReasoningEffort": level}}


def _claude_thinking(conversation: Conversation, model: str, config: Wire, choice: Wire) -> Wire:
    """As Anthropic takes it: Bedrock hands these members through."""
    kind = next(iter(choice), "auto")
    limit = config.get("maxTokens")
    native: Wire = {"max_tokens": limit or DEFAULT_MAX_OUTPUT, "tool_choice": {"type": kind}}
    encode_thinking(conversation, model, native, limited=limit is not None)
    extra: Wire = {}
    if "thinking" in native:
        extra["thinking"] = native["thinking"]
    if "output_config" in native:
        extra["output_config"] = native["output_config"]
    thinks = extra.get("thinking", {}).get("type") in ("enabled", "adaptive")
    if "budget_tokens" in extra.get("thinking", {}):
        config["maxTokens"] = native["max_tokens"]
    if thinks:
        config.pop("temperature", None)
        if config.get("topP", 1.0) < 0.95:
            config.pop("topP", None)
    return extra


def _tools(conversation: Conversation, model: str, body: Wire, called: list[str]) -> Wire:
    """Puts ``toolConfig`` into ``body``; returns its choice.

    Converse has no ``none``: then no tool is told, unless calls in the history demand it.
    """
    choice = conversation.tool_choice or ToolChoice()
    tools = conversation.tools
    if choice.allowed:
        tools = [tool for tool in tools if tool.name in choice.allowed]
    if choice.mode == "none":
        tools = [tool for tool in tools if called]
    encoded: list[Wire] = []
    for tool in tools:
        encoded.append(_tool(tool, model))
        if tool.cache is not None and caches(model):
            encoded.append(cache_point(tool.cache))
    known = {tool.name for tool in tools}
    if not known:
        encoded = [_spec(name, {"json": tool_schema(None)}) for name in called]
    if not encoded:
        return {}
    config: Wire = {"tools": encoded}
    wanted: Wire = {}
    if choice.mode == "required" and known:
        wanted = {"any": {}}
    elif choice.mode == "named" and known:
        wanted = {"tool": {"name": choice.name}}
    if wanted:
        config["toolChoice"] = wanted
    body["toolConfig"] = config
    return wanted


def _tool(tool: Tool, model: str) -> Wire:
    if tool.kind == "hosted":
        raise unconvertible(f"The tool {tool.name}, which runs at its own provider,", "tools")
    if tool.kind == "custom":
        schema = custom_tools.schema(tool.extra.get("format"))
    elif tool.strict and _guarantees(model):
        schema = strict_schema(tool_schema(tool.schema))
    else:
        schema = tool_schema(tool.schema)
    spec = _spec(tool.name, {"json": schema}, tool.description)
    if tool.strict and tool.kind == "function" and _guarantees(model):
        spec["toolSpec"]["strict"] = True
    return spec


def _spec(name: str, schema: Wire, description: str = "") -> Wire:
    spec: Wire = {"name": name}
    if description:
        spec["description"] = description
    return {"toolSpec": {**spec, "inputSchema": schema}}


def _guarantees(model: str) -> bool:
    return efforts.is_claude(model) and efforts.claude_version(model) >= _GUARANTEED_FROM


def _output_format(conversation: Conversation, model: str, body: Wire) -> list[Wire]:
    """Structured output into ``body``, or instructions where the model cannot guarantee it."""
    wanted = conversation.output_format
    if wanted is None:
        return []
    schema = wanted.schema
    if wanted.kind == "schema" and _guarantees(model) and isinstance(schema, dict):
        body["outputConfig"] = {"textFormat": _text_format(wanted, schema)}
        return []
    return [{"text": json_instructions(wanted)}]


def _text_format(wanted: OutputFormat, schema: Wire) -> Wire:
    """The schema travels as a text."""
    described: Wire = {"schema": wire.dumps(strict_schema(schema)).decode()}
    if wanted.name:
        described["name"] = wanted.name
    if wanted.description:
        described["description"] = wanted.description
    return {"type": "json_schema", "structure": {"jsonSchema": described}}
