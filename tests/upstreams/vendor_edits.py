"""What vendors with words of their own take to edit a picture, and what they refuse.

After https://docs.together.ai/docs/inference/images/reference-images,
https://docs.siliconflow.cn/api-reference/images/images-generations,
https://platform.minimax.io/docs/api-reference/image-generation-i2i,
https://www.volcengine.com/docs/82379/1541523 and
https://cloud.baidu.com/doc/qianfan-api/s/Rm9m76ekf.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

EDITORS = {
    "together": "black-forest-labs/FLUX.2-pro",
    "siliconflow": "Qwen/Qwen-Image-Edit-2509",
    "minimax": "image-01",
    "doubao": "doubao-seedream-4-5-251128",
    "qianfan": "qwen-image-edit",
}
KONTEXT = "black-forest-labs/FLUX.1-kontext-pro"
IRAG = "ernie-irag-edit"
LEAST_PIXELS = 2560 * 1440


def _is_picture(value: Any) -> bool:
    return isinstance(value, str) and value.startswith(("data:image/", "http://", "https://"))


def _are_pictures(value: Any, most: int = 14) -> bool:
    return isinstance(value, list) and 0 < len(value) <= most and all(map(_is_picture, value))


def _together(body: Mapping[str, Any]) -> str:
    kontext = body["model"] == KONTEXT
    needed, other = ("image_url", "reference_images") if kontext else ("reference_images", "x")
    if other in body:
        return f"{other} is not supported for this model"
    good = _is_picture(body.get(needed)) if kontext else _are_pictures(body.get(needed))
    return "" if good or needed not in body else f"{needed} is invalid"


def _siliconflow(body: Mapping[str, Any]) -> str:
    if body["model"] != EDITORS["siliconflow"]:
        return ""
    wrong = {"image_size", "batch_size"} & set(body)
    given = [body[name] for name in ("image", "image2", "image3") if name in body]
    return "" if _are_pictures(given) and not wrong else f"image is required, {wrong}"


def _minimax(body: Mapping[str, Any]) -> str:
    for each in body.get("subject_reference", []):
        if set(each) != {"type", "image_file"} or each["type"] != "character":
            return "subject_reference: type must be character"
        if not _is_picture(each["image_file"]):
            return "subject_reference: image_file is invalid"
    return ""


def _doubao(body: Mapping[str, Any]) -> str:
    given = body.get("image")
    if given is not None and not (_is_picture(given) or _are_pictures(given)):
        return "image must be a URL or base64, or up to 14 of them"
    width, _, height = str(body.get("size", "2K")).partition("x")
    if height and int(width) * int(height) < LEAST_PIXELS:
        return f"image size must be at least {LEAST_PIXELS} pixels."
    return ""


def _qianfan(body: Mapping[str, Any]) -> str:
    given = body.get("image")
    if body["model"] == IRAG:
        feature = body.get("feature", "repaint")
        if not _is_picture(given) or (feature != "variation") != ("mask" in body):
            return "image, and a mask unless feature is variation, are needed"
        return "" if feature == "variation" or _is_picture(body["mask"]) else "mask is invalid"
    return "" if _is_picture(given) or _are_pictures(given, 3) else "image is invalid"


CHECKS: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "together": _together,
    "siliconflow": _siliconflow,
    "minimax": _minimax,
    "doubao": _doubao,
    "qianfan": _qianfan,
}
