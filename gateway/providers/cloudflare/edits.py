"""Pictures that Workers AI's models edit: FLUX.2 takes up to four as files of its form, Stable
Diffusion and its kin one in base64, beside which its inpainting model takes a mask.

https://developers.cloudflare.com/changelog/2025-11-25-flux-2-dev-workers-ai/,
https://developers.cloudflare.com/workers-ai/models/stable-diffusion-v1-5-img2img/ and
``AiTextToImageInput`` of @cloudflare/workers-types 5.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from gateway.errors import Unconvertible
from gateway.providers.bodies import dumped
from gateway.providers.media import packed
from gateway.providers.media.picture_answers import only_one
from gateway.providers.media.picture_edits import (
    bytes_of,
    data_of,
    masked_pictures,
    own_of_edit,
    pictures_given,
)
from gateway.providers.media.picture_sizes import sides

_FORM = "flux-2-"
_MOST = 4
_MOST_MASK = 1 << 20
"""Bytes, each of which becomes a number in JSON."""
_REDRAWS = re.compile(r"stable-diffusion|dreamshaper", re.IGNORECASE)
_REPAINTS = re.compile(r"inpainting", re.IGNORECASE)


def edit_body(asked: Mapping[str, Any], model: str) -> tuple[bytes, str]:
    """The request for an edit, and its content type; pictures are taken as data alone.

    Raises Unconvertible, also for models that take no pictures.
    """
    only_one(asked)
    made: dict[str, Any] = {"prompt": asked.get("prompt") or "", **own_of_edit(asked)}
    size = sides(asked.get("size"))
    if size is not None:
        made.setdefault("width", size[0])
        made.setdefault("height", size[1])
    if _FORM in model:
        found = pictures_given(asked, _MOST)
        files = [
            packed.Attached(f"input_image_{at}", f"input_image_{at}", *bytes_of(each))
            for at, each in enumerate(found)
        ]
        return packed.as_form(made, *files)
    if _REDRAWS.search(model) is None:
        raise Unconvertible("This model takes no pictures", "model")
    repaints = _REPAINTS.search(model) is not None
    found, mask = masked_pictures(asked, 1) if repaints else (pictures_given(asked, 1), "")
    made["image_b64"] = data_of(found[0])[1]
    if mask:
        made["mask"] = _numbers(mask)
    elif repaints:
        raise Unconvertible("This model repaints where a mask says", "mask")
    return dumped(made), "application/json"


def _numbers(mask: str) -> list[int]:
    """A mask's bytes as JSON has them. Raises Unconvertible for a large one."""
    _, data = bytes_of(mask, "mask")
    if len(data) > _MOST_MASK:
        raise Unconvertible(f"A mask may have {_MOST_MASK >> 20} MB here", "mask")
    return list(data)
