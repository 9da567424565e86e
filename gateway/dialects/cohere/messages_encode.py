"""Neutral turns as Cohere's messages."""

from __future__ import annotations

from typing import Any

from gateway.dialects import custom_tools
from gateway.dialects.foreign import as_text, block_text, instructions
from gateway.dialects.lossy import unconvertible
from gateway.domain.conversation import (
    Block,
    Image,
    Reasoning,
    ToolCall,
    ToolResult,
    Turn,
)

Wire = dict[str, Any]
_NOTHING = "."
"""What stands for a text that is empty: Cohere refuses messages without content."""


def encode_turns(turns: list[Turn]) -> list[Wire]:
    messages: list[Wire] = []
    for turn in turns:
        if turn.role == "assistant":
            messages += _assistant(turn)
        elif turn.role == "system":
            content = _joined(instructions(turn.blocks))
            messages += [{"role": "system", "content": content}] if content else []
        else:
            messages += _user(turn)
    return messages


def _assistant(turn: Turn) -> list[Wire]:
    """What is said beside calls is their plan."""
    calls = [block for block in turn.blocks if isinstance(block, ToolCall)]
    said = [b for b in turn.blocks if not isinstance(b, ToolCall | Reasoning | Image)]
    text = "".join(told for block in said if (told := as_text(block)))
    if not calls:
        return [{"role": "assistant", "content": text or _NOTHING}]
    message: Wire = {"role": "assistant", "tool_calls": [_call(call) for call in calls]}
    return [{**message, "tool_plan": text} if text else message]


def _call(call: ToolCall) -> Wire:
    function = custom_tools.as_function(call)
    return {
        "id": call.id,
        "type": "function",
        "function": {"name": call.name, "arguments": function.arguments or "{}"},
    }


def _user(turn: Turn) -> list[Wire]:
    """Results come first, each in a message of its own; what they show besides text follows."""
    messages: list[Wire] = []
    others: list[Block] = []
    for block in turn.blocks:
        if isinstance(block, ToolResult):
            seen = [part for part in block.content if block_text(part) is None]
            told = "\n".join(block_text(part) or "" for part in block.content if part not in seen)
            content = ("Error: " + told) if block.is_error else told
            messages.append(
                {"role": "tool", "tool_call_id": block.id, "content": content or _NOTHING}
            )
            others += seen
        else:
            others.append(block)
    if others or not turn.blocks:
        messages.append({"role": "user", "content": _content(others)})
    return messages


def _content(blocks: list[Block]) -> str | list[Wire]:
    if not any(isinstance(block, Image) for block in blocks):
        return _joined(blocks) or _NOTHING
    parts: list[Wire] = []
    for block in blocks:
        if isinstance(block, Image):
            parts.append({"type": "image_url", "image_url": _image(block)})
        elif text := as_text(block):
            parts.append({"type": "text", "text": text})
    return parts


def _image(image: Image) -> Wire:
    if image.data:
        address = f"data:{image.mime or 'image/png'};base64,{image.data}"
    elif image.url:
        address = image.url
    else:
        raise unconvertible("An image by its file id", "messages")
    detail = {"detail": image.detail} if image.detail in ("auto", "low", "high") else {}
    return {"url": address, **detail}


def _joined(blocks: list[Block]) -> str:
    return "\n\n".join(text for block in blocks if (text := as_text(block)))
