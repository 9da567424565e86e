"""What vendors' versions of OpenAI's chat refuse or word otherwise, and the edits that follow.

A member that would be refused is left out, renamed or brought into its range; all others keep their
bytes. Sources: the vendors' API references.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any, Literal

import msgspec

_MEMBERS = msgspec.json.Decoder(dict[str, msgspec.Raw])
_NAMED = "named"
_OFF = frozenset({"none", "disabled"})


@dataclass(frozen=True, slots=True)
class Quirks:
    """``ranges``: members that are numbers, and what is taken at least and at most.

    ``tool_choices``: the words taken, with ``named`` for a function by its name; () for all of
    OpenAI's. What is not taken becomes ``auto``. ``thinking``: how a model is told to think:
    ``type`` as ``{"thinking":{"type":"enabled"}}``, ``switch`` as ``enable_thinking``.
    ``efforts``: values of ``reasoning_effort`` that are known; others are left out.
    ``encodings``: values of ``encoding_format`` that are known, likewise.
    ``unthinking``: models that answer whole only when they are told not to think.
    ``added``: members that it asks for and OpenAI does not have; a client's own come first.
    """

    refused: tuple[str, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()
    ranges: tuple[tuple[str, float, float], ...] = ()
    tool_choices: tuple[str, ...] = ()
    thinking: Literal["", "type", "switch"] = ""
    efforts: tuple[str, ...] = ()
    encodings: tuple[str, ...] = ()
    unthinking: re.Pattern[str] | None = None
    added: tuple[tuple[str, str], ...] = ()

    marks: tuple[bytes, ...] = field(init=False, repr=False)
    """Members of which a body must have one to be looked at, as they stand in it."""

    def __post_init__(self) -> None:
        names = {*self.refused, *(name for name, _ in self.renamed)}
        names.update(name for name, _, _ in self.ranges)
        if self.tool_choices:
            names.add("tool_choice")
        if self.encodings:
            names.add("encoding_format")
        if self.thinking:
            names.add("reasoning_effort")
        marks = tuple(f'"{name}"'.encode() for name in sorted(names))
        object.__setattr__(self, "marks", marks)


NO_QUIRKS = Quirks()


def adapted(quirks: Quirks, model: str, body: bytes) -> bytes:
    """A chat body as the vendor takes it; the same object where nothing is to be changed."""
    unthinking = quirks.unthinking is not None and quirks.unthinking.search(model) is not None
    if not unthinking and not quirks.added and not any(mark in body for mark in quirks.marks):
        return body
    try:
        members: dict[str, Any] = dict(_MEMBERS.decode(body))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return body
    before = dict(members)
    _rename(quirks, members)
    _limit(quirks, members)
    _choose(quirks, members)
    _think(quirks, members)
    _encode(quirks, members)
    for name, value in quirks.added:
        members.setdefault(name, value)
    if unthinking and "enable_thinking" not in members and not _value(members.get("stream")):
        members["enable_thinking"] = False
    return body if members == before else msgspec.json.encode(members)


def _rename(quirks: Quirks, members: dict[str, Any]) -> None:
    for name, other in quirks.renamed:
        value = members.pop(name, None)
        if value is not None:
            members.setdefault(other, value)
    for name in quirks.refused:
        members.pop(name, None)


def _limit(quirks: Quirks, members: dict[str, Any]) -> None:
    for name, least, most in quirks.ranges:
        value = _value(members.get(name))
        if isinstance(value, int | float) and not isinstance(value, bool):
            within = min(most, max(least, value))
            if within != value:
                members[name] = within


def _choose(quirks: Quirks, members: dict[str, Any]) -> None:
    if not quirks.tool_choices or "tool_choice" not in members:
        return
    choice = _value(members["tool_choice"])
    word = _NAMED if isinstance(choice, dict) else choice
    if word is not None and word not in quirks.tool_choices:
        members["tool_choice"] = "auto"


def _think(quirks: Quirks, members: dict[str, Any]) -> None:
    """``reasoning_effort`` in the vendor's words, unless the client used them itself."""
    effort = _value(members.get("reasoning_effort"))
    if not quirks.thinking or not isinstance(effort, str):
        return
    off = effort in _OFF
    if quirks.thinking == "type" and "thinking" not in members:
        members["thinking"] = {"type": "disabled" if off else "enabled"}
    elif quirks.thinking == "switch" and "enable_thinking" not in members:
        members["enable_thinking"] = not off
    if effort not in quirks.efforts:
        del members["reasoning_effort"]


def _encode(quirks: Quirks, members: dict[str, Any]) -> None:
    if quirks.encodings and _value(members.get("encoding_format")) not in quirks.encodings:
        members.pop("encoding_format", None)


def _value(raw: Any) -> Any:
    if not isinstance(raw, msgspec.Raw):
        return raw
    try:
        return json.loads(bytes(raw))
    except (ValueError, RecursionError):
        return None
