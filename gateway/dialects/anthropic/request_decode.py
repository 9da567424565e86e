"""Messages requests as neutral conversations (facts: mapping tables)."""

from __future__ import annotations

from typing import Any

from gateway.dialects import wire
from gateway.dialects.anthropic.messages_decode import NAME, cache_mark, decode_content
from gateway.dialects.anthropic.messages_decode import decode_messages as decode_turns
from gateway.dialects.members import Members
from gateway.domain.conversation import (
    Conversation,
    Opaque,
    OutputFormat,
    Thinking,
    Tool,
    ToolChoice,
    Turn,
)
from gateway.errors import DialectError

_MODES = {"auto": "auto", "any": "required", "none": "none", "tool": "named"}


def decode_request(body: bytes) -> Conversation:
    """See :meth:`gateway.dialects.base.Dialect.decode_request`."""
    encoded = wire.members(body)
    if "messages" not in encoded:
        raise DialectError("The request has no messages", "messages")
    turns = decode_turns(encoded.pop("messages"))
    system = encoded.pop("system", None)
    if system is not None and bytes(system) != b"null":
        blocks = decode_content(system, {}, "system")
        turns.insert(0, Turn("system", blocks))
    members = Members({name: wire.loads(value) for name, value in encoded.items()})
    model = members.text("model")
    if not model:
        raise DialectError("The request names no model", "model")
    metadata = dict(members.object("metadata") or {})
    user = metadata.pop("user_id", None)
    output = Members(members.object("output_config") or {}, "output_config")
    conversation = Conversation(
        model=model,
        turns=turns,
        stream=bool(members.flag("stream")),
        stream_usage=True,
        tools=[_tool(tool) for tool in members.objects("tools")],
        tool_choice=_tool_choice(members),
        max_output=members.integer("max_tokens"),
        temperature=members.number("temperature"),
        top_p=members.number("top_p"),
        top_k=members.integer("top_k"),
        stop=members.texts("stop_sequences"),
        thinking=_thinking(members, output),
        output_format=_output_format(output),
        user=user if isinstance(user, str) else "",
        metadata=metadata,
        service_tier=members.text("service_tier"),
        dialect=NAME,
        extra=members.rest,
    )
    if output.rest:
        members.rest["output_config"] = output.rest
    return conversation


def _tool(tool: dict[str, Any]) -> Tool:
    if tool.get("type") not in (None, "custom"):
        return Tool(name=str(tool["type"]), kind="hosted", opaque=Opaque(NAME, tool))
    members = Members(tool, "tools[]")
    members.take("type")
    name = members.text("name")
    if not name:
        raise DialectError("A tool has no name", "tools[].name")
    return Tool(
        name=name,
        description=members.text("description"),
        schema=members.object("input_schema"),
        strict=members.flag("strict"),
        cache=cache_mark(members.take("cache_control")),
        extra=members.rest,
    )


def _tool_choice(members: Members) -> ToolChoice | None:
    value = members.object("tool_choice")
    if value is None:
        return None
    mode = _MODES.get(str(value.get("type")))
    if mode is None:
        raise DialectError(f"tool_choice.type {value.get('type')!r} is unknown", "tool_choice")
    disabled = value.get("disable_parallel_tool_use")
    name = value.get("name")
    return ToolChoice(
        mode,  # type: ignore[arg-type]
        name if isinstance(name, str) else "",
        parallel=not disabled if isinstance(disabled, bool) else None,
    )


def _thinking(members: Members, output: Members) -> Thinking | None:
    effort = output.text("effort")
    value = members.object("thinking")
    if value is None:
        return Thinking(effort=effort) if effort else None
    kind = value.get("type")
    budget, display = value.get("budget_tokens"), value.get("display")
    if kind not in ("enabled", "adaptive", "disabled"):
        members.rest["thinking"] = value
        return Thinking(effort=effort) if effort else None
    return Thinking(
        enabled=kind != "disabled",
        adaptive=kind == "adaptive",
        effort=effort,
        budget_tokens=budget if isinstance(budget, int) else None,
        display=display if isinstance(display, str) else "",
    )


def _output_format(output: Members) -> OutputFormat | None:
    value = output.object("format")
    if value is None:
        return None
    if value.get("type") != "json_schema":
        raise DialectError("output_config.format.type must be json_schema", "output_config.format")
    return OutputFormat("schema", schema=value.get("schema"))
