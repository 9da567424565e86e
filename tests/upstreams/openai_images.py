"""POST /images/* of the OpenAI mock. After OpenAI's API reference (Images, August 2026)."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from aiohttp import web

from tests.upstreams.call import Call, dumps
from tests.upstreams.compose import count
from tests.upstreams.openai_errors import refuse
from tests.upstreams.openai_models import OpenAIModel
from tests.upstreams.openai_rules import check_range
from tests.upstreams.script import Unset
from tests.upstreams.wire import SSE, Frame, sse

if TYPE_CHECKING:
    from tests.upstreams.openai import OpenAIMock

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5E"
    "rkJggg=="
)
_COMMON = {"model", "prompt", "n", "size", "user"}
_GPT = {
    *("background", "moderation", "output_compression", "output_format", "partial_images"),
    *("quality", "stream"),
}
_FIELDS = {
    "dall-e-2": _COMMON | {"response_format"},
    "dall-e-3": _COMMON | {"response_format", "quality", "style"},
    "gpt-image-1": _COMMON | _GPT,
}
_SIZES = {
    "dall-e-2": {"256x256", "512x512", "1024x1024"},
    "dall-e-3": {"1024x1024", "1792x1024", "1024x1792"},
    "gpt-image-1": {"auto", "1024x1024", "1536x1024", "1024x1536"},
}
_QUALITIES = {"dall-e-3": {"standard", "hd"}, "gpt-image-1": {"auto", "low", "medium", "high"}}
_TOKENS = {"low": 272, "medium": 1056, "high": 4160, "auto": 1056}


async def draw(mock: OpenAIMock, call: Call) -> web.StreamResponse:
    """POST /images/generations."""
    model = mock.model({"model": "dall-e-2", **call.body}, "image")
    return await _answer(mock, call, model, call.body, "image_generation")


async def edit(mock: OpenAIMock, call: Call) -> web.StreamResponse:
    """POST /images/edits: a form, or JSON with `images` for GPT image models."""
    model = mock.model({"model": "dall-e-2", **call.body}, "image")
    if model.id == "dall-e-3":
        refuse("Value must be 'dall-e-2'.", "model", "invalid_value")
    body = dict(call.body)
    given = call.exchange.files.get("image")
    if given is None and model.id == "gpt-image-1" and body.get("images"):
        given = body.pop("images")
    if not given:
        refuse("Missing required parameter: 'image'.", "image", "missing_required_parameter")
    body.pop("input_fidelity", None)
    return await _answer(mock, call, model, _typed(body), "image_edit", len(given))


async def vary(mock: OpenAIMock, call: Call) -> web.StreamResponse:
    """POST /images/variations: DALL-E 2's alone."""
    model = mock.model({"model": "dall-e-2", **call.body}, "image")
    if model.id != "dall-e-2":
        refuse("Value must be 'dall-e-2'.", "model", "invalid_value")
    if not call.exchange.files.get("image"):
        refuse("Missing required parameter: 'image'.", "image", "missing_required_parameter")
    body = _typed(call.body) | {"prompt": ""}
    return await _answer(mock, call, model, body, "", prompted=False)


def _typed(body: Mapping[str, Any]) -> dict[str, Any]:
    """A form's texts as the JSON they stand for."""
    typed = dict(body)
    for name in ("n", "partial_images"):
        if isinstance(typed.get(name), str):
            typed[name] = int(typed[name])
    if isinstance(typed.get("stream"), str):
        typed["stream"] = typed["stream"] == "true"
    return typed


async def _answer(
    mock: OpenAIMock,
    call: Call,
    model: OpenAIModel,
    body: Mapping[str, Any],
    event: str,
    read: int = 0,
    *,
    prompted: bool = True,
) -> web.StreamResponse:
    _check(body, model, prompted)
    reply = call.accept()
    number = body.get("n") or 1
    picture = base64.b64encode(PIXEL).decode()
    if model.id != "gpt-image-1":
        one = (
            {"b64_json": picture}
            if body.get("response_format") == "b64_json"
            else {"url": f"{mock.origin}/picture.png"}
        )
        return await call.send(200, {"created": 1_700_000_000, "data": [one] * number})
    quality = body.get("quality") or "auto"
    usage = _usage(count(body["prompt"]), read * 323, number * _TOKENS[quality])
    if not isinstance(reply.usage, Unset):
        assert reply.usage is None or isinstance(reply.usage, Mapping)
        usage = None if reply.usage is None else dict(reply.usage)
    told = {
        "background": "opaque",
        "output_format": body.get("output_format") or "png",
        "quality": "medium" if quality == "auto" else quality,
        "size": "1024x1024" if body.get("size") in (None, "auto") else body["size"],
    }
    if reply.whole or not body.get("stream"):
        data = [{"b64_json": picture}] * number
        whole = {"created": 1_700_000_000, "data": data, **told}
        return await call.send(200, whole if usage is None else {**whole, "usage": usage})
    events = [
        {"type": f"{event}.partial_image", "b64_json": picture, "partial_image_index": index}
        for index in range(body.get("partial_images") or 0)
    ]
    events.append({"type": f"{event}.completed", "b64_json": picture, "usage": usage})
    frames = [
        Frame(dumps({**told, "created_at": 1_700_000_000, **each}), each["type"]) for each in events
    ]
    broken = Frame(dumps({"type": "error", "error": mock.in_band_error(call)}), "error")
    return await call.stream([sse(frame, reply) for frame in frames], SSE, [sse(broken, reply)])


def _usage(text: int, image: int, output: int) -> dict[str, Any]:
    return {
        "input_tokens": text + image,
        "output_tokens": output,
        "total_tokens": text + image + output,
        "input_tokens_details": {"text_tokens": text, "image_tokens": image},
    }


def _check(body: Mapping[str, Any], model: OpenAIModel, prompted: bool) -> None:
    for name in body:
        if name not in _FIELDS[model.id]:
            refuse(f"Unknown parameter: '{name}'.", name, "unknown_parameter")
    if prompted and not body.get("prompt"):
        refuse("Missing required parameter: 'prompt'.", "prompt", "missing_required_parameter")
    if body.get("n") is not None:
        check_range(body["n"], "n", 1, 1 if model.id == "dall-e-3" else 10, whole=True)
    if body.get("partial_images") is not None:
        check_range(body["partial_images"], "partial_images", 0, 3, whole=True)
    if body.get("size") is not None and body["size"] not in _SIZES[model.id]:
        refuse(f"Invalid value: '{body['size']}'.", "size", "invalid_value")
    quality = body.get("quality")
    if quality is not None and quality not in _QUALITIES.get(model.id, ()):
        refuse(f"Invalid value: '{quality}'.", "quality", "invalid_value")
