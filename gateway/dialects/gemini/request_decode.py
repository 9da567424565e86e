"""generateContent requests as neutral conversations (facts: mapping tables)."""

from __future__ import annotations

from typing import Any

from gateway.dialects import wire
from gateway.dialects.gemini.contents_decode import decode_contents, decode_parts
from gateway.dialects.gemini.fields import Fields, bare_model
from gateway.dialects.gemini.parts import NAME
from gateway.dialects.gemini.schemas import from_gemini
from gateway.dialects.gemini.thinking import decode_thinking
from gateway.domain.conversation import (
    Conversation,
    Opaque,
    OutputFormat,
    Tool,
    ToolChoice,
    Turn,
)
from gateway.errors import DialectError


def decode_request(body: bytes) -> Conversation:
    """See :meth:`gateway.dialects.base.Dialect.decode_request`.

    Model and streaming are said by the path: whoever knows it puts them into the conversation.
    """
    fields = Fields(wire.loads(body))
    contents = fields.take("contents")
    if not contents:
        raise DialectError("contents is not specified", "contents")
    turns = decode_contents(contents)
    system = fields.take("systemInstruction")
    if system:
        system = {"parts": [{"text": system}]} if isinstance(system, str) else system
        blocks = decode_parts(Fields(system, "systemInstruction"), "systemInstruction")
        turns.insert(0, Turn("system", blocks))
    config = Fields(fields.object("generationConfig") or {}, "generationConfig")
    conversation = Conversation(
        model=bare_model(fields.text("model")),
        turns=turns,
        stream_usage=True,
        tools=_tools(fields),
        tool_choice=_tool_choice(fields),
        max_output=config.integer("maxOutputTokens"),
        temperature=config.number("temperature"),
        top_p=config.number("topP"),
        top_k=config.integer("topK"),
        stop=config.texts("stopSequences"),
        n=config.integer("candidateCount"),
        seed=config.integer("seed"),
        presence_penalty=config.number("presencePenalty"),
        frequency_penalty=config.number("frequencyPenalty"),
        logprobs=config.flag("responseLogprobs"),
        top_logprobs=config.integer("logprobs"),
        thinking=decode_thinking(config),
        output_format=_output_format(config),
        service_tier=_service_tier(fields),
        dialect=NAME,
    )
    kept = {
        "cachedContent": fields.take("cachedContent"),
        "responseModalities": config.take("responseModalities"),
        "responseMimeType": config.rest.pop("responseMimeType", None),
        "generationConfig": config.rest,
    }
    extra = {name: value for name, value in kept.items() if value} | fields.rest
    conversation.extra = extra
    return conversation


def _service_tier(fields: Fields) -> str:
    """As Google writes it today: ``flex``, not ``SERVICE_TIER_FLEX``."""
    return fields.text("serviceTier").lower().removeprefix("service_tier_")


def _tools(fields: Fields) -> list[Tool]:
    found: list[Tool] = []
    for tool in fields.objects("tools"):
        members = Fields(tool, "tools[]")
        declared = members.objects("functionDeclarations")
        found += [_function(Fields(each, "functionDeclarations[]")) for each in declared]
        found += [
            Tool(name=name, kind="hosted", opaque=Opaque(NAME, {name: value}))
            for name, value in members.rest.items()
            if value is not None
        ]
    return found


def _function(members: Fields) -> Tool:
    name = members.text("name")
    if not name:
        raise DialectError("A function has no name", "tools[].functionDeclarations[].name")
    schema = members.object("parametersJsonSchema")
    parameters = members.object("parameters")
    if schema is None and parameters is not None:
        schema = from_gemini(parameters)
    return Tool(
        name=name, description=members.text("description"), schema=schema, extra=members.rest
    )


def _tool_choice(fields: Fields) -> ToolChoice | None:
    config = Fields(fields.object("toolConfig") or {}, "toolConfig")
    value = config.object("functionCallingConfig")
    if value is None:
        return None
    calling = Fields(value, "toolConfig.functionCallingConfig")
    mode = calling.text("mode").upper()
    allowed = tuple(calling.texts("allowedFunctionNames"))
    if mode == "NONE":
        return ToolChoice("none")
    if mode == "ANY":
        if len(allowed) == 1:
            return ToolChoice("named", allowed[0])
        return ToolChoice("required", allowed=allowed)
    return ToolChoice("auto", allowed=allowed)


def _output_format(config: Fields) -> OutputFormat | None:
    """JSON output; other types stay among the remaining members, which others refuse."""
    mime = config.text("responseMimeType")
    schema: Any = config.object("responseJsonSchema") or config.object("_responseJsonSchema")
    parameters = config.object("responseSchema")
    if mime not in ("", "text/plain", "application/json"):
        config.rest["responseMimeType"] = mime
        if parameters is not None:
            config.rest["responseSchema"] = parameters
        return None
    if schema is None and parameters is not None:
        schema = from_gemini(parameters)
    if schema is not None:
        return OutputFormat("schema", schema=schema, name="answer")
    return OutputFormat("json") if mime == "application/json" else None
