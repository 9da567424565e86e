"""Tools of the Responses API as neutral tools and back: namespaces flattened, hosted ones marked.

A namespace groups functions under a name of its own; everyone else knows flat lists of names. A
flat name is made of both parts, and since it is always made in the same way from a request's
tools, the request is all it takes to tell the parts apart again.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from typing import Any

from gateway.dialects.members import Members
from gateway.dialects.offered_tools import refuse_hosted
from gateway.domain.conversation import Opaque, Tool, ToolChoice
from gateway.errors import DialectError

NAME = "openai_responses"
LEFT_OUT = frozenset({"web_search", "web_search_preview", "tool_search", "image_generation"})
"""Hosted tools a model can do without: what they would have found or drawn is merely missing."""

_MOST = 64
_ILLEGAL = re.compile(r"[^a-zA-Z0-9_-]")

Wire = dict[str, Any]


def flat_name(namespace: str, name: str) -> str:
    """One name for a tool in a namespace, legal everywhere."""
    if not namespace:
        return name
    joined = namespace + ("" if namespace.endswith("__") else "__") + name
    legal = _ILLEGAL.sub("_", joined)
    if legal == joined and len(legal) <= _MOST:
        return legal
    digest = hashlib.sha256(f"{namespace}\0{name}".encode("utf-8", "replace")).hexdigest()[:8]
    return f"{legal[: _MOST - 9]}_{digest}"


def walk(tools: Any) -> Iterator[tuple[str, str, Wire]]:
    """(namespace, its description, tool) of every tool, those in namespaces one by one."""
    for tool in tools if isinstance(tools, list) else ():
        if not isinstance(tool, dict):
            continue
        inner = tool.get("tools")
        if tool.get("type") != "namespace" or not isinstance(inner, list):
            yield "", "", tool
            continue
        about = _text(tool.get("description"))
        for each in inner:
            if isinstance(each, dict):
                yield _text(tool.get("name")), about, each
                about = ""


class Names:
    """The tools of one request by the flat names they were given."""

    def __init__(self, tools: Any) -> None:
        self._parts: dict[str, tuple[str, str]] = {}
        self._custom: set[str] = set()
        for namespace, _, tool in walk(tools):
            name = tool.get("name")
            if not isinstance(name, str):
                continue
            flat = flat_name(namespace, name)
            if namespace:
                self._parts.setdefault(flat, (namespace, name))
            if tool.get("type") == "custom":
                self._custom.add(flat)

    def is_custom(self, flat: str) -> bool:
        return flat in self._custom

    def members(self, flat: str) -> Wire:
        """``name``, and ``namespace`` where the tool is in one, of a call."""
        namespace, name = self._parts.get(flat, ("", flat))
        return {"name": name, "namespace": namespace} if namespace else {"name": name}


def decode_tools(tools: list[Wire]) -> list[Tool]:
    """Neutral tools. Raises DialectError for a function without a name."""
    return [_decode(namespace, about, tool) for namespace, about, tool in walk(tools)]


def _decode(namespace: str, about: str, tool: Wire) -> Tool:
    kind = tool.get("type")
    if not isinstance(kind, str):
        raise DialectError("A tool has no type", "tools[].type")
    if kind not in ("function", "custom"):
        return Tool(
            name=kind,
            kind="hosted",
            opaque=Opaque(NAME, tool),
            optional=kind in LEFT_OUT,
        )
    members = Members(tool, "tools[]")
    members.take("type")
    name = members.text("name")
    if not name:
        raise DialectError("A tool has no name", "tools[].name")
    description = "\n\n".join(text for text in (about, members.text("description")) if text)
    decoded = Tool(flat_name(namespace, name), description)
    if kind == "custom":
        decoded.kind = "custom"
        grammar = _decode_format(members.take("format"))
        decoded.extra = {**members.rest, **({"format": grammar} if grammar else {})}
    else:
        decoded.schema = members.object("parameters")
        decoded.strict = members.flag("strict")
        decoded.extra = members.rest
    return decoded


def _decode_format(value: Any) -> Any:
    """A custom tool's format as OpenAI's chat nests it."""
    if not isinstance(value, dict) or value.get("type") != "grammar" or "grammar" in value:
        return value
    grammar = {key: item for key, item in value.items() if key != "type"}
    return {"type": "grammar", "grammar": grammar}


def encode_tool(tool: Tool, own: bool) -> Wire | None:
    """None for a tool that is not needed here. Raises Unconvertible for another's hosted one."""
    if tool.kind == "hosted":
        if tool.opaque is not None and own:
            return dict(tool.opaque.value)
        refuse_hosted(tool)
        return None
    encoded: Wire = {"type": tool.kind, "name": tool.name}
    if tool.description:
        encoded["description"] = tool.description
    if tool.kind == "custom":
        grammar = tool.extra.get("format")
        if isinstance(grammar, dict):
            inner = grammar.get("grammar")
            encoded["format"] = {"type": "grammar", **inner} if isinstance(inner, dict) else grammar
        others = {key: value for key, value in tool.extra.items() if key != "format"}
        return encoded | (others if own else {})
    if own:
        encoded["parameters"] = tool.schema
        encoded["strict"] = tool.strict
        return encoded | dict(tool.extra)
    # Left out, strict would mean: if the schema can be. The client meant no.
    encoded["parameters"] = tool.schema or {"type": "object", "properties": {}}
    encoded["strict"] = bool(tool.strict)
    return encoded


def decode_choice(members: Members) -> ToolChoice | None:
    value = members.take("tool_choice")
    parallel = members.flag("parallel_tool_calls")
    choice = ToolChoice()
    if isinstance(value, str):
        if value not in ("auto", "none", "required"):
            raise DialectError(f"tool_choice {value!r} is unknown", "tool_choice")
        choice = ToolChoice(value)  # type: ignore[arg-type]
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


def _choice_of(value: Wire) -> ToolChoice | None:
    """A tool choice that is an object; None for a hosted tool's."""
    kind = value.get("type")
    if kind == "allowed_tools":
        tools = value.get("tools")
        names = [_chosen(tool) for tool in tools] if isinstance(tools, list) else []
        mode = "required" if value.get("mode") == "required" else "auto"
        return ToolChoice(mode, allowed=tuple(name for name in names if name))  # type: ignore[arg-type]
    name = _chosen(value)
    return ToolChoice("named", name) if name and kind in ("function", "custom") else None


def _chosen(tool: Any) -> str:
    if not isinstance(tool, dict):
        return ""
    name = _text(tool.get("name"))
    return flat_name(_text(tool.get("namespace")), name) if name else ""


def encode_choice(choice: ToolChoice, kinds: Mapping[str, str]) -> Any:
    if choice.allowed:
        tools = [_named(name, kinds) for name in choice.allowed]
        return {"type": "allowed_tools", "mode": choice.mode, "tools": tools}
    return _named(choice.name, kinds) if choice.mode == "named" else choice.mode


def _named(name: str, kinds: Mapping[str, str]) -> Wire:
    return {"type": "custom" if kinds.get(name) == "custom" else "function", "name": name}


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
