"""OpenAI's request for an edit as the companies behind Hugging Face's router take it, and the tasks
that two of them answer with.

After https://huggingface.co/docs/inference-providers/tasks/image-to-image and what the package
huggingface_hub 2.4 sends to each.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit

from gateway.errors import DialectError
from gateway.providers.bodies import dumped
from gateway.providers.huggingface.pictures import Named, predictions
from gateway.providers.media.picture_answers import only_one, request_of
from gateway.providers.media.picture_edits import data_of, own_of_edit, pictures_given
from gateway.providers.media.picture_sizes import sides
from gateway.providers.replicate.pictures import prediction

_QUEUE = "_subdomain=queue"
_WAITING = frozenset({"IN_QUEUE", "IN_PROGRESS"})
_RUNNING = frozenset({"created", "processing"})


@dataclass(frozen=True, slots=True)
class Question:
    """Where below the router a task is asked for."""

    path: str


def _fal(model: str, body: bytes) -> Named:
    asked = request_of(body)
    found = pictures_given(asked)
    made = {"image_url": found[0], "image_urls": found, "prompt": asked.get("prompt") or ""}
    if size := _sides(asked):
        made["image_size"] = size
    if asked.get("n"):
        made["num_images"] = asked["n"]
    path = f"{quote(model, errors='replace')}?{_QUEUE}"
    return Named(path, dumped({**made, **own_of_edit(asked)}))


def _hf_inference(model: str, body: bytes) -> Named:
    asked = request_of(body)
    only_one(asked)
    _, data = data_of(pictures_given(asked, 1)[0])
    parameters: dict[str, Any] = {"prompt": asked.get("prompt") or "", **own_of_edit(asked)}
    if size := _sides(asked):
        parameters.setdefault("target_size", size)
    path = f"models/{quote(model, errors='replace')}"
    return Named(path, dumped({"inputs": data, "parameters": parameters}))


def _replicate(model: str, body: bytes) -> Named:
    """Its models call pictures by four names, and leave out what they do not know."""
    asked = request_of(body)
    found = pictures_given(asked)
    given = {"image": found[0], "images": found, "input_image": found[0], "input_images": found}
    return Named(predictions(model), prediction(asked, {**given, **own_of_edit(asked)}, model))


def _together(model: str, body: bytes) -> Named:
    """FLUX.1 Kontext takes one picture, and by a name of its own."""
    asked = request_of(body)
    lowered = model.lower()
    own = own_of_edit(asked)
    if "num_inference_steps" in own:
        own.setdefault("steps", own.pop("num_inference_steps"))
    if "kontext" in lowered and "flux.1" in lowered:
        own["image_url"] = pictures_given(asked, 1)[0]
    else:
        own["reference_images"] = pictures_given(asked)
    if asked.get("n"):
        own["n"] = asked["n"]
    made = {"model": model, "prompt": asked.get("prompt") or "", "response_format": "base64"}
    return Named("v1/images/generations", dumped({**made, **(_sides(asked) or {}), **own}))


def _wavespeed(model: str, body: bytes) -> Named:
    asked = request_of(body)
    only_one(asked)
    made = {"image": pictures_given(asked, 1)[0], "prompt": asked.get("prompt") or ""}
    path = f"api/v3/{quote(model, errors='replace')}"
    return Named(path, dumped({**made, **own_of_edit(asked)}))


ASKED: Mapping[str, Callable[[str, bytes], Named]] = {
    "fal-ai": _fal,
    "hf-inference": _hf_inference,
    "replicate": _replicate,
    "together": _together,
    "wavespeed": _wavespeed,
}


def question(value: Mapping[str, Any]) -> Question | None:
    """What to ask after this answer, below the router alone; None where no task is told.

    Raises DialectError for a task that stands at no address.
    """
    if value.get("request_id") and isinstance(value.get("status"), str):
        return _of_fal(value)
    told = value.get("data")
    if isinstance(told, dict) and str(told.get("status")) in _RUNNING:
        urls = told.get("urls")
        return Question(f"wavespeed{_path(urls.get('get') if isinstance(urls, dict) else None)}")
    return None


def outputs(value: Mapping[str, Any]) -> tuple[list[str], str] | None:
    """What WaveSpeed's task that is over made, and why it made nothing; None for other answers."""
    told = value.get("data")
    if not isinstance(told, dict) or told.get("status") not in ("completed", "failed"):
        return None
    made = told.get("outputs")
    urls = [each for each in made if isinstance(each, str)] if isinstance(made, list) else []
    return urls, "" if urls else str(told.get("error") or "the task made nothing")


def _of_fal(value: Mapping[str, Any]) -> Question:
    path = f"fal-ai{_path(value.get('response_url'))}"
    below = "/status" if value["status"] in _WAITING else ""
    return Question(f"{path}{below}?{_QUEUE}")


def _path(url: Any) -> str:
    try:
        path = urlsplit(url).path if isinstance(url, str) else ""
    except ValueError:
        path = ""
    if not path.startswith("/"):
        raise DialectError("the task stands at no address")
    return quote(path, safe="/%", errors="replace")


def _sides(asked: Mapping[str, Any]) -> dict[str, int] | None:
    found = sides(asked.get("size"))
    return None if found is None else {"width": found[0], "height": found[1]}
