"""Blocks of one dialect as text for another, where text is the next best thing."""

from __future__ import annotations

import base64
import binascii
from typing import Any

from gateway.dialects.lossy import unconvertible
from gateway.domain.conversation import Block, File, Opaque, Reasoning, Refusal, Text

_TEXT_TYPES = ("text/", "application/json", "application/xml", "application/yaml")
_SILENT = (
    # Tools of earlier turns that ran at Anthropic, and at OpenAI.
    "server_tool_use", "mcp_tool_use", "mcp_tool_result", "tool_use_result",
    "web_search_call", "file_search_call", "code_interpreter_call", "image_generation_call",
    "mcp_call", "mcp_list_tools", "mcp_approval_request", "mcp_approval_response",
    "tool_search_call", "tool_search_output",
)  # fmt: skip


def instructions(blocks: list[Block]) -> list[Block]:
    """System blocks for another dialect: without Claude Code's note to Anthropic's billing, which
    changes with every request and would spoil the prompt cache.
    """
    return [
        block
        for block in blocks
        if not (isinstance(block, Text) and block.text.startswith("x-anthropic-billing-header:"))
    ]


def block_text(block: Block) -> str | None:
    """The text that a block is or can be told as; None for what must be seen or heard."""
    if isinstance(block, Text | Refusal):
        return block.text
    if isinstance(block, File):
        return file_text(block)
    if isinstance(block, Opaque):
        return _opaque_text(block.value)
    return None


def as_text(block: Block) -> str | None:
    """As :func:`block_text`; None for what may silently be left out.

    Raises Unconvertible for what may not.
    """
    text = block_text(block)
    if text is not None:
        return text
    if isinstance(block, Reasoning):
        return None
    kind = type(block).__name__.lower()
    if isinstance(block, Opaque):
        kind = str(block.value.get("type")) if isinstance(block.value, dict) else ""
        if kind in _SILENT or kind.endswith("_tool_result"):
            return None
    raise unconvertible(f"Content of the type {kind}", "messages")


def file_text(file: File) -> str | None:
    """A text document's text under its name; None for any other file."""
    text = file.text
    if not text and file.data and file.mime.startswith(_TEXT_TYPES):
        try:
            text = base64.b64decode(file.data).decode("utf-8", "replace")
        except (binascii.Error, ValueError):
            return None
    if not text:
        return None
    return f"[{file.name}]\n{text}" if file.name else text


def _opaque_text(value: Any) -> str | None:
    if not isinstance(value, dict):
        return None
    kind = value.get("type")
    if kind == "tool_reference":
        return f"[The tool {value.get('tool_name')} can be used now.]"
    if kind == "compaction" and isinstance(value.get("content"), str):
        return str(value["content"])
    if kind == "search_result":
        return _lines(value.get("title"), value.get("source"), value.get("content"))
    source = value.get("source")
    if kind == "document" and isinstance(source, dict):
        return _lines(value.get("title"), source.get("content"))
    return None


def _lines(*values: Any) -> str | None:
    """Texts and lists of text blocks, a line each; None where there is no text."""
    lines: list[str] = []
    for value in values:
        if isinstance(value, str):
            lines.append(value)
        elif isinstance(value, list):
            texts = [part.get("text") for part in value if isinstance(part, dict)]
            lines += [text for text in texts if isinstance(text, str)]
    return "\n".join(lines) or None
