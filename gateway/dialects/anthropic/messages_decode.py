"""Anthropic's messages as neutral turns."""

from __future__ import annotations

from typing import Any

import msgspec

from gateway.dialects import wire
from gateway.dialects.anthropic import schema
from gateway.dialects.anthropic.answer import decode_call
from gateway.domain.conversation import (
    Block,
    CacheMark,
    File,
    Image,
    Opaque,
    Reasoning,
    Text,
    ToolCall,
    ToolResult,
    Turn,
)
from gateway.errors import DialectError

NAME = "anthropic"
_ROLES = ("user", "assistant", "system")


def decode_messages(messages: msgspec.Raw) -> list[Turn]:
    turns: list[Turn] = []
    names: dict[str, str] = {}
    decoded: list[schema.MessageWire] = wire.decode(schema.messages, messages)
    for index, message in enumerate(decoded):
        where = f"messages[{index}]"
        if message.role not in _ROLES:
            raise DialectError(f"{where}.role is not a role: {message.role!r}", f"{where}.role")
        blocks = decode_content(message.content, names, where)
        names.update((block.id, block.name) for block in blocks if isinstance(block, ToolCall))
        turns.append(Turn(message.role, blocks))  # type: ignore[arg-type]
    return turns


def decode_content(content: msgspec.Raw, names: dict[str, str] | None, where: str) -> list[Block]:
    """A string or a list of blocks.

    ``names`` are the tools' names by call id; None inside a result, which can hold no other one.
    """
    head = bytes(content)[:1]
    if head in (b"", b"n"):
        return []
    if head == b'"':
        return [Text(str(wire.loads(content)))]
    try:
        blocks = wire.decode(schema.blocks, content)
    except DialectError as error:
        raise DialectError(f"{where}.content: {error}", f"{where}.content") from None
    found: list[Block] = []
    whole: list[Any] | None = None
    for index, block in enumerate(blocks):
        decoded = _block(block, names, where)
        if decoded is None:
            whole = whole or wire.loads(content)
            decoded = Opaque(NAME, whole[index])
        found.append(decoded)
    return found


def _block(block: schema.BlockWire, names: dict[str, str] | None, where: str) -> Block | None:
    """None for a block that only Anthropic understands."""
    cache = cache_mark(block.cache_control)
    if block.type == "text" and isinstance(block.text, str):
        citations = block.citations if isinstance(block.citations, list) else []
        return Text(block.text, cache, citations)
    if block.type == "tool_use":
        call = decode_call(block)
        call.cache = cache
        return call
    if block.type == "tool_result" and names is not None:
        call_id = _str(block.tool_use_id)
        return ToolResult(
            id=call_id,
            content=decode_content(block.content, None, where),
            is_error=block.is_error is True,
            name=names.get(call_id, ""),
            cache=cache,
        )
    if block.type == "thinking":
        return Reasoning(_str(block.thinking), _str(block.signature))
    if block.type == "redacted_thinking":
        return Reasoning(redacted=_str(block.data))
    source = block.source
    if block.type == "image" and isinstance(source, dict):
        return _image(source, cache)
    if block.type == "document" and isinstance(source, dict):
        return _document(block, source, cache)
    return None


def _image(source: dict[str, Any], cache: CacheMark | None) -> Image:
    return Image(
        mime=_str(source.get("media_type")),
        data=_str(source.get("data")),
        url=_str(source.get("url")),
        file_id=_str(source.get("file_id")),
        cache=cache,
    )


def _document(
    block: schema.BlockWire, source: dict[str, Any], cache: CacheMark | None
) -> File | None:
    others = {"context": block.context, "citations": block.citations}
    file = File(
        name=_str(block.title),
        url=_str(source.get("url")),
        file_id=_str(source.get("file_id")),
        cache=cache,
        extra={name: value for name, value in others.items() if value is not None},
    )
    if source.get("type") == "text":
        file.text = _str(source.get("data"))
        file.mime = "text/plain"
    elif source.get("type") == "content":
        return None
    else:
        file.mime = _str(source.get("media_type"))
        file.data = _str(source.get("data"))
    return file


def cache_mark(control: Any) -> CacheMark | None:
    return CacheMark(_str(control.get("ttl"))) if isinstance(control, dict) else None


def _str(value: Any) -> str:
    return value if isinstance(value, str) else ""
