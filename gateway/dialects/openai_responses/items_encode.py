"""Neutral turns as input items."""

from __future__ import annotations

from typing import Any

from gateway.dialects import proofs
from gateway.dialects.foreign import as_text, instructions
from gateway.dialects.openai_responses.parts import encode_parts
from gateway.dialects.openai_responses.tools import NAME
from gateway.domain.conversation import (
    Block,
    Conversation,
    Opaque,
    Reasoning,
    Refusal,
    Text,
    ToolCall,
    ToolResult,
    Turn,
)

Wire = dict[str, Any]

_OPENAI = (NAME, "openai_chat")
"""Dialects in which ids of files are OpenAI's."""


class ItemsEncode:
    """One conversation's ``instructions`` and ``items``.

    Of thoughts only those that OpenAI encrypted are sent: it can read no others.
    """

    def __init__(self, conversation: Conversation) -> None:
        self._turns = conversation.turns
        self._own = conversation.dialect == NAME
        self._same_vendor = conversation.dialect in _OPENAI
        self._custom: set[str] = set()
        """Ids of custom tools' calls, whose results are of another type."""
        self.instructions = ""
        self.items: list[Wire] = []

    def encode(self) -> None:
        leading: list[str] = []
        for turn in self._turns:
            if turn.role == "assistant":
                self._assistant(turn)
            elif turn.role == "user":
                self._user(turn)
            elif self.items or not self._leads(turn, leading):
                role = "developer" if turn.developer or not self._own else "system"
                self._message(role, turn.blocks if self._own else instructions(turn.blocks))
        self.instructions = "\n\n".join(leading)

    def _leads(self, turn: Turn, leading: list[str]) -> bool:
        """Takes instructions at the beginning, if they are nothing but text."""
        blocks = turn.blocks if self._own else instructions(turn.blocks)
        if not all(isinstance(block, Text) and block.cache is None for block in blocks):
            return False
        if self._own and (leading or turn.developer):
            return False
        leading += [block.text for block in blocks if isinstance(block, Text) and block.text]
        return True

    def _message(self, role: str, blocks: list[Block]) -> None:
        parts = self._parts(blocks)
        if parts:
            plain = len(parts) == 1 and set(parts[0]) == {"type", "text"}
            self.items.append({"role": role, "content": parts[0]["text"] if plain else parts})

    def _parts(self, blocks: list[Block]) -> list[Wire]:
        return encode_parts(blocks, own=self._own, same_vendor=self._same_vendor)

    def _user(self, turn: Turn) -> None:
        others: list[Block] = []
        for block in turn.blocks:
            if isinstance(block, ToolResult):
                self.items.append(self._result(block))
            else:
                others.append(block)
        self._message("user", others)

    def _result(self, result: ToolResult) -> Wire:
        custom = result.id in self._custom
        parts = self._parts(result.content)
        if result.is_error:
            parts.insert(0, {"type": "input_text", "text": "Error: "})
        output: Any = parts
        if all(set(part) == {"type", "text"} for part in parts):
            head = parts.pop(0)["text"] if result.is_error else ""
            output = head + "\n".join(part["text"] for part in parts)
        kind = "custom_tool_call_output" if custom else "function_call_output"
        return {"type": kind, "call_id": result.id, "output": output}

    def _assistant(self, turn: Turn) -> None:
        """Items in the order of the blocks; texts side by side are one message."""
        said: list[Block] = []
        for block in turn.blocks:
            item = self._item(block)
            if item is None:
                said.append(block)
                continue
            self._say(said)
            if item:
                self.items.append(item)
        self._say(said)

    def _item(self, block: Block) -> Wire | None:
        """What stands for itself; {} for what is left out, None for a part of a message."""
        if isinstance(block, ToolCall):
            return self._call(block)
        if isinstance(block, Reasoning):
            return _reasoning(block)
        if isinstance(block, Opaque) and block.dialect == NAME:
            return dict(block.value)
        return None

    def _call(self, call: ToolCall) -> Wire:
        if call.kind == "custom":
            self._custom.add(call.id)
            named = {"call_id": call.id, "name": call.name, "input": call.arguments}
            return {"type": "custom_tool_call", **named}
        named = {"call_id": call.id, "name": call.name, "arguments": call.arguments or "{}"}
        return {"type": "function_call", **named}

    def _say(self, said: list[Block]) -> None:
        """What was said, as one string: only its own dialect has messages of several parts."""
        parts: list[Wire] = []
        for block in said:
            if isinstance(block, Refusal) and self._own:
                parts.append({"type": "refusal", "refusal": block.text})
                continue
            text = as_text(block)
            if text:
                parts.append({"type": "output_text", "text": text, "annotations": []})
        said.clear()
        if self._own and (len(parts) > 1 or any("refusal" in part for part in parts)):
            self.items.append({"role": "assistant", "content": parts})
        elif parts:
            text = "".join(part["text"] for part in parts)
            self.items.append({"role": "assistant", "content": text})


def _reasoning(block: Reasoning) -> Wire:
    whose, proof = proofs.unseal(block.signature)
    if whose != proofs.OPENAI:
        return {}
    item_id, _, encrypted = proof.partition("#")
    summary = [{"type": "summary_text", "text": block.text}] if block.text else []
    item: Wire = {"type": "reasoning", "summary": summary, "encrypted_content": encrypted}
    return {"id": item_id, **item} if item_id else item
