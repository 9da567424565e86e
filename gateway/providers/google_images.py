"""OpenAI's request for pictures as Google's models take it, and their answers back.

Imagen has a ``predict``, Gemini's models draw in a conversation; both are asked so at AI Studio and
at Vertex AI. https://cloud.google.com/vertex-ai/generative-ai/docs/model-reference/imagen-api,
https://ai.google.dev/gemini-api/docs/image-generation
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from gateway.errors import DialectError, Unconvertible
from gateway.providers.abilities import TaskStep
from gateway.providers.picture_sizes import nearest_ratio, size_class

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
    asked = _object(body)
    made = _predict(asked, model) if method(model) == PREDICT else _conversation(asked, model)
    return json.dumps(made, ensure_ascii=False, separators=(",", ":")).encode()


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
    value = _object(body)
    conversed = "candidates" in value or "promptFeedback" in value
    pictures = list(_drawn(value) if conversed else _predicted(value))
    if not pictures:
        why = _blocked(value) if conversed else _filtered(value)
        return TaskStep(status=400, answer=_said(_refusal(why)))
    by_address = _object(asked).get("response_format") == "url"
    answer: dict[str, Any] = {
        "created": int(time.time()),
        "data": [_entry(each, by_address) for each in pictures],
    }
    if (usage := value.get("usageMetadata")) and isinstance(usage, dict):
        answer["usage"] = _usage(usage)
    return TaskStep(answer=_said(json.dumps(answer, ensure_ascii=False).encode()))


Picture = tuple[str, str, str]
"""Data in base64, its type, and the prompt as it was revised."""


def _predicted(value: Mapping[str, Any]) -> Iterator[Picture]:
    for each in _objects(value.get("predictions", [])):
        if isinstance(each.get("bytesBase64Encoded"), str):
            yield each["bytesBase64Encoded"], _text(each.get("mimeType")), _text(each.get("prompt"))


def _drawn(value: Mapping[str, Any]) -> Iterator[Picture]:
    """What a conversation holds; thoughts are sketches."""
    for candidate in _objects(value.get("candidates") or []):
        content = candidate.get("content")
        for part in _objects(content.get("parts") or [] if isinstance(content, dict) else []):
            blob = part.get("inlineData")
            if not part.get("thought") and isinstance(blob, dict) and _text(blob.get("data")):
                yield blob["data"], _text(blob.get("mimeType")), ""


def _entry(picture: Picture, by_address: bool) -> dict[str, str]:
    data, mime, prompt = picture
    entry = {"b64_json": data}
    if by_address:
        entry = {"url": f"data:{mime or 'image/png'};base64,{data}"}
    return {**entry, "revised_prompt": prompt} if prompt else entry


def _usage(wire: Mapping[str, Any]) -> dict[str, Any]:
    """``usageMetadata`` as OpenAI's images report it: what is no picture is text."""
    read = _count(wire, "promptTokenCount")
    written = _count(wire, "candidatesTokenCount") + _count(wire, "thoughtsTokenCount")
    rows = _objects(wire.get("candidatesTokensDetails") or [])
    drawn = sum(_count(row, "tokenCount") for row in rows if row.get("modality") == "IMAGE")
    drawn = min(drawn or _count(wire, "candidatesTokenCount"), written)
    return {
        "input_tokens": read,
        "output_tokens": written,
        "total_tokens": read + written,
        "input_tokens_details": {"text_tokens": read, "image_tokens": 0},
        "output_tokens_details": {"text_tokens": written - drawn, "image_tokens": drawn},
    }


def _filtered(value: Mapping[str, Any]) -> str:
    told = (each.get("raiFilteredReason") for each in _objects(value.get("predictions", [])))
    return next((each for each in told if isinstance(each, str)), "The image was filtered out.")


def _blocked(value: Mapping[str, Any]) -> str:
    """Why a conversation drew nothing, in Google's words where there are any."""
    feedback = value.get("promptFeedback")
    told: list[Any] = []
    if isinstance(feedback, dict):
        told += [feedback.get("blockReasonMessage"), feedback.get("blockReason")]
    for candidate in _objects(value.get("candidates") or []):
        told += [candidate.get("finishMessage"), candidate.get("finishReason")]
    why = next(filter(None, map(_text, told)), "")
    return f"The model made no picture: {why}" if why else "The model made no picture."


def _refusal(why: str) -> bytes:
    error = {"code": "content_policy_violation", "type": "invalid_request_error", "message": why}
    return json.dumps({"error": error}, ensure_ascii=False).encode()


def _said(body: bytes) -> Callable[[Sequence[bytes]], bytes]:
    return lambda fetched: body


def _count(wire: Mapping[str, Any], name: str) -> int:
    value = wire.get(name)
    return value if type(value) is int and value > 0 else 0


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _objects(value: Any) -> list[dict[str, Any]]:
    if not isinstance(value, list):
        raise DialectError("the answer holds no list of pictures")
    return [each for each in value if isinstance(each, dict)]


def _object(body: bytes) -> dict[str, Any]:
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        raise DialectError("the answer is not JSON") from None
    if not isinstance(value, dict):
        raise DialectError("the answer is no JSON object")
    return value
