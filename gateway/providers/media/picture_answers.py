"""OpenAI's answer with pictures, of data or of addresses, and which of a request's members are its.

https://platform.openai.com/docs/api-reference/images/create
"""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from gateway.errors import DialectError, Unconvertible
from gateway.providers.abilities import TaskStep
from gateway.providers.bodies import dumped

_OPENAIS = frozenset(
    {
        *("model", "prompt", "n", "size", "response_format", "quality", "style", "user"),
        *("background", "moderation", "output_format", "output_compression"),
        *("stream", "partial_images"),
    }
)
_KINDS = (
    (b"\x89PNG", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
)


def own_members(asked: Mapping[str, Any]) -> dict[str, Any]:
    """What of a request is none of OpenAI's members: the vendor's, which a client knows."""
    return {name: value for name, value in asked.items() if name not in _OPENAIS}


def request_of(body: bytes) -> dict[str, Any]:
    """A request that is put in other words. Raises Unconvertible where it cannot be read whole."""
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        value = None
    if not isinstance(value, dict):
        raise Unconvertible("The request cannot be read")
    return value


def only_one(asked: Mapping[str, Any]) -> None:
    """Raises Unconvertible where a model that draws one at a time is asked for several."""
    if (asked.get("n") or 1) != 1:
        raise Unconvertible("This model makes one picture a request", "n")


def media_type(picture: bytes) -> str:
    """What kind of picture begins so; '' for what is none that vendors make."""
    if picture[:4] == b"RIFF" and picture[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for head, kind in _KINDS if picture.startswith(head)), "")


def packed(
    asked: bytes, pictures: Iterable[str], usage: Mapping[str, Any] | None = None
) -> TaskStep:
    """The answer with pictures in base64: data, or an address that holds it where one was asked
    for. ``usage`` is OpenAI's.
    """
    by_address = object_of(asked).get("response_format") == "url"
    data = [_entry(each, by_address) for each in pictures]
    told = {"usage": dict(usage)} if usage else {}
    return answered({"created": int(time.time()), "data": data, **told})


def nothing_drawn(value: Mapping[str, Any]) -> TaskStep | None:
    """None, for an answer in which no picture was found: an error, whose words are read elsewhere.

    Raises DialectError for what would pass for pictures there, and be paid.
    """
    if isinstance(value.get("data"), list) or isinstance(value.get("images"), list):
        raise DialectError("the answer holds no picture")
    return None


def answered(value: Mapping[str, Any]) -> TaskStep:
    return TaskStep(answer=said(dumped(value)))


def failed(status: int, code: str, why: str) -> TaskStep:
    """What was made after all is nothing; ``status`` says whose fault it is."""
    kind = "invalid_request_error" if status < 500 else "server_error"
    error = {"error": {"code": code, "type": kind, "message": why}}
    return TaskStep(status=status, answer=said(dumped(error)))


def said(body: bytes) -> Callable[[Sequence[bytes]], bytes]:
    """What a step answers where nothing was fetched."""
    return lambda fetched: body


def object_of(body: bytes) -> dict[str, Any]:
    """Raises DialectError for what is no JSON object."""
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        raise DialectError("the answer is not JSON") from None
    if not isinstance(value, dict):
        raise DialectError("the answer is no JSON object")
    return value


def _entry(data: str, by_address: bool) -> dict[str, str]:
    """Vendors' data may already stand in an address."""
    if data.startswith("data:"):
        return {"url": data} if by_address else {"b64_json": data.partition(",")[2]}
    if not by_address:
        return {"b64_json": data}
    kind = media_type(_head(data)) or "image/png"
    return {"url": f"data:{kind};base64,{data}"}


def _head(data: str) -> bytes:
    try:
        return base64.b64decode(data[:16])
    except ValueError:
        return b""
