"""Neutral conversations as generateContent requests (facts: mapping tables)."""

from __future__ import annotations

from typing import Any

from gateway.dialects import custom_tools, wire
from gateway.dialects.gemini import models
from gateway.dialects.gemini.contents_encode import ContentsEncode
from gateway.dialects.gemini.parts import NAME
from gateway.dialects.gemini.schemas import to_gemini
from gateway.dialects.gemini.thinking import encode_thinking, own_thinking
from gateway.dialects.lossy import refuse_foreign, unconvertible
from gateway.domain.conversation import Conversation, OutputFormat, Tool, ToolChoice

_MOST_STOPS = 5
_TIERS = ("flex", "priority")

Wire = dict[str, Any]


def encode_request(conversation: Conversation, model: str) -> bytes:
    """See :meth:`gateway.dialects.base.Dialect.encode_request`.

    The model is not in the body: it belongs into the path.
    """
    refuse_foreign(conversation, NAME)
    own = conversation.dialect == NAME
    parts = ContentsEncode(conversation, model)
    parts.encode()
    config = _sampling(conversation, model)
    tools = _tools(conversation, model)
    system = parts.system + _output_format(conversation, model, config, tools=bool(tools))
    body: Wire = {}
    if system and models.takes_instructions(model):
        body["systemInstruction"] = {"parts": system}
    elif system:
        parts.prepend(system)
    body["contents"] = parts.contents
    if tools:
        body["tools"] = tools
    choice = conversation.tool_choice
    if choice is not None and any("functionDeclarations" in tool for tool in tools):
        body["toolConfig"] = {"functionCallingConfig": _tool_choice(choice, own)}
    thinking = conversation.thinking
    if own:
        known = own_thinking(thinking) if thinking is not None else {}
    else:
        known = encode_thinking(thinking, model)
    if known:
        config["thinkingConfig"] = known
    tier = conversation.service_tier
    if tier and (own or (tier in _TIERS and models.has_tiers(model))):
        body["serviceTier"] = tier
    if own:
        _own_extra(conversation, body, config)
    if config:
        body["generationConfig"] = config
    return wire.dumps(body)


def _own_extra(conversation: Conversation, body: Wire, config: Wire) -> None:
    for name, value in conversation.extra.items():
        if name == "generationConfig":
            config |= {key: each for key, each in value.items() if key not in config}
        elif name in ("responseMimeType", "responseModalities"):
            config[name] = value
        elif name not in body:
            body[name] = value


def _sampling(conversation: Conversation, model: str) -> Wire:
    own = conversation.dialect == NAME
    penalties = own or models.takes_penalties(model)
    stop = conversation.stop
    if not own:
        stop = [text for text in stop if text][:_MOST_STOPS]
    values: Wire = {
        "maxOutputTokens": conversation.max_output,
        "temperature": conversation.temperature,
        "topP": conversation.top_p,
        "topK": conversation.top_k,
        "stopSequences": stop or None,
        "candidateCount": conversation.n if own or conversation.n != 1 else None,
        "seed": conversation.seed,
        "presencePenalty": conversation.presence_penalty if penalties else None,
        "frequencyPenalty": conversation.frequency_penalty if penalties else None,
        "responseLogprobs": conversation.logprobs if own or conversation.logprobs else None,
        "logprobs": conversation.top_logprobs if own or conversation.logprobs else None,
    }
    modalities = conversation.extra.get("modalities")
    if not own and isinstance(modalities, list) and "image" in modalities:
        values["responseModalities"] = [str(name).upper() for name in modalities]
    return {name: value for name, value in values.items() if value is not None}


def _tools(conversation: Conversation, model: str) -> list[Wire]:
    own = conversation.dialect == NAME
    choice = conversation.tool_choice or ToolChoice()
    tools = conversation.tools
    if choice.allowed and not own and choice.mode == "auto":
        tools = [tool for tool in tools if tool.name in choice.allowed]
    functions: list[Wire] = []
    hosted: list[Wire] = []
    for tool in tools:
        if tool.kind != "hosted":
            functions.append(_function(tool, model, own))
        elif own and tool.opaque is not None:
            hosted.append(dict(tool.opaque.value))
        elif not tool.name.startswith("tool_search_tool"):  # all tools are there from the start
            raise unconvertible(f"The tool {tool.name}, which runs at its own provider,", "tools")
    return ([{"functionDeclarations": functions}] if functions else []) + hosted


def _function(tool: Tool, model: str, own: bool) -> Wire:
    """A declaration; without any parameter it has no schema, which older models refuse."""
    function: Wire = {"name": tool.name}
    if tool.description:
        function["description"] = tool.description
    schema = tool.schema
    if tool.kind == "custom":
        schema = custom_tools.schema(tool.extra.get("format"))
    if isinstance(schema, dict) and (own or _has_content(schema)):
        if models.takes_json_schema(model) or own:
            function["parametersJsonSchema"] = schema if own else {"type": "object", **schema}
        else:
            function["parameters"] = {**to_gemini(schema), "type": "OBJECT"}
    return {**function, **tool.extra} if own else function


def _has_content(schema: Wire) -> bool:
    return any(schema.get(name) for name in ("properties", "anyOf", "oneOf", "allOf", "$ref"))


def _tool_choice(choice: ToolChoice, own: bool) -> Wire:
    if choice.mode == "named":
        return {"mode": "ANY", "allowedFunctionNames": [choice.name]}
    mode = {"required": "ANY", "none": "NONE"}.get(choice.mode, "AUTO")
    if choice.allowed and (own or mode == "ANY"):
        return {"mode": mode, "allowedFunctionNames": list(choice.allowed)}
    return {"mode": mode}


def _output_format(
    conversation: Conversation, model: str, config: Wire, *, tools: bool
) -> list[Wire]:
    """JSON output into ``config``, or instructions where the model cannot have it with tools."""
    wanted = conversation.output_format
    if wanted is None:
        return []
    own = conversation.dialect == NAME
    if tools and not own and not models.formats_beside_tools(model):
        return [{"text": _instructions(wanted)}]
    config["responseMimeType"] = "application/json"
    if isinstance(wanted.schema, dict):
        if models.takes_json_schema(model) or own:
            config["responseJsonSchema"] = wanted.schema
        else:
            config["responseSchema"] = to_gemini(wanted.schema)
    return []


def _instructions(wanted: OutputFormat) -> str:
    text = "Give your final answer as one JSON value and nothing else: no text, no code fence."
    if wanted.schema is None:
        return text
    return f"{text} It must match this JSON Schema:\n{wire.dumps(wanted.schema).decode()}"
