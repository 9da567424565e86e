"""OpenAI's request for pictures as the companies behind Hugging Face's router take it.

After https://huggingface.co/docs/inference-providers/tasks/text-to-image and what the package
huggingface_hub 2.4 sends to each.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from gateway.errors import DialectError
from gateway.providers.abilities import TaskStep
from gateway.providers.base import UpstreamRequest
from gateway.providers.bodies import dumped
from gateway.providers.dashscope.images import answer_with
from gateway.providers.media.picture_answers import (
    failed,
    media_type,
    object_of,
    only_one,
    own_members,
    packed,
    request_of,
)
from gateway.providers.media.picture_sizes import sides
from gateway.providers.replicate import pictures as replicate_pictures

_GENERATIONS = "v1/images/generations"
_RUNNING = frozenset({"starting", "processing"})


@dataclass(frozen=True, slots=True)
class Served:
    """A company, and what it calls the model."""

    provider: str
    model: str


@dataclass(frozen=True, slots=True)
class Named:
    """A request below the company's place at the router."""

    path: str
    body: bytes
    content_type: str = "application/json"


def predictions(model: str) -> str:
    """Where Replicate is asked for one; a version of a model, ``name:version``, is named inside."""
    name, _, version = model.partition(":")
    return "v1/predictions" if version else f"v1/models/{quote(name, errors='replace')}/predictions"


def _hf_inference(model: str, body: bytes) -> Named:
    asked = request_of(body)
    only_one(asked)
    made: dict[str, Any] = {"inputs": asked.get("prompt") or ""}
    if parameters := {**_sides(asked), **own_members(asked)}:
        made["parameters"] = parameters
    return Named(f"models/{quote(model, errors='replace')}", dumped(made))


def _fal(model: str, body: bytes) -> Named:
    asked = request_of(body)
    made: dict[str, Any] = {"prompt": asked.get("prompt") or ""}
    if found := _sides(asked):
        made["image_size"] = found
    if asked.get("n"):
        made["num_images"] = asked["n"]
    return Named(quote(model, errors="replace"), dumped({**made, **own_members(asked)}))


def _together(model: str, body: bytes) -> Named:
    asked = request_of(body)
    made = {"model": model, "prompt": asked.get("prompt") or "", "response_format": "base64"}
    own = own_members(asked)
    if "num_inference_steps" in own:
        own.setdefault("steps", own.pop("num_inference_steps"))
    return Named(_GENERATIONS, dumped({**made, **_sides(asked), **_number(asked), **own}))


def _nscale(model: str, body: bytes) -> Named:
    asked = request_of(body)
    made = {"model": model, "prompt": asked.get("prompt") or "", "response_format": "b64_json"}
    if sides(asked.get("size")) is not None:
        made["size"] = asked["size"]
    return Named(_GENERATIONS, dumped({**made, **_number(asked), **own_members(asked)}))


def _replicate(model: str, body: bytes) -> Named:
    return Named(predictions(model), replicate_pictures.prediction_of(body, model))


ASKED: Mapping[str, Callable[[str, bytes], Named]] = {
    "fal-ai": _fal,
    "hf-inference": _hf_inference,
    "nscale": _nscale,
    "replicate": _replicate,
    "together": _together,
}


def drawn(request: UpstreamRequest, body: bytes) -> TaskStep | None:
    """What any of them made; None where ``body`` is no picture but an error."""
    if media_type(body):
        return packed(request.asked, [base64.b64encode(body).decode()])
    value = object_of(body)
    if predicts(value):
        return _predicted(request, value)
    told = value.get("data") or value.get("images")
    rows = [row for row in told if isinstance(row, dict)] if isinstance(told, list) else []
    data = [row["b64_json"] for row in rows if isinstance(row.get("b64_json"), str)]
    if data:
        return packed(request.asked, data)
    urls = [row["url"] for row in rows if isinstance(row.get("url"), str) and row["url"]]
    if urls and all(each.startswith("data:") for each in urls):
        return packed(request.asked, urls)
    return answer_with(request, [{"url": each} for each in urls]) if urls else None


def predicts(value: Mapping[str, Any]) -> bool:
    """Whether it is one of Replicate's."""
    return "output" in value and isinstance(value.get("status"), str)


def unfinished(request: UpstreamRequest, value: Mapping[str, Any]) -> TaskStep | None:
    """Why a prediction made nothing; None where it did. The router waits for predictions, and has
    no way to ask for one again.
    """
    if value["status"] in _RUNNING:
        return failed(504, "timeout", "the prediction was not done in time")
    return None if value["status"] == "succeeded" else replicate_pictures.step(request, value)


def _predicted(request: UpstreamRequest, value: Mapping[str, Any]) -> TaskStep:
    if (why := unfinished(request, value)) is not None:
        return why
    try:
        return replicate_pictures.step(request, value)
    except DialectError:
        return failed(502, "prediction_failed", "the prediction made no picture")


def _sides(asked: Mapping[str, Any]) -> dict[str, int]:
    found = sides(asked.get("size"))
    return {} if found is None else {"width": found[0], "height": found[1]}


def _number(asked: Mapping[str, Any]) -> dict[str, Any]:
    return {"n": asked["n"]} if asked.get("n") else {}
