"""Edits of OpenAI-compatible bodies that a vendor's schema asks for; the rest keeps its bytes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

_MEMBERS = msgspec.json.Decoder(dict[str, msgspec.Raw])
_MESSAGES = msgspec.json.Decoder(list[msgspec.Raw])
Edit = Callable[[dict[str, msgspec.Raw]], bool]
"""Changes a message's members in place; whether it did."""


def edited_messages(body: bytes, edit: Edit) -> bytes:
    """``body`` with ``edit`` applied to each message; the same object where it changes none."""
    members = _members(body)
    found = None if members is None else members.get("messages")
    if members is None or found is None:
        return body
    try:
        messages = _MESSAGES.decode(found)
    except msgspec.DecodeError:
        return body
    changed = False
    for at, raw in enumerate(messages):
        message = _members(bytes(raw))
        if message is not None and edit(message):
            messages[at] = msgspec.Raw(msgspec.json.encode(message))
            changed = True
    if not changed:
        return body
    members["messages"] = msgspec.Raw(msgspec.json.encode(messages))
    return msgspec.json.encode(members)


def without(names: tuple[str, ...]) -> Edit:
    """Takes these members out of messages."""

    def edit(message: dict[str, msgspec.Raw]) -> bool:
        found = message.keys() & set(names)
        for name in found:
            del message[name]
        return bool(found)

    return edit


def text(raw: msgspec.Raw | None) -> str:
    """A member's text, '' for anything else."""
    if raw is None:
        return ""
    try:
        return msgspec.json.decode(raw, type=str)
    except msgspec.DecodeError:
        return ""


def encoded(value: Any) -> msgspec.Raw:
    return msgspec.Raw(msgspec.json.encode(value))


def _members(body: bytes) -> dict[str, msgspec.Raw] | None:
    try:
        return _MEMBERS.decode(body)
    except (msgspec.DecodeError, RecursionError):
        return None


def header_values(settings: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, str]:
    """Headers from settings: ``names`` are the settings' to the headers'."""
    return {
        header: str(settings[name]).strip()
        for name, header in names.items()
        if settings.get(name) and str(settings[name]).strip().isprintable()
    }
