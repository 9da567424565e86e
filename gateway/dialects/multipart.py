"""Uploads in multipart/form-data (RFC 7578): where each field's value stands."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gateway.errors import DialectError

_BOUNDARY = re.compile(r'boundary=(?:"([^"]{1,200})"|([^\s;"]{1,200}))', re.IGNORECASE)
_NAME = re.compile(rb'[;\s]name="((?:[^"\\]|\\.)*)"|[;\s]name=([^\s;"]+)', re.IGNORECASE)
_MOST_PARTS = 100


@dataclass(frozen=True, slots=True)
class Field:
    """A value is the body's bytes from ``start`` to ``end``."""

    name: str
    start: int
    end: int
    is_file: bool


def fields(body: bytes, content_type: str) -> list[Field]:
    """The fields of an upload. Raises DialectError for what is none."""
    found = _BOUNDARY.search(content_type)
    if found is None or not content_type.lower().lstrip().startswith("multipart/form-data"):
        raise DialectError("Expected multipart/form-data with a boundary")
    delimiter = b"--" + (found[1] or found[2]).encode("latin-1", "replace")
    at = body.find(delimiter)
    found_fields: list[Field] = []
    while at >= 0 and not body.startswith(b"--", at + len(delimiter)):
        head_end = body.find(b"\r\n\r\n", at)
        end = body.find(b"\r\n" + delimiter, head_end)
        if head_end < 0 or end < 0 or len(found_fields) >= _MOST_PARTS:
            raise DialectError("The upload cannot be read")
        head = body[at + len(delimiter) : head_end]
        name = _NAME.search(head)
        if name is not None:
            text = (name[1] or name[2] or b"").decode("utf-8", "replace")
            is_file = b"filename" in head.lower()
            found_fields.append(Field(text, head_end + 4, end, is_file))
        at = end + 2
    if at < 0 or not found_fields:
        raise DialectError("The upload's boundary is not in it")
    return found_fields
