"""A channel's own system prompt, put into requests: decoded ones, and bytes of any dialect."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from gateway.dialects import wire
from gateway.dialects.gemini.fields import written
from gateway.domain.conversation import Conversation, Text, Turn
from gateway.domain.overrides import PromptMode
from gateway.errors import DialectError

_messages = msgspec.json.Decoder(list[msgspec.Raw])
_GEMINI = "systemInstruction"


class _Message(msgspec.Struct):
    role: Any = None


_message = msgspec.json.Decoder(_Message)


def instruct(conversation: Conversation, text: str, mode: PromptMode) -> None:
    """Puts ``text`` first; in its place go the system turns that the client began with."""
    turns = conversation.turns
    if mode is PromptMode.REPLACE:
        begun = next((at for at, turn in enumerate(turns) if turn.role != "system"), len(turns))
        turns = turns[begun:]
    conversation.turns = [Turn("system", [Text(text)]), *turns]


def instructed(body: bytes, dialect: str, text: str, mode: PromptMode) -> bytes:
    """The request with ``text`` as its system prompt, or before the one it has.

    Members that are not the system prompt keep their bytes. Raises DialectError.
    """
    members = wire.members(body)
    replace = mode is PromptMode.REPLACE
    match dialect:
        case "openai_chat" | "ollama":
            return wire.edit(body, {"messages": _chat(members.get("messages"), text, replace)})
        case "openai_responses":
            given = None if replace else _value(members, "instructions")
            joined = f"{text}\n\n{given}" if isinstance(given, str) and given else text
            changes: dict[str, Any] = {"instructions": joined}
            if replace and (items := _without_system(members.get("input"))) is not None:
                changes["input"] = items
            return wire.edit(body, changes)
        case "anthropic":
            system = _joined(text, None if replace else _value(members, "system"), "text")
            return wire.edit(body, {"system": system})
        case "gemini":
            name = written(members, _GEMINI)
            given = None if replace else _value(members, name)
            parts = given.get("parts") if isinstance(given, dict) else given
            if isinstance(parts, dict):
                parts = [parts]
            whole = {"parts": [{"text": text}, *(_parts(parts))]}
            return wire.edit(body, {name: whole})
        case _:
            raise DialectError(f"a system prompt has no place in {dialect}")


def _value(members: dict[str, msgspec.Raw], name: str) -> Any:
    found = members.get(name)
    return None if found is None else wire.loads(found)


def _parts(given: Any) -> list[Any]:
    if isinstance(given, str):
        return [{"text": given}] if given else []
    return given if isinstance(given, list) else []


def _joined(text: str, given: Any, kind: str) -> Any:
    """Text, or blocks of it where the client gave blocks."""
    if isinstance(given, list):
        return [{"type": kind, "text": text}, *given]
    return f"{text}\n\n{given}" if isinstance(given, str) and given else text


def _chat(found: msgspec.Raw | None, text: str, replace: bool) -> list[Any]:
    if found is None or bytes(found)[:1] != b"[":
        raise DialectError("messages must be a list", "messages")
    messages = wire.decode(_messages, found)
    if replace:
        messages = messages[_begun(messages) :]
    return [{"role": "system", "content": text}, *messages]


def _without_system(found: msgspec.Raw | None) -> list[msgspec.Raw] | None:
    """Input items without the instructions they begin with; None where there are none."""
    if found is None or bytes(found)[:1] != b"[":
        return None
    items = wire.decode(_messages, found)
    begun = _begun(items)
    return items[begun:] if begun else None


def _begun(messages: Sequence[msgspec.Raw]) -> int:
    """How many system messages a conversation begins with."""
    for at, message in enumerate(messages):
        if bytes(message)[:1] != b"{":
            return at
        if wire.decode(_message, message).role not in ("system", "developer"):
            return at
    return len(messages)
