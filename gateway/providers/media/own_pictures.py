"""Vendors that speak OpenAI's interface, but for pictures, which come in a form of their own.

https://docs.siliconflow.cn/cn/api-reference/images/images-generations,
https://platform.minimax.io/docs/api-reference/image-generation-t2i
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from gateway.errors import DialectError
from gateway.providers.abilities import TaskStep
from gateway.providers.base import Endpoint, Operation, UpstreamRequest
from gateway.providers.dashscope import images as dashscope_images
from gateway.providers.media import image_bodies
from gateway.providers.media.json_edits import JsonEdits
from gateway.providers.media.own_transcripts import HEARS, OwnTranscripts
from gateway.providers.media.picture_answers import object_of, request_of
from gateway.providers.media.picture_edits import without_pictures
from gateway.providers.openai_compatible import OPENAI_CHAT


class OwnPictures(JsonEdits, OwnTranscripts):
    """See Provider. SiliconFlow's and Qianfan's pictures lie at addresses, and are fetched where a
    client wants them packed; MiniMax tells addresses or data, as it is asked.
    """

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
        if operation is not Operation.IMAGES:
            made = super().request(
                operation, dialect, endpoint, body, client_headers, stream=stream
            )
            edits = operation is Operation.IMAGE_EDITS
            return replace(made, asked=without_pictures(request_of(body))) if edits else made
        own = image_bodies.worded(self.preset.images, body)
        alone = self.preset.images == "minimax" and image_bodies.minimax_alone(endpoint.model)
        path = "image_generation" if alone else operation.value
        made = self.sent(path, OPENAI_CHAT, endpoint, own, client_headers, stream=stream)
        return replace(made, asked=body)

    def follow(
        self, request: UpstreamRequest, endpoint: Endpoint, body: bytes, *, stream: bool
    ) -> TaskStep | None:
        """See Tasking. What holds no picture is the answer."""
        if request.operation in HEARS:
            return super().follow(request, endpoint, body, stream=stream)
        try:
            value = json.loads(body)
        except (ValueError, RecursionError):
            raise DialectError("the answer is not JSON") from None
        if not isinstance(value, dict):
            raise DialectError("the answer is no JSON object")
        told = value.get("data")
        data = told if isinstance(told, dict) else {}
        if packed := list(_texts(data.get("image_base64"))):
            entries = [{"b64_json": each} for each in packed]
            answer = json.dumps({"created": int(time.time()), "data": entries}).encode()
            return TaskStep(answer=lambda fetched: answer)
        urls = [*_texts(data.get("image_urls")), *_texts(_addresses(value.get("images")))]
        if not urls and object_of(request.asked).get("response_format") == "b64_json":
            urls = [*_texts(_addresses(told))]
        made = [{"url": each} for each in urls]
        return dashscope_images.answer_with(request, made) if made else None


def _addresses(told: Any) -> list[Any]:
    listed = told if isinstance(told, list) else ()
    return [each.get("url") for each in listed if isinstance(each, dict)]


def _texts(told: Any) -> Iterable[str]:
    return (each for each in told if isinstance(each, str)) if isinstance(told, list) else ()
