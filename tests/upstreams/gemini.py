"""The Gemini mock: generateContent, its streams, token counting, embeddings, models.

After Google's API reference (v1beta) and the types of its SDK (November 2026).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from aiohttp import web

from tests.upstreams.call import Call, Refused, WireError
from tests.upstreams.compose import Ask, answer, count_prompt
from tests.upstreams.embeddings import vector
from tests.upstreams.gemini_errors import bad_key, error, refuse
from tests.upstreams.gemini_frames import GenerateAnswer
from tests.upstreams.gemini_models import GEMINI_MODELS, GeminiModel
from tests.upstreams.gemini_rules import Request, check_request
from tests.upstreams.gemini_schema import as_json_schema, message
from tests.upstreams.mock import Handler, Mock, Route
from tests.upstreams.script import ErrorKind
from tests.upstreams.wire import SSE, Frame, sse

_EMBED = frozenset({"model", "content", "taskType", "title", "outputDimensionality"})


class GeminiMock(Mock):
    """Google's Gemini API at `base_url`, which ends with the version."""

    prefix = ""
    default_key = "AIzaSyMockGemini0123456789abcdefghijklm"
    body_limit = 20 << 20

    def __init__(
        self,
        name: str = "gemini",
        keys: Iterable[str] | None = None,
        models: Sequence[GeminiModel] = GEMINI_MODELS,
    ) -> None:
        super().__init__(name, keys)
        self.models = {model.id: model for model in models}
        self.thoughts: set[str] = set()
        self.page_limit = 1000
        """Models in one page at most."""

    @property
    def root(self) -> str:
        """The address without a version, as the vendor's SDK wants it."""
        return super().base_url

    @property
    def base_url(self) -> str:
        """The address with its version, as a channel has it."""
        return f"{self.root}/v1beta"

    def route(self, call: Call) -> Route:
        http, path = call.exchange.method, call.exchange.path
        version = next((each for each in ("/v1beta", "/v1") if path.startswith(f"{each}/")), None)
        if version is None:
            raise Refused(404, b"", {"Content-Type": "text/html; charset=UTF-8"})
        path = path.removeprefix(version)
        name, colon, method = path.removeprefix("/models/").rpartition(":")
        handlers: dict[str, tuple[Handler, bool]] = {
            "generateContent": (self.generate, True),
            "streamGenerateContent": (self.generate_stream, True),
            "countTokens": (self.count_tokens, False),
            "embedContent": (self.embed, True),
            "batchEmbedContents": (self.embed_batch, True),
        }
        if http == "POST" and path.startswith("/models/") and colon and method in handlers:
            if name not in self.models:
                refuse(
                    f"models/{name} is not found for API version v1beta, or is not supported for "
                    f"{method}. Call ListModels to see the list of available models and their "
                    "supported methods.",
                    404,
                    "NOT_FOUND",
                )
            handler, scripted = handlers[method]
            return Route(handler, scripted)
        if http == "GET" and path == "/models":
            return Route(self.list_models, scripted=False)
        if http == "GET" and path.startswith("/models/"):
            return Route(self.show_model, scripted=False)
        raise Refused(404, b"", {"Content-Type": "text/html; charset=UTF-8"})

    def authenticate(self, call: Call) -> str | None:
        if call.headers.get("authorization"):
            refuse("Request had invalid authentication credentials.", 401, "UNAUTHENTICATED")
        key = call.headers.get("x-goog-api-key") or call.exchange.query.get("key")
        if not key:
            refuse(
                "Method doesn't allow unregistered callers (callers without established "
                "identity). Please use API Key or other form of API consumer identity to call "
                "this API.",
                403,
                "PERMISSION_DENIED",
            )
        if key not in self.keys:
            raise bad_key()
        return key

    def bad_json(self, call: Call) -> Refused:
        try:
            refuse("Invalid JSON payload received. Unexpected token.")
        except Refused as refused:
            return refused

    def error(self, kind: ErrorKind, call: Call, status: int | None = None) -> WireError:
        return error(kind, status)

    def answer_headers(self, call: Call) -> dict[str, str]:
        return {
            "server-timing": "gfet4t7; dur=731",
            "vary": "Origin, X-Origin, Referer",
            "x-gemini-service-tier": "standard",
        }

    def _model(self, call: Call) -> GeminiModel:
        name = call.exchange.path.split("/models/", 1)[1].rpartition(":")[0]
        return self.models[name]

    # Content.

    async def generate(self, call: Call) -> web.StreamResponse:
        """POST models/{model}:generateContent."""
        found = self._said(call)
        if found.reply.streamed:
            frames = [sse(frame, found.reply) for frame in found.frames()]
            return await call.stream(frames, SSE, [])
        return await call.send(200, found.whole())

    async def generate_stream(self, call: Call) -> web.StreamResponse:
        """POST models/{model}:streamGenerateContent, as SSE or as one JSON array."""
        found = self._said(call)
        if found.reply.whole:
            return await call.send(200, found.whole())
        raw = self.scripted_error(call).raw
        if call.exchange.query.get("alt") != "sse":
            frames = [frame.data.encode() for frame in found.frames()]
            array = [(b"[" if not at else b",\r\n") + data for at, data in enumerate(frames)]
            return await call.stream(
                [*array, b"]"], "application/json; charset=UTF-8", [b",\r\n" + raw + b"]"]
            )
        frames = [sse(frame, found.reply) for frame in found.frames()]
        return await call.stream(frames, SSE, [sse(Frame(raw.decode()), found.reply)])

    def _said(self, call: Call) -> GenerateAnswer:
        model = self._model(call)
        if model.embeds:
            refuse(f"models/{model.id} is not supported for generateContent.", 404, "NOT_FOUND")
        request = check_request(call.body, model, self.thoughts)
        tokens = count_prompt(request.texts())
        if tokens > model.context:
            refuse(
                f"The input token count ({tokens}) exceeds the maximum number of tokens allowed "
                f"({model.context})."
            )
        reply = call.accept()
        said = answer(_ask(request, model), reply)
        shown = bool(request.thinking.get("includeThoughts"))
        return GenerateAnswer(call, reply, said, model, shown, self.thoughts)

    async def count_tokens(self, call: Call) -> web.StreamResponse:
        """POST models/{model}:countTokens."""
        members = message(call.body, {"contents", "generateContentRequest"}, "")
        body = members.get("generateContentRequest") or members
        request = check_request(body, self._model(call), self.thoughts)
        call.accept()
        tokens = count_prompt(request.texts())
        details = [{"modality": "TEXT", "tokenCount": tokens}]
        return await call.send(200, {"totalTokens": tokens, "promptTokensDetails": details})

    # Embeddings.

    async def embed(self, call: Call) -> web.StreamResponse:
        """POST models/{model}:embedContent."""
        values = self._embedding(call.body, self._model(call), "")
        call.accept()
        return await call.send(200, {"embedding": {"values": values}})

    async def embed_batch(self, call: Call) -> web.StreamResponse:
        """POST models/{model}:batchEmbedContents."""
        requests = message(call.body, {"requests"}, "").get("requests")
        if not isinstance(requests, list) or not requests:
            refuse("* BatchEmbedContentsRequest.requests: must not be empty")
        if len(requests) > 100:
            refuse("* BatchEmbedContentsRequest.requests: at most 100 requests can be in one batch")
        model = self._model(call)
        vectors = [
            {"values": self._embedding(each, model, f"requests[{index}]")}
            for index, each in enumerate(requests)
        ]
        call.accept()
        return await call.send(200, {"embeddings": vectors})

    def _embedding(self, value: Any, model: GeminiModel, at: str) -> list[float]:
        if not model.embeds:
            refuse(f"models/{model.id} is not supported for embedContent.", 404, "NOT_FOUND")
        request = message(value, _EMBED, at)
        if at and "model" not in request:
            refuse(f"* BatchEmbedContentsRequest.{at}.model: unexpected model name format")
        if request.get("model", f"models/{model.id}") != f"models/{model.id}":
            refuse(f"* {at}.model: does not match the model of the path")
        content = message(request.get("content") or {}, {"role", "parts"}, f"{at}.content")
        texts = [part.get("text") for part in content.get("parts") or ()]
        if not texts or not all(isinstance(text, str) and text for text in texts):
            refuse(f"* EmbedContentRequest.{at}.content: empty Part")
        return vector("\n".join(texts), request.get("outputDimensionality", model.dimensions))

    # Models.

    async def list_models(self, call: Call) -> web.StreamResponse:
        """GET models, in pages by `pageSize` and `pageToken`."""
        query = call.exchange.query
        size = min(int(query.get("pageSize", "50")), self.page_limit)
        start = int(query.get("pageToken", "0"))
        models = list(self.models.values())
        page: dict[str, Any] = {"models": [model.info() for model in models[start : start + size]]}
        if start + size < len(models):
            page["nextPageToken"] = str(start + size)
        call.accept()
        return await call.send(200, page)

    async def show_model(self, call: Call) -> web.StreamResponse:
        """GET models/{model}."""
        name = call.exchange.path.split("/models/", 1)[1]
        if name not in self.models:
            refuse(f"Model is not found: models/{name}", 404, "NOT_FOUND")
        return await call.send(200, self.models[name].info())


def _ask(request: Request, model: GeminiModel) -> Ask:
    tools = {
        function["name"]: as_json_schema(
            function.get("parametersJsonSchema") or function.get("parameters")
        )
        for function in request.functions
    }
    allowed = request.calling.get("allowedFunctionNames") or list(tools)
    config = request.config
    schema = config.get("responseJsonSchema") or as_json_schema(config.get("responseSchema"))
    if schema is None and config.get("responseMimeType") == "application/json":
        schema = {"type": "object"}
    thinking: Mapping[str, Any] = request.thinking
    return Ask(
        model=model.id,
        texts=request.texts(),
        limit=config.get("maxOutputTokens"),
        stops=tuple(config.get("stopSequences") or ()),
        tools=tools,
        forced_tool=allowed[0] if request.calling.get("mode") == "ANY" else None,
        schema=schema,
        thinks=bool(thinking.get("includeThoughts")) and thinking.get("thinkingBudget") != 0,
    )
