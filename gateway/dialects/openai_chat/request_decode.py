"""Chat requests as neutral conversations (facts: mapping tables)."""

from __future__ import annotations

from typing import Any

from gateway.dialects import wire
from gateway.dialects.members import Members
from gateway.dialects.openai_chat import schema
from gateway.dialects.openai_chat.messages_decode import decode_messages
from gateway.domain.conversation import (
    Conversation,
    Opaque,
    OutputFormat,
    Thinking,
    Tool,
    ToolChoice,
)
from gateway.errors import DialectError

NAME = "openai_chat"


def decode_request(body: bytes) -> Conversation:
    """See :meth:`gateway.dialects.base.Dialect.decode_request`."""
    members = Members(wire.loads(body))
    model = members.text("model")
    if not model:
        raise DialectError("The request names no model", "model")
    turns = decode_messages(_messages(members))
    options = members.object("stream_options") or {}
    limits = [members.integer("max_completion_tokens"), members.integer("max_tokens")]
    given = [limit for limit in limits if limit is not None]
    tools = [_tool(tool) for tool in members.objects("tools")]
    tools += [_function(function, {}) for function in members.objects("functions")]
    safety_id = members.rest.get("safety_identifier")
    user = members.text("user") or (safety_id if isinstance(safety_id, str) else "")
    conversation = Conversation(
        model=model,
        turns=turns,
        stream=bool(members.flag("stream")),
        stream_usage=bool(options.pop("include_usage", False)),
        tools=tools,
        tool_choice=_tool_choice(members),
        max_output=min(given) if given else None,
        temperature=members.number("temperature"),
        top_p=members.number("top_p"),
        top_k=members.integer("top_k"),
        stop=members.texts("stop"),
        n=members.integer("n"),
        seed=members.integer("seed"),
        presence_penalty=members.number("presence_penalty"),
        frequency_penalty=members.number("frequency_penalty"),
        logprobs=members.flag("logprobs"),
        top_logprobs=members.integer("top_logprobs"),
        logit_bias=members.take("logit_bias"),
        thinking=_thinking(members),
        output_format=_output_format(members),
        user=user,
        metadata=members.object("metadata") or {},
        service_tier=members.text("service_tier"),
        verbosity=members.text("verbosity"),
        dialect=NAME,
        extra=members.rest,
    )
    if options:
        members.rest["stream_options"] = options
    return conversation


def _messages(members: Members) -> list[dict[str, Any]]:
    if "messages" not in members.rest:
        raise DialectError("The request has no messages", "messages")
    return members.objects("messages")


def _tool(tool: dict[str, Any]) -> Tool:
    kind = tool.get("type", "function")
    inner = tool.get(kind) if isinstance(kind, str) else None
    if kind == "function" and isinstance(inner, dict):
        others = {key: value for key, value in tool.items() if key not in ("type", "function")}
        return _function(inner, others)
    if kind == "custom" and isinstance(inner, dict):
        custom = Members(inner, "tools[].custom")
        return Tool(
            name=custom.text("name"),
            description=custom.text("description"),
            kind="custom",
            extra=custom.rest,
        )
    return Tool(name=str(kind), kind="hosted", opaque=Opaque(NAME, tool))


def _function(function: dict[str, Any], others: dict[str, Any]) -> Tool:
    members = Members(function, "tools[].function")
    name = members.text("name")
    if not name:
        raise DialectError("A function has no name", "tools[].function.name")
    tool = Tool(
        name=name,
        description=members.text("description"),
        schema=members.object("parameters"),
        strict=members.flag("strict"),
    )
    tool.extra = {"function": members.rest, **others} if members.rest else others
    return tool


def _tool_choice(members: Members) -> ToolChoice | None:
    value = members.take("tool_choice")
    if value is None:
        value = members.take("function_call")  # its older name
    parallel = members.flag("parallel_tool_calls")
    choice = ToolChoice()
    if isinstance(value, str):
        modes = {"none": "none", "required": "required", "any": "required"}
        choice = ToolChoice(modes.get(value, "auto"))  # type: ignore[arg-type]
    elif isinstance(value, dict):
        found = _choice_of(value)
        if found is None:
            members.rest["tool_choice"] = value
        choice = found or choice
    elif value is not None:
        raise DialectError("tool_choice must be a string or an object", "tool_choice")
    elif parallel is None:
        return None
    choice.parallel = parallel
    return choice


def _choice_of(value: dict[str, Any]) -> ToolChoice | None:
    """A tool choice that is an object; None for a hosted tool's."""
    allowed = value.get("allowed_tools")
    if isinstance(allowed, dict):
        tools = allowed.get("tools")
        names = tuple(_name_of(tool) for tool in tools) if isinstance(tools, list) else ()
        mode = "required" if allowed.get("mode") == "required" else "auto"
        return ToolChoice(mode, allowed=names)  # type: ignore[arg-type]
    name = _name_of(value)
    return ToolChoice("named", name) if name else None


def _name_of(tool: Any) -> str:
    if not isinstance(tool, dict):
        return ""
    for holder in (tool.get("function"), tool.get("custom"), tool):
        if isinstance(holder, dict) and isinstance(holder.get("name"), str):
            return str(holder["name"])
    return ""


def _output_format(members: Members) -> OutputFormat | None:
    value = members.object("response_format")
    if value is None or value.get("type") == "text":
        return None
    if value.get("type") == "json_object":
        return OutputFormat("json")
    schema = value.get("json_schema")
    if value.get("type") == "json_schema" and isinstance(schema, dict):
        inner = Members(schema, "response_format.json_schema")
        return OutputFormat(
            "schema",
            schema=inner.take("schema"),
            name=inner.text("name"),
            strict=inner.flag("strict"),
            description=inner.text("description"),
        )
    members.rest["response_format"] = value
    return None


def _thinking(members: Members) -> Thinking | None:
    """``reasoning_effort``, OpenRouter's ``reasoning`` or the ``thinking`` of several vendors.

    The vendors' objects stay among the remaining fields too, to be sent on to the same dialect.
    """
    effort = members.text("reasoning_effort")
    reasoning = members.rest.get("reasoning")
    thinking = members.rest.get("thinking")
    if effort:
        return Thinking(effort=effort)
    if isinstance(reasoning, dict):
        wire_form = wire.convert(reasoning, schema.ReasoningWire, "reasoning")
        return Thinking(
            enabled=wire_form.enabled,
            effort=wire_form.effort or "",
            budget_tokens=wire_form.max_tokens,
            display="omitted" if wire_form.exclude else "",
        )
    if isinstance(thinking, dict):
        budget = thinking.get("budget_tokens")
        kind = thinking.get("type")
        return Thinking(
            enabled={"enabled": True, "disabled": False}.get(str(kind)),
            adaptive=kind in ("adaptive", "auto"),
            budget_tokens=budget if isinstance(budget, int) else None,
        )
    return None
