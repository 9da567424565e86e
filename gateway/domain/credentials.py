"""Credentials that are more than one word: parts joined by ``|``, and JSON documents.

``AK|SK|region``, ``region|project|{service account}``: one-api writes composite keys so, and a
channel key is one text whatever it is made of.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

SEPARATOR = "|"
HINT_CHARS = 4

_SHORTEST_PART = 16
"""Characters. Regions, application ids and projects are shorter, and no secret."""
_SECRET_MEMBERS = ("private_key", "private_key_id", "client_secret", "refresh_token")
_NAMING_MEMBERS = ("private_key_id", "client_id")


def split_keys(text: str) -> list[str]:
    """The keys in a pasted text, each once: words, and JSON objects in their shortest form.

    What stands before a JSON object without a space belongs to it.
    """
    return list(dict.fromkeys(_keys(text)))


def _keys(text: str) -> Iterator[str]:
    decoder = json.JSONDecoder()
    while True:
        start = text.find("{")
        value: Any = None
        while start >= 0:
            try:
                value, end = decoder.raw_decode(text, start)
                break
            except (ValueError, RecursionError):
                start = text.find("{", start + 1)
        if start < 0:
            yield from text.split()
            return
        before = text[:start]
        head = "" if not before or before[-1].isspace() else before.split()[-1]
        yield from before[: len(before) - len(head)].split()
        yield head + compact(value)
        text = text[end:]


def compact(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"))


def document_of(key: str) -> dict[str, Any] | None:
    """The JSON object a key is, or ends with; None for other keys."""
    start = key.find("{")
    if start < 0 or (start and key[start - 1] != SEPARATOR):
        return None
    try:
        value = json.loads(key[start:])
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def parts_of(key: str) -> tuple[str, ...]:
    """The parts of a composite key before its JSON document, if it ends with one."""
    start = key.find("{")
    plain = key if start < 0 else key[:start].rstrip(SEPARATOR)
    return tuple(part.strip() for part in plain.split(SEPARATOR)) if plain else ()


def secret_parts(key: str) -> tuple[str, ...]:
    """What of a composite key must not be shown, beside the whole: none for a plain one."""
    document = document_of(key)
    if document is not None:
        return tuple(_secrets_in(document))
    if SEPARATOR not in key:
        return ()
    return tuple(part for part in parts_of(key) if len(part) >= _SHORTEST_PART)


def _secrets_in(document: dict[str, Any]) -> Iterator[str]:
    for member in _SECRET_MEMBERS:
        value = document.get(member)
        if isinstance(value, str) and value:
            yield value
            # A PEM may be quoted line by line.
            lines = value.split("\n")
            yield from (line for line in lines if len(lines) > 1 and len(line) >= _SHORTEST_PART)


def hint_of(key: str) -> str:
    """The end by which a person recognises a key, never more than a quarter of what it is taken of.

    A composite key's first long part names it (an access key id); a document's key id does.
    """
    document = document_of(key)
    if document is not None:
        found = (document.get(member) for member in _NAMING_MEMBERS)
        key = next((value for value in found if isinstance(value, str) and value), "")
    elif SEPARATOR in key:
        key = next(iter(secret_parts(key)), key)
    return key[-min(HINT_CHARS, len(key) // 4) :] if len(key) >= 4 else ""
