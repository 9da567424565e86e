"""OpenAI's request for pictures as Google's models take it, and their answers back.

Imagen has a ``predict``, Gemini's models draw in a conversation; both are asked so at AI Studio and
at Vertex AI. https://cloud.google.com/vertex-ai/generative-ai/docs/model-reference/imagen-api,
https://ai.google.dev/gemini-api/docs/image-generation
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from typing import Any

from gateway.errors import Unconvertible
from gateway.providers.abilities import TaskStep
from gateway.providers.bodies import dumped
from gateway.providers.google.answers import (
    blobs,
    blocked,
    count,
    object_of,
    objects,
    refused,
    said,
    text,
    tokens_of,
)
from gateway.providers.media.picture_edits import data_of, pictures_given
from gateway.providers.media.picture_sizes import nearest_ratio, size_class

PREDICT, CONVERSE = "predict", "generateContent"

_RATIOS = {"1:1": 1.0, "3:4": 0.75, "4:3": 4 / 3, "9:16": 9 / 16, "16:9": 16 / 9}
_MORE_RATIOS = {**_RATIOS, "2:3": 2 / 3, "3:2": 1.5, "4:5": 0.8, "5:4": 1.25, "21:9": 21 / 9}
_KINDS = {"png": "image/png", "jpeg": "image/jpeg"}
_PASSED = ("seed", "negativePrompt", "enhancePrompt", "personGeneration", "addWatermark")


def method(model: str) -> str:
    """How a model is asked to draw."""
    return PREDICT if "imagen" in model.lower() or "imagegeneration" in model else CONVERSE


def own_body(body: bytes, model: str) -> bytes:
    """The request as ``model`` takes it: a size becomes the nearest of its ratios, and its sizes.

    Raises Unconvertible for several pictures of a model that draws one at a time.
    """
    asked = object_of(body)
    return dumped(
        _predict(asked, model) if method(model) == PREDICT else _conversation(asked, model)
    )


def edit_body(body: bytes, model: str) -> tuple[bytes, bytes]:
    """An edit as ``model`` takes it, pictures as data, and the request without them.

    Raises Unconvertible for a mask, pictures by address, and Imagen, whose edits are other ones.
    """
    asked = object_of(body)
    if method(model) == PREDICT:
        raise Unconvertible("Imagen's pictures are not edited here", "model")
    made = _conversation(asked, model)
    parts = made["contents"][0]["parts"]
    for address in pictures_given(asked):
        mime, data = data_of(address)
        parts.append({"inlineData": {"mimeType": mime, "data": data}})
    kept = {name: value for name, value in asked.items() if name not in ("image", "images")}
    return dumped(made), dumped(kept)


def _predict(asked: Mapping[str, Any], model: str) -> dict[str, Any]:
    parameters: dict[str, Any] = {
        "sampleCount": asked.get("n") or 1,
        "includeRaiReason": True,
        **{name: asked[name] for name in _PASSED if name in asked},
    }
    if (ratio := nearest_ratio(asked.get("size"), _RATIOS)) is not None:
        parameters["aspectRatio"] = ratio
    if "imagen-4" in model and "fast" not in model and size_class(asked.get("size")) != "1K":
        parameters["sampleImageSize"] = "2K"
    if (kind := _KINDS.get(str(asked.get("output_format")))) is not None:
        parameters["outputOptions"] = {"mimeType": kind}
    return {"instances": [{"prompt": asked.get("prompt") or ""}], "parameters": parameters}


def _conversation(asked: Mapping[str, Any], model: str) -> dict[str, Any]:
    if (asked.get("n") or 1) != 1:
        raise Unconvertible("This model makes one picture a request", "n")
    picture: dict[str, Any] = {}
    if (ratio := nearest_ratio(asked.get("size"), _MORE_RATIOS)) is not None:
        picture["aspectRatio"] = ratio
    if (k := size_class(asked.get("size"))) != "1K" and "2.5" not in model:
        picture["imageSize"] = k
    config: dict[str, Any] = {"responseModalities": ["IMAGE"]}
    if picture:
        config["imageConfig"] = picture
    turn = {"role": "user", "parts": [{"text": asked.get("prompt") or ""}]}
    return {"contents": [turn], "generationConfig": config}


def step(asked: bytes, body: bytes) -> TaskStep:
    """The answer as OpenAI's: data, or an address that holds it where one was asked for.

    What Google's filters took away is said as a refusal if nothing is left. Raises DialectError.
    """
    value = object_of(body)
    conversed = "candidates" in value or "promptFeedback" in value
    pictures = list(_drawn(value) if conversed else _predicted(value))
    if not pictures:
        return refused(blocked(value, "picture") if conversed else _filtered(value))
    by_address = object_of(asked).get("response_format") == "url"
    answer: dict[str, Any] = {
        "created": int(time.time()),
        "data": [_entry(each, by_address) for each in pictures],
    }
    if (usage := value.get("usageMetadata")) and isinstance(usage, dict):
        answer["usage"] = _usage(usage)
    return TaskStep(answer=said(dumped(answer)))


Picture = tuple[str, str, str]
"""Data in base64, its type, and the prompt as it was revised."""


def _predicted(value: Mapping[str, Any]) -> Iterator[Picture]:
    for each in objects(value.get("predictions", [])):
        if isinstance(each.get("bytesBase64Encoded"), str):
            yield each["bytesBase64Encoded"], text(each.get("mimeType")), text(each.get("prompt"))


def _drawn(value: Mapping[str, Any]) -> Iterator[Picture]:
    return ((data, mime, "") for data, mime in blobs(value))


def _entry(picture: Picture, by_address: bool) -> dict[str, str]:
    data, mime, prompt = picture
    entry = {"b64_json": data}
    if by_address:
        entry = {"url": f"data:{mime or 'image/png'};base64,{data}"}
    return {**entry, "revised_prompt": prompt} if prompt else entry


def _usage(wire: Mapping[str, Any]) -> dict[str, Any]:
    """``usageMetadata`` as OpenAI's images report it: what is no picture is text."""
    read = count(wire, "promptTokenCount")
    seen = min(tokens_of(wire.get("promptTokensDetails"), "IMAGE"), read)
    written = count(wire, "candidatesTokenCount") + count(wire, "thoughtsTokenCount")
    drawn = tokens_of(wire.get("candidatesTokensDetails"), "IMAGE")
    drawn = min(drawn or count(wire, "candidatesTokenCount"), written)
    return {
        "input_tokens": read,
        "output_tokens": written,
        "total_tokens": read + written,
        "input_tokens_details": {"text_tokens": read - seen, "image_tokens": seen},
        "output_tokens_details": {"text_tokens": written - drawn, "image_tokens": drawn},
    }


def _filtered(value: Mapping[str, Any]) -> str:
    told = (each.get("raiFilteredReason") for each in objects(value.get("predictions", [])))
    return next((each for each in told if isinstance(each, str)), "The image was filtered out.")
