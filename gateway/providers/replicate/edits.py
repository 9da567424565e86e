"""OpenAI's request for an edit as the input of a prediction: every model calls pictures otherwise.

After the schemas of the models (https://replicate.com/collections/image-editing, each model's
``/api`` page). A picture is an address or data.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gateway.errors import Unconvertible
from gateway.providers.media.picture_edits import masked_pictures, own_of_edit, pictures_given
from gateway.providers.media.picture_sizes import sides
from gateway.providers.replicate.pictures import prediction


@dataclass(frozen=True, slots=True)
class _Inputs:
    """What models of a name take: one picture, or a list of at most ``most`` (0: any number)."""

    pattern: re.Pattern[str]
    picture: str
    many: bool = False
    most: int = 0
    masked: bool = False
    shape: str = ""
    """The ratio that is asked for where a client asks for none, which is the picture's own."""


def _named(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_KNOWN = (
    _Inputs(_named(r"/flux-fill-"), "image", masked=True),
    _Inputs(_named(r"/flux-kontext-(?:pro|max|dev)"), "input_image"),
    _Inputs(_named(r"/flux-2-"), "input_images", True, 8, shape="match_input_image"),
    _Inputs(_named(r"/(?:nano-banana|seedream-[4-9])"), "image_input", True),
    _Inputs(_named(r"/qwen-image-edit-(?:plus|25\d\d)"), "image", True),
    _Inputs(_named(r"/qwen-image-edit$"), "image"),
    _Inputs(_named(r"/gpt-image-"), "input_images", True),
    _Inputs(_named(r"/wan-2\.7-image"), "images", True),
    _Inputs(_named(r"/p-image-edit"), "images", True),
    _Inputs(_named(r"/(?:seededit-|grok-imagine-image$|flux-dev$|hidream-e1)"), "image"),
    _Inputs(_named(r"^stability-ai/stable-diffusion-3"), "image"),
    _Inputs(_named(r"^stability-ai/(?:sdxl$|stable-diffusion-inpainting)"), "image", masked=True),
)


def edit_of(asked: Mapping[str, Any], model: str) -> bytes:
    """The prediction. Raises Unconvertible for a model whose pictures are not known here, for
    what it does not take, and for a mask of other models than those that repaint.
    """
    name, _, _ = model.partition(":")
    known = next((each for each in _KNOWN if each.pattern.search(name)), None)
    if known is None:
        why = "How this model takes pictures is not known here: name its own input, without edits"
        raise Unconvertible(why, "model")
    most = known.most if known.many else 1
    found, mask = (
        masked_pictures(asked, most) if known.masked else (pictures_given(asked, most), "")
    )
    given: dict[str, Any] = {known.picture: found if known.many else found[0]}
    if mask:
        given["mask"] = mask
    own = own_of_edit(asked)
    if known.shape and sides(asked.get("size")) is None:
        given["aspect_ratio"] = known.shape
    return prediction(asked, {**given, **own}, model)
