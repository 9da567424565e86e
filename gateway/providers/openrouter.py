"""OpenRouter: OpenAI's interface, and pictures by an endpoint of its own, which also edits.

https://openrouter.ai/docs/guides/overview/multimodal/image-generation and the types of OpenRouter's
own package (openrouter 1.3).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from gateway.providers.abilities import FormsAsJson, TaskStep
from gateway.providers.base import Endpoint, Operation, UpstreamRequest
from gateway.providers.bodies import dumped
from gateway.providers.media.own_transcripts import HEARS, OwnTranscripts
from gateway.providers.media.picture_answers import nothing_drawn, object_of, packed, request_of
from gateway.providers.media.picture_edits import pictures_given
from gateway.providers.openai_compatible import OPENAI_CHAT

_PATH = "images"
_DRAWS = frozenset({Operation.IMAGES, Operation.IMAGE_EDITS})
_NOT_THERE = frozenset(
    {
        *("response_format", "style", "moderation", "partial_images", "input_fidelity"),
        *("image", "images", "mask", "models"),
    }
)
"""Members of OpenAI's that OpenRouter has none for: pictures come as data. ``models`` would name
others than the one that is paid.
"""
_QUALITIES = {"hd": "high", "standard": ""}


class OpenRouter(OwnTranscripts, FormsAsJson):
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
        made = self.sent(_PATH, OPENAI_CHAT, endpoint, own, client_headers, stream=stream)
        return replace(made, asked=body)

    def wants_json(self, operation: Operation, endpoint: Endpoint) -> bool:
        """See FormsAsJson."""
        return operation is Operation.IMAGE_EDITS

    def is_task(self, request: UpstreamRequest) -> bool:
        """Pictures keep what was asked, and transcripts in other forms than OpenRouter's."""
        return bool(request.asked)

    def follow(
        self, request: UpstreamRequest, endpoint: Endpoint, body: bytes, *, stream: bool
    ) -> TaskStep | None:
        """See Tasking. What holds no picture is the answer: a refusal."""
        if request.operation in HEARS:
            return super().follow(request, endpoint, body, stream=stream)
        value = object_of(body)
        listed = value.get("data")
        rows = listed if isinstance(listed, list) else []
        made = [_data(row) for row in rows if isinstance(row, dict) and row.get("b64_json")]
        if not made:
            return nothing_drawn(value)
        return packed(request.asked, made, _usage(value.get("usage")))


def _picture(body: bytes, *, edits: bool) -> bytes:
    """Raises Unconvertible for an edit without pictures, or with a mask."""
    asked = request_of(body)
    made = {name: value for name, value in asked.items() if name not in _NOT_THERE}
    if made.get("size") == "auto":
        del made["size"]
    quality = made.pop("quality", None)
    if quality := _QUALITIES.get(str(quality), quality):
        made["quality"] = quality
    if edits:
        given = [
            {"type": "image_url", "image_url": {"url": each}} for each in pictures_given(asked)
        ]
        made["input_references"] = given
    return dumped(made)


def _data(row: Mapping[str, Any]) -> str:
    """With its kind, where that is told: it may be no picture of pixels (SVG)."""
    data, kind = str(row["b64_json"]), row.get("media_type")
    return f"data:{kind};base64,{data}" if isinstance(kind, str) and kind else data


def _usage(told: Any) -> dict[str, Any] | None:
    """As OpenAI counts pictures."""
    if not isinstance(told, dict):
        return None
    read, written = _count(told.get("prompt_tokens")), _count(told.get("completion_tokens"))
    details = told.get("completion_tokens_details")
    drawn = details.get("image_tokens") if isinstance(details, dict) else None
    drawn = min(_count(drawn), written) or written
    return {
        "input_tokens": read,
        "output_tokens": written,
        "total_tokens": read + written,
        "input_tokens_details": {"text_tokens": read, "image_tokens": 0},
        "output_tokens_details": {"text_tokens": written - drawn, "image_tokens": drawn},
    }


def _count(value: Any) -> int:
    return value if type(value) is int and value > 0 else 0
