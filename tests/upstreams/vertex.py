"""The Vertex AI mock: Gemini, Claude and models as a service under a project's location.

After Vertex AI's reference (v1, v1beta1) and google-genai's requests (November 2026).
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable
from typing import Any

from aiohttp import web

from tests.upstreams import anthropic
from tests.upstreams.anthropic import AnthropicMock
from tests.upstreams.call import Call, Refused, WireError
from tests.upstreams.compose import count
from tests.upstreams.embeddings import vector
from tests.upstreams.gemini import GeminiMock
from tests.upstreams.gemini_errors import body, error, refuse
from tests.upstreams.gemini_models import GeminiModel
from tests.upstreams.mock import Handler, Mock, Route
from tests.upstreams.openai import OpenAIMock
from tests.upstreams.openai_images import PIXEL
from tests.upstreams.openai_models import COMPATIBLE, OpenAIModel
from tests.upstreams.script import ErrorKind
from tests.upstreams.token_desk import TokenDesk

_PLACE = re.compile(r"/(v1|v1beta1)(?:/projects/([^/]+)/locations/([a-z0-9-]+))?/(.*)")
_MODEL = re.compile(r"publishers/([a-z]+)/models/([^/:]+):([A-Za-z]+)")
_CLAUDES = {"claude-haiku-4-5@20251001": "claude-haiku-4-5", "claude-opus-4-7": "claude-opus-4-7"}
IMAGEN = "imagen-4.0-generate-001"
_DRAWN = {
    *("sampleCount", "aspectRatio", "includeRaiReason", "outputOptions", "seed", "negativePrompt"),
    *("enhancePrompt", "personGeneration", "addWatermark", "sampleImageSize"),
}
LLAMA = "meta/llama-4-maverick-17b-128e-instruct-maas"
VERSIONS = ("vertex-2023-10-16", "2026-10-21")
"""The second is what Anthropic's package sends since 2.0."""


class VertexMock(GeminiMock):
    """A project; ``desk`` gave out the tokens it takes."""

    default_key = "AQ.Ab8RN6IvertexExpressKey0123456789abcdefgh"

    def __init__(
        self,
        desk: TokenDesk,
        name: str = "vertex",
        keys: Iterable[str] | None = None,
    ) -> None:
        super().__init__(name, keys)
        self.desk = desk
        self.claude = AnthropicMock("claude-at-vertex")
        self.maas = OpenAIMock(
            "maas-at-vertex", models=(OpenAIModel(LLAMA, LLAMA),), flavour=COMPATIBLE
        )
        embeddings = ("text-embedding-005", "gemini-embedding-001", "gemini-embedding-2")
        for each in embeddings:
            self.models[each] = GeminiModel(each, (0, 0), embeds=True, dimensions=8)
        self.models[IMAGEN] = GeminiModel(IMAGEN, (0, 0))
        self.listed = {
            "google": ["gemini-2.5-pro", "gemini-3.5-flash", "text-embedding-005", "bert-base"],
            "anthropic": list(_CLAUDES),
            "meta": ["llama-4-maverick-17b-128e-instruct-maas", "llama3_1"],
        }

    @property
    def base_url(self) -> str:
        return Mock.base_url.fget(self)  # type: ignore[attr-defined, no-any-return]

    def route(self, call: Call) -> Route:
        http, path = call.exchange.method, call.exchange.path
        found = _PLACE.fullmatch(path)
        if found is None:
            raise Refused(404, b"", {"Content-Type": "text/html; charset=UTF-8"})
        version, project, _, rest = found.groups()
        if (
            http == "GET"
            and version == "v1beta1"
            and (listed := re.fullmatch(r"publishers/([a-z]+)/models", rest))
        ):
            return Route(self._listing(listed[1]), scripted=False)
        if http != "POST":
            raise Refused(404, b"", {"Content-Type": "text/html; charset=UTF-8"})
        if project and project != self.desk.project:
            refuse(f"Permission denied on resource project {project}.", 403, "PERMISSION_DENIED")
        express = project is None
        if rest == "endpoints/openapi/chat/completions" and not express:
            return Route(self._maas)
        if rest == "publishers/anthropic/models/count-tokens:rawPredict" and not express:
            return Route(self._claude_count, scripted=False)
        named = _MODEL.fullmatch(rest)
        if named is None:
            raise Refused(404, b"", {"Content-Type": "text/html; charset=UTF-8"})
        return self._of_model(named[1], named[2], named[3], express)

    def _of_model(self, publisher: str, model: str, method: str, express: bool) -> Route:
        google: dict[str, tuple[Handler, bool]] = {
            "generateContent": (self.generate, True),
            "streamGenerateContent": (self.generate_stream, True),
            "countTokens": (self.count_tokens, False),
            "embedContent": (self.embed, True),
            "predict": (self.predict, True),
        }
        if publisher == "google" and method in google and model in self.models:
            handler, scripted = google[method]
            return Route(self._with_roles(handler), scripted)
        raw = method in ("rawPredict", "streamRawPredict")
        if publisher == "anthropic" and not express and model in _CLAUDES and raw:
            return Route(self._claude(model, streams=method == "streamRawPredict"))
        refuse(
            f"Publisher Model `projects/{self.desk.project}/locations/us-east5/publishers/"
            f"{publisher}/models/{model}` was not found or your project does not have access to "
            "it. Please ensure you are using a valid model version.",
            404,
            "NOT_FOUND",
        )

    def authenticate(self, call: Call) -> str | None:
        scheme, _, token = call.headers.get("authorization", "").partition(" ")
        key = call.headers.get("x-goog-api-key")
        express = "/projects/" not in call.exchange.path
        if key is not None and express:
            if key in self.keys:
                return key
            found = error("bad_key")
            raise Refused(found.status, found.body)
        if scheme.lower() == "bearer" and token in self.desk.issued:
            return token
        refuse(
            "Request had invalid authentication credentials. Expected OAuth 2 access token, login "
            "cookie or other valid authentication credential.",
            401,
            "UNAUTHENTICATED",
        )

    def error(self, kind: ErrorKind, call: Call, status: int | None = None) -> WireError:
        if kind == "bad_key":
            text = "Request had invalid authentication credentials."
            return WireError(401, body(401, "UNAUTHENTICATED", text, []), {})
        if kind == "rate_limit":
            text = "Resource exhausted, please try again later."
            return WireError(429, body(429, "RESOURCE_EXHAUSTED", text, []), {})
        if kind == "permission":
            text = (
                "Vertex AI API has not been used in project 123 before or it is disabled. Enable "
                "it by visiting https://console.developers.google.com."
            )
            reason = {"@type": "type.googleapis.com/google.rpc.ErrorInfo"}
            details = [{**reason, "reason": "SERVICE_DISABLED", "domain": "googleapis.com"}]
            return WireError(403, body(403, "PERMISSION_DENIED", text, details), {})
        if "/anthropic/" in call.exchange.path:
            return self.claude.error(kind, call, status)
        if kind == "model":
            text = "Publisher Model `publishers/google/models/gemini-9` was not found."
            return WireError(404, body(404, "NOT_FOUND", text, []), {})
        return error(kind, status)

    def answer_headers(self, call: Call) -> dict[str, str]:
        return {"vary": "Origin, X-Origin, Referer", "x-vertex-ai-internal-prediction-backend": "h"}

    def _with_roles(self, handler: Handler) -> Handler:
        async def handle(call: Call) -> web.StreamResponse:
            for name in {"serviceTier", "service_tier"} & call.body.keys():
                refuse(f'Invalid JSON payload received. Unknown name "{name}": Cannot find field.')
            contents = call.body.get("contents")
            for content in contents if isinstance(contents, list) else ():
                if isinstance(content, dict) and content.get("role") not in ("user", "model"):
                    refuse("Please use a valid role: user, model.")
            return await handler(call)

        return handle

    async def predict(self, call: Call) -> web.StreamResponse:
        """POST :predict of the embedding models, and of Imagen."""
        model = self._model(call)
        if model.id == IMAGEN:
            return await self._draw(call)
        instances = call.body.get("instances")
        if not isinstance(instances, list) or not instances:
            refuse("The request has no instances")
        size = (call.body.get("parameters") or {}).get("outputDimensionality", model.dimensions)
        predictions = []
        for each in instances:
            text = each.get("content") if isinstance(each, dict) else None
            if not isinstance(text, str) or not text:
                refuse("The text content is empty.")
            statistics = {"truncated": False, "token_count": count(text)}
            values = vector(text, size)
            predictions.append({"embeddings": {"statistics": statistics, "values": values}})
        call.accept()
        return await call.send(200, {"predictions": predictions})

    async def _draw(self, call: Call) -> web.StreamResponse:
        instances, parameters = call.body.get("instances"), call.body.get("parameters") or {}
        if call.body.keys() - {"instances", "parameters"} or parameters.keys() - _DRAWN:
            refuse("Invalid JSON payload received. Unknown name.")
        if not isinstance(instances, list) or not instances or not instances[0].get("prompt"):
            refuse("Image generation failed: the prompt is empty.")
        number = parameters.get("sampleCount", 4)
        if not 1 <= number <= 4:
            refuse("Image generation failed: sampleCount must be between 1 and 4.")
        if parameters.get("aspectRatio", "1:1") not in ("1:1", "3:4", "4:3", "9:16", "16:9"):
            refuse("Image generation failed: the aspect ratio is not supported.")
        if parameters.get("sampleImageSize", "1K") not in ("1K", "2K"):
            refuse("Image generation failed: the image size is not supported.")
        if call.accept().refusal is not None:
            why = "Unable to show generated images. All images were filtered out."
            told = [{"raiFilteredReason": why}] if parameters.get("includeRaiReason") else []
            return await call.send(200, {"predictions": told} if told else {})
        picture = base64.b64encode(PIXEL).decode()
        one = {"mimeType": "image/png", "bytesBase64Encoded": picture}
        return await call.send(200, {"predictions": [one] * number})

    # Claude and the others.

    def _claude(self, model: str, *, streams: bool) -> Handler:
        async def handle(call: Call) -> web.StreamResponse:
            sent = call.exchange.json
            asked = call.body
            if "model" in asked:
                refuse("model: Extra inputs are not permitted")
            if asked.get("anthropic_version") not in VERSIONS:
                refuse(f"anthropic_version: one of {VERSIONS} is required")
            if bool(asked.get("stream")) != streams:
                refuse("stream does not fit the method")
            plain = {k: v for k, v in asked.items() if k != "anthropic_version"}
            call.exchange.json = {**plain, "model": _CLAUDES[model]}
            try:
                return await _in_words(self.claude.create, call)
            finally:
                call.exchange.json = sent

        return handle

    async def _claude_count(self, call: Call) -> web.StreamResponse:
        sent = call.exchange.json
        model = _CLAUDES.get(str(call.body.get("model")))
        if model is None:
            refuse("model: not found", 404, "NOT_FOUND")
        plain = {k: v for k, v in call.body.items() if k != "anthropic_version"}
        call.exchange.json = {**plain, "model": model}
        try:
            return await _in_words(self.claude.count_tokens, call)
        finally:
            call.exchange.json = sent

    async def _maas(self, call: Call) -> web.StreamResponse:
        return await self.maas.chat(call)

    def _listing(self, publisher: str) -> Handler:
        async def handle(call: Call) -> web.StreamResponse:
            call.accept()
            names = self.listed.get(publisher, [])
            start = int(call.exchange.query.get("pageToken", "0"))
            page: dict[str, Any] = {
                "publisherModels": [
                    {"name": f"publishers/{publisher}/models/{name}", "launchStage": "GA"}
                    for name in names[start : start + 3]
                ]
            }
            if start + 3 < len(names):
                page["nextPageToken"] = str(start + 3)
            return await call.send(200, page)

        return handle


async def _in_words(handler: Handler, call: Call) -> web.StreamResponse:
    call.exchange.headers.setdefault("anthropic-version", "2023-06-01")
    try:
        return await handler(call)
    except anthropic.Invalid as problem:
        text = {"type": "invalid_request_error", "message": str(problem)}
        raise Refused(400, {"type": "error", "error": text}) from None
