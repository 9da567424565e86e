"""Contents as neutral turns: roles read, function responses paired with their calls."""

from __future__ import annotations

from typing import Any

from gateway.dialects.gemini.fields import Fields
from gateway.dialects.gemini.parts import decode_part
from gateway.dialects.gemini.thoughts import restore
from gateway.domain.conversation import Block, Text, ToolCall, ToolResult, Turn
from gateway.errors import DialectError

_ROLES = {
    "": "user",
    "user": "user",
    "function": "user",
    "tool": "user",
    "model": "assistant",
    "assistant": "assistant",
    "system": "system",
}


def decode_contents(contents: Any) -> list[Turn]:
    """Every call has an id afterwards, and every response its call's.

    Older models have no ids, and some clients drop those of newer ones: such a response belongs to
    the first open call of its name, else to the first open call. A response without a call is told
    as text.
    """
    if isinstance(contents, dict):
        contents = [contents]
    if not isinstance(contents, list):
        raise DialectError("contents must be a list", "contents")
    turns: list[Turn] = []
    open_calls: list[ToolCall] = []
    for index, content in enumerate(contents):
        where = f"contents[{index}]"
        fields = Fields(content, where)
        role = _ROLES.get(fields.text("role"))
        if role is None:
            raise DialectError(f"{where}.role must be user or model", f"{where}.role")
        blocks = decode_parts(fields, where)
        if role == "assistant":
            blocks = restore(blocks)
            open_calls = [block for block in blocks if isinstance(block, ToolCall)]
            for number, call in enumerate(open_calls):
                call.id = call.id or f"call_{index}_{number}"
        else:
            blocks = [_paired(block, open_calls) for block in blocks]
        turns.append(Turn(role, blocks))  # type: ignore[arg-type]
    return turns


def decode_parts(fields: Fields, where: str) -> list[Block]:
    parts = fields.take("parts")
    if isinstance(parts, dict | str):
        parts = [parts]
    if parts is not None and not isinstance(parts, list):
        raise DialectError(f"{where}.parts must be a list", f"{where}.parts")
    found: list[Block] = []
    for number, part in enumerate(parts or ()):
        part = {"text": part} if isinstance(part, str) else part
        block = decode_part(part, f"{where}.parts[{number}]")
        if block is not None:
            found.append(block)
    return found


def _paired(block: Block, open_calls: list[ToolCall]) -> Block:
    if not isinstance(block, ToolResult):
        return block
    call = next((call for call in open_calls if block.id and call.id == block.id), None)
    if call is None:
        call = next((call for call in open_calls if call.name == block.name), None)
    if call is None and not block.name and open_calls:
        call = open_calls[0]
    if call is None:
        told = "\n".join(part.text for part in block.content if isinstance(part, Text))
        return Text(f"[tool result {block.name}]\n{told}")
    open_calls.remove(call)
    block.id, block.name = call.id, call.name
    return block
