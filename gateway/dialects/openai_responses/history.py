"""A conversation out of responses that were kept one by one, and its items as clients list them.

After OpenAI's API reference (responses, input items, conversation state; 2026-11).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from gateway.dialects import wire
from gateway.errors import DialectError

Item = dict[str, Any]

_OWN = frozenset(
    {
        *("message", "reasoning", "function_call", "custom_tool_call"),
        *("function_call_output", "custom_tool_call_output"),
    }
)
"""Items whose id and status mean nothing to whoever did not make them."""
_PREFIXES = {
    "message": "msg",
    "reasoning": "rs",
    "function_call": "fc",
    "function_call_output": "fco",
    "custom_tool_call": "ctc",
    "custom_tool_call_output": "ctco",
}
_AS_READ = ("status", "logprobs")
_ELSEWHERE = ("conversation", "prompt")
MOST_LISTED = 100


def is_whole(request: bytes) -> bool:
    """Whether a request says all that its model was told: nothing of it is kept elsewhere."""
    members = wire.members(request)
    for name in _ELSEWHERE:
        value = members.get(name)
        if value is not None and bytes(value).strip() != b"null":
            return False
    return b'"item_reference"' not in bytes(members.get("input", b""))


def own_items(given: Any) -> list[Item]:
    """A request's input as items."""
    if isinstance(given, str):
        return [{"type": "message", "role": "user", "content": given}]
    found = given if isinstance(given, list) else []
    return [_typed(item) for item in found if isinstance(item, dict)]


def _typed(item: Item) -> Item:
    return {"type": "message", **item} if item.get("type") is None and "role" in item else item


def continued(request: bytes, history: Sequence[Item]) -> bytes:
    """``request`` with ``history`` before its own input, going on from nothing else.

    Raises DialectError for an input that is neither text nor a list.
    """
    members = wire.members(request)
    given = wire.loads(members["input"]) if "input" in members else []
    if not isinstance(given, str | list):
        raise DialectError("input must be a string or a list of items", "input")
    earlier = [_told(item) for item in history]
    own = own_items(given) if isinstance(given, str) else given
    members.pop("previous_response_id", None)
    members["input"] = wire.as_raw(wire.dumps([*earlier, *own]))
    return wire.encode(members)


def references(request: bytes) -> set[str]:
    """Ids of the items that a request only refers to."""
    if b'"item_reference"' not in request:
        return set()
    given = wire.loads(wire.members(request).get("input", b"null"))
    found = given if isinstance(given, list) else []
    return {str(item["id"]) for item in found if _is_reference(item)}


def resolved(request: bytes, known: Mapping[str, Item]) -> bytes:
    """``request`` with the ``known`` items, by their ids, instead of references to them."""
    given = wire.loads(wire.members(request)["input"])
    items = [
        _told(known[item["id"]]) if _is_reference(item) and item["id"] in known else item
        for item in given
    ]
    return wire.edit(request, {"input": items})


def _is_reference(item: Any) -> bool:
    return (
        isinstance(item, dict)
        and item.get("type") == "item_reference"
        and isinstance(item.get("id"), str)
    )


def _told(item: Item) -> Item:
    """An item for a model that has not seen it: without what names it where it was made."""
    if str(item.get("type")) not in _OWN:
        return item
    told = {name: value for name, value in item.items() if name not in ("id", *_AS_READ)}
    content = told.get("content")
    if isinstance(content, list):
        told["content"] = [_told_part(part) for part in content]
    return told


def _told_part(part: Any) -> Any:
    if not isinstance(part, dict):
        return part
    return {name: value for name, value in part.items() if name not in _AS_READ}


def listed(response_id: str, items: Sequence[Item]) -> list[Item]:
    """Items as they are read back: each with an id that is always the same, messages in parts."""
    shown = []
    for number, item in enumerate(items):
        kind = str(item.get("type"))
        whole = {"type": kind, **item}
        if not isinstance(whole.get("id"), str) or not whole["id"]:
            digest = hashlib.sha256(f"{response_id}#{number}".encode()).hexdigest()[:48]
            whole["id"] = f"{_PREFIXES.get(kind, 'item')}_{digest}"
        if kind in _OWN and kind != "reasoning":
            whole.setdefault("status", "completed")
        if kind == "message" and isinstance(whole.get("content"), str):
            whole["content"] = [_part(whole)]
        shown.append(whole)
    return shown


def _part(message: Item) -> Item:
    text = message["content"]
    if message.get("role") != "assistant":
        return {"type": "input_text", "text": text}
    return {"type": "output_text", "text": text, "annotations": []}


def page(items: Sequence[Item], after: str, limit: int, *, newest_first: bool) -> Item:
    """OpenAI's list of ``limit`` items behind ``after``. Raises DialectError for an unknown one."""
    ordered = list(reversed(items)) if newest_first else list(items)
    start = 0
    if after:
        found = [index for index, item in enumerate(ordered) if item["id"] == after]
        if not found:
            raise DialectError(f"There is no item with id '{after}'.", "after")
        start = found[0] + 1
    data = ordered[start : start + limit]
    return {
        "object": "list",
        "data": data,
        "first_id": data[0]["id"] if data else "",
        "last_id": data[-1]["id"] if data else "",
        "has_more": start + limit < len(ordered),
    }
