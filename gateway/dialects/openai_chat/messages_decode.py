"""Chat messages as neutral turns."""

from __future__ import annotations

from typing import Any

from gateway.dialects import counting, wire
from gateway.dialects.openai_chat import schema
from gateway.dialects.openai_chat.answer import decode_calls, decode_reasoning
from gateway.dialects.openai_chat.images import image_block
from gateway.domain.conversation import (
    Audio,
    Block,
    CacheMark,
    File,
    Image,
    Opaque,
    Refusal,
    Text,
    ToolCall,
    ToolResult,
    Turn,
)
from gateway.errors import DialectError

NAME = "openai_chat"
BREAKPOINT_TTL = "30m"
"""The age of OpenAI's own ``prompt_cache_breakpoint`` where it names none; tells it from
``cache_control``, which OpenRouter and LiteLLM take in chat parts."""


def decode_messages(messages: list[dict[str, Any]]) -> list[Turn]:
    """Messages in order; the results of one turn's tool calls become one user turn."""
    turns: list[Turn] = []
    names: dict[str, str] = {}
    legacy: list[ToolCall] = []
    for index, message in enumerate(messages):
        where = f"messages[{index}]"
        role = message.get("role")
        if role in ("tool", "function"):
            result = _result(message, names, legacy, where)
            if turns and turns[-1].role == "user" and _only_results(turns[-1]):
                turns[-1].blocks.append(result)
            else:
                turns.append(Turn("user", [result]))
        elif role == "assistant":
            turn = Turn("assistant", _assistant(message, where, index), _name(message))
            calls = [block for block in turn.blocks if isinstance(block, ToolCall)]
            names.update((call.id, call.name) for call in calls)
            if message.get("function_call"):
                legacy += calls
            turns.append(turn)
        elif role in ("system", "developer"):
            blocks = _content(message.get("content"), where)
            turns.append(Turn("system", blocks, _name(message), role == "developer"))
        elif role == "user":
            turns.append(Turn("user", _content(message.get("content"), where), _name(message)))
        else:
            raise DialectError(f"{where}.role is not a role: {role!r}", f"{where}.role")
    return turns


def _only_results(turn: Turn) -> bool:
    return all(isinstance(block, ToolResult) for block in turn.blocks)


def _name(message: dict[str, Any]) -> str:
    name = message.get("name")
    return name if isinstance(name, str) else ""


def _result(
    message: dict[str, Any], names: dict[str, str], legacy: list[ToolCall], where: str
) -> ToolResult:
    call_id = message.get("tool_call_id")
    if message.get("role") == "function":
        # The older form names the function; its call was given an id when it was read.
        call = next((call for call in legacy if call.name == message.get("name")), None)
        if call is not None:
            legacy.remove(call)
            call_id = call.id
    if not isinstance(call_id, str):
        raise DialectError(f"{where}.tool_call_id must be a string", f"{where}.tool_call_id")
    content = _content(message.get("content"), where)
    return ToolResult(call_id, content, name=names.get(call_id) or _name(message))


def _assistant(message: dict[str, Any], where: str, index: int) -> list[Block]:
    known = wire.convert(message, schema.MessageWire, where)
    blocks = decode_reasoning(known)
    parts = message.get("content")
    if isinstance(parts, list):
        parts = [part for part in parts if not _is_thinking(part)]
    blocks += _content(parts, where)
    if isinstance(known.refusal, str) and known.refusal:
        blocks.append(Refusal(known.refusal))
    return [*blocks, *decode_calls(known, f"call_{index}_")]


def _is_thinking(part: Any) -> bool:
    return isinstance(part, dict) and part.get("type") == "thinking"


def _content(content: Any, where: str) -> list[Block]:
    if content is None:
        return []
    if isinstance(content, str):
        return [Text(content)]
    if not isinstance(content, list):
        raise DialectError(f"{where}.content must be a string or a list", f"{where}.content")
    blocks: list[Block] = []
    for part in content:
        if isinstance(part, str):
            blocks.append(Text(part))
        elif isinstance(part, dict):
            blocks.append(_part(part))
        else:
            raise DialectError(f"{where}.content has a part that is no object", f"{where}.content")
    return blocks


def _part(part: dict[str, Any]) -> Block:
    kind = part.get("type")
    if kind in ("text", "input_text", "output_text") and isinstance(part.get("text"), str):
        return Text(part["text"], _cache(part))
    if kind == "refusal" and isinstance(part.get("refusal"), str):
        return Refusal(part["refusal"])
    if kind == "image_url":
        image = _image(part)
        if image is not None:
            return image
    value = part.get(kind) if isinstance(kind, str) else None
    if kind == "input_audio" and isinstance(value, dict):
        data, sound = value.get("data"), value.get("format")
        if isinstance(data, str):
            return Audio(format=str(sound or "wav"), data=data)
    if kind == "file" and isinstance(value, dict):
        return _file(value, part)
    return Opaque(NAME, part)


def _image(part: dict[str, Any]) -> Image | None:
    value = part.get("image_url")
    url = value.get("url") if isinstance(value, dict) else value
    detail = value.get("detail") if isinstance(value, dict) else None
    if not isinstance(url, str):
        return None
    image = image_block(url, detail if isinstance(detail, str) else "")
    image.cache = _cache(part)
    return image


def _file(value: dict[str, Any], part: dict[str, Any]) -> Block:
    name, file_id, data = (_str(value.get(key)) for key in ("filename", "file_id", "file_data"))
    if not (file_id or data):
        return Opaque(NAME, part)
    split = counting.data_url_parts(data)
    mime, content = split if split else ("application/pdf" if data else "", data)
    return File(mime=mime, data=content, file_id=file_id, name=name, cache=_cache(part))


def _cache(part: dict[str, Any]) -> CacheMark | None:
    mark = part.get("cache_control")
    if isinstance(mark, dict):
        return CacheMark(_str(mark.get("ttl")))
    mark = part.get("prompt_cache_breakpoint")
    return CacheMark(_str(mark.get("ttl")) or BREAKPOINT_TTL) if isinstance(mark, dict) else None


def _str(value: Any) -> str:
    return value if isinstance(value, str) else ""
