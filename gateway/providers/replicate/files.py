"""Files that are too large for Replicate's inputs as data: uploaded first, and named then.

https://replicate.com/docs/reference/http: data is for files of up to 256 KB; ``POST /v1/files``
takes what is larger, as Replicate's packages do with every file.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from gateway.errors import Unconvertible
from gateway.providers.base import Field, Operation, Pieces
from gateway.providers.bodies import dumped
from gateway.providers.media import packed
from gateway.providers.media.packed import Attached, as_form
from gateway.providers.media.picture_edits import bytes_of

PATH = "files"
_LARGEST = 256 * 1024
"""Bytes of a file that is told as data."""
_PICTURE = "data:image/"
_MOST = 20
"""Pictures of one prediction that are uploaded."""


@dataclass(frozen=True, slots=True)
class Held:
    """A prediction that waits for its files, and what was ``asked``."""

    body: bytes
    asked: bytes
    waits: bool
    """Whether its answer is waited for."""
    operation: Operation = Operation.CHAT
    sound: str = ""
    """The input that takes the sound which is uploaded; '' for pictures, which stand in it."""


@dataclass(frozen=True, slots=True)
class _Content:
    """See Field."""

    name: str
    filename: str | None


def hold(held: Held) -> bytes:
    """What an upload keeps of the prediction behind it."""
    told = {"body": held.body.decode(), "asked": held.asked.decode(), "waits": held.waits}
    return dumped({**told, "operation": held.operation.value, "sound": held.sound})


def held_by(kept: bytes) -> Held:
    told = json.loads(kept)
    body, asked = told["body"].encode(), told["asked"].encode()
    return Held(body, asked, told["waits"], Operation(told["operation"]), told["sound"])


def first_large(body: bytes) -> str:
    """The first picture that is to be uploaded; '' where all is said as it is, which most is.

    Raises Unconvertible for more of them than are uploaded, and for what is no base64.
    """
    if len(body) <= _LARGEST or _PICTURE.encode() not in body:
        return ""
    found = list(dict.fromkeys(_large(_input(body))))
    if len(found) > _MOST:
        raise Unconvertible(f"More than {_MOST} large images as data", "image")
    for each in found:
        bytes_of(each)
    return found[0] if found else ""


def uploaded(body: bytes, picture: str, address: str) -> bytes:
    """The prediction with ``address`` wherever the picture stood."""
    prediction = json.loads(body)
    prediction["input"] = {
        name: [address if each == picture else each for each in value]
        if isinstance(value, list)
        else (address if value == picture else value)
        for name, value in prediction["input"].items()
    }
    return dumped(prediction)


def form_of(picture: str) -> tuple[bytes, str]:
    """The form that uploads it, and its type."""
    mime, data = bytes_of(picture)
    name = f"picture.{mime.partition('/')[2].partition('+')[0]}"
    return as_form({}, Attached("content", name, mime, data))


def is_small(sound: Pieces) -> bool:
    """Whether it is told as data."""
    return len(sound) <= _LARGEST


def with_sound(held: Held, part: Field, sound: Pieces) -> packed.PackedFile:
    """The prediction with the sound in it."""
    prediction = json.loads(held.body)
    head = f"data:{packed.file_type(part)};base64,"

    def made(data: str) -> dict[str, Any]:
        return {**prediction, "input": {**prediction["input"], held.sound: f"{head}{data}"}}

    return packed.PackedFile(made, sound)


def sound_form(part: Field, sound: Pieces) -> packed.PackedForm:
    """The form that uploads it."""
    return packed.PackedForm((), _Content("content", part.filename), sound)


def with_address(held: Held, address: str) -> bytes:
    """The prediction whose file lies at ``address``: the sound, or the first large picture."""
    if not held.sound:
        return uploaded(held.body, first_large(held.body), address)
    prediction = json.loads(held.body)
    return dumped({**prediction, "input": {**prediction["input"], held.sound: address}})


def address_in(told: Mapping[str, Any]) -> str:
    """Where an upload lies; '' for an answer that tells of none."""
    urls = told.get("urls")
    found = urls.get("get") if isinstance(urls, dict) else None
    return found if isinstance(found, str) and found.startswith(("https://", "http://")) else ""


def _input(body: bytes) -> Mapping[str, Any]:
    told = json.loads(body).get("input")
    return told if isinstance(told, dict) else {}


def _large(given: Mapping[str, Any]) -> Iterator[str]:
    for value in given.values():
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, str) and each.startswith(_PICTURE):
                head, _, data = each.partition(",")
                if head.endswith(";base64") and len(data) * 3 // 4 > _LARGEST:
                    yield each
