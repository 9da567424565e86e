"""OpenAI's request for a picture as NVIDIA's models take it, and what they drew.

https://docs.api.nvidia.com/nim/reference/black-forest-labs-flux_1-dev-infer (and its neighbours),
https://docs.nvidia.com/nim/visual-genai/latest/api/flux.1-dev.html
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gateway.providers.abilities import TaskStep
from gateway.providers.bodies import dumped
from gateway.providers.media.picture_answers import (
    failed,
    nothing_drawn,
    only_one,
    own_members,
    packed,
    request_of,
)
from gateway.providers.media.picture_sizes import nearest_ratio, sides

_RATIOS = {
    **{"1:1": 1.0, "16:9": 16 / 9, "9:16": 9 / 16, "5:4": 1.25, "4:5": 0.8},
    **{"3:2": 1.5, "2:3": 2 / 3},
}
_BY_RATIO = "stable-diffusion-3-medium"
_STOPPED = "CONTENT_FILTERED"
_DONE = frozenset({"SUCCESS", "NULL", ""})


def picture(body: bytes, model: str, *, hosted: bool) -> bytes:
    """The request; a size where the model takes one: NVIDIA's own host has FLUX in one alone.

    Raises Unconvertible for several pictures.
    """
    asked = request_of(body)
    only_one(asked)
    made: dict[str, Any] = {"prompt": asked.get("prompt") or "", **own_members(asked)}
    found = sides(asked.get("size"))
    if found is not None and hosted and _BY_RATIO in model:
        made.setdefault("aspect_ratio", nearest_ratio(asked["size"], _RATIOS))
    elif found is not None and not hosted:
        made.setdefault("width", found[0])
        made.setdefault("height", found[1])
    return dumped(made)


def drawn(asked: bytes, value: Mapping[str, Any]) -> TaskStep | None:
    """The pictures of an answer; None where it is an error. Older models tell one as ``image``."""
    listed = value.get("artifacts")
    rows = [row for row in listed if isinstance(row, dict)] if isinstance(listed, list) else []
    if "image" in value:
        rows = [{"base64": value["image"], "finishReason": value.get("finish_reason")}]
    reasons = [str(row.get("finishReason") or "") for row in rows]
    if not rows:
        return nothing_drawn(value)
    made = [
        str(row["base64"])
        for row, reason in zip(rows, reasons, strict=True)
        if row.get("base64") and reason in _DONE
    ]
    if made:
        return packed(asked, made)
    if _STOPPED in reasons:
        return failed(400, "content_policy_violation", "The picture was stopped by a filter")
    return failed(502, "generation_failed", f"The picture was not made: {reasons[0]}")
