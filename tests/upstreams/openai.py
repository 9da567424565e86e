"""The OpenAI mock: models, chat completions, embeddings; and servers that speak the same wire.

After OpenAI's API reference and OpenAPI specification (August 2026).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NoReturn

from aiohttp import web

from tests.upstreams.call import Call, Refused, WireError, dumps
from tests.upstreams.compose import Ask, answer
from tests.upstreams.embeddings import base64_floats, inputs, vector
from tests.upstreams.mock import Mock, Route
from tests.upstreams.openai_batches import Batches
from tests.upstreams.openai_errors import error, refusal, refuse
from tests.upstreams.openai_frames import ChatAnswer
from tests.upstreams.openai_media import media_routes
from tests.upstreams.openai_messages import prompt_texts
from tests.upstreams.openai_models import OPENAI, OPENAI_MODELS, Flavour, OpenAIModel
from tests.upstreams.openai_realtime import RealtimeSessions
from tests.upstreams.openai_responses import compact, count, respond
from tests.upstreams.openai_rules import check_chat, check_range
from tests.upstreams.script import ErrorKind
from tests.upstreams.wire import SSE, Frame, sse

_EMBEDDING_FIELDS = {"input", "model", "dimensions", "encoding_format", "user"}


class OpenAIMock(Mock):
    """OpenAI, or with another `flavour` a server that speaks its wire."""

    prefix = "/v1"
    default_key = "sk-proj-mock-openai-7hQ2xV9bT4mZ8cLkR3wJ5nYd"

    def __init__(
        self,
        name: str = "openai",
        keys: Iterable[str] | None = None,
        models: Sequence[OpenAIModel] = OPENAI_MODELS,
        flavour: Flavour = OPENAI,
    ) -> None:
        super().__init__(name, () if keys is None and not flavour.needs_key else keys)
        self.flavour = flavour
        self.batches = Batches()
        self.realtime = RealtimeSessions()
        self.models: dict[str, OpenAIModel] = {}
        self.stored: dict[str, list[Any]] = {}
        """The conversation up to each response, by the response's id."""
        for model in models:
            self.models[model.id] = model
            self.models[model.snapshot] = model

    def route(self, call: Call) -> Route:
        method, path = call.exchange.method, call.exchange.path
        kept = self.batches.route(call) or self.realtime.route(call)
        if kept is not None and self.flavour.openai_headers:
            return kept
        posts = {
            "/v1/chat/completions": Route(self.chat),
            "/v1/embeddings": Route(self.embed),
        }
        posts |= media_routes(self)
        if self.flavour.openai_headers:
            posts["/v1/responses"] = Route(self.respond)
            posts["/v1/responses/input_tokens"] = Route(self.count_input, scripted=False)
            posts["/v1/responses/compact"] = Route(self.compact)
            if method == "DELETE" and path.removeprefix("/v1/responses/") in self.stored:
                return Route(self.delete_response, scripted=False)
        if path in posts:
            if method == "POST":
                return posts[path]
            raise refusal(
                f"Not allowed to {method} on {path}. (HINT: Perhaps you meant to make the "
                "request to a different endpoint?)",
                status=405,
            )
        if method == "GET" and path == "/v1/models":
            return Route(self.list_models, scripted=False)
        if method == "GET" and path.startswith("/v1/models/"):
            return Route(self.show_model, scripted=False)
        if method == "GET" and path == "/health" and self.flavour.lists_health:
            return Route(self.health, scripted=False)
        if self.flavour.name == "lm-studio":
            # LM Studio answers 200 to a path it does not have.
            body = {"error": f"Unexpected endpoint or method. ({method} {path})"}
            raise Refused(200, body)
        raise refusal(f"Invalid URL ({method} {path})", status=404)

    def authenticate(self, call: Call) -> str | None:
        scheme, _, key = call.headers.get("authorization", "").partition(" ")
        if not self.flavour.needs_key and not self.keys:
            return key or None
        if scheme.lower() != "bearer" or not key:
            raise refusal(
                "You didn't provide an API key. You need to provide your API key in an "
                "Authorization header using Bearer auth (i.e. Authorization: Bearer YOUR_KEY), or "
                "as the password field (with blank username) if you're accessing the API from "
                "your browser and are prompted for a username and password. You can obtain an API "
                "key from https://platform.openai.com/account/api-keys.",
                status=401,
            )
        if key not in self.keys:
            raise refusal(
                f"Incorrect API key provided: {_masked(key)}. You can find your API key at "
                "https://platform.openai.com/account/api-keys.",
                None,
                "invalid_api_key",
                status=401,
            )
        return key

    def bad_json(self, call: Call) -> Refused:
        return refusal(
            "We could not parse the JSON body of your request. (HINT: This likely means you "
            "aren't using your HTTP library correctly. The OpenAI API expects a JSON payload, but "
            "what was sent was not valid JSON.)"
        )

    def error(self, kind: ErrorKind, call: Call, status: int | None = None) -> WireError:
        return error(kind, self.flavour, status)

    def answer_headers(self, call: Call) -> dict[str, str]:
        if not self.flavour.openai_headers:
            return {}
        return {
            "x-request-id": call.id("req_", 32),
            "openai-organization": "org-mock",
            "openai-processing-ms": "42",
            "openai-version": "2020-10-01",
            "x-ratelimit-limit-requests": "10000",
            "x-ratelimit-limit-tokens": "200000",
            "x-ratelimit-remaining-requests": str(max(0, 10_000 - call.number)),
            "x-ratelimit-remaining-tokens": "199000",
            "x-ratelimit-reset-requests": "8.64s",
            "x-ratelimit-reset-tokens": "6m0s",
        }

    # Chat.

    async def chat(self, call: Call) -> web.StreamResponse:
        """POST /chat/completions."""
        body = call.body
        model = self.model(body, "chat")
        if "messages" not in body:
            refuse(
                "Missing required parameter: 'messages'.", "messages", "missing_required_parameter"
            )
        self.check_chat(body, model)
        reply = call.accept()
        said = answer(self._ask(body, model), reply)
        chat = ChatAnswer(call, reply, said, self.flavour, self._name(body, model))
        if reply.whole or not (body.get("stream") or reply.streamed):
            return await call.send(200, chat.whole())
        frames = [sse(frame, reply) for frame in chat.frames()]
        return await call.stream(frames, SSE, [sse(self.in_band(call), reply)])

    def check_chat(self, body: Mapping[str, Any], model: OpenAIModel) -> None:
        """Refuse what the flavour refuses; the lenient ones look at the messages alone."""
        if self.flavour.strict:
            check_chat(body, model)
        elif not isinstance(body["messages"], list) or not body["messages"]:
            refuse("[] is too short - 'messages'")

    def in_band(self, call: Call) -> Frame:
        """What a stream says when it breaks: the error's body."""
        return Frame(self.scripted_error(call).raw.decode())

    def in_band_error(self, call: Call) -> Any:
        """The error object alone, for events that carry it in a member."""
        return json.loads(self.scripted_error(call).raw)["error"]

    def find(self, name: str) -> OpenAIModel | None:
        """The model of that name."""
        return self.models.get(name)

    def _name(self, body: Mapping[str, Any], model: OpenAIModel) -> str:
        """The name the answer carries: OpenAI's is the snapshot's."""
        return model.snapshot if self.flavour.openai_headers else str(body["model"])

    def _ask(self, body: Mapping[str, Any], model: OpenAIModel) -> Ask:
        tools = {
            tool["function"]["name"]: tool["function"].get("parameters")
            for tool in body.get("tools") or ()
            if tool.get("type") == "function"
        }
        forced = None
        choice = body.get("tool_choice")
        if self.flavour.knows_tool_choice and tools:
            if choice == "required":
                forced = next(iter(tools))
            elif isinstance(choice, Mapping):
                forced = (choice.get("function") or {}).get("name")
        stop = body.get("stop") or ()
        texts = [dumps(tool) for tool in body.get("tools") or ()]
        return Ask(
            model=model.id,
            texts=texts + prompt_texts(body["messages"]),
            limit=body.get("max_completion_tokens") or body.get("max_tokens"),
            stops=(stop,) if isinstance(stop, str) else tuple(stop),
            tools=tools,
            forced_tool=forced,
            schema=_schema(body.get("response_format")),
            thinks=model.reasons and body.get("reasoning_effort") != "none",
        )

    # Responses.

    async def respond(self, call: Call) -> web.StreamResponse:
        """POST /responses."""
        model = self.model(call.body, "chat", "responses")
        return await respond(call, model, self.scripted_error(call), self.stored)

    async def compact(self, call: Call) -> web.StreamResponse:
        """POST /responses/compact."""
        return await compact(call, self.model(call.body, "chat", "responses"))

    async def delete_response(self, call: Call) -> web.StreamResponse:
        """DELETE /responses/{id}."""
        name = call.exchange.path.removeprefix("/v1/responses/")
        del self.stored[name]
        return await call.send(200, {"id": name, "object": "response", "deleted": True})

    async def count_input(self, call: Call) -> web.StreamResponse:
        """POST /responses/input_tokens."""
        return await count(call, self.model(call.body, "chat", "responses"))

    # Embeddings.

    async def embed(self, call: Call) -> web.StreamResponse:
        """POST /embeddings."""
        body = call.body
        model = self.model(body, "embedding")
        for name in body:
            if name not in _EMBEDDING_FIELDS and self.flavour.strict:
                refuse(f"Unknown parameter: '{name}'.", name, "unknown_parameter")
        if "input" not in body:
            refuse("Missing required parameter: 'input'.", "input", "missing_required_parameter")
        texts = inputs(body["input"])
        longest = max(tokens for _, tokens in texts)
        if longest > model.context:
            refuse(
                f"This model's maximum context length is {model.context} tokens, however you "
                f"requested {longest} tokens ({longest} in your prompt; 0 for the completion). "
                "Please reduce your prompt; or completion length."
            )
        form = body.get("encoding_format") or "float"
        if form not in ("float", "base64"):
            refuse(
                f"Invalid value: '{form}'. Supported values are: 'float' and 'base64'.",
                "encoding_format",
                "invalid_value",
            )
        vectors = [vector(text, self._dimensions(body, model)) for text, _ in texts]
        call.accept()
        tokens = sum(tokens for _, tokens in texts)
        data = [
            {
                "object": "embedding",
                "index": index,
                "embedding": base64_floats(values) if form == "base64" else values,
            }
            for index, values in enumerate(vectors)
        ]
        usage = call.reply.usage if isinstance(call.reply.usage, Mapping) else None
        return await call.send(
            200,
            {
                "object": "list",
                "data": data,
                "model": self._name(body, model),
                "usage": usage or {"prompt_tokens": tokens, "total_tokens": tokens},
            },
        )

    def _dimensions(self, body: Mapping[str, Any], model: OpenAIModel) -> int:
        wanted = body.get("dimensions")
        if wanted is None:
            return model.dimensions
        if not model.shortens:
            refuse(
                "This model does not support specifying dimensions.",
                "dimensions",
                "unsupported_parameter",
            )
        check_range(wanted, "dimensions", 1, model.dimensions, whole=True)
        return int(wanted)

    # Models.

    async def list_models(self, call: Call) -> web.StreamResponse:
        """GET /models: aliases and snapshots."""
        data = [self._entry(name) for name in self.models]
        return await call.send(200, {"object": "list", "data": data})

    async def show_model(self, call: Call) -> web.StreamResponse:
        """GET /models/{id}."""
        name = call.exchange.path.removeprefix("/v1/models/")
        if self.find(name) is None:
            self._unknown(name)
        return await call.send(200, self._entry(name))

    async def health(self, call: Call) -> web.StreamResponse:
        """GET /health of llama.cpp."""
        return await call.send(200, {"status": "ok"})

    def _entry(self, name: str) -> dict[str, Any]:
        model = self.find(name)
        created = 0 if model is None else model.created
        return {"id": name, "object": "model", "created": created, "owned_by": self.flavour.owner}

    def model(self, body: Mapping[str, Any], *kinds: str) -> OpenAIModel:
        """The request's model. Raises Refused if there is none, or it is of another kind."""
        name = body.get("model")
        if not isinstance(name, str) or not name:
            raise refusal("you must provide a model parameter")
        model = self.find(name)
        if model is None:
            self._unknown(name)
        if model.kind not in kinds:
            if "completion" in kinds:
                raise refusal(
                    "This is a chat model and not supported in the v1/completions endpoint. Did "
                    "you mean to use v1/chat/completions?",
                    "model",
                    status=404,
                )
            if kinds[0] not in ("chat", "embedding"):
                raise refusal(f"Invalid value: '{name}'.", "model", "invalid_value")
            raise refusal(
                "This is not a chat model and thus not supported in the v1/chat/completions "
                "endpoint. Did you mean to use v1/completions?"
                if "chat" in kinds
                else "You are not allowed to generate embeddings from this model",
                "model",
                status=404 if "chat" in kinds else 403,
            )
        return model

    def _unknown(self, name: str) -> NoReturn:
        raise refusal(
            f"The model `{name}` does not exist or you do not have access to it.",
            None,
            "model_not_found",
            status=404,
        )


def _schema(wanted: Any) -> Any:
    if not isinstance(wanted, Mapping) or wanted.get("type") in (None, "text"):
        return None
    if wanted["type"] == "json_schema":
        return (wanted.get("json_schema") or {}).get("schema") or {"type": "object"}
    text = {"type": "string"}
    return {"type": "object", "properties": {"answer": text}, "required": ["answer"]}


def _masked(key: str) -> str:
    """The key as the error shows it: eight characters, stars, four characters."""
    if len(key) <= 12:
        return "*" * len(key)
    return key[:8] + "*" * (len(key) - 12) + key[-4:]
