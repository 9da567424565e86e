"""Neutral conversations as messages requests (facts: mapping tables)."""

from __future__ import annotations

from typing import Any

from gateway.dialects import custom_tools, efforts, wire
from gateway.dialects.anthropic.messages_decode import NAME
from gateway.dialects.anthropic.messages_encode import MessagesEncode, cache_control
from gateway.dialects.anthropic.schemas import strict_schema, tool_schema
from gateway.dialects.anthropic.thinking import encode_thinking
from gateway.dialects.lossy import refuse_foreign, refuse_several, unconvertible
from gateway.domain.conversation import Conversation, OutputFormat, Tool, ToolChoice

DEFAULT_MAX_OUTPUT = 8192
"""Tokens of output where neither the client nor the relay names a limit; Anthropic demands one."""
_STRICT_TOOLS = 20
"""So many strict tools a request may have; with more, none is."""
_GUARANTEED_FROM = (4, 5)
"""The first Claude with structured outputs and strict tools."""

Wire = dict[str, Any]


def encode_request(conversation: Conversation, model: str, default_max_output: int) -> bytes:
    """See :meth:`gateway.dialects.base.Dialect.encode_request`."""
    refuse_foreign(conversation, NAME)
    refuse_several(conversation)
    own = conversation.dialect == NAME
    parts = MessagesEncode(conversation, model)
    parts.encode()
    limit = conversation.max_output
    body: Wire = {"model": model, "max_tokens": default_max_output if limit is None else limit}
    system = parts.system + _output_format(conversation, model, body)
    if system:
        body["system"] = _system(system)
    body["messages"] = parts.messages
    if conversation.stream:
        body["stream"] = True
    _tools(conversation, model, body, list(parts.called))
    encode_thinking(conversation, model, body, limited=limit is not None)
    _sampling(conversation, body)
    stop = [text for text in conversation.stop if own or text.strip()]
    if stop:
        body["stop_sequences"] = stop
    if conversation.user or (own and conversation.metadata):
        user = {"user_id": conversation.user} if conversation.user else {}
        body["metadata"] = {**(conversation.metadata if own else {}), **user}
    tier = conversation.service_tier
    tiers = {"auto": "auto", "default": "standard_only"}
    if own and tier:
        body["service_tier"] = tier
    elif tier in tiers:
        body["service_tier"] = tiers[tier]
    if own:
        _own_extra(conversation, body)
    return wire.dumps(body)


def _own_extra(conversation: Conversation, body: Wire) -> None:
    for name, value in conversation.extra.items():
        if name == "output_config" and isinstance(value, dict):
            body[name] = {**value, **body.get(name, {})}
        elif name not in body:
            body[name] = value


def _system(blocks: list[Wire]) -> str | list[Wire]:
    if len(blocks) == 1 and set(blocks[0]) == {"type", "text"}:
        return str(blocks[0]["text"])
    return blocks


def _sampling(conversation: Conversation, body: Wire) -> None:
    """Sampling that Anthropic takes: with thinking neither temperature nor top_k, and one of
    temperature and top_p.
    """
    own = conversation.dialect == NAME
    thinks = body.get("thinking", {}).get("type") in ("enabled", "adaptive")
    temperature, top_p = conversation.temperature, conversation.top_p
    if own:
        kept: Wire = {"temperature": temperature, "top_p": top_p, "top_k": conversation.top_k}
    elif thinks:
        kept = {"top_p": top_p if top_p is not None and top_p >= 0.95 else None}
    else:
        if temperature is not None:
            temperature, top_p = min(1.0, max(0.0, temperature)), None
        kept = {"temperature": temperature, "top_p": top_p, "top_k": conversation.top_k}
    body |= {name: value for name, value in kept.items() if value is not None}


def _tools(conversation: Conversation, model: str, body: Wire, called: list[str]) -> None:
    own = conversation.dialect == NAME
    choice = conversation.tool_choice or ToolChoice()
    tools = conversation.tools
    if choice.allowed:
        tools = [tool for tool in tools if tool.name in choice.allowed]
    strict = not own and _strict_fits(tools, model)
    encoded = [_tool(tool, own, strict) for tool in tools]
    if not encoded and called and not own:
        # Calls in the history demand that tools are defined; none of them may be called again.
        encoded = [{"name": name, "input_schema": tool_schema(None)} for name in called]
        choice = ToolChoice("none")
    if not encoded:
        return
    body["tools"] = encoded
    if conversation.tool_choice is not None or choice.mode == "none":
        body["tool_choice"] = _tool_choice(choice)


def _strict_fits(tools: list[Tool], model: str) -> bool:
    if not efforts.is_claude(model) or efforts.claude_version(model) < _GUARANTEED_FROM:
        return False
    return sum(tool.strict is True for tool in tools) <= _STRICT_TOOLS


def _tool(tool: Tool, own: bool, strict: bool) -> Wire:
    if tool.kind == "hosted":
        if tool.opaque is None or not own:
            raise unconvertible(f"The tool {tool.name}, which runs at its own provider,", "tools")
        return dict(tool.opaque.value)
    encoded: Wire = {"name": tool.name}
    if tool.description:
        encoded["description"] = tool.description
    if tool.kind == "custom":
        encoded["input_schema"] = custom_tools.schema(tool.extra.get("format"))
    elif own:
        encoded["input_schema"] = tool.schema if tool.schema is not None else tool_schema(None)
        if tool.strict is not None:
            encoded["strict"] = tool.strict
        encoded |= tool.extra
    elif tool.strict and strict:
        encoded["input_schema"] = strict_schema(tool_schema(tool.schema))
        encoded["strict"] = True
    else:
        encoded["input_schema"] = tool_schema(tool.schema)
    if tool.cache is not None:
        encoded["cache_control"] = cache_control(tool.cache)
    return encoded


def _tool_choice(choice: ToolChoice) -> Wire:
    if choice.mode == "named":
        encoded: Wire = {"type": "tool", "name": choice.name}
    else:
        encoded = {"type": {"required": "any"}.get(choice.mode, choice.mode)}
    if choice.parallel is not None and choice.mode != "none":
        encoded["disable_parallel_tool_use"] = not choice.parallel
    return encoded


def _output_format(conversation: Conversation, model: str, body: Wire) -> list[Wire]:
    """Structured output into ``body``, or instructions where the model cannot guarantee it."""
    wanted = conversation.output_format
    if wanted is None:
        return []
    own = conversation.dialect == NAME
    claude = efforts.is_claude(model) and efforts.claude_version(model) >= _GUARANTEED_FROM
    if wanted.kind == "schema" and (own or claude) and isinstance(wanted.schema, dict):
        schema = wanted.schema if own else strict_schema(wanted.schema)
        body["output_config"] = {"format": {"type": "json_schema", "schema": schema}}
        return []
    return [{"type": "text", "text": json_instructions(wanted)}]


def json_instructions(wanted: OutputFormat) -> str:
    """What to tell a model that cannot guarantee its output's form."""
    text = "Answer with one JSON object and nothing else: no other text, no code fence."
    if wanted.kind == "json" or wanted.schema is None:
        return text
    about = f" It is: {wanted.description}." if wanted.description else ""
    schema = wire.dumps(wanted.schema).decode()
    return f"{text}{about} It must match this JSON Schema:\n{schema}"
