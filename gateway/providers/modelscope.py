"""ModelScope: OpenAI's interface; pictures, made and edited, by tasks that are asked for.

https://modelscope.cn/docs/model-service/API-Inference/intro and modelscope-mcp-server, which
ModelScope publishes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import quote

from gateway.errors import DialectError
from gateway.providers.abilities import FormsAsJson, Tasking, TaskStep
from gateway.providers.base import Endpoint, Operation, UpstreamRequest
from gateway.providers.bodies import dumped
from gateway.providers.dashscope.images import answer_with
from gateway.providers.media.picture_answers import (
    failed,
    nothing_drawn,
    object_of,
    only_one,
    own_members,
    request_of,
)
from gateway.providers.media.picture_edits import pictures_given
from gateway.providers.media.picture_sizes import sides
from gateway.providers.openai_compatible import OPENAI_CHAT, OpenAICompatible
from gateway.providers.urls import join

_DRAWS = frozenset({Operation.IMAGES, Operation.IMAGE_EDITS})
_PATH = "images/generations"
_ASYNC = "X-ModelScope-Async-Mode"
_TASK = "X-ModelScope-Task-Type"
_AGAIN_S = 2.0
_EDITS_ALONE = frozenset({"image", "images", "mask", "input_fidelity"})
_NUMBERS: Mapping[str, type[int] | type[float]] = {"seed": int, "steps": int, "guidance": float}


class ModelScope(OpenAICompatible, FormsAsJson, Tasking):
    """See Provider."""

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
        if operation not in _DRAWS:
            return super().request(
                operation, dialect, endpoint, body, client_headers, stream=stream
            )
        own = _picture(body, edits=operation is Operation.IMAGE_EDITS)
        made = self.sent(_PATH, OPENAI_CHAT, endpoint, own, client_headers, stream=False)
        return replace(made, headers={**made.headers, _ASYNC: "true"}, asked=body)

    def wants_json(self, operation: Operation, endpoint: Endpoint) -> bool:
        """See FormsAsJson."""
        return operation is Operation.IMAGE_EDITS

    def is_task(self, request: UpstreamRequest) -> bool:
        """Pictures alone keep what was asked."""
        return bool(request.asked)

    def follow(
        self, request: UpstreamRequest, endpoint: Endpoint, body: bytes, *, stream: bool
    ) -> TaskStep | None:
        """See Tasking. A task that was just taken may already be called a success."""
        value = object_of(body)
        told = value.get("output_images")
        urls = [each for each in told if isinstance(each, str)] if isinstance(told, list) else []
        if urls:
            return answer_with(request, [{"url": each} for each in urls])
        if value.get("task_status") == "FAILED":
            return failed(502, "generation_failed", _why(value))
        ident = value.get("task_id")
        if ident is None:
            return nothing_drawn(value)
        if not isinstance(ident, str) or not ident:
            raise DialectError("the answer names no task")
        return TaskStep(_question(request, endpoint, ident), wait_s=_AGAIN_S)


def _picture(body: bytes, *, edits: bool) -> bytes:
    """Raises Unconvertible for several pictures at once, and for a mask."""
    asked = request_of(body)
    only_one(asked)
    made: dict[str, Any] = {"model": asked.get("model"), "prompt": asked.get("prompt") or ""}
    if sides(asked.get("size")) is not None:
        made["size"] = asked["size"]
    for name, value in own_members(asked).items():
        if name not in _EDITS_ALONE:
            made[name] = _typed(name, value)
    if edits:
        given = pictures_given(asked)
        made["image_url"] = given[0] if len(given) == 1 else given
    return dumped(made)


def _typed(name: str, value: Any) -> Any:
    """What a form says in letters, as JSON has it; what is no number is the vendor's to refuse."""
    kind = _NUMBERS.get(name)
    if kind is None or not isinstance(value, str):
        return value
    try:
        return kind(value)
    except ValueError:
        return value


def _question(request: UpstreamRequest, endpoint: Endpoint, ident: str) -> UpstreamRequest:
    left = ("content-type", _ASYNC.lower())
    headers = {name: value for name, value in request.headers.items() if name.lower() not in left}
    url = join(endpoint.base_url, f"tasks/{quote(ident, safe='')}")
    return UpstreamRequest("GET", url, {**headers, _TASK: "image_generation"})


def _why(value: Mapping[str, Any]) -> str:
    told = value.get("errors")
    why = told.get("message") if isinstance(told, dict) else value.get("message")
    return str(why or "the picture was not made")
