"""NVIDIA's NIMs for reranking and for pictures: POST /v1/ranking and /v1/infer.

After https://docs.nvidia.com/nim/nemo-retriever/text-reranking/latest/ (using-reranking, reference)
and langchain-nvidia-ai-endpoints 1.5; https://docs.nvidia.com/nim/visual-genai/latest/ and
https://docs.api.nvidia.com/nim/reference/black-forest-labs-flux_1-dev-infer.
"""

from __future__ import annotations

import base64

from aiohttp import web

from tests.upstreams.call import Call, Refused
from tests.upstreams.mock import Route
from tests.upstreams.openai_models import OpenAIModel, chat_models
from tests.upstreams.vendors import Vendor, VendorMock

MODEL = "nvidia/llama-3.2-nv-rerankqa-1b-v2"
FLUX = "black-forest-labs/flux.1-dev"
PICTURE = b"\xff\xd8\xff a picture"
_SIDES = (768, 832, 896, 960, 1024, 1088, 1152, 1216, 1280, 1344)
COUNTED = 42


def _detail(message: str) -> dict[str, object]:
    return {"object": "error", "message": message, "detail": {}, "type": "invalid_request_error"}


NVIDIA = Vendor(
    "nvidia",
    (
        *chat_models(("meta/llama-3.3-70b-instruct",)),
        OpenAIModel(MODEL, MODEL, kind="rerank"),
        OpenAIModel(FLUX, FLUX, kind="image"),
    ),
    {
        "bad_request": (400, _detail("bad request")),
        "bad_key": (401, {"status": 401, "title": "Unauthorized", "detail": "Invalid API key"}),
        "money": (402, {"detail": "You have run out of credits"}),
        "not_found": (404, {"status": 404, "title": "Not Found", "detail": "no such function"}),
        "rate_limit": (429, {"status": 429, "title": "Too Many Requests"}),
        "server": (500, {"detail": "Inference error"}),
    },
)


class NvidiaMock(VendorMock):
    """`counts`: tokens are told; `reason`: what became of pictures; `old`: told as SD 3 does."""

    def __init__(self) -> None:
        super().__init__(NVIDIA)
        self.counts = True
        self.reason = "SUCCESS"
        self.old = False

    def route(self, call: Call) -> Route:
        if call.exchange.method == "POST" and call.exchange.path == f"{self.prefix}/infer":
            return Route(self.draw)
        if call.exchange.method == "POST" and call.exchange.path == f"{self.prefix}/ranking":
            return Route(self.rank)
        return super().route(call)

    async def rank(self, call: Call) -> web.StreamResponse:
        """POST /ranking. Unknown members, more than 512 passages and other texts are refused."""
        body = call.body
        unknown = sorted(set(body) - {"model", "query", "passages", "truncate"})
        if unknown:
            raise Refused(422, _detail(f"extra fields not permitted: {unknown[0]}"))
        if body.get("truncate", "NONE") not in ("NONE", "END"):
            raise Refused(422, _detail("truncate must be NONE or END"))
        query, passages = body.get("query"), body.get("passages")
        if not isinstance(query, dict) or not isinstance(passages, list) or len(passages) > 512:
            raise Refused(422, _detail("query and passages are needed"))
        call.accept()
        words = set(query["text"].lower().split())
        rows = [
            {"index": at, "logit": len(words & set(each["text"].lower().split())) - 3.5}
            for at, each in enumerate(passages)
        ]
        rows.sort(key=lambda each: -each["logit"])
        told = {"usage": {"prompt_tokens": COUNTED, "total_tokens": COUNTED}} if self.counts else {}
        return await call.send(200, {"rankings": rows, **told})

    async def draw(self, call: Call) -> web.StreamResponse:
        """POST /infer. Unknown members and other sides are refused."""
        body = call.body
        known = {"prompt", "mode", "width", "height", "cfg_scale", "steps", "seed", "samples"}
        unknown = sorted(set(body) - known - {"image", "aspect_ratio", "negative_prompt"})
        if unknown or not body.get("prompt"):
            raise Refused(422, _detail(f"extra fields not permitted: {unknown}"))
        if any(body.get(side, 1024) not in _SIDES for side in ("width", "height")):
            raise Refused(422, _detail("width and height are of a list"))
        call.accept()
        done = self.reason == "SUCCESS"
        data = base64.b64encode(PICTURE).decode() if done else ""
        if self.old:
            told = {"image": data, "finish_reason": self.reason, "seed": 7}
            return await call.send(200, told)
        artifact = {"base64": data, "finishReason": self.reason, "seed": 7}
        return await call.send(200, {"artifacts": [artifact]})
