"""Imagen at Vertex AI: OpenAI's request for pictures as a ``predict``, and its answer back.

https://cloud.google.com/vertex-ai/generative-ai/docs/model-reference/imagen-api
"""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from typing import Any

from gateway.errors import DialectError
from gateway.providers.abilities import TaskStep

_RATIOS = {"1:1": 1.0, "3:4": 0.75, "4:3": 4 / 3, "9:16": 9 / 16, "16:9": 16 / 9}
_KINDS = {"png": "image/png", "jpeg": "image/jpeg"}
_PASSED = ("seed", "negativePrompt", "enhancePrompt", "personGeneration", "addWatermark")


def own_body(body: bytes) -> bytes:
    """The request as Imagen takes it: a size becomes the nearest of its ratios."""
    asked = _object(body)
    parameters: dict[str, Any] = {
        "sampleCount": asked.get("n") or 1,
        "includeRaiReason": True,
        **{name: asked[name] for name in _PASSED if name in asked},
    }
    if (ratio := _ratio(asked.get("size"))) is not None:
        parameters["aspectRatio"] = ratio
    if (kind := _KINDS.get(str(asked.get("output_format")))) is not None:
        parameters["outputOptions"] = {"mimeType": kind}
    made = {"instances": [{"prompt": asked.get("prompt") or ""}], "parameters": parameters}
    return json.dumps(made, ensure_ascii=False, separators=(",", ":")).encode()


def step(asked: bytes, body: bytes) -> TaskStep:
    """The answer as OpenAI's: data, or an address that holds it where one was asked for.

    What Google's filters took away is said as a refusal if nothing is left. Raises DialectError.
    """
    value = _object(body)
    predictions = value.get("predictions", [])
    if not isinstance(predictions, list):
        raise DialectError("the answer holds no predictions")
    found = [each for each in predictions if isinstance(each, dict)]
    pictures = [each for each in found if isinstance(each.get("bytesBase64Encoded"), str)]
    if not pictures:
        return TaskStep(status=400, answer=_said(_filtered(found)))
    by_address = _object(asked).get("response_format") == "url"
    data = [_entry(each, by_address) for each in pictures]
    answer = json.dumps({"created": int(time.time()), "data": data}, ensure_ascii=False)
    return TaskStep(answer=_said(answer.encode()))


def _entry(picture: dict[str, Any], by_address: bool) -> dict[str, str]:
    data = picture["bytesBase64Encoded"]
    entry = {"b64_json": data}
    if by_address:
        mime = picture.get("mimeType")
        entry = {"url": f"data:{mime if isinstance(mime, str) else 'image/png'};base64,{data}"}
    if isinstance(picture.get("prompt"), str):
        entry["revised_prompt"] = picture["prompt"]
    return entry


def _filtered(predictions: Sequence[dict[str, Any]]) -> bytes:
    told = (each.get("raiFilteredReason") for each in predictions)
    why = next((each for each in told if isinstance(each, str)), "The image was filtered out.")
    error = {"code": "content_policy_violation", "type": "invalid_request_error", "message": why}
    return json.dumps({"error": error}, ensure_ascii=False).encode()


def _ratio(size: Any) -> str | None:
    width, _, height = str(size).partition("x")
    if not (width.isdecimal() and height.isdecimal() and int(height)):
        return None
    wanted = int(width) / int(height)
    return min(_RATIOS, key=lambda name: abs(_RATIOS[name] - wanted))


def _said(body: bytes) -> Any:
    return lambda fetched: body


def _object(body: bytes) -> dict[str, Any]:
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        raise DialectError("the answer is not JSON") from None
    if not isinstance(value, dict):
        raise DialectError("the answer is no JSON object")
    return value
