"""Vendors of OpenAI's wire that draw by interfaces of their own: OpenRouter, ModelScope, Novita.

After the types of openrouter 1.3; ModelScope's documentation of API-Inference and its
modelscope-mcp-server; Novita's API references (text-to-image, task-result, flux-1-schnell,
create-rerank) and novita-client 0.7. What is none of a vendor's members is refused.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NoReturn

from aiohttp import web

from tests.upstreams.call import Call, Refused, dumps
from tests.upstreams.mock import Route
from tests.upstreams.openai_models import OpenAIModel
from tests.upstreams.vendors import Vendor, VendorMock
from tests.upstreams.vendors_other import MODELSCOPE, NOVITA, OPENROUTER

PICTURE = b"\x89PNG\r\n\x1a\n a picture"
PACKED = base64.b64encode(PICTURE).decode()
SEEDREAM = "bytedance-seed/seedream-4.5"
QWEN, QWEN_EDIT = "Qwen/Qwen-Image", "Qwen/Qwen-Image-Edit-2511"
FLUX, CHECKPOINT, RANKER = "flux-1-schnell", "sd_xl_base_1.0.safetensors", "baai/bge-reranker-v2-m3"
DRAWN_TOKENS, THOUGHT_TOKENS, READ_TOKENS, RANKED_TOKENS = 1290, 60, 12, 42


def _with(vendor: Vendor, *models: tuple[str, str]) -> Vendor:
    """The vendor with models of these kinds beside those that converse."""
    more = [OpenAIModel(name, name, kind=kind) for name, kind in models]  # type: ignore[arg-type]
    return replace(vendor, models=(*vendor.models, *more))


class DrawerMock(VendorMock):
    """`failed`: why tasks fail; `waits`: how often they are asked for before they are done."""

    def __init__(self, vendor: Vendor) -> None:
        super().__init__(vendor)
        self.failed = ""
        self.waits = 2
        self.asked: dict[str, int] = {}
        self.wanted: dict[str, int] = {}

    def route(self, call: Call) -> Route:
        if call.exchange.path.startswith("/made/"):
            return Route(self.made, scripted=False)
        return super().route(call)

    def authenticate(self, call: Call) -> str | None:
        if call.exchange.path.startswith("/made/"):
            return None
        return super().authenticate(call)

    async def made(self, call: Call) -> web.StreamResponse:
        """GET of a picture, which wants no key."""
        return await call.send(200, PICTURE, "image/png")

    def task(self, call: Call, number: int) -> str:
        """The name of a task that makes so many pictures."""
        ident = call.id("", 24)
        self.asked[ident], self.wanted[ident] = 0, number
        return ident

    def is_running(self, ident: str) -> bool:
        self.asked[ident] += 1
        return self.asked[ident] <= self.waits

    def addresses(self, number: int) -> list[str]:
        return [f"{self.origin}/{self.name}/made/{at}.png" for at in range(number)]

    def refuse(self, call: Call, message: str) -> NoReturn:
        error = self.error("bad_request", call)
        body: Any = error.body
        if "error" in body:
            body = {**body, "error": {**body["error"], "message": message}}
        elif "errors" in body:
            body = {**body, "errors": {"message": message}}
        else:
            body = {**body, "message": message}
        raise Refused(error.status, body)

    def known(self, call: Call, body: Mapping[str, Any], names: set[str], *needed: str) -> None:
        if unknown := sorted(set(body) - names):
            self.refuse(call, f"Unrecognized key: {unknown[0]}")
        if missing := [each for each in needed if body.get(each) in (None, "")]:
            self.refuse(call, f"Required: {missing[0]}")


class OpenRouterMock(DrawerMock):
    """POST /api/v1/images."""

    def __init__(self) -> None:
        super().__init__(_with(OPENROUTER, (SEEDREAM, "image")))

    def route(self, call: Call) -> Route:
        if call.exchange.method == "POST" and call.exchange.path == f"{self.prefix}/images":
            return Route(self.draw)
        return super().route(call)

    async def draw(self, call: Call) -> web.StreamResponse:
        """Pictures as data, paid by tokens; in pieces where that is asked for."""
        body = call.body
        names = {
            *("model", "prompt", "aspect_ratio", "background", "input_references", "n"),
            *("output_compression", "output_format", "provider", "quality", "resolution", "seed"),
            *("session_id", "size", "stream", "trace", "user"),
        }
        self.known(call, body, names, "model", "prompt")
        if body.get("quality", "auto") not in ("auto", "low", "medium", "high", "xhigh", "max"):
            self.refuse(call, "Invalid quality")
        for each in body.get("input_references", ()):
            if each.keys() != {"type", "image_url"} or not each["image_url"].get("url"):
                self.refuse(call, "Invalid input_references")
        call.accept()
        number = body.get("n", 1)
        usage = {
            "prompt_tokens": READ_TOKENS,
            "completion_tokens": DRAWN_TOKENS * number + THOUGHT_TOKENS,
            "total_tokens": READ_TOKENS + DRAWN_TOKENS * number + THOUGHT_TOKENS,
            "completion_tokens_details": {"image_tokens": DRAWN_TOKENS * number},
            "cost": 0.04,
        }
        row = {"b64_json": PACKED, "media_type": "image/png"}
        if not body.get("stream"):
            return await call.send(200, {"created": 1, "data": [row] * number, "usage": usage})
        partial = {"type": "image_generation.partial_image", "partial_image_index": 0}
        done = {"type": "image_generation.completed", "created": 1, "usage": usage, **row}
        frames = [f"data: {dumps(each)}\n\n" for each in ({**partial, **row}, done)]
        sent = [each.encode() for each in (*frames, "data: [DONE]\n\n")]
        return await call.stream(sent, "text/event-stream", [])


class ModelScopeMock(DrawerMock):
    """POST /v1/images/generations in its asynchronous mode, GET /v1/tasks/{id}."""

    def __init__(self) -> None:
        super().__init__(_with(MODELSCOPE, (QWEN, "image"), (QWEN_EDIT, "image")))

    def route(self, call: Call) -> Route:
        method, path = call.exchange.method, call.exchange.path
        if method == "POST" and path == f"{self.prefix}/images/generations":
            return Route(self.draw)
        if method == "GET" and path.startswith(f"{self.prefix}/tasks/"):
            return Route(self.result, scripted=False)
        return super().route(call)

    async def draw(self, call: Call) -> web.StreamResponse:
        """The name of a task."""
        body = call.body
        names = {
            *("model", "prompt", "negative_prompt", "size", "seed", "steps", "guidance"),
            *("image_url", "loras"),
        }
        self.known(call, body, names, "model", "prompt")
        if call.headers.get("x-modelscope-async-mode") != "true":
            self.refuse(call, "only the asynchronous mode is supported")
        for name in ("seed", "steps"):
            if type(body.get(name, 0)) is not int:
                self.refuse(call, f"{name} is no integer")
        if ("image_url" in body) != (body["model"] == QWEN_EDIT):
            self.refuse(call, "image_url is for models that edit")
        call.accept()
        told = {"task_status": "SUCCEED", "task_id": self.task(call, 1), "request_id": "r-1"}
        return await call.send(200, told)

    async def result(self, call: Call) -> web.StreamResponse:
        """What became of a task."""
        ident = call.exchange.path.rsplit("/", 1)[-1]
        if call.headers.get("x-modelscope-task-type") != "image_generation":
            self.refuse(call, "task type is missing")
        if ident not in self.asked:
            raise Refused(404, {"errors": {"message": "task not found"}, "request_id": "r-1"})
        told: dict[str, Any] = {"task_id": ident, "request_id": "r-2"}
        if self.is_running(ident):
            status = "PENDING" if self.asked[ident] == 1 else "PROCESSING"
            return await call.send(200, {**told, "task_status": status, "output_images": []})
        if self.failed:
            return await call.send(
                200, {**told, "task_status": "FAILED", "errors": {"message": self.failed}}
            )
        made = self.addresses(1)
        return await call.send(200, {**told, "task_status": "SUCCEED", "output_images": made})


class NovitaMock(DrawerMock):
    """Rankings at /openai/v1, pictures at /v3/async and /v3beta."""

    def __init__(self) -> None:
        drawing = ((FLUX, "image"), (CHECKPOINT, "image"), (RANKER, "rerank"))
        super().__init__(_with(NOVITA, *drawing))

    def route(self, call: Call) -> Route:
        method, path = call.exchange.method, call.exchange.path
        routes = {
            ("POST", "/openai/v1/rerank"): Route(self.rank),
            ("POST", "/v3/async/txt2img"): Route(self.submit),
            ("GET", "/v3/async/task-result"): Route(self.result, scripted=False),
            ("POST", "/v3beta/flux-1-schnell"): Route(self.flux),
        }
        return routes.get((method, path)) or super().route(call)

    async def rank(self, call: Call) -> web.StreamResponse:
        """Documents by how many of the query's words they have."""
        body = call.body
        self.known(call, body, {"model", "query", "documents", "top_n"}, "model", "query")
        if not all(isinstance(each, str) for each in body["documents"]):
            self.refuse(call, "documents are strings")
        call.accept()
        words = set(body["query"].lower().split())
        rows = [
            {
                "index": at,
                "document": {"text": each},
                "relevance_score": len(words & set(each.lower().split())) / 10,
            }
            for at, each in enumerate(body["documents"])
        ]
        rows.sort(key=lambda each: -each["relevance_score"])
        usage = {
            "prompt_tokens": RANKED_TOKENS,
            "completion_tokens": 0,
            "total_tokens": RANKED_TOKENS,
        }
        found = rows[: body.get("top_n") or len(rows)]
        return await call.send(200, {"id": "rr-1", "results": found, "usage": usage})

    def _drawable(self, call: Call, body: Mapping[str, Any], own: set[str], *needed: str) -> None:
        common = {"prompt", "width", "height", "image_num", "steps", "seed"}
        self.known(call, body, common | own, *common, *needed)
        for side in ("width", "height"):
            if not 128 <= body[side] <= 2048:
                self.refuse(call, f"{side} is out of range")
        if not 1 <= body["image_num"] <= 8:
            self.refuse(call, "image_num is out of range")

    async def flux(self, call: Call) -> web.StreamResponse:
        """At once, by address."""
        body = call.body
        self._drawable(call, body, {"response_image_type"})
        call.accept()
        made = [
            {"image_url": each, "image_url_ttl": 3600, "image_type": "png"}
            for each in self.addresses(body["image_num"])
        ]
        return await call.send(200, {"images": made, "task": {"task_id": call.id("", 24)}})

    async def submit(self, call: Call) -> web.StreamResponse:
        """The name of a task."""
        self.known(call, call.body, {"extra", "request"}, "request")
        body = call.body["request"]
        own = {
            *("model_name", "negative_prompt", "sampler_name", "guidance_scale", "clip_skip"),
            *("sd_vae", "loras", "embeddings", "hires_fix", "refiner"),
        }
        self._drawable(call, body, own, "model_name", "sampler_name", "guidance_scale")
        extras = {
            *("response_image_type", "enable_nsfw_detection", "nsfw_detection_level"),
            *("webhook", "custom_storage", "enterprise_plan"),
        }
        if set(call.body.get("extra", {})) - extras:
            self.refuse(call, "extra holds what it may not")
        call.accept()
        return await call.send(200, {"task_id": self.task(call, body["image_num"])})

    async def result(self, call: Call) -> web.StreamResponse:
        """What became of a task."""
        ident = call.exchange.query.get("task_id", "")
        if ident not in self.asked:
            reason = "TASK_NOT_FOUND"
            raise Refused(404, {"code": 404, "reason": reason, "message": "task not found"})
        task: dict[str, Any] = {"task_id": ident, "task_type": "TXT_TO_IMG", "reason": ""}
        if self.is_running(ident):
            first = self.asked[ident] == 1
            status = "TASK_STATUS_QUEUED" if first else "TASK_STATUS_PROCESSING"
            return await call.send(200, {"task": {**task, "status": status}, "images": []})
        if self.failed:
            told = {**task, "status": "TASK_STATUS_FAILED", "reason": self.failed}
            return await call.send(200, {"task": told, "images": []})
        made = [
            {"image_url": each, "image_url_ttl": "3600", "image_type": "png"}
            for each in self.addresses(self.wanted[ident])
        ]
        told = {**task, "status": "TASK_STATUS_SUCCEED", "progress_percent": 100}
        return await call.send(200, {"extra": {"seed": "7"}, "task": told, "images": made})
