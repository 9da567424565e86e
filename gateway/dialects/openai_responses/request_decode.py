"""Responses requests as neutral conversations (facts: mapping tables)."""

from __future__ import annotations

from typing import Any

from gateway.dialects import wire
from gateway.dialects.members import Members
from gateway.dialects.openai_responses.items_decode import ItemsDecode
from gateway.dialects.openai_responses.tools import NAME, decode_choice, decode_tools
from gateway.domain.conversation import Conversation, OutputFormat, Text, Thinking, Turn
from gateway.errors import DialectError

_LOGPROBS = "message.output_text.logprobs"


def decode_request(body: bytes) -> Conversation:
    """See :meth:`gateway.dialects.base.Dialect.decode_request`."""
    members = Members(wire.loads(body))
    model = members.text("model")
    if not model:
        raise DialectError("The request names no model", "model")
    items = ItemsDecode()
    if members.rest.get("input") is None:
        raise DialectError("The request has no input", "input")
    turns = items.decode(members.take("input"))
    instructions = members.text("instructions")
    if instructions:
        turns.insert(0, Turn("system", [Text(instructions)]))
    text = Members(members.object("text") or {}, "text")
    include = members.rest.get("include")
    safety_id = members.rest.get("safety_identifier")
    user = members.text("user") or (safety_id if isinstance(safety_id, str) else "")
    conversation = Conversation(
        model=model,
        turns=turns,
        stream=bool(members.flag("stream")),
        stream_usage=True,
        tools=decode_tools(members.objects("tools") + items.tools),
        tool_choice=decode_choice(members),
        max_output=members.integer("max_output_tokens"),
        temperature=members.number("temperature"),
        top_p=members.number("top_p"),
        logprobs=True if isinstance(include, list) and _LOGPROBS in include else None,
        top_logprobs=members.integer("top_logprobs"),
        thinking=_thinking(members),
        output_format=_output_format(text),
        user=user,
        metadata=members.object("metadata") or {},
        service_tier=members.text("service_tier"),
        verbosity=text.text("verbosity"),
        dialect=NAME,
        extra=members.rest,
    )
    if text.rest:
        members.rest["text"] = text.rest
    return conversation


def _thinking(members: Members) -> Thinking | None:
    """``reasoning``: its effort; the rest stays among the remaining fields."""
    reasoning = Members(members.object("reasoning") or {}, "reasoning")
    effort = reasoning.text("effort")
    summary = reasoning.rest.get("summary") or reasoning.rest.get("generate_summary")
    if reasoning.rest:
        members.rest["reasoning"] = reasoning.rest
    if not effort:
        return None
    return Thinking(effort=effort, display="summarized" if summary else "")


def _output_format(text: Members) -> OutputFormat | None:
    value = text.object("format")
    if value is None or value.get("type") == "text":
        return None
    if value.get("type") == "json_object":
        return OutputFormat("json")
    if value.get("type") == "json_schema" and isinstance(value.get("schema"), dict):
        inner = Members(value, "text.format")
        return OutputFormat(
            "schema",
            schema=inner.take("schema"),
            name=inner.text("name"),
            strict=inner.flag("strict"),
            description=inner.text("description"),
        )
    text.rest["format"] = value
    return None


def tools_of(body: bytes) -> Any:
    """All tools of a request, those that came among its items too; [] where it cannot be read."""
    try:
        members = wire.members(body) if body else {}
        tools = wire.loads(members["tools"]) if "tools" in members else []
        # Items may hold pictures: they are looked at only where there are tools among them.
        items = wire.loads(members["input"]) if b'"additional_tools"' in body else []
    except (DialectError, KeyError):
        return []
    found = list(tools) if isinstance(tools, list) else []
    for item in items if isinstance(items, list) else ():
        if isinstance(item, dict) and item.get("type") == "additional_tools":
            more = item.get("tools")
            found += more if isinstance(more, list) else []
    return found
