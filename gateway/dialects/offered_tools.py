"""Tools for dialects that know functions alone, or no choice among them."""

from __future__ import annotations

from typing import Any

from gateway.dialects import custom_tools
from gateway.dialects.lossy import unconvertible
from gateway.domain.conversation import Tool, ToolChoice


def refuse_hosted(tool: Tool) -> None:
    """A hosted tool has no place at another provider; one that only searches the tools is not
    needed there, because all of them are there from the start. Raises Unconvertible.
    """
    if not tool.name.startswith("tool_search_tool"):
        raise unconvertible(f"The tool {tool.name}, which runs at its own provider,", "tools")


def functions(tools: list[Tool], choice: ToolChoice) -> list[dict[str, Any]]:
    """The tools that may be called, as OpenAI's chat describes functions.

    For dialects whose choice names no tool: those that may not be called are left out.
    """
    if choice.mode == "none":
        return []
    names = (choice.name,) if choice.mode == "named" else choice.allowed
    found = [_function(tool) for tool in tools if not names or tool.name in names]
    return [tool for tool in found if tool is not None]


def _function(tool: Tool) -> dict[str, Any] | None:
    if tool.kind == "hosted":
        refuse_hosted(tool)
        return None
    schema = tool.schema or {"type": "object", "properties": {}}
    if tool.kind == "custom":
        schema = custom_tools.schema(tool.extra.get("format"))
    function = {"name": tool.name, "description": tool.description, "parameters": schema}
    return {"type": "function", "function": function}
