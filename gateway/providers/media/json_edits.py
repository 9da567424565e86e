"""Vendors that speak OpenAI's interface, and take pictures to edit as JSON in words of their own.

Whose words is by the name a preset gives (``images``); a client that knows the vendor's own keeps
them. https://docs.x.ai/developers/model-capabilities/images/editing,
https://docs.together.ai/docs/inference/images/reference-images,
https://docs.siliconflow.cn/api-reference/images/images-generations,
https://platform.minimax.io/docs/api-reference/image-generation-i2i,
https://www.volcengine.com/docs/82379/1541523 (Seedream) and
https://cloud.baidu.com/doc/qianfan-api/s/Rm9m76ekf.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from gateway.errors import Unconvertible
from gateway.providers.abilities import FormsAsJson
from gateway.providers.base import Endpoint, Operation, UpstreamRequest
from gateway.providers.bodies import dumped
from gateway.providers.media import image_bodies
from gateway.providers.media.picture_answers import only_one, request_of
from gateway.providers.media.picture_edits import masked_pictures, own_of_edit, pictures_given
from gateway.providers.openai_compatible import OPENAI_CHAT, OpenAICompatible

_OPENAIS = ("model", "prompt", "n", "size", "response_format", "user")
_TAKES_TOO = {"xai": ("quality",), "together": ("output_format",), "minimax": ("style",)}
"""Members of OpenAI's name that a vendor has beside those."""
_THREE = re.compile(r"grok-2|grok-imagine-image(?:-20\d\d.*)?$")
_ONE_URL = re.compile(r"flux\.1.*kontext", re.IGNORECASE)
_SEVERAL = re.compile(r"kolors", re.IGNORECASE)
_MANY = re.compile(r"edit-25\d\d|edit-plus", re.IGNORECASE)
_REPAINTS = re.compile(r"irag", re.IGNORECASE)
_SINGLE = re.compile(r"seededit", re.IGNORECASE)


class JsonEdits(OpenAICompatible, FormsAsJson):
    """See Provider."""

    def wants_json(self, operation: Operation, endpoint: Endpoint) -> bool:
        """See FormsAsJson."""
        return operation is Operation.IMAGE_EDITS

    def request(
        self,
        operation: Operation,
        dialect: str,
        endpoint: Endpoint,
        body: bytes,
        client_headers: Mapping[str, str],
        *,
        stream: bool,
    ) -> UpstreamRequest:
        if operation is not Operation.IMAGE_EDITS or operation not in self.operations:
            return super().request(
                operation, dialect, endpoint, body, client_headers, stream=stream
            )
        name = self.preset.images
        own = edited(name, body)
        return self.sent(_PATHS[name], OPENAI_CHAT, endpoint, own, client_headers, stream=stream)


def edited(name: str, body: bytes) -> bytes:
    """The request as the vendor takes it. Raises Unconvertible for what it does not take."""
    asked = request_of(body)
    kept = (*_OPENAIS, *_TAKES_TOO.get(name, ()))
    plain = {member: asked[member] for member in kept if asked.get(member) is not None}
    own = own_of_edit(asked)
    given = _GIVEN[name](asked)
    if name == "qianfan":
        plain.pop("response_format", None)  # its pictures come by address alone
    made = image_bodies.words(name, {**plain, **own})
    if name == "xai" and "image" in given and _THREE.match(str(asked.get("model"))):
        # Before Imagine 2.0 a single picture keeps its shape, and another one is refused.
        made = {**made, "aspect_ratio": own.get("aspect_ratio")}
    return dumped({**{key: value for key, value in made.items() if value is not None}, **given})


def _xai(asked: Mapping[str, Any]) -> dict[str, Any]:
    """One ``image``, or several ``images``: five since Imagine 2.0, three before."""
    most = 3 if _THREE.match(str(asked.get("model"))) else 5
    given = [{"type": "image_url", "url": each} for each in pictures_given(asked, most)]
    return {"image": given[0]} if len(given) == 1 else {"images": given}


def _together(asked: Mapping[str, Any]) -> dict[str, Any]:
    """Kontext takes one picture, and by a name of its own."""
    if _ONE_URL.search(str(asked.get("model"))):
        return {"image_url": pictures_given(asked, 1)[0]}
    return {"reference_images": pictures_given(asked)}


def _siliconflow(asked: Mapping[str, Any]) -> dict[str, Any]:
    """``image``, ``image2`` and ``image3``; the last two are Qwen-Image-Edit-2509's alone."""
    model = str(asked.get("model"))
    if not _SEVERAL.search(model):
        only_one(asked)
    found = pictures_given(asked, 3 if _MANY.search(model) else 1)
    return dict(zip(("image", "image2", "image3"), found, strict=False))


def _minimax(asked: Mapping[str, Any]) -> dict[str, Any]:
    """Whom the picture shows; MiniMax knows characters alone."""
    if not image_bodies.minimax_alone(str(asked.get("model"))):
        raise Unconvertible("This model takes no pictures", "model")
    found = pictures_given(asked)
    return {"subject_reference": [{"type": "character", "image_file": each} for each in found]}


def _doubao(asked: Mapping[str, Any]) -> dict[str, Any]:
    only_one(asked)
    found = pictures_given(asked, 1 if _SINGLE.search(str(asked.get("model"))) else 14)
    return {"image": found[0] if len(found) == 1 else found}


def _qianfan(asked: Mapping[str, Any]) -> dict[str, Any]:
    """ERNIE iRAG repaints where a mask is white, and varies the picture where there is none."""
    if not _REPAINTS.search(str(asked.get("model"))):
        found = pictures_given(asked, 3)
        return {"image": found[0] if len(found) == 1 else found}
    found, mask = masked_pictures(asked, 1)
    if mask:
        return {"image": found[0], "mask": mask}
    return {"image": found[0]} | ({} if asked.get("feature") else {"feature": "variation"})


_GIVEN: Mapping[str, Callable[[Mapping[str, Any]], dict[str, Any]]] = {
    "doubao": _doubao,
    "minimax": _minimax,
    "qianfan": _qianfan,
    "siliconflow": _siliconflow,
    "together": _together,
    "xai": _xai,
}
_PATHS: Mapping[str, str] = {
    "doubao": Operation.IMAGES.value,
    "minimax": "image_generation",
    "qianfan": Operation.IMAGE_EDITS.value,
    "siliconflow": Operation.IMAGES.value,
    "together": Operation.IMAGES.value,
    "xai": Operation.IMAGE_EDITS.value,
}
