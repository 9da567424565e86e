"""Fireworks: OpenAI's interface; pictures by workflows of its own, sound at hosts of its own.

https://docs.fireworks.ai/api-reference/generate-a-new-image-from-a-text-prompt,
https://docs.fireworks.ai/api-reference/generate-or-edit-image-using-flux-kontext,
https://docs.fireworks.ai/api-reference/audio-transcriptions
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import quote, urlsplit

from gateway.errors import DialectError, Unconvertible
from gateway.providers.abilities import FormsAsJson, Naming, Tasking, TaskStep
from gateway.providers.base import Endpoint, Operation, UpstreamRequest
from gateway.providers.bodies import dumped
from gateway.providers.dashscope.images import answer_with
from gateway.providers.media.picture_answers import (
    failed,
    media_type,
    only_one,
    own_members,
    packed,
    request_of,
)
from gateway.providers.media.picture_edits import own_of_edit, pictures_given, without_pictures
from gateway.providers.media.picture_sizes import nearest_ratio, sides
from gateway.providers.openai_compatible import OPENAI_CHAT, OpenAICompatible

_DRAWS = frozenset({Operation.IMAGES, Operation.IMAGE_EDITS})
_AUDIO = frozenset({Operation.TRANSCRIPTIONS, Operation.TRANSLATIONS})
_HEARS = "https://audio-prod.api.fireworks.ai/v1"
_HEARS_TURBO = "https://audio-turbo.api.fireworks.ai/v1"
_OWN = "accounts/"
_HOUSE = "accounts/fireworks/models/"
_LATER = re.compile(r"kontext")
"""Models that name a request, whose result is asked for."""
_BY_SIDES = re.compile(r"stable-diffusion|playground-v|ssd-1b", re.IGNORECASE)
_RATIOS = {
    **{"1:1": 1.0, "3:4": 0.75, "4:3": 4 / 3, "4:5": 0.8, "5:4": 1.25, "2:3": 2 / 3, "3:2": 1.5},
    **{"9:16": 9 / 16, "16:9": 16 / 9, "9:21": 9 / 21, "21:9": 21 / 9},
}
_RUNNING = frozenset({"Pending", "Task not found"})
_MODERATED = frozenset({"Request Moderated", "Content Moderated"})
_AGAIN_S = 1.0


class Fireworks(OpenAICompatible, FormsAsJson, Naming, Tasking):
    """See Provider. A model is ``accounts/.../models/name``, or the name alone of one of theirs."""

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
        if operation in _DRAWS:
            asked = request_of(body)
            edits = operation is Operation.IMAGE_EDITS
            own = _edit(asked, endpoint.model) if edits else own_members(asked)
            told = dumped(_picture(asked, own, endpoint.model))
            path = _path(endpoint.model)
            made = self.sent(path, OPENAI_CHAT, endpoint, told, client_headers, stream=False)
            return replace(made, asked=without_pictures(asked) if edits else body)
        if operation in _AUDIO and urlsplit(endpoint.base_url).hostname in self.hosts:
            turbo = "turbo" in endpoint.model
            endpoint = replace(endpoint, base_url=_HEARS_TURBO if turbo else _HEARS)
        return super().request(operation, dialect, endpoint, body, client_headers, stream=stream)

    def named_in_forms(self, endpoint: Endpoint) -> str:
        """See Naming: the hosts that hear know their models by their last names."""
        return endpoint.model.removeprefix(_HOUSE)

    def wants_json(self, operation: Operation, endpoint: Endpoint) -> bool:
        """See FormsAsJson."""
        return operation is Operation.IMAGE_EDITS

    def is_task(self, request: UpstreamRequest) -> bool:
        """Pictures alone keep what was asked."""
        return bool(request.asked)

    def follow(
        self, request: UpstreamRequest, endpoint: Endpoint, body: bytes, *, stream: bool
    ) -> TaskStep | None:
        """See Tasking."""
        if media_type(body):
            return packed(request.asked, [base64.b64encode(body).decode()])
        try:
            value = json.loads(body)
        except (ValueError, RecursionError):
            raise DialectError("the answer is not JSON") from None
        if isinstance(value, dict):
            if isinstance(value.get("request_id"), str):
                return _asking(request, value["request_id"])
            if isinstance(value.get("status"), str):
                return _result(request, value)
        return _drawn(request, value if isinstance(value, list) else [value])


def _path(model: str) -> str:
    named = quote(model if model.startswith(_OWN) else _HOUSE + model.rpartition("/")[2])
    if _BY_SIDES.search(model):
        return f"image_generation/{named}"
    return f"workflows/{named}" if _LATER.search(model) else f"workflows/{named}/text_to_image"


def _edit(asked: Mapping[str, Any], model: str) -> dict[str, Any]:
    """The picture beside the vendor's own members; Kontext alone edits, and one."""
    if _LATER.search(model) is None:
        raise Unconvertible("This model takes no pictures", "model")
    return {"input_image": pictures_given(asked, 1)[0], **own_of_edit(asked)}


def _picture(asked: Mapping[str, Any], own: Mapping[str, Any], model: str) -> dict[str, Any]:
    """Raises Unconvertible for several pictures of a model that draws one at a time."""
    made: dict[str, Any] = {"prompt": asked.get("prompt") or "", **own}
    size = sides(asked.get("size"))
    if _BY_SIDES.search(model):
        if size is not None:
            made.setdefault("width", size[0])
            made.setdefault("height", size[1])
        if asked.get("n"):
            made.setdefault("samples", asked["n"])
    else:
        only_one(asked)
        if size is not None:
            made.setdefault("aspect_ratio", nearest_ratio(asked["size"], _RATIOS))
        if _LATER.search(model) and asked.get("output_format"):
            made.setdefault("output_format", asked["output_format"])
    return made


def _asking(request: UpstreamRequest, ident: str) -> TaskStep:
    """The question stands below the address that was asked first."""
    body = dumped({"id": ident})
    url = f"{request.url}/get_result"
    return TaskStep(UpstreamRequest("POST", url, request.headers, body), wait_s=_AGAIN_S)


def _result(request: UpstreamRequest, value: Mapping[str, Any]) -> TaskStep | None:
    status, ident = value["status"], value.get("id")
    if status in _RUNNING and isinstance(ident, str):
        return _asking(request, ident)
    if status in _MODERATED:
        return failed(400, "content_policy_violation", f"The picture was stopped: {status}")
    if status != "Ready":
        return failed(502, "generation_failed", f"The picture was not made: {status}")
    result = value.get("result")
    made = result.get("sample") if isinstance(result, dict) else None
    if not isinstance(made, str) or not made:
        raise DialectError("the result holds no picture")
    if made.startswith(("https:", "http:")):
        return answer_with(request, [{"url": made}])
    return packed(request.asked, [made])


def _drawn(request: UpstreamRequest, rows: list[Any]) -> TaskStep | None:
    """Pictures side by side, or in a list of rows; what a filter stopped is black, and left out."""
    found: list[str] = []
    stopped = False
    for row in rows:
        told = row.get("base64") if isinstance(row, dict) else None
        made = [each for each in (told if isinstance(told, list) else [told]) if each]
        if made and row.get("finishReason", "SUCCESS") == "CONTENT_FILTERED":
            stopped = True
        elif made:
            found += [each for each in made if isinstance(each, str)]
    if not found and stopped:
        return failed(400, "content_policy_violation", "The picture was stopped by a filter")
    return packed(request.asked, found) if found else None
