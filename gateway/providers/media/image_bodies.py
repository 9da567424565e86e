"""OpenAI's request for pictures in the words of vendors that have its path and not its members.

Whose words is by the name a preset gives (``images``); a client that knows the vendor's own keeps
them. https://docs.x.ai/developers/model-capabilities/images/generation,
https://docs.siliconflow.cn/cn/api-reference/images/images-generations,
https://platform.minimax.io/docs/api-reference/image-generation-t2i, the types of Together's
package and, for Seedream, https://www.volcengine.com/docs/82379/1541523.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Mapping
from typing import Any

from gateway.providers.bodies import dumped
from gateway.providers.media.picture_sizes import nearest_ratio, sides, size_class

_RATIOS = {
    **{"1:1": 1.0, "3:4": 0.75, "4:3": 4 / 3, "9:16": 9 / 16, "16:9": 16 / 9},
    **{"2:3": 2 / 3, "3:2": 1.5},
}
_XAI_RATIOS = {**_RATIOS, "1:2": 0.5, "2:1": 2.0}
_MINIMAX_RATIOS = {**_RATIOS, "21:9": 21 / 9}
_XAI_QUALITIES = ("low", "medium", "high")
_SIZELESS = re.compile(r"image-edit", re.IGNORECASE)
_LEAST = (
    (re.compile(r"seedream-(?:5[.-]0-pro|4[.-]0)"), 1280 * 720),
    (re.compile(r"seedream-(?:4[.-]5|5)"), 2560 * 1440),
)
"""Pixels of a picture at least, by model."""


def worded(name: str, body: bytes) -> bytes:
    """The body as the vendor takes it; as it came where it is no object."""
    try:
        asked = json.loads(body)
    except (ValueError, RecursionError):
        return body
    if name not in _WORDS or not isinstance(asked, dict):
        return body
    return dumped(_WORDS[name](asked))


def words(name: str, asked: Mapping[str, Any]) -> dict[str, Any]:
    """The members of a request as the vendor has them; as they are where they are OpenAI's."""
    return _WORDS[name](asked) if name in _WORDS else dict(asked)


def _xai(asked: Mapping[str, Any]) -> dict[str, Any]:
    """A size is refused; there are ratios and, for the models since Imagine, two resolutions."""
    made = {name: value for name, value in asked.items() if name not in ("size", "style")}
    if made.get("quality") not in _XAI_QUALITIES:
        made.pop("quality", None)
    size = asked.get("size")
    if sides(size) is None or str(asked.get("model")).startswith("grok-2"):
        return made
    made.setdefault("aspect_ratio", nearest_ratio(size, _XAI_RATIOS))
    if size_class(size) != "1K":
        made.setdefault("resolution", "2k")
    return made


def _together(asked: Mapping[str, Any]) -> dict[str, Any]:
    """Width and height; data is ``base64`` when it is asked for, and ``b64_json`` when it comes."""
    made = {name: value for name, value in asked.items() if name != "size"}
    if made.get("response_format") == "b64_json":
        made["response_format"] = "base64"
    if (found := sides(asked.get("size"))) is not None:
        made.setdefault("width", found[0])
        made.setdefault("height", found[1])
    return made


def _siliconflow(asked: Mapping[str, Any]) -> dict[str, Any]:
    """Pictures come by address alone; those that are edited keep their size."""
    made = dict(asked)
    made.pop("response_format", None)
    size, number = made.pop("size", None), made.pop("n", None)
    edits = _SIZELESS.search(str(asked.get("model"))) is not None
    if sides(size) is not None and not edits:
        made.setdefault("image_size", size)
    if number is not None:
        made.setdefault("batch_size", number)
    return made


def minimax_alone(model: str) -> bool:
    """Whether MiniMax takes this model at a path of its own; later ones are asked as OpenAI's."""
    return model.startswith("image-01")


def _minimax(asked: Mapping[str, Any]) -> dict[str, Any]:
    if not minimax_alone(str(asked.get("model"))):
        return dict(asked)
    made = {name: value for name, value in asked.items() if name != "size"}
    if made.get("response_format") == "b64_json":
        made["response_format"] = "base64"
    sized = made.keys() & {"aspect_ratio", "width", "height"}
    if not sized and (ratio := nearest_ratio(asked.get("size"), _MINIMAX_RATIOS)) is not None:
        made["aspect_ratio"] = ratio
    return made


def _doubao(asked: Mapping[str, Any]) -> dict[str, Any]:
    """Seedream refuses sizes below its models' least, which OpenAI's usual ones are: they are drawn
    larger, in the same shape.
    """
    made = dict(asked)
    if made.get("n") == 1:
        del made["n"]
    size, model = sides(asked.get("size")), str(asked.get("model"))
    least = next((pixels for pattern, pixels in _LEAST if pattern.search(model)), 0)
    if size is not None and size[0] * size[1] < least:
        factor = math.sqrt(least / (size[0] * size[1]))
        made["size"] = "x".join(str(_even(side * factor)) for side in size)
    return made


def _even(side: float) -> int:
    """The next multiple of 16."""
    return math.ceil(round(side, 6) / 16) * 16


_WORDS: Mapping[str, Callable[[Mapping[str, Any]], dict[str, Any]]] = {
    "doubao": _doubao,
    "minimax": _minimax,
    "siliconflow": _siliconflow,
    "together": _together,
    "xai": _xai,
}
