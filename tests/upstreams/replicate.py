"""The Replicate mock: predictions that are waited for, polled, or streamed from elsewhere.

After https://replicate.com/docs/reference/http and .../docs/topics/predictions/streaming.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import Any

from aiohttp import web

from tests.upstreams.call import Call, Refused, Scripted, WireError
from tests.upstreams.compose import Answer, Ask, answer
from tests.upstreams.mock import Mock, Route
from tests.upstreams.script import ErrorKind, Reply, Usage
from tests.upstreams.wire import SSE, Frame, sse

MODEL = "meta/meta-llama-3-70b-instruct"
_ERRORS: dict[ErrorKind, tuple[int, str]] = {
    "bad_request": (422, "- input: prompt is required"),
    "unsupported": (422, "- input: Additional property x is not allowed"),
    "bad_key": (401, "You did not pass a valid authentication token"),
    "money": (402, "You have insufficient credit to run this model."),
    "permission": (403, "You do not have permission to perform this action."),
    "not_found": (404, "The requested resource could not be found."),
    "model": (404, "The requested resource could not be found."),
    "too_large": (413, "too large"),
    "rate_limit": (429, "Request was throttled. Expected available in 1 second."),
    "server": (500, "Internal error"),
    "overloaded": (503, "Unavailable"),
    "timeout": (504, "Timeout"),
    "context": (400, "prompt is too long"),
}
_INPUTS = frozenset(
    {
        *("prompt", "system_prompt", "max_tokens", "temperature", "top_p", "top_k", "seed"),
        *("presence_penalty", "frequency_penalty", "stop_sequences", "image"),
    }
)


PAINTER = "black-forest-labs/flux-schnell"
PAINTER_XL = "stability-ai/sdxl"
PICTURE = b"RIFF\0\0\0\0WEBP a picture"
_PAINTERS = (PAINTER, PAINTER_XL)
EDITORS: dict[str, tuple[str, bool, bool]] = {
    "black-forest-labs/flux-kontext-pro": ("input_image", False, False),
    "black-forest-labs/flux-fill-pro": ("image", False, True),
    "black-forest-labs/flux-2-pro": ("input_images", True, False),
    "google/nano-banana": ("image_input", True, False),
    "bytedance/seedream-4.5": ("image_input", True, False),
    "qwen/qwen-image-edit": ("image", False, False),
    "qwen/qwen-image-edit-plus": ("image", True, False),
    "openai/gpt-image-1.5": ("input_images", True, False),
}
"""Models that edit: what they call pictures, whether these are a list, and whether they repaint
where a mask is white. After each model's page of its schema (``/api``).
"""
PAINTER_VERSION = "39ed52f2a78e934b3ba6e2a89f5b1c712de7dfea535525255b1aa35c5565e08b"
_RATIOS = ("1:1", "16:9", "21:9", "3:2", "2:3", "4:5", "5:4", "3:4", "4:3", "9:16", "9:21")


class ReplicateMock(Mock):
    """`slow` predictions are not done after the wait; `elsewhere` is where their streams stand."""

    prefix = ""
    default_key = "r8_" + "Rep1" * 9

    def __init__(self, name: str = "replicate", keys: Iterable[str] | None = None) -> None:
        super().__init__(name, keys)
        self.slow = 0
        self.elsewhere = ""
        self.public = ""
        """Where predictions say that they stand; '' for where they do."""
        self.streams: Reply | None = None
        """How streams travel."""
        self.cancelled: list[str] = []
        self.told = asyncio.Event()
        """Set once a prediction was cancelled."""
        self.files: list[tuple[str, bytes]] = []
        """Kinds and bytes of what was uploaded."""
        self._running: dict[str, tuple[Answer, Reply, int]] = {}
        self.fails = ""
        """What the models that draw say instead of pictures."""
        self.single = False
        """They tell an address, and no list of them."""

    @property
    def base_url(self) -> str:
        return f"{self.origin}/{self.name}/v1"

    def route(self, call: Call) -> Route:
        method, path = call.exchange.method, call.exchange.path
        if method == "POST" and path in (f"/v1/models/{MODEL}/predictions", "/v1/predictions"):
            return Route(self.draw if self._is_painter(call) else self.create)
        drawing = [f"/v1/models/{each}/predictions" for each in (*_PAINTERS, *EDITORS)]
        if method == "POST" and path in drawing:
            return Route(self.draw)
        if method == "POST" and path == "/v1/files":
            return Route(self.upload, scripted=False, json_only=False, form=True, takes_json=False)
        if method == "GET" and path.startswith("/pictures/"):
            return Route(self.picture, scripted=False)
        if method == "POST" and path.startswith("/v1/predictions/") and path.endswith("/cancel"):
            return Route(self.cancel, scripted=False, json_only=False)
        if method == "GET" and path.startswith("/v1/predictions/"):
            return Route(self.show, scripted=False)
        if method == "GET" and path.startswith("/v1/streams/"):
            return Route(self.stream, scripted=False)
        raise Refused(404, {"detail": _ERRORS["not_found"][1], "status": 404})

    def authenticate(self, call: Call) -> str | None:
        if call.exchange.path.startswith("/pictures/"):
            return None
        scheme, _, key = call.headers.get("authorization", "").partition(" ")
        if scheme != "Bearer" or key not in self.keys:
            raise Refused(401, {"title": "Unauthenticated", "detail": _ERRORS["bad_key"][1]})
        return key

    def bad_json(self, call: Call) -> Refused:
        return Refused(400, {"detail": "the body is no JSON", "status": 400})

    def error(self, kind: ErrorKind, call: Call, status: int | None = None) -> WireError:
        own, message = _ERRORS.get(kind, _ERRORS["server"])
        status = status or own
        return WireError(status, {"title": "Error", "detail": message, "status": status}, {})

    async def upload(self, call: Call) -> web.StreamResponse:
        """POST /files."""
        files = call.exchange.files.get("content", [])
        if len(files) != 1 or call.body:
            raise Refused(400, {"detail": "Missing content", "status": 400})
        (file,) = files
        at = len(self.files)
        self.files.append((file.content_type, file.data))
        urls = {"get": f"https://api.replicate.com/v1/files/file-{at}"}
        told = {"id": f"file-{at}", "name": file.name, "content_type": file.content_type}
        more = {"size": len(file.data), "etag": "x", "checksums": {}, "metadata": {}}
        return await call.send(201, {**told, **more, "urls": urls})

    async def create(self, call: Call) -> web.StreamResponse:
        """POST .../predictions."""
        values = call.body.get("input")
        if not isinstance(values, dict) or not values.get("prompt"):
            raise Refused(422, {"detail": "- input: prompt is required", "status": 422})
        if values.keys() - _INPUTS or call.body.keys() - {"input", "stream", "version"}:
            raise Refused(422, {"detail": "- input: Additional property", "status": 422})
        if call.exchange.path == "/v1/predictions" and not call.body.get("version"):
            raise Refused(422, {"detail": "- version is required", "status": 422})
        reply = call.accept()
        limit = values.get("max_tokens")
        said = answer(Ask(MODEL, [values["prompt"]], limit=limit), reply)
        ident = call.id("", 20)
        waits = call.headers.get("prefer", "").startswith("wait") and not call.body.get("stream")
        left = self.slow if waits else 1
        self._running[ident] = (said, reply, left)
        if waits and not left:
            return await call.send(201, self._prediction(ident, "succeeded"))
        return await call.send(201, self._prediction(ident, "starting"))

    def _is_painter(self, call: Call) -> bool:
        body = call.exchange.json
        return isinstance(body, dict) and body.get("version") == PAINTER_VERSION

    async def draw(self, call: Call) -> web.StreamResponse:
        """POST .../predictions of a model that draws. Inputs that it does not have are ignored,
        those that it has are checked against its schema.
        """
        values = call.body.get("input")
        if call.body.keys() - {"input", "version"} or not isinstance(values, dict):
            raise _invalid("Additional property is not allowed")
        if not isinstance(values.get("prompt"), str):
            raise _invalid("input: prompt is required")
        number = values.get("num_outputs", 1)
        if not 1 <= number <= 4:
            raise _invalid("input.num_outputs: Must be less than or equal to 4")
        self._check_pictures(call, values)
        if values.get("aspect_ratio", "1:1") not in (*_RATIOS, "match_input_image"):
            raise _invalid("input.aspect_ratio: must be one of the following")
        if values.get("output_format", "webp") not in ("webp", "jpg", "png"):
            raise _invalid("input.output_format: must be one of the following")
        reply = call.accept()
        home = f"{self.elsewhere or self.origin}/{self.name}/pictures"
        pieces = tuple(f"{home}/{at}.webp" for at in range(number))
        said = Answer(pieces, None, (), None)
        ident = call.id("", 20)
        self._running[ident] = (said, reply, self.slow)
        status = "starting" if self.slow else "failed" if self.fails else "succeeded"
        return await call.send(201, self._prediction(ident, status))

    def _check_pictures(self, call: Call, values: dict[str, Any]) -> None:
        """Where a model takes some; all that it does not know is ignored."""
        model = call.exchange.path.removeprefix("/v1/models/").removesuffix("/predictions")
        if model not in EDITORS:
            return
        name, listed, masked = EDITORS[model]
        given = values.get(name, [] if listed else "")
        for each in given if listed and isinstance(given, list) else [given]:
            if not isinstance(each, str) or not each.startswith(("data:image/", "http")):
                raise _invalid(f"input.{name}: Does not match format 'uri'")
        if masked and not str(values.get("mask", "")).startswith(("data:image/", "http")):
            raise _invalid("input.mask: Does not match format 'uri'")

    async def picture(self, call: Call) -> web.StreamResponse:
        """GET of an output file, which wants no key."""
        return await call.send(200, PICTURE, "image/webp")

    async def show(self, call: Call) -> web.StreamResponse:
        """GET /predictions/{id}: done after having been asked for as often as it is slow."""
        ident = call.exchange.path.rpartition("/")[2]
        said, reply, left = self._running[ident]
        self._running[ident] = (said, reply, left - 1)
        failed = self.fails or reply.error_in_stream_after is not None
        done = "failed" if failed else "succeeded"
        return await call.send(200, self._prediction(ident, done if left <= 1 else "processing"))

    async def cancel(self, call: Call) -> web.StreamResponse:
        """POST /predictions/{id}/cancel."""
        ident = call.exchange.path.split("/")[-2]
        self.cancelled.append(ident)
        self.told.set()
        return await call.send(200, self._prediction(ident, "canceled"))

    async def stream(self, call: Call) -> web.StreamResponse:
        """GET of a stream's own address."""
        if call.headers.get("accept") != "text/event-stream":
            raise Refused(406, {"detail": "Not acceptable", "status": 406})
        said, reply, _ = self._running[call.exchange.path.rpartition("/")[2]]
        streams = self.streams
        call._scripted = None if streams is None else Scripted(streams, None, None, None, True)
        frames = [
            _numbered(at, sse(Frame(piece, "output"), reply))
            for at, piece in enumerate(said.pieces)
        ]
        if reply.error_in_stream_after is not None:
            frames = frames[: reply.error_in_stream_after]
            failed = Frame('{"detail":"the model crashed"}', "error")
            frames.append(_numbered(len(frames), sse(failed, reply)))
        elif reply.finish_chunk:
            frames.append(_numbered(len(frames), sse(Frame("{}", "done"), reply)))
        return await call.stream(frames, SSE, [])

    def _prediction(self, ident: str, status: str) -> dict[str, Any]:
        said, _, _ = self._running[ident]
        home = f"{self.public or self.base_url}/predictions/{ident}"
        stream = f"{self.elsewhere or self.base_url}/streams/{ident}"
        done = status == "succeeded"
        metrics = {}
        if done and isinstance(said.usage, Usage):
            metrics["input_token_count"] = said.usage.prompt
            metrics["output_token_count"] = said.usage.completion
        return {
            "id": ident,
            "model": MODEL,
            "version": "hidden",
            "input": {},
            "logs": "",
            "data_removed": False,
            "created_at": "2026-11-01T08:00:00.000000Z",
            "status": status,
            "output": (said.pieces[0] if self.single else list(said.pieces)) if done else None,
            "error": (self.fails or "the model crashed") if status == "failed" else None,
            "metrics": metrics,
            "urls": {"get": home, "cancel": f"{home}/cancel", "stream": stream},
        }


def _invalid(what: str) -> Refused:
    body = {"detail": f"- {what}\n", "status": 422, "title": "Input validation failed"}
    return Refused(422, body)


def _numbered(at: int, frame: bytes) -> bytes:
    """An event with an id, without which Replicate's own package leaves it out."""
    return f"id: 1690212292:{at}\n".encode() + frame
