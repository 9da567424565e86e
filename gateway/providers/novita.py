"""Novita: OpenAI's interface; rankings beside it, pictures by an interface of its own.

https://novita.ai/docs/api-reference/model-apis-llm-create-rerank,
https://novita.ai/docs/api-reference/model-apis-text-to-image (tasks),
https://novita.ai/docs/api-reference/model-apis-flux-1-schnell (at once).
"""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import quote, urlsplit, urlunsplit

from gateway.errors import DialectError, Unconvertible
from gateway.providers.abilities import Tasking, TaskStep
from gateway.providers.base import Endpoint, Operation, UpstreamRequest
from gateway.providers.bodies import dumped
from gateway.providers.dashscope.images import answer_with
from gateway.providers.media.picture_answers import (
    failed,
    nothing_drawn,
    object_of,
    own_members,
    request_of,
)
from gateway.providers.media.picture_sizes import sides
from gateway.providers.openai_compatible import OPENAI_CHAT, OpenAICompatible

_MOUNTS = re.compile(r"/(?:v3/openai|openai(?:/v1)?)$")
"""What stands between the host and OpenAI's paths: of old, and today."""
_RANKS = "openai/v1/rerank"
_FLUX = "v3beta/flux-1-schnell"
_TASKS = "v3/async/txt2img"
_RESULT = "v3/async/task-result"
_IS_FLUX = re.compile(r"(?:^|/)flux-1-schnell$")
_CHECKPOINT = re.compile(r"\.(?:safetensors|ckpt)$")
_SIDE = 1024
_DRAWN = {"steps": 20, "seed": -1, "sampler_name": "Euler a", "guidance_scale": 7.5}
"""What has to be said of a checkpoint's picture; Novita's examples say so."""
_FLUX_STEPS, _MOST_SEED = 4, 2**32
_RUNNING = frozenset({"TASK_STATUS_QUEUED", "TASK_STATUS_PROCESSING"})
_AGAIN_S = 1.0


class Novita(OpenAICompatible, Tasking):
    """See Provider. A model that draws is ``flux-1-schnell``, or a checkpoint by its file."""

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
        there = replace(endpoint, base_url=_root(endpoint.base_url))
        if operation is Operation.RERANK:
            return self.sent(_RANKS, OPENAI_CHAT, there, body, client_headers, stream=False)
        if operation is not Operation.IMAGES:
            return super().request(
                operation, dialect, endpoint, body, client_headers, stream=stream
            )
        path, own = _picture(body, endpoint.model)
        made = self.sent(path, OPENAI_CHAT, there, own, client_headers, stream=False)
        return replace(made, asked=body)

    def is_task(self, request: UpstreamRequest) -> bool:
        """Pictures alone keep what was asked."""
        return bool(request.asked)

    def follow(
        self, request: UpstreamRequest, endpoint: Endpoint, body: bytes, *, stream: bool
    ) -> TaskStep | None:
        """See Tasking."""
        value = object_of(body)
        if isinstance(ident := value.get("task_id"), str) and ident:
            return _asking(request, endpoint, ident)
        task = value.get("task")
        told: Mapping[str, Any] = task if isinstance(task, dict) else {}
        status, ident = str(told.get("status")), told.get("task_id")
        if status in _RUNNING:
            if not isinstance(ident, str):
                raise DialectError("the answer names no task")
            return _asking(request, endpoint, ident)
        if status == "TASK_STATUS_FAILED":
            why = str(told.get("reason") or "the picture was not made")
            return failed(502, "generation_failed", why)
        listed = value.get("images")
        rows = [row for row in listed if isinstance(row, dict)] if isinstance(listed, list) else []
        urls = [row["image_url"] for row in rows if isinstance(row.get("image_url"), str)]
        if not urls:
            return nothing_drawn(value)
        return answer_with(request, [{"url": each} for each in urls])


def _root(base_url: str) -> str:
    parts = urlsplit(base_url)
    return urlunsplit(parts._replace(path=_MOUNTS.sub("", parts.path.rstrip("/"))))


def _picture(body: bytes, model: str) -> tuple[str, bytes]:
    """Where a picture is asked for, and how. Raises Unconvertible for a model of another form."""
    asked = request_of(body)
    width, height = sides(asked.get("size")) or (_SIDE, _SIDE)
    made: dict[str, Any] = {
        "prompt": asked.get("prompt") or "",
        **{"width": width, "height": height, "image_num": asked.get("n") or 1},
        **own_members(asked),
    }
    kind = asked.get("output_format")
    if _IS_FLUX.search(model):
        made.setdefault("steps", _FLUX_STEPS)
        made.setdefault("seed", random.randrange(_MOST_SEED))
        return _FLUX, dumped({**({"response_image_type": kind} if kind else {}), **made})
    if not _CHECKPOINT.search(model):
        why = "On Novita flux-1-schnell and checkpoints (….safetensors) draw here, no other model"
        raise Unconvertible(why, "model")
    extra = made.pop("extra", None)
    told: dict[str, Any] = extra if isinstance(extra, dict) else {}
    if kind:
        told.setdefault("response_image_type", kind)
    made.pop("model_name", None)  # the channel's is the one that is paid
    request = {"model_name": model, **_DRAWN, **made}
    return _TASKS, dumped({"extra": told, "request": request})


def _asking(request: UpstreamRequest, endpoint: Endpoint, ident: str) -> TaskStep:
    url = f"{_root(endpoint.base_url)}/{_RESULT}?task_id={quote(ident, safe='')}"
    headers = {k: v for k, v in request.headers.items() if k.lower() != "content-type"}
    return TaskStep(UpstreamRequest("GET", url, headers), wait_s=_AGAIN_S)
