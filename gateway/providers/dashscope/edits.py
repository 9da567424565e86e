"""DashScope's edits of pictures: of most models as the answer of a conversation, of older ones by a
task.

https://help.aliyun.com/zh/model-studio/qwen-image-edit-api,
https://docs.qwencloud.com/api-reference/image-generation/wan26-image-gen-edit/synchronous,
https://docs.qwencloud.com/api-reference/image-generation/wan25-general-image-editing/create-task
and, for ``wanx2.1-imageedit``, the package dashscope 2.0 (``aigc/image_synthesis.py``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from gateway.errors import Unconvertible
from gateway.providers.bodies import dumped
from gateway.providers.dashscope import images as dashscope_images
from gateway.providers.media.picture_edits import masked_pictures, own_of_edit, pictures_given

_AS_TASK = "/api/v1/services/aigc/image2image/image-synthesis"
_EDITS = re.compile(
    r"qwen-image-(?:edit|[2-9])|wan\d+(?:\.\d+)?-(?:image|i2i)|wanx\d+(?:\.\d+)?-imageedit"
)
_REPAINTS = re.compile(r"imageedit")
_MOST = ((re.compile(r"wan2\.6"), 4), (re.compile(r"wan(?:2\.[7-9]|[3-9])"), 9))
_BESIDE = ("negative_prompt", "function")
_SIZELESS = "qwen-image-edit"
"""A model, and no other one of that name's beginning."""


def path_of(model: str) -> str:
    return dashscope_images.path_of(model) if dashscope_images.converses(model) else _AS_TASK


def own_body(asked: Mapping[str, Any], model: str) -> bytes:
    """OpenAI's request for an edit as DashScope's.

    Raises Unconvertible for models that take no pictures, and for more than they take.
    """
    named = model.lower()
    if _EDITS.match(named) is None:
        raise Unconvertible("This model takes no pictures", "model")
    own = own_of_edit(asked)
    prompt = asked.get("prompt") or ""
    if dashscope_images.converses(model):
        given: dict[str, Any] = _conversation(asked, named, prompt)
    else:
        given = {"prompt": prompt, **_task(asked, named, own)}
    parameters = {**own, "n": asked.get("n") or 1}
    if (size := dashscope_images.own_size(asked)) and named != _SIZELESS:
        parameters.setdefault("size", size)
    return dumped({"model": asked.get("model"), "input": given, "parameters": parameters})


def _conversation(asked: Mapping[str, Any], model: str, prompt: Any) -> dict[str, Any]:
    most = next((each for pattern, each in _MOST if pattern.match(model)), 3)
    parts = [{"image": each} for each in pictures_given(asked, most)]
    return {"messages": [{"role": "user", "content": [*parts, {"text": prompt}]}]}


def _task(asked: Mapping[str, Any], model: str, own: dict[str, Any]) -> dict[str, Any]:
    """The pictures, and what of the client's ``own`` members is told beside them."""
    beside: dict[str, Any] = {name: own.pop(name) for name in _BESIDE if name in own}
    if _REPAINTS.search(model) is None:
        return {"images": pictures_given(asked, 3), **beside}
    found, mask = masked_pictures(asked, 1)
    function = "description_edit_with_mask" if mask else "description_edit"
    masked = {"mask_image_url": mask} if mask else {}
    return {"base_image_url": found[0], **masked, "function": function, **beside}
