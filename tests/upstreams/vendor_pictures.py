"""Pictures of vendors that have OpenAI's path for them and members of their own.

After xAI's page on image generation and its refusals, the types of together 3.1, SiliconFlow's
and MiniMax's API references, and those of ``vendor_edits.py``. What is none of a vendor's members
is refused; OpenAI's ``user`` is taken by all.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Any, NoReturn

from aiohttp import web

from tests.upstreams.call import Call, Refused
from tests.upstreams.mock import Route
from tests.upstreams.openai_models import OpenAIModel
from tests.upstreams.vendor_edits import CHECKS
from tests.upstreams.vendors import SILICONFLOW, Vendor, VendorMock, with_message
from tests.upstreams.vendors_more import DOUBAO, MINIMAX, QIANFAN, minimax
from tests.upstreams.vendors_west import TOGETHER, XAI

PICTURE = b"\x89PNG picture"
MODELS = {
    "xai": "grok-imagine-image",
    "together": "black-forest-labs/FLUX.1-schnell",
    "siliconflow": "Qwen/Qwen-Image",
    "minimax": "image-01",
    "doubao": "doubao-seedream-4-5-251128",
    "qianfan": "qwen-image",
}
_VENDORS: Mapping[str, Vendor] = {
    **{"xai": XAI, "together": TOGETHER, "siliconflow": SILICONFLOW, "minimax": MINIMAX},
    **{"doubao": DOUBAO, "qianfan": QIANFAN},
}
_COMMON = {"model", "prompt", "user"}
_MEMBERS = {
    "xai": {"n", "response_format", "aspect_ratio", "resolution", "quality"},
    "together": {
        *("n", "response_format", "width", "height", "steps", "seed", "negative_prompt"),
        *("guidance_scale", "output_format", "image_url", "reference_images"),
    },
    "siliconflow": {
        *("batch_size", "image_size", "seed", "negative_prompt", "num_inference_steps"),
        *("guidance_scale", "image", "image2", "image3", "cfg"),
    },
    "minimax": {
        *("n", "response_format", "aspect_ratio", "width", "height", "seed", "prompt_optimizer"),
        "subject_reference",
    },
    "doubao": {
        *("image", "size", "seed", "response_format", "watermark", "guidance_scale", "stream"),
        *("sequential_image_generation", "sequential_image_generation_options"),
        "optimize_prompt_options",
    },
    "qianfan": {
        *("image", "n", "size", "seed", "steps", "guidance", "negative_prompt", "prompt_extend"),
        *("watermark", "feature", "mask"),
    },
}
_FORMATS = {
    "xai": ("url", "b64_json"),
    "together": ("url", "base64"),
    "minimax": ("url", "base64"),
    "doubao": ("url", "b64_json"),
}


class PicturesMock(VendorMock):
    """One of these vendors with a model that draws; ``own`` is its name."""

    def __init__(self, own: str, model_id: str = "") -> None:
        super().__init__(_VENDORS[own])
        self.own = own
        self.blocked = 0
        """Of the pictures of a group, those that Ark's filter stopped."""
        name = model_id or MODELS[own]
        model = OpenAIModel(name, name, kind="image")
        self.models = {**self.models, model.id: model}

    def route(self, call: Call) -> Route:
        path = call.exchange.path
        own = "image_generation" if self.own == "minimax" else "images/generations"
        if path == f"{self.prefix}/{own}":
            return Route(self.draw)
        if self.own == "xai" and path == f"{self.prefix}/images/edits":
            return Route(self.edit)
        if self.own == "qianfan" and path == f"{self.prefix}/images/edits":
            return Route(self.draw)
        if path.startswith("/pictures/"):
            return Route(self.picture, scripted=False)
        return super().route(call)

    def authenticate(self, call: Call) -> str | None:
        if call.exchange.path.startswith("/pictures/"):
            return None
        return super().authenticate(call)

    async def draw(self, call: Call) -> web.StreamResponse:
        """POST /images/generations."""
        body = call.body
        unknown = sorted(set(body) - _COMMON - _MEMBERS[self.own])
        if unknown:
            self._refuse(call, f"Argument not supported: {unknown[0]}")
        if problem := CHECKS[self.own](body) if self.own in CHECKS else "":
            self._refuse(call, problem)
        wanted = body.get("response_format", "url")
        if wanted not in _FORMATS.get(self.own, ("url",)):
            self._refuse(call, f"Argument not supported: {wanted}")
        number = body.get("batch_size", body.get("n", 1))
        packed = wanted != "url"
        call.accept()
        made = [self._entry(at, packed) for at in range(number)]
        return await call.send(200, self._told(made))

    async def edit(self, call: Call) -> web.StreamResponse:
        """POST /images/edits at xAI, which takes JSON alone: one picture, or up to three."""
        body = call.body
        unknown = sorted(set(body) - _COMMON - _MEMBERS["xai"] - {"image", "images"})
        if unknown:
            self._refuse(call, f"Argument not supported: {unknown[0]}")
        given = body.get("images") or [body.get("image")]
        most = 5 if body.get("model") == "grok-imagine-image-2.0" else 3
        if ("image" in body) == ("images" in body) or not 0 < len(given) <= most:
            self._refuse(call, f"Provide an image, or up to {most} images")
        if most == 3 and "image" in body and "aspect_ratio" in body:
            self._refuse(call, "aspect_ratio is not supported for an edit of one image")
        for each in given:
            told = each if isinstance(each, Mapping) else {}
            if told.keys() != {"url", "type"} or told["type"] != "image_url":
                self._refuse(call, "An image has a url and the type image_url")
            if not told["url"].startswith(("data:image/", "http")):
                self._refuse(call, "Invalid image url")
        packed = body.get("response_format") == "b64_json"
        made = [self._entry(at, packed) for at in range(body.get("n", 1))]
        return await call.send(200, self._told(made))

    def _refuse(self, call: Call, message: str) -> NoReturn:
        error = self.error("bad_request", call)
        if self.own == "xai":
            raise Refused(error.status, {**error.body, "error": message})
        if self.own == "minimax":
            raise Refused(200, minimax(2013, f"invalid params, {message}"))
        raise Refused(error.status, with_message(error.body, message))

    def _entry(self, at: int, packed: bool) -> dict[str, Any]:
        if packed:
            return {"b64_json": base64.b64encode(PICTURE).decode()}
        return {"url": f"{self.origin}/{self.name}/pictures/{at}.png"}

    def _told(self, made: list[dict[str, Any]]) -> dict[str, Any]:
        if self.own == "siliconflow":
            return {"images": made, "timings": {"inference": 1.2}, "seed": 7}
        if self.own == "minimax":
            data = {
                "image_urls": [each["url"] for each in made if "url" in each],
                "image_base64": [each["b64_json"] for each in made if "b64_json" in each],
            }
            counts = {"success_count": str(len(made)), "failed_count": "0"}
            done = {"status_code": 0, "status_msg": "success"}
            filled = {name: value for name, value in data.items() if value}
            return {"id": "03ff3cd0820949eb", "data": filled, "metadata": counts, "base_resp": done}
        if self.own == "xai":
            return {"data": [{**each, "mime_type": "image/jpeg"} for each in made]}
        if self.own in ("doubao", "qianfan"):
            stopped = {"error": {"code": "OutputImageSensitiveContentDetected", "message": "no"}}
            tokens = {"output_tokens": 4096, "total_tokens": 4096}
            usage = {"usage": {"generated_images": len(made), **tokens}}
            data = [*made, *[stopped] * self.blocked]
            more = usage if self.own == "doubao" else {"id": "as-1"}
            return {"model": MODELS[self.own], "created": 1_700_000_000, "data": data, **more}
        numbered = [{"index": at, "type": next(iter(each)), **each} for at, each in enumerate(made)]
        told = {"id": "o3LiXw4-62bZhn", "model": MODELS["together"], "object": "list"}
        return {**told, "data": numbered}

    async def picture(self, call: Call) -> web.StreamResponse:
        """GET of a picture's address."""
        return await call.send(200, PICTURE, "image/png")
