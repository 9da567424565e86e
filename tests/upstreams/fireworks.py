"""Fireworks' pictures: workflows that answer at once or later, image generation, and sound.

After https://docs.fireworks.ai/api-reference/ (generate-a-new-image-from-a-text-prompt,
get-generated-image-from-flux-kontex, audio-transcriptions), @ai-sdk/fireworks 2 and
fireworks-ai 0.15.
"""

from __future__ import annotations

import base64
from typing import Any

from aiohttp import web

from tests.upstreams.call import Call, Refused
from tests.upstreams.mock import Route
from tests.upstreams.openai_models import chat_models
from tests.upstreams.vendors import Vendor, VendorMock, coded

_HOUSE = "accounts/fireworks/models/"
FLUX = f"{_HOUSE}flux-1-schnell-fp8"
KONTEXT = f"{_HOUSE}flux-kontext-pro"
SDXL = f"{_HOUSE}stable-diffusion-xl-1024-v1-0"
WHISPER = "whisper-v3-turbo"
PICTURE = b"\xff\xd8\xff\xe0 a picture"
SAID = "Ahoj, 世界."
_RATIOS = ["1:1", "21:9", "16:9", "3:2", "5:4", "4:5", "2:3", "9:16", "9:21", "4:3", "3:4"]
_FLUX = {"prompt", "aspect_ratio", "guidance_scale", "num_inference_steps", "seed"}
_KONTEXT = {
    *("prompt", "input_image", "seed", "aspect_ratio", "output_format", "webhook_url"),
    *("webhook_secret", "prompt_upsampling", "safety_tolerance"),
}
_SDXL = {
    *("prompt", "negative_prompt", "height", "width", "cfg_scale", "sampler", "samples", "seed"),
    *("steps", "safety_check"),
}
_INVALID = "invalid_request_error"

FIREWORKS = Vendor(
    "fireworks",
    chat_models(("accounts/fireworks/models/gpt-oss-120b",)),
    {
        "bad_request": (400, coded("bad request", _INVALID, _INVALID)),
        "bad_key": (401, coded("The API key you provided is invalid.", "error", "UNAUTHORIZED")),
        "money": (412, coded("Account is suspended, check your billing", "error", "SUSPENDED")),
        "model": (404, coded("Model not found, inaccessible", _INVALID, "NOT_FOUND")),
        "not_found": (404, coded("Path not found", _INVALID, "NOT_FOUND")),
        "rate_limit": (429, coded("Rate limit exceeded", "rate_limit_error")),
        "server": (500, coded("Internal server error", "server_error")),
    },
    prefix="/inference/v1",
)


class FireworksMock(VendorMock):
    """`slow`: questions until Kontext is ready; then it tells `status`. `stopped`: by a filter."""

    def __init__(self) -> None:
        super().__init__(FIREWORKS)
        self.slow = 0
        self.status = "Ready"
        self.stopped = False

    def route(self, call: Call) -> Route:
        path = call.exchange.path.removeprefix(self.prefix)
        routes = {
            f"/workflows/{FLUX}/text_to_image": Route(self.flux),
            f"/workflows/{KONTEXT}": Route(self.kontext),
            f"/workflows/{KONTEXT}/get_result": Route(self.result, scripted=False),
            f"/image_generation/{SDXL}": Route(self.sdxl),
            "/audio/transcriptions": Route(self.hear, form=True, takes_json=False),
        }
        if path.startswith("/made/"):
            return Route(self.made, scripted=False)
        if call.exchange.method == "POST" and path in routes:
            return routes[path]
        return super().route(call)

    def authenticate(self, call: Call) -> str | None:
        if call.exchange.path.startswith(f"{self.prefix}/made/"):
            return None
        return super().authenticate(call)

    def _check(self, call: Call, known: set[str]) -> dict[str, Any]:
        body = call.body
        unknown = sorted(set(body) - known)
        if unknown:
            raise Refused(400, coded(f"Extra inputs are not permitted: {unknown[0]}", _INVALID))
        if not body.get("prompt") or body.get("aspect_ratio", "1:1") not in _RATIOS:
            raise Refused(400, coded("prompt and a known aspect_ratio are needed", _INVALID))
        call.accept()
        return body

    async def flux(self, call: Call) -> web.StreamResponse:
        """POST .../text_to_image: JSON, or the picture itself for who accepts one."""
        self._check(call, _FLUX)
        if call.headers.get("accept", "").startswith("image/"):
            return await call.send(200, PICTURE, "image/jpeg")
        reason = "CONTENT_FILTERED" if self.stopped else "SUCCESS"
        packed = f"data:image/jpeg;base64,{base64.b64encode(PICTURE).decode()}"
        whole = {"id": "1234567890", "base64": [packed], "finishReason": reason, "seed": 7}
        return await call.send(200, whole)

    async def kontext(self, call: Call) -> web.StreamResponse:
        """POST of a request, whose result is asked for."""
        self._check(call, _KONTEXT)
        return await call.send(200, {"request_id": call.id("", 20)})

    async def result(self, call: Call) -> web.StreamResponse:
        """POST .../get_result."""
        ident = call.body["id"]
        self.slow -= 1
        ready = self.slow < 0
        status = self.status if ready else "Pending"
        sample = {"sample": f"{self.base_url}/made/{ident}.jpeg"} if status == "Ready" else None
        told = {"id": ident, "status": status, "result": sample, "progress": None}
        return await call.send(200, {**told, "details": None})

    async def sdxl(self, call: Call) -> web.StreamResponse:
        """POST /image_generation/...: as many as were asked for, each with its own ending."""
        body = self._check(call, _SDXL)
        row = {"base64": base64.b64encode(PICTURE).decode(), "finishReason": "SUCCESS", "seed": 7}
        rows = [row] * body.get("samples", 1)
        if self.stopped:
            rows[0] = {**row, "finishReason": "CONTENT_FILTERED"}
        return await call.send(200, rows)  # type: ignore[arg-type]

    async def made(self, call: Call) -> web.StreamResponse:
        """GET of what Kontext made, which wants no key."""
        return await call.send(200, PICTURE, "image/jpeg")

    async def hear(self, call: Call) -> web.StreamResponse:
        """POST /audio/transcriptions."""
        if call.body.get("model") not in ("whisper-v3", WHISPER) or not call.exchange.files["file"]:
            raise Refused(400, coded("a known model and a file are needed", _INVALID))
        call.accept()
        if call.body.get("response_format") == "verbose_json":
            told = {"task": "transcribe", "language": "cs", "duration": 2.5, "text": SAID}
            return await call.send(200, told)
        return await call.send(200, {"text": SAID})
