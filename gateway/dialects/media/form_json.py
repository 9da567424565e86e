"""A form of pictures to edit as OpenAI's JSON of the same request; a form with sound likewise.

After OpenAI's API reference (Images, edit): ``images`` and ``mask`` are ``{"image_url"}``, here
with the data itself. OpenAI has no JSON for sound: ``file`` is its data's address.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from typing import Any

from gateway.dialects import wire
from gateway.dialects.media.forms import Form
from gateway.errors import Unconvertible

MOST = 20 * 2**20
"""Bytes of all files: what vendors take in JSON is of that order."""
_NUMBERS = ("n", "output_compression", "partial_images")
_PICTURES = (
    (b"\x89PNG", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"RIFF", "image/webp"),
    (b"GIF8", "image/gif"),
)
_SOUNDS = (
    *((b"RIFF", "audio/wav"), (b"fLaC", "audio/flac"), (b"OggS", "audio/ogg")),
    *((b"ID3", "audio/mp3"), (b"\xff\xfb", "audio/mp3"), (b"\xff\xf3", "audio/mp3")),
    *((b"\xff\xf2", "audio/mp3"), (b"\xff\xf1", "audio/aac"), (b"\xff\xf9", "audio/aac")),
    *((b"FORM", "audio/aiff"), (b"\x1aE\xdf\xa3", "audio/webm")),
)


def as_json(form: Form, model: str) -> bytes:
    """The request under ``model``.

    Raises Unconvertible for files that are neither pictures nor, as ``file``, sound, or too large
    together.
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
            raise Unconvertible(f"All files may have {MOST >> 20} MB together here", name)
        if name == "file":
            fields[name] = _address(form.value(part), name, _sound(form.value(part)))
            continue
        data = form.value(part)
        picture = {"image_url": _address(data, name, _known(_PICTURES, data))}
        if name == "mask":
            fields[name] = picture
        else:
            pictures.append(picture)
    return wire.dumps({**fields, "images": pictures} if pictures else fields)


def _value(name: str, text: str) -> Any:
    if name in _NUMBERS and text.isdecimal() and len(text) < 10:
        return int(text)
    return text == "true" if name == "stream" else text


def _known(kinds: Sequence[tuple[bytes, str]], data: bytes) -> str:
    return next((kind for head, kind in kinds if data.startswith(head)), "")


def _sound(data: bytes) -> str:
    return "audio/mp4" if data[4:8] == b"ftyp" else _known(_SOUNDS, data)


def _address(data: bytes, name: str, kind: str) -> str:
    if not kind:
        raise Unconvertible("The file is of no kind that is known here", name)
    return f"data:{kind};base64,{base64.b64encode(data).decode()}"
