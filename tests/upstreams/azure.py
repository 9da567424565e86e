"""The Azure OpenAI mock: deployments under both families of addresses, content filters, Entra.

After Azure's reference (2024-10-21 and v1) and its notes on content filtering (November 2026).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from aiohttp import web

from tests.upstreams.call import Call, Refused, WireError
from tests.upstreams.compose import answer
from tests.upstreams.mock import Handler, Route
from tests.upstreams.openai import OpenAIMock
from tests.upstreams.openai_frames import ChatAnswer
from tests.upstreams.openai_media import media_routes
from tests.upstreams.openai_models import MEDIA_MODELS, OPENAI_MODELS, OpenAIModel
from tests.upstreams.openai_responses import respond
from tests.upstreams.openai_rules import check_chat
from tests.upstreams.script import ErrorKind
from tests.upstreams.token_desk import TokenDesk
from tests.upstreams.wire import SSE, Frame, sse

_DEPLOYED = re.compile(
    r"/openai/deployments/([^/]+)/(chat/completions|embeddings|images/(?:generations|edits)|"
    r"audio/(?:speech|transcriptions|translations))"
)
_VERSION = re.compile(r"\d{4}-\d{2}-\d{2}(-preview)?")
_SAFE = {
    name: {"filtered": False, "severity": "safe"}
    for name in ("hate", "self_harm", "sexual", "violence")
}
_JAILBREAK = {"jailbreak": {"filtered": False, "detected": False}}
DEPLOYMENTS = {
    "gpt-4o": "gpt-4o",
    "gpt-4o-mini": "gpt-4o-mini",
    "harbour-chat": "gpt-4.1-mini",
    "gpt-41-mini": "gpt-4.1-mini",
    "text-embedding-3-small": "text-embedding-3-small",
    "painter": "gpt-image-1",
    "voice": "tts-1",
    "ears": "whisper-1",
}

# kind: (status, code, message)
_ERRORS: dict[ErrorKind, tuple[int, str | None, str]] = {
    "bad_request": (400, "BadRequest", "Invalid request."),
    "unsupported": (
        400,
        "OperationNotSupported",
        "The chatCompletion operation does not work with the specified model, dall-e-3. Please "
        "choose different model and try again.",
    ),
    "bad_key": (
        401,
        "401",
        "Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide "
        "a valid key for an active subscription and use a correct regional API endpoint for your "
        "resource.",
    ),
    "permission": (
        403,
        "403",
        "Access denied due to Virtual Network/Firewall rules.",
    ),
    "not_found": (404, "404", "Resource not found"),
    "model": (
        404,
        "DeploymentNotFound",
        "The API deployment for this resource does not exist. If you created the deployment within "
        "the last 5 minutes, please wait a moment and try again.",
    ),
    "rate_limit": (
        429,
        "429",
        "Requests to the ChatCompletions_Create Operation under Azure OpenAI API version "
        "2024-10-21 have exceeded call rate limit of your current OpenAI S0 pricing tier. Please "
        "retry after 12 seconds.",
    ),
    "server": (500, "500", "The server had an error while processing your request. Sorry!"),
    "overloaded": (503, "503", "The service is temporarily unable to process your request."),
    "timeout": (408, "Timeout", "The operation was timeout."),
    "context": (
        400,
        "context_length_exceeded",
        "This model's maximum context length is 128000 tokens. However, your messages resulted in "
        "130000 tokens. Please reduce the length of the messages.",
    ),
}
_FILTERED = {
    "message": "The response was filtered due to the prompt triggering Azure OpenAI's content "
    "management policy. Please modify your prompt and retry. To learn more about our content "
    "filtering policies please read our documentation: https://go.microsoft.com/fwlink/?linkid=2198766",
    "type": None,
    "param": "prompt",
    "code": "content_filter",
    "status": 400,
    "innererror": {
        "code": "ResponsibleAIPolicyViolation",
        "content_filter_result": {"jailbreak": {"filtered": True, "detected": True}},
    },
}


class AzureMock(OpenAIMock):
    """A resource; ``deployments`` are models by their deployments' names."""

    prefix = ""
    default_key = "0123456789abcdef0123456789abcdef"

    def __init__(
        self, name: str = "azure", keys: Iterable[str] | None = None, desk: TokenDesk | None = None
    ) -> None:
        super().__init__(name, keys, (*OPENAI_MODELS, *MEDIA_MODELS))
        self.desk = desk
        self.deployments = dict(DEPLOYMENTS)
        self.lists_deployments = True

    def route(self, call: Call) -> Route:
        method, path = call.exchange.method, call.exchange.path
        version = call.exchange.query.get("api-version", "")
        posts: dict[str, tuple[Handler, bool]] = {
            "/openai/v1/chat/completions": (self.chat, False),
            "/openai/v1/embeddings": (self.embed, False),
            "/openai/v1/responses": (self.respond, False),
            "/openai/responses": (self.respond, True),
        }
        media = {f"/openai{path}": route for path, route in media_routes(self).items()}
        if deployed := _DEPLOYED.fullmatch(path):
            self._check_version(version)
            if deployed[2] in ("chat/completions", "embeddings"):
                handler = self.chat if deployed[2] == "chat/completions" else self.embed
                return Route(self._as(handler, deployed[1]))
            route = media[f"/openai/v1/{deployed[2]}"]
            return replace(route, handler=self._as(route.handler, deployed[1]))
        if method == "POST" and path in media:
            asked = media[path]
            return replace(asked, handler=self._named(asked.handler))
        if method == "POST" and path in posts:
            handler, dated = posts[path]
            if dated:
                self._check_version(version)
            elif _VERSION.fullmatch(version):
                _refuse(
                    400,
                    "BadRequest",
                    "api-version query parameter is not allowed when using /v1 path",
                )
            named = call.exchange.json.get("model") if isinstance(call.exchange.json, dict) else ""
            return Route(self._as(handler, str(named or "")))
        if method == "GET" and path == "/openai/deployments" and self.lists_deployments:
            if version != "2023-03-15-preview":
                _refuse(404, "404", "Resource not found")
            return Route(self.list_deployments, scripted=False)
        if method == "GET" and path == "/openai/v1/models":
            return Route(self.list_models, scripted=False)
        _refuse(404, "404", "Resource not found")

    def _check_version(self, version: str) -> None:
        if not version:
            _refuse(404, "404", "Resource not found")
        if not _VERSION.fullmatch(version):
            _refuse(400, "BadRequest", f"API version {version} is not supported")

    def _named(self, handler: Handler) -> Handler:
        """The handler for the deployment that the body, or the form, names as its model."""

        async def handle(call: Call) -> web.StreamResponse:
            return await self._as(handler, str(call.body.get("model") or ""))(call)

        return handle

    def _as(self, handler: Handler, deployment: str) -> Handler:
        """The handler with the deployed model in the body, whatever stands there."""

        async def handle(call: Call) -> web.StreamResponse:
            model = self.deployments.get(deployment)
            if model is None:
                raise Refused(404, self.error("model", call).body)
            sent = call.exchange.json
            call.exchange.json = {**call.body, "model": model}
            try:
                return await handler(call)
            finally:
                call.exchange.json = sent

        return handle

    def authenticate(self, call: Call) -> str | None:
        scheme, _, token = call.headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer":
            if self.desk is not None and token in self.desk.issued:
                return token
        elif call.headers.get("api-key") in self.keys:
            return call.headers["api-key"]
        raise Refused(401, self.error("bad_key", call).body)

    def bad_json(self, call: Call) -> Refused:
        return Refused(400, _body("BadRequest", "We could not parse the JSON body."))

    def error(self, kind: ErrorKind, call: Call, status: int | None = None) -> WireError:
        if kind == "content_filter":
            return WireError(400, {"error": _FILTERED}, {})
        own, code, message = _ERRORS.get(kind, _ERRORS["server"])
        headers = {}
        if kind == "rate_limit":
            headers = {"retry-after": "12", "retry-after-ms": "11800"}
        return WireError(status or own, _body(code, message), headers)

    def answer_headers(self, call: Call) -> dict[str, str]:
        return {
            "apim-request-id": call.id("", 32),
            "x-ms-region": "East US",
            "x-ratelimit-remaining-requests": "99",
        }

    async def chat(self, call: Call) -> web.StreamResponse:
        """The filters' verdict first, in a chunk without choices, then annotated chunks."""
        body = call.body
        model = self.model(body, "chat")
        self.check_chat(body, model)
        reply = call.accept()
        chat = ChatAnswer(
            call, reply, answer(self._ask(body, model), reply), self.flavour, model.snapshot
        )
        if not body.get("stream"):
            whole = chat.whole()
            for choice in whole["choices"]:
                choice["content_filter_results"] = _SAFE
            whole["prompt_filter_results"] = [_verdict()]
            return await call.send(200, whole)
        first = {
            "choices": [],
            "created": 0,
            "id": "",
            "model": "",
            "object": "",
            "prompt_filter_results": [_verdict()],
        }
        frames = [Frame(json.dumps(first)), *map(_annotated, chat.frames())]
        return await call.stream(
            [sse(frame, reply) for frame in frames], SSE, [sse(self.in_band(call), reply)]
        )

    def check_chat(self, body: Mapping[str, Any], model: OpenAIModel) -> None:
        check_chat(body, model)

    async def respond(self, call: Call) -> web.StreamResponse:
        """POST /responses; inside a stream its errors are OpenAI's."""
        model = self.model(call.body, "chat", "responses")
        broken = OpenAIMock.error(self, call.reply.error or "server", call)
        return await respond(call, model, broken, self.stored)

    async def list_deployments(self, call: Call) -> web.StreamResponse:
        """GET /openai/deployments, as the last api-version that has it answers."""
        call.accept()
        data = [
            {
                "id": name,
                "model": model,
                "object": "deployment",
                "owner": "organization-owner",
                "status": "succeeded",
                "scale_settings": {"scale_type": "standard"},
            }
            for name, model in self.deployments.items()
        ]
        gone = {"id": "old", "model": "gpt-4", "object": "deployment", "status": "deleted"}
        return await call.send(200, {"object": "list", "data": [*data, gone]})


def _verdict() -> dict[str, Any]:
    return {"prompt_index": 0, "content_filter_results": {**_SAFE, **_JAILBREAK}}


def _annotated(frame: Frame) -> Frame:
    if not frame.data.startswith("{"):
        return frame
    chunk = json.loads(frame.data)
    for choice in chunk.get("choices") or ():
        said = bool((choice.get("delta") or {}).get("content"))
        choice["content_filter_results"] = _SAFE if said else {}
    return Frame(json.dumps(chunk, ensure_ascii=False))


def _body(code: str | None, message: str) -> dict[str, Any]:
    return {"error": {"code": code, "message": message}}


def _refuse(status: int, code: str, message: str) -> Any:
    raise Refused(status, _body(code, message))
