"""Neutral turns as chat messages, for OpenAI and for servers that know less than OpenAI."""

from __future__ import annotations

from typing import Any

from gateway.dialects import custom_tools
from gateway.dialects.foreign import as_text, block_text, instructions
from gateway.dialects.lossy import unconvertible
from gateway.dialects.openai_chat.answer import encode_call, encode_reasoning
from gateway.dialects.openai_chat.images import image_part
from gateway.dialects.openai_chat.messages_decode import BREAKPOINT_TTL, NAME
from gateway.domain.conversation import (
    Audio,
    Block,
    CacheMark,
    Conversation,
    File,
    Image,
    Opaque,
    Reasoning,
    Refusal,
    Text,
    ToolCall,
    ToolResult,
    Turn,
)


class MessagesEncode:
    """One conversation's messages. ``newer``: OpenAI's newer models, which know the role
    developer and custom tools.

    From another dialect, texts that stand side by side become one string and only plain reasoning
    is kept: many compatible servers take neither lists of parts nor thinking blocks.
    """

    def __init__(self, conversation: Conversation, *, newer: bool) -> None:
        self._turns = conversation.turns
        self._own = conversation.dialect == NAME
        self._newer = newer
        self._out: list[dict[str, Any]] = []

    def encode(self) -> list[dict[str, Any]]:
        for turn in self._turns:
            if turn.role == "assistant":
                self._assistant(turn)
            elif turn.role == "system":
                role = "developer" if turn.developer and self._newer else "system"
                blocks = turn.blocks if self._own else instructions(turn.blocks)
                self._message(role, self._content(blocks), turn.name)
            else:
                self._user(turn)
        return self._out

    def _message(self, role: str, content: Any, name: str = "") -> None:
        message = {"role": role, "content": content}
        if name and self._own:
            message["name"] = name
        self._out.append(message)

    def _user(self, turn: Turn) -> None:
        """Results come first, each in a message of its own; what they show besides text follows."""
        shown: list[dict[str, Any]] = []
        others: list[Block] = []
        for block in turn.blocks:
            if isinstance(block, ToolResult):
                shown += self._result(block)
            else:
                others.append(block)
        if not shown and (others or not turn.blocks):
            self._message("user", self._content(others), turn.name)
        elif shown:
            self._message("user", shown + self._parts(others), turn.name)

    def _result(self, result: ToolResult) -> list[dict[str, Any]]:
        """Adds the tool message; returns the parts that a tool message cannot hold."""
        texts: list[str] = []
        parts: list[dict[str, Any]] = []
        for block in result.content:
            text = block_text(block)
            if text is None:
                where = result.name or result.id
                parts.append({"type": "text", "text": f"[from tool {where}]"})
                parts += self._parts([block])
            else:
                texts.append(text)
        content = "\n".join(texts)
        if result.is_error:
            content = "Error: " + content
        self._out.append({"role": "tool", "tool_call_id": result.id, "content": content})
        return parts

    def _assistant(self, turn: Turn) -> None:
        blocks = turn.blocks
        refusals = [block for block in blocks if isinstance(block, Refusal) and self._own]
        texts = [
            block
            for block in blocks
            if isinstance(block, Text | Refusal | Opaque) and block not in refusals
        ]
        parts = self._parts(list(texts))
        message: dict[str, Any] = {"role": "assistant", "content": None}
        if self._own and not (len(parts) <= 1 and _plain(parts)):
            message["content"] = parts
        elif parts:
            message["content"] = "".join(part.get("text", "") for part in parts)
        refusal = "".join(block.text for block in refusals)
        if refusal:
            message["refusal"] = refusal
        if turn.name and self._own:
            message["name"] = turn.name
        reasoning = [block for block in blocks if isinstance(block, Reasoning)]
        if not self._own:
            reasoning = [block for block in reasoning if not (block.signature or block.redacted)]
        message |= encode_reasoning(list(reasoning))
        calls = [
            encode_call(block if self._own or self._newer else custom_tools.as_function(block))
            for block in blocks
            if isinstance(block, ToolCall)
        ]
        if calls:
            message["tool_calls"] = calls
        elif message["content"] is None and not refusal:
            message["content"] = ""
        self._out.append(message)

    def _content(self, blocks: list[Block]) -> str | list[dict[str, Any]]:
        parts = self._parts(blocks)
        if _plain(parts) and (not self._own or len(parts) <= 1):
            return "\n\n".join(part["text"] for part in parts)
        return parts

    def _parts(self, blocks: list[Block]) -> list[dict[str, Any]]:
        found = (self._part(block) for block in blocks)
        return [part for part in found if part is not None]

    def _part(self, block: Block) -> dict[str, Any] | None:
        part: dict[str, Any] | None
        if isinstance(block, Image):
            if block.file_id:
                raise unconvertible("An image that only its provider holds", "messages")
            part = image_part(block)
        elif isinstance(block, Audio):
            return {
                "type": "input_audio",
                "input_audio": {"data": block.data, "format": block.format},
            }
        elif isinstance(block, File):
            part = self._file(block)
        elif isinstance(block, Opaque) and block.dialect == NAME:
            return dict(block.value)
        else:
            text = as_text(block)
            part = None if text is None else {"type": "text", "text": text}
        mark = getattr(block, "cache", None)
        if part is not None and mark is not None and self._own:
            part |= _cache(mark)
        return part

    def _file(self, file: File) -> dict[str, Any]:
        if file.file_id and self._own:
            inner = {"file_id": file.file_id}
        elif file.data:
            mime = file.mime or "application/pdf"
            inner = {"file_data": f"data:{mime};base64,{file.data}"}
            if file.name or not self._own:
                inner["filename"] = file.name or "document.pdf"
            return {"type": "file", "file": inner}
        else:
            text = block_text(file)
            if text is None:
                raise unconvertible("A document that only its provider can fetch", "messages")
            return {"type": "text", "text": text}
        if file.name:
            inner["filename"] = file.name
        return {"type": "file", "file": inner}


def _plain(parts: list[dict[str, Any]]) -> bool:
    """Whether the parts are nothing but text, so that a string can stand for them."""
    return all(set(part) == {"type", "text"} and isinstance(part["text"], str) for part in parts)


def _cache(mark: CacheMark) -> dict[str, Any]:
    if mark.ttl in (BREAKPOINT_TTL, "12h"):
        return {"prompt_cache_breakpoint": {"mode": "explicit", "ttl": mark.ttl}}
    control = {"type": "ephemeral", "ttl": mark.ttl} if mark.ttl else {"type": "ephemeral"}
    return {"cache_control": control}
