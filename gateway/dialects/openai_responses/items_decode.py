"""Input items as neutral turns.

Items are smaller than turns: a model's message, its thoughts and each of its calls stand side by
side. They are gathered into turns as other dialects have them, each call's turn followed by its
results, wherever those stood.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from gateway.dialects import proofs
from gateway.dialects.openai_responses.parts import decode_content
from gateway.dialects.openai_responses.tools import NAME, flat_name
from gateway.domain.conversation import (
    Block,
    Opaque,
    Reasoning,
    Text,
    ToolCall,
    ToolResult,
    Turn,
)
from gateway.errors import DialectError

Wire = dict[str, Any]

_ROLES = ("user", "assistant", "system", "developer")


class ItemsDecode:
    """One request's items. ``tools`` gathers those that came among the items."""

    def __init__(self) -> None:
        self.turns: list[Turn] = []
        self.tools: list[Wire] = []
        self._calls: dict[str, tuple[Turn, str]] = {}
        """The turn and the tool's name of each call, by its id."""
        self._results: dict[int, Turn] = {}
        """The turn of results behind a turn of calls, by that one's identity."""
        self._kinds: dict[str, Callable[[Wire, str], None]] = {
            "message": self._message,
            "reasoning": self._reasoning,
            "function_call": self._call,
            "custom_tool_call": self._call,
            "function_call_output": self._result,
            "custom_tool_call_output": self._result,
            "additional_tools": self._additional_tools,
            "item_reference": self._reference,
        }

    def decode(self, items: Any) -> list[Turn]:
        if isinstance(items, str):
            self.turns.append(Turn("user", [Text(items)]))
            return self.turns
        if not isinstance(items, list):
            raise DialectError("input must be a string or a list of items", "input")
        for index, item in enumerate(items):
            where = f"input[{index}]"
            if not isinstance(item, dict):
                raise DialectError(f"{where} must be an object", where)
            kind = item.get("type")
            if kind is None:
                kind = "message" if "role" in item else "item_reference"
            self._kinds.get(str(kind), self._other)(item, where)
        return self.turns

    def _message(self, item: Wire, where: str) -> None:
        role = item.get("role")
        if role not in _ROLES:
            raise DialectError(f"{where}.role is not a role: {role!r}", f"{where}.role")
        blocks = decode_content(item.get("content"), f"{where}.content")
        if role == "assistant":
            self._assistant(blocks, said=True)
        elif role == "user":
            self.turns.append(Turn("user", blocks))
        else:
            self.turns.append(Turn("system", blocks, developer=role == "developer"))

    def _assistant(self, blocks: list[Block], *, said: bool = False) -> Turn:
        """The assistant's turn with ``blocks`` at its end.

        A second message begins a turn of its own, unless results of calls are still to follow: no
        other dialect lets them stand behind another turn.
        """
        last = self.turns[-1] if self.turns else None
        if last is None or last.role != "assistant" or (said and _has_spoken(last)):
            last = Turn("assistant", [])
            self.turns.append(last)
        last.blocks += blocks
        return last

    def _reasoning(self, item: Wire, where: str) -> None:
        texts = [
            block.text
            for name in ("summary", "content")
            for block in decode_content(item.get(name), f"{where}.{name}")
            if isinstance(block, Text)
        ]
        text = "\n\n".join(texts)
        encrypted = item.get("encrypted_content")
        if not isinstance(encrypted, str) or not encrypted:
            if text:
                self._assistant([Reasoning(text)])
            return
        whose, proof = proofs.unseal(encrypted)
        if whose == proofs.REDACTED:
            self._assistant([Reasoning(redacted=proof)])
        elif whose == proofs.SIGNATURE:
            self._assistant([Reasoning(text, proof)])
        elif whose:
            self._assistant([Reasoning(text, encrypted)])
        else:
            own = proofs.seal(proofs.OPENAI, f"{_str(item.get('id'))}#{encrypted}")
            self._assistant([Reasoning(text, own)])

    def _call(self, item: Wire, where: str) -> None:
        custom = item.get("type") == "custom_tool_call"
        call_id, name = item.get("call_id"), item.get("name")
        arguments = item.get("input" if custom else "arguments")
        for member, value in (("call_id", call_id), ("name", name)):
            if not isinstance(value, str) or not value:
                path = f"{where}.{member}"
                raise DialectError(f"{path} must be a string", path)
        call = ToolCall(
            id=str(call_id),
            name=flat_name(_str(item.get("namespace")), str(name)),
            arguments=_str(arguments),
            kind="custom" if custom else "function",
        )
        self._calls[call.id] = (self._assistant([call]), call.name)

    def _result(self, item: Wire, where: str) -> None:
        call_id = item.get("call_id")
        if not isinstance(call_id, str) or not call_id:
            path = f"{where}.call_id"
            raise DialectError(f"{path} must be a string", path)
        content = decode_content(item.get("output"), f"{where}.output")
        turn, name = self._calls.get(call_id, (None, ""))
        result = ToolResult(call_id, content, name=name)
        if turn is None:
            self.turns.append(Turn("user", [result]))
            return
        results = self._results.get(id(turn))
        if results is None:
            results = self._results[id(turn)] = Turn("user", [])
            at = next(at for at, each in enumerate(self.turns) if each is turn)
            self.turns.insert(at + 1, results)
        results.blocks.append(result)

    def _additional_tools(self, item: Wire, where: str) -> None:
        tools = item.get("tools")
        if not isinstance(tools, list):
            raise DialectError(f"{where}.tools must be a list", f"{where}.tools")
        self.tools += [tool for tool in tools if isinstance(tool, dict)]

    def _reference(self, item: Wire, where: str) -> None:
        raise DialectError(
            f"{where} only refers to the item {item.get('id')!r}, and this model's provider has no "
            "copy of it: send the item itself (clients do with store: false)",
            where,
        )

    def _other(self, item: Wire, where: str) -> None:
        """Items of tools that run at OpenAI: only its own dialect understands them."""
        self._assistant([Opaque(NAME, item)])


def _has_spoken(turn: Turn) -> bool:
    """Whether a turn holds a message, and no call that would have to stay with its results."""
    texts = any(isinstance(block, Text) for block in turn.blocks)
    return texts and not any(isinstance(block, ToolCall) for block in turn.blocks)


def _str(value: Any) -> str:
    return value if isinstance(value, str) else ""
