"""A form of pictures to edit as OpenAI's JSON of the same request.

After OpenAI's API reference (Images, edit): ``images`` and ``mask`` are ``{"image_url"}``, here
with the data itself.
"""

from __future__ import annotations

import base64
from typing import Any

from gateway.dialects import wire
from gateway.dialects.media.forms import Form
from gateway.errors import Unconvertible

MOST = 20 * 2**20
"""Bytes of all pictures: what vendors take in JSON is of that order."""
_NUMBERS = ("n", "output_compression", "partial_images")
_KINDS = (
    (b"\x89PNG", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"RIFF", "image/webp"),
    (b"GIF8", "image/gif"),
)


def as_json(form: Form, model: str) -> bytes:
    """The request under ``model``.

    Raises Unconvertible for files that are no pictures, or too large together.
    """
    fields: dict[str, Any] = {"model": model}
    pictures: list[dict[str, str]] = []
    size = 0
    for part in form.parts:
        name = part.name.removesuffix("[]")
        if part.filename is None:
            if name != "model":
                fields[name] = _value(name, form.value(part).decode("utf-8", "replace"))
            continue
        size += part.end - part.start
        if size > MOST:
            raise Unconvertible(f"All pictures may have {MOST >> 20} MB together here", name)
        picture = {"image_url": _address(form.value(part), name)}
        if name == "mask":
            fields[name] = picture
        else:
            pictures.append(picture)
    return wire.dumps({**fields, "images": pictures} if pictures else fields)


def _value(name: str, text: str) -> Any:
    if name in _NUMBERS and text.isdecimal() and len(text) < 10:
        return int(text)
    return text == "true" if name == "stream" else text


def _address(data: bytes, name: str) -> str:
    kind = next((kind for head, kind in _KINDS if data.startswith(head)), None)
    if kind is None:
        raise Unconvertible("The file is no PNG, JPEG, WebP or GIF", name)
    return f"data:{kind};base64,{base64.b64encode(data).decode()}"
