"""OpenAI's request for pictures as iFlytek's, and what it drew as OpenAI's answer.

https://www.xfyun.cn/doc/spark/ImageGeneration.html: one picture a request, in one of ten sizes,
which cost 6 to 14 of the points that iFlytek sells.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gateway.errors import DialectError
from gateway.providers.abilities import TaskStep
from gateway.providers.base import UpstreamRequest
from gateway.providers.bodies import dumped
from gateway.providers.media.picture_answers import only_one, own_members, packed, request_of
from gateway.providers.media.picture_sizes import nearest_ratio, sides

PATH = "/v2.1/tti"
_DOMAIN = "general"
_SHAPES = {"1:1": 1.0, "4:3": 4 / 3, "3:4": 0.75, "16:9": 16 / 9, "9:16": 9 / 16}
_SIZES = {
    "1:1": ((512, 512), (640, 640), (768, 768), (1024, 1024)),
    "4:3": ((640, 480), (680, 512)),
    "3:4": ((512, 680),),
    "16:9": ((640, 360), (1280, 720)),
    "9:16": ((720, 1280),),
}


def picture(body: bytes, ident: str) -> bytes:
    """The request of the application ``ident``. Raises Unconvertible."""
    asked = request_of(body)
    only_one(asked)
    chat: dict[str, Any] = {"domain": _DOMAIN}
    if (size := _size(asked.get("size"))) is not None:
        chat["width"], chat["height"] = size
    said = {"role": "user", "content": asked.get("prompt") or ""}
    made = {
        "header": {"app_id": ident},
        "parameter": {"chat": {**chat, **own_members(asked)}},
        "payload": {"message": {"text": [said]}},
    }
    return dumped(made)


def _size(size: Any) -> tuple[int, int] | None:
    """The nearest of the sizes of the nearest shape; None for the vendor's own, 512x512."""
    shape, wanted = nearest_ratio(size, _SHAPES), sides(size)
    if shape is None or wanted is None:
        return None
    pixels = wanted[0] * wanted[1]
    return min(_SIZES[shape], key=lambda each: abs(each[0] * each[1] - pixels))


def step(request: UpstreamRequest, value: Mapping[str, Any]) -> TaskStep | None:
    """The answer with the picture; None where ``value`` is an error. Raises DialectError."""
    header = value.get("header")
    if not isinstance(header, dict) or header.get("code"):
        return None
    found: Any = value.get("payload")
    for name in ("choices", "text"):
        found = found.get(name) if isinstance(found, dict) else None
    texts = found if isinstance(found, list) else []
    told = [each.get("content") for each in texts if isinstance(each, dict)]
    made = [each for each in told if isinstance(each, str) and each]
    if not made:
        raise DialectError("the answer holds no picture", "payload")
    return packed(request.asked, made)
