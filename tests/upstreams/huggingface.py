"""Hugging Face: the Hub's list of who serves a model, and the router before those who draw and
embed.

After https://huggingface.co/docs/inference-providers/ (hub-api, tasks/text-to-image and
image-to-image, feature-extraction) and huggingface_hub 2.4, whose requests are the only ones that
are taken here.
"""

from __future__ import annotations

import base64
from typing import Any

from aiohttp import web

from tests.upstreams.call import Call, Refused, dumps
from tests.upstreams.embeddings import vector
from tests.upstreams.mock import Route
from tests.upstreams.openai_models import chat_models
from tests.upstreams.vendors import Vendor, VendorMock

MODEL = "black-forest-labs/FLUX.1-schnell"
EMBEDDER = "BAAI/bge-m3"
EMBEDS = {
    "deepinfra": "BAAI/bge-m3",
    "hf-inference": EMBEDDER,
    "scaleway": "bge-multilingual",
    "together": "BAAI/bge-m3-together",
}
COUNTED, LENGTH = 9, 8
PICTURE = b"\x89PNG\r\n\x1a\n a picture"
SERVED = {
    "fal-ai": "fal-ai/flux/schnell",
    "hf-inference": MODEL,
    "nscale": "black-forest-labs/FLUX.1-schnell",
    "replicate": "black-forest-labs/flux-schnell",
    "together": "black-forest-labs/FLUX.1-schnell-Free",
}
EDITS = {
    "fal-ai": "fal-ai/flux-kontext/dev",
    "hf-inference": MODEL,
    "replicate": "black-forest-labs/flux-kontext-dev",
    "together": "black-forest-labs/FLUX.1-kontext-dev",
    "wavespeed": "wavespeed-ai/flux-kontext-dev",
}
"""Who edits, and what they call the model."""


def row(provider_id: str, **more: Any) -> dict[str, Any]:
    """Who serves a model, as the Hub tells."""
    return {"status": "live", "providerId": provider_id, "task": "text-to-image", **more}


HUGGINGFACE = Vendor(
    "huggingface",
    chat_models(("meta-llama/Llama-3.3-70B-Instruct",)),
    {
        "bad_request": (400, {"error": "Bad request: unknown parameter"}),
        "bad_key": (401, {"error": "Invalid credentials in Authorization header"}),
        "money": (402, {"error": "You have exceeded your monthly included credits"}),
        "not_found": (404, {"error": "Not Found"}),
        "rate_limit": (429, {"error": "Too Many Requests"}),
        "server": (500, {"error": "Internal Server Error"}),
        "overloaded": (503, {"error": "Model is overloaded"}),
    },
    key="hf_" + "Hug1" * 8 + "ab",
)


class HuggingFaceMock(VendorMock):
    """`mapping` is what the Hub tells of the model; `failed` what Replicate says instead."""

    def __init__(self) -> None:
        super().__init__(HUGGINGFACE)
        self.mapping: Any = {name: row(ident) for name, ident in SERVED.items()}
        self.failed = ""
        self.slow = 0
        """How often fal and WaveSpeed are asked in vain."""
        self.embeds: Any = {
            name: row(ident, task="feature-extraction") for name, ident in EMBEDS.items()
        }
        """As `mapping`, of the model that embeds."""

    def route(self, call: Call) -> Route:
        method, path = call.exchange.method, call.exchange.path
        if method == "GET" and path.startswith("/api/models/"):
            return Route(self.tell, scripted=False)
        routes = {
            f"/hf-inference/models/{EMBEDDER}/pipeline/feature-extraction": self.extract,
            "/deepinfra/v1/openai/embeddings": self.embed_there,
            "/scaleway/v1/embeddings": self.embed_there,
            "/together/v1/embeddings": self.embed_there,
            f"/hf-inference/models/{MODEL}": self.hf_inference,
            f"/fal-ai/{SERVED['fal-ai']}": self.fal,
            "/nscale/v1/images/generations": self.nscale,
            "/together/v1/images/generations": self.together,
            f"/replicate/v1/models/{SERVED['replicate']}/predictions": self.replicate,
        }
        edits = {
            f"/fal-ai/{EDITS['fal-ai']}": self.fal_queue,
            f"/replicate/v1/models/{EDITS['replicate']}/predictions": self.replicate,
            f"/wavespeed/api/v3/{EDITS['wavespeed']}": self.wavespeed,
        }
        if method == "POST" and path in (routes | edits):
            return Route((routes | edits)[path])
        if method == "GET" and path.startswith("/fal-ai/fal-ai/flux-kontext/requests/"):
            return Route(self.fal_task, scripted=False)
        if method == "GET" and path.startswith("/wavespeed/api/v3/predictions/"):
            return Route(self.wavespeed_task, scripted=False)
        if path.startswith("/made/"):
            return Route(self.made, scripted=False)
        return super().route(call)

    def authenticate(self, call: Call) -> str | None:
        """The Hub tells everybody of its models, but nobody with a key that is none."""
        path, anonymous = call.exchange.path, "authorization" not in call.headers
        if path.startswith("/made/") or (path.startswith("/api/models/") and anonymous):
            return None
        return super().authenticate(call)

    async def tell(self, call: Call) -> web.StreamResponse:
        """GET /api/models/{id}, and only who serves it where ``expand`` says so."""
        name = call.exchange.path.removeprefix("/api/models/")
        if name not in (MODEL, EMBEDDER):
            raise Refused(404, {"error": "Repository not found"})
        mapping = self.mapping if name == MODEL else self.embeds
        whole = {"_id": "66aaa908fc35e079a941470d", "id": name, "modelId": name}
        if call.exchange.query != {"expand": "inferenceProviderMapping"}:
            return await call.send(200, {**whole, "pipeline_tag": "text-to-image", "tags": []})
        told = {} if mapping is None else {"inferenceProviderMapping": mapping}
        return await call.send(200, {"_id": "66aaa908fc35e079a941470d", "id": name, **told})

    async def extract(self, call: Call) -> web.StreamResponse:
        """Vectors, and nothing beside them."""
        body = self._check(call, {"inputs", "normalize", "truncate", "prompt_name"}, "inputs")
        vectors = [vector(each, LENGTH) for each in body["inputs"]]
        return await call.send(200, dumps(vectors).encode())

    async def embed_there(self, call: Call) -> web.StreamResponse:
        """As OpenAI, under the company's own name for the model."""
        known = {"model", "input", "dimensions"}
        body = self._check(call, known, "input")
        name = call.exchange.path.split("/")[1]
        if body["model"] != EMBEDS[name]:
            raise Refused(400, {"error": "Bad request: model"})
        texts = body["input"] if isinstance(body["input"], list) else [body["input"]]
        size = body.get("dimensions", LENGTH)
        rows = [
            {"object": "embedding", "index": at, "embedding": vector(each, size)}
            for at, each in enumerate(texts)
        ]
        usage = {"prompt_tokens": COUNTED, "total_tokens": COUNTED}
        return await call.send(200, {"object": "list", "data": rows[::-1], "usage": usage})

    def _check(self, call: Call, known: set[str], needed: str) -> dict[str, Any]:
        body = call.body
        unknown = sorted(set(body) - known)
        if unknown or not body.get(needed):
            raise Refused(400, {"error": f"Bad request: {unknown or needed}"})
        call.accept()
        return body

    async def hf_inference(self, call: Call) -> web.StreamResponse:
        """The picture itself."""
        body = self._check(call, {"inputs", "parameters"}, "inputs")
        known = {"width", "height", "seed", "num_inference_steps", "guidance_scale"}
        known |= {"prompt", "target_size"}
        if set(body.get("parameters", {})) - (known | {"negative_prompt", "scheduler"}):
            raise Refused(400, {"error": ["Error in `parameters`: extra field not permitted"]})
        if not call.headers.get("accept", "").startswith("image/"):
            raise Refused(400, {"error": "Accept is not supported"})
        return await call.send(200, PICTURE, "image/png")

    async def fal(self, call: Call) -> web.StreamResponse:
        """Addresses."""
        known = {"prompt", "image_size", "num_images", "seed", "num_inference_steps"}
        body = self._check(call, known, "prompt")
        home = f"{self.origin}/{self.name}/made"
        images = [
            {"url": f"{home}/{at}.png", "width": 1024, "height": 768, "content_type": "image/png"}
            for at in range(body.get("num_images", 1))
        ]
        return await call.send(200, {"images": images, "seed": 7, "has_nsfw_concepts": [False]})

    async def together(self, call: Call) -> web.StreamResponse:
        """Data, as ``base64`` is called."""
        known = {"model", "prompt", "response_format", "width", "height", "steps", "n", "seed"}
        body = self._check(call, known | {"image_url"}, "prompt")
        named = EDITS["together"] if "image_url" in body else SERVED["together"]
        if (body["model"], body["response_format"]) != (named, "base64"):
            raise Refused(400, {"error": "Bad request: model, response_format"})
        row = {"index": 0, "b64_json": base64.b64encode(PICTURE).decode()}
        return await call.send(200, {"id": "o3", "model": body["model"], "data": [row]})

    async def nscale(self, call: Call) -> web.StreamResponse:
        """As OpenAI."""
        known = {"model", "prompt", "response_format", "size", "n", "seed"}
        body = self._check(call, known, "prompt")
        if body["response_format"] != "b64_json":
            raise Refused(400, {"error": "Bad request: response_format"})
        rows = [{"b64_json": base64.b64encode(PICTURE).decode()}] * body.get("n", 1)
        return await call.send(200, {"created": 1, "data": rows})

    async def replicate(self, call: Call) -> web.StreamResponse:
        """A prediction that was waited for."""
        self._check(call, {"input"}, "input")
        if call.headers.get("prefer") != "wait":
            raise Refused(400, {"error": "nobody asks for predictions here"})
        made = f"{self.origin}/{self.name}/made/0.webp"
        told = {"status": "succeeded", "output": [made], "error": None}
        if self.failed:
            told = {"status": "failed", "output": None, "error": self.failed}
        return await call.send(201, {"id": "p1", "urls": {}, **told})

    async def fal_queue(self, call: Call) -> web.StreamResponse:
        """A place in the queue, told under fal's own host."""
        known = {"image_url", "image_urls", "prompt", "image_size", "num_images", "seed"}
        body = self._check(call, known, "image_url")
        if (
            call.exchange.query != {"_subdomain": "queue"}
            or body["image_urls"][0] != (body["image_url"])
        ):
            raise Refused(400, {"error": "Bad request: queue"})
        return await call.send(200, self._queued("IN_QUEUE"))

    def _queued(self, status: str) -> dict[str, Any]:
        home = "https://queue.fal.run/fal-ai/flux-kontext/requests/764cabcf"
        urls = {"response_url": home, "status_url": f"{home}/status"}
        return {"status": status, "request_id": "764cabcf", **urls}

    async def fal_task(self, call: Call) -> web.StreamResponse:
        """GET of a task's status, and of what it made."""
        if call.exchange.query != {"_subdomain": "queue"}:
            raise Refused(404, {"error": "Not Found"})
        if call.exchange.path.endswith("/status"):
            self.slow -= 1
            return await call.send(
                200, self._queued("IN_PROGRESS" if self.slow >= 0 else "COMPLETED")
            )
        if self.failed:
            raise Refused(
                422, {"detail": [{"msg": self.failed, "type": "content_policy_violation"}]}
            )
        made = {"url": f"{self.origin}/{self.name}/made/0.png", "content_type": "image/png"}
        return await call.send(200, {"images": [made], "seed": 7})

    async def wavespeed(self, call: Call) -> web.StreamResponse:
        """The name of a task."""
        self._check(call, {"image", "prompt", "seed", "size"}, "image")
        return await call.send(200, self._wave("created"))

    def _wave(self, status: str) -> dict[str, Any]:
        home = "https://api.wavespeed.ai/api/v3/predictions/p1/result"
        outputs = [f"{self.origin}/{self.name}/made/0.png"] if status == "completed" else []
        error = self.failed if status == "failed" else ""
        told = {"id": "p1", "status": status, "outputs": outputs, "error": error}
        return {"code": 200, "message": "success", "data": {**told, "urls": {"get": home}}}

    async def wavespeed_task(self, call: Call) -> web.StreamResponse:
        """GET of a task's result."""
        self.slow -= 1
        done = "failed" if self.failed else "completed"
        return await call.send(200, self._wave("processing" if self.slow >= 0 else done))

    async def made(self, call: Call) -> web.StreamResponse:
        """GET of a picture, which wants no key."""
        return await call.send(200, PICTURE, "image/png")
