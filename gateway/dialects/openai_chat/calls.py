"""Tool calls of a streamed answer, put in order: vendors number their fragments differently."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any, Literal

from gateway.dialects import wire
from gateway.dialects.openai_chat.schema import FunctionWire, ToolCallWire
from gateway.domain.conversation import ToolCallDelta


def new_call_id() -> str:
    return "call_" + secrets.token_hex(12)


@dataclass(slots=True)
class _Slot:
    number: int
    id: str
    name: str = ""
    kind: Literal["function", "custom"] = "function"
    waiting: str = ""
    """Arguments that came before the name."""


class Calls:
    """The tool calls of one choice, numbered from 0 in the order in which they began."""

    def __init__(self) -> None:
        self._slots: list[_Slot] = []
        self._by_index: dict[int, _Slot] = {}

    def __bool__(self) -> bool:
        return bool(self._slots)

    def fragment(self, call: ToolCallWire, choice: int) -> ToolCallDelta | None:
        """The event of one fragment; None where it says nothing yet."""
        body = call.function or call.custom
        name = body.name if body is not None and isinstance(body.name, str) else ""
        arguments = arguments_text(body)
        slot = self._slot(call, name)
        if slot.name:
            if not arguments:
                return None
            return ToolCallDelta(slot.number, arguments=arguments, kind=slot.kind, choice=choice)
        slot.waiting += arguments
        if not name:
            return None
        slot.name = name
        slot.kind = "custom" if call.type == "custom" or call.custom is not None else "function"
        signature = signature_of(call)
        return ToolCallDelta(slot.number, slot.id, name, slot.waiting, slot.kind, choice, signature)

    def _slot(self, call: ToolCallWire, name: str) -> _Slot:
        call_id = call.id if isinstance(call.id, str) else ""
        index = call.index if isinstance(call.index, int) else None
        if index is None:
            known = next((slot for slot in self._slots if call_id and slot.id == call_id), None)
            if known is None and not (call_id or name) and self._slots:
                known = self._slots[-1]
            return known or self._new(call_id)
        found = self._by_index.get(index)
        # Some number every call 0; another id with another name is another call.
        if found is None or (call_id and name and found.name and call_id != found.id):
            found = self._by_index[index] = self._new(call_id)
        return found

    def _new(self, call_id: str) -> _Slot:
        slot = _Slot(len(self._slots), call_id or new_call_id())
        self._slots.append(slot)
        return slot


def signature_of(call: ToolCallWire) -> str:
    """A thought's signature as Gemini's OpenAI endpoint carries it; '' for none."""
    extra = call.extra_content if isinstance(call.extra_content, dict) else {}
    google = extra.get("google")
    signature = google.get("thought_signature") if isinstance(google, dict) else None
    return signature if isinstance(signature, str) else ""


def arguments_text(body: FunctionWire | None) -> str:
    """A call's arguments as JSON text; some vendors send the object itself."""
    if body is None:
        return ""
    value: Any = body.arguments if body.arguments is not None else body.input
    if value is None:
        return ""
    return value if isinstance(value, str) else wire.dumps(value).decode()
