"""OpenAI's request for pictures in the words of vendors that have its path and not its members.

Whose words is by the name a preset gives (``images``); a client that knows the vendor's own keeps
them. https://docs.x.ai/developers/model-capabilities/images/generation,
https://docs.siliconflow.cn/cn/api-reference/images/images-generations,
https://platform.minimax.io/docs/api-reference/image-generation-t2i and the types of Together's
package.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from gateway.errors import Unconvertible
from gateway.providers.bodies import dumped
from gateway.providers.picture_edits import pictures_given
from gateway.providers.picture_sizes import nearest_ratio, sides, size_class

_RATIOS = {
    **{"1:1": 1.0, "3:4": 0.75, "4:3": 4 / 3, "9:16": 9 / 16, "16:9": 16 / 9},
    **{"2:3": 2 / 3, "3:2": 1.5},
}
_XAI_RATIOS = {**_RATIOS, "1:2": 0.5, "2:1": 2.0}
_MINIMAX_RATIOS = {**_RATIOS, "21:9": 21 / 9}
_XAI_QUALITIES = ("low", "medium", "high")
_OPENAIS_ALONE = (
    *("background", "input_fidelity", "moderation", "output_compression", "output_format"),
    *("partial_images", "stream"),
)


def worded(name: str, body: bytes) -> bytes:
    """The body as the vendor takes it; as it came where it is no object."""
    try:
        asked = json.loads(body)
    except (ValueError, RecursionError):
        return body
    if name not in _WORDS or not isinstance(asked, dict):
        return body
    made = _WORDS[name](asked)
    return dumped(made)


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


_XAI_EDITED = 3
"""Pictures of one edit at most."""


def xai_edit(body: bytes) -> bytes:
    """An edit as xAI takes it: one ``image``, or several ``images``, by address or as data.

    Raises Unconvertible for a mask, files kept at OpenAI, and more pictures than it takes.
    """
    try:
        asked = json.loads(body)
    except (ValueError, RecursionError):
        return body
    if not isinstance(asked, dict):
        return body
    given = [{"type": "image_url", "url": each} for each in pictures_given(asked)]
    if len(given) > _XAI_EDITED:
        raise Unconvertible(f"This model edits {_XAI_EDITED} pictures at most", "image")
    left = ("image", "images", "mask", *_OPENAIS_ALONE)
    made = {name: value for name, value in _xai(asked).items() if name not in left}
    made |= {"image": given[0]} if len(given) == 1 else {"images": given}
    return json.dumps(made, ensure_ascii=False, separators=(",", ":")).encode()


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
    """Pictures come by address alone."""
    made = dict(asked)
    made.pop("response_format", None)
    size, number = made.pop("size", None), made.pop("n", None)
    if sides(size) is not None:
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


_WORDS: Mapping[str, Callable[[Mapping[str, Any]], dict[str, Any]]] = {
    "minimax": _minimax,
    "siliconflow": _siliconflow,
    "together": _together,
    "xai": _xai,
}
