"""OpenAI's request for pictures as the input of a prediction, and what it made as OpenAI's answer.

Every model has inputs of its own; those that it does not know are ignored.
https://replicate.com/docs/reference/http and the schemas of the official models that draw
(https://replicate.com/collections/text-to-image).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from gateway.errors import DialectError
from gateway.providers.abilities import TaskStep
from gateway.providers.base import UpstreamRequest
from gateway.providers.dashscope.images import answer_with
from gateway.providers.media.picture_answers import own_members, packed, request_of
from gateway.providers.media.picture_sizes import nearest_ratio, sides
from gateway.providers.replicate.predictions import refused, with_inputs

_WIDE = {"1:1": 1.0, "9:16": 9 / 16, "16:9": 16 / 9}
_THIRDS = {"2:3": 2 / 3, "3:2": 1.5}
_QUARTERS = {"3:4": 0.75, "4:3": 4 / 3}
_RATIOS = (
    (re.compile(r"imagen"), {**_WIDE, **_QUARTERS}),
    (re.compile(r"gpt-image"), {"1:1": 1.0, **_THIRDS}),
    (re.compile(r"stable-diffusion-3"), {**_WIDE, **_THIRDS, "4:5": 0.8, "5:4": 1.25}),
    (re.compile(r""), {**_WIDE, **_THIRDS, **_QUARTERS}),
)
"""What models refuse is another ratio than theirs; the last ones are those of all others."""
_BY_SIDES = re.compile(r"sdxl|stable-diffusion(?!-3)|playground|kandinsky|dreamshaper|realvis")
_KINDS = {"jpeg": "jpg"}


def prediction_of(body: bytes, model: str) -> bytes:
    """The prediction, where a client says all inputs that are not OpenAI's itself."""
    asked = request_of(body)
    return prediction(asked, own_members(asked), model)


def prediction(asked: Mapping[str, Any], own: Mapping[str, Any], model: str) -> bytes:
    """The prediction with these inputs beside OpenAI's members."""
    given: dict[str, Any] = {"prompt": asked.get("prompt") or "", **own}
    _size(given, asked.get("size"), model)
    if (number := asked.get("n") or 1) != 1:
        given.setdefault("num_outputs", number)
    if kind := asked.get("output_format"):
        given.setdefault("output_format", _KINDS.get(str(kind), kind))
    if (quality := asked.get("output_compression")) is not None:
        given.setdefault("output_quality", quality)
    return with_inputs(given, model)


def _size(given: dict[str, Any], size: Any, model: str) -> None:
    """Where a client says neither ratio nor sides itself."""
    found = sides(size)
    if found is None or given.keys() & {"aspect_ratio", "width", "height", "size"}:
        return
    if _BY_SIDES.search(model):
        given["width"], given["height"] = found
        return
    ratios = next(each for pattern, each in _RATIOS if pattern.search(model))
    given["aspect_ratio"] = nearest_ratio(size, ratios)


def step(request: UpstreamRequest, value: Mapping[str, Any]) -> TaskStep:
    """What a prediction that is over made, or why it failed."""
    if (refusal := refused(value)) is not None:
        return refusal
    output = value.get("output")
    made = [each for each in (output if isinstance(output, list) else [output]) if each]
    urls = [each for each in made if isinstance(each, str)]
    if not urls or len(urls) != len(made):
        raise DialectError("the prediction made no picture")
    if all(each.startswith("data:") for each in urls):
        return packed(request.asked, urls)
    return answer_with(request, [{"url": each} for each in urls])
