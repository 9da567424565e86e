"""The Anthropic mock: messages, token counting, models.

After Anthropic's API reference and the types of its SDK (November 2026).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from aiohttp import web

from tests.upstreams.anthropic_batches import MessageBatches
from tests.upstreams.anthropic_errors import Invalid, error, refusal
from tests.upstreams.anthropic_frames import Display, MessageAnswer
from tests.upstreams.anthropic_messages import prompt_texts
from tests.upstreams.anthropic_models import ANTHROPIC_MODELS, AnthropicModel
from tests.upstreams.anthropic_rules import check_request, check_versions
from tests.upstreams.call import Call, Refused, WireError
from tests.upstreams.compose import Ask, answer, count_prompt
from tests.upstreams.mock import Handler, Mock, Route
from tests.upstreams.script import ErrorKind
from tests.upstreams.wire import SSE, Frame, sse

_ROUTES = "/v1/messages", "/v1/messages/count_tokens", "/v1/models"


class AnthropicMock(Mock):
    """Anthropic's API at `base_url` + `/v1/...`."""

    prefix = ""
    default_key = "sk-ant-api03-mock-anthropic-7hQ2xV9bT4mZ8cLk"
    body_limit = 32 << 20

    def __init__(
        self,
        name: str = "anthropic",
        keys: Iterable[str] | None = None,
        models: Sequence[AnthropicModel] = ANTHROPIC_MODELS,
    ) -> None:
        super().__init__(name, keys)
        self.listed = list(models)
        self.batches = MessageBatches()
        self.models = {model.id: model for model in models}
        self.models |= {model.snapshot: model for model in models}

    def route(self, call: Call) -> Route:
        method, path = call.exchange.method, call.exchange.path
        kept = self.batches.route(call)
        if kept is not None:
            return kept
        posts: dict[str, Route] = {
            "/v1/messages": Route(self._in_words(self.create)),
            "/v1/messages/count_tokens": Route(self._in_words(self.count_tokens), scripted=False),
        }
        if method == "POST" and path in posts:
            return posts[path]
        if method == "GET" and path == "/v1/models":
            return Route(self._in_words(self.list_models), scripted=False)
        if method == "GET" and path.startswith("/v1/models/"):
            return Route(self.show_model, scripted=False)
        if path in _ROUTES:
            raise self._refusal(call, 405, "invalid_request_error", "Method Not Allowed")
        raise self._refusal(call, 404, "not_found_error", "Not Found")

    def authenticate(self, call: Call) -> str | None:
        # With both headers the API goes by x-api-key.
        key = call.headers.get("x-api-key")
        if key is None:
            scheme, _, token = call.headers.get("authorization", "").partition(" ")
            key = token if scheme.lower() == "bearer" else None
        if not key:
            raise self._refusal(call, 401, "authentication_error", "x-api-key header is required")
        if key not in self.keys:
            raise self._refusal(call, 401, "authentication_error", "invalid x-api-key")
        return key

    def check_head(self, call: Call) -> None:
        try:
            check_versions(call.headers)
        except Invalid as problem:
            raise self._refusal(call, 400, "invalid_request_error", str(problem)) from None

    def bad_json(self, call: Call) -> Refused:
        message = "The request body is not valid JSON: expected an object"
        return self._refusal(call, 400, "invalid_request_error", message)

    def error(self, kind: ErrorKind, call: Call, status: int | None = None) -> WireError:
        return error(kind, _request_id(call), status)

    def answer_headers(self, call: Call) -> dict[str, str]:
        headers = {
            "request-id": _request_id(call),
            "anthropic-organization-id": "00000000-0000-4000-8000-000000000000",
        }
        for name, limit in (
            ("requests", 4_000),
            ("tokens", 480_000),
            ("input-tokens", 400_000),
            ("output-tokens", 80_000),
        ):
            at = f"anthropic-ratelimit-{name}"
            headers |= {
                f"{at}-limit": str(limit),
                f"{at}-remaining": str(limit - 1),
                f"{at}-reset": "2026-11-22T00:01:00Z",
            }
        return headers

    # Messages.

    async def create(self, call: Call) -> web.StreamResponse:
        """POST /v1/messages."""
        model = self._checked(call, counting=False)
        body, reply = call.body, call.accept()
        said = answer(ask(body, model), reply)
        message = MessageAnswer(call, reply, said, model.snapshot, display(body, model))
        if reply.whole or not (body.get("stream") or reply.streamed):
            return await call.send(200, message.whole())
        frames = [sse(frame, reply) for frame in message.frames()]
        broken = Frame(self.scripted_error(call).raw.decode(), "error")
        return await call.stream(frames, SSE, [sse(broken, reply)])

    async def count_tokens(self, call: Call) -> web.StreamResponse:
        """POST /v1/messages/count_tokens."""
        self._checked(call, counting=True)
        call.accept()
        return await call.send(200, {"input_tokens": count_prompt(prompt_texts(call.body))})

    def _checked(self, call: Call, *, counting: bool) -> AnthropicModel:
        body = call.body
        name = body.get("model")
        if not isinstance(name, str) or not name:
            raise Invalid("model: Field required")
        model = self.models.get(name)
        if model is None:
            raise self._refusal(call, 404, "not_found_error", f"model: {name}")
        check_request(body, model, call.headers, counting=counting)
        prompt = count_prompt(prompt_texts(body))
        if prompt > model.context and not counting:
            raise Invalid(f"prompt is too long: {prompt} tokens > {model.context} maximum")
        return model

    # Models.

    async def list_models(self, call: Call) -> web.StreamResponse:
        """GET /v1/models, in pages by `limit`, `after_id` and `before_id`."""
        query = call.exchange.query
        limit = query.get("limit", "20")
        if not limit.isdecimal() or not 1 <= int(limit) <= 1000:
            raise Invalid("limit: Input should be between 1 and 1000")
        infos = [model.info() for model in self.listed]
        ids = [info["id"] for info in infos]
        start, end = 0, len(ids)
        if query.get("after_id") in ids:
            start = ids.index(query["after_id"]) + 1
        if query.get("before_id") in ids:
            end = ids.index(query["before_id"])
        page = infos[start:end][: int(limit)]
        return await call.send(
            200,
            {
                "data": page,
                "has_more": start + len(page) < end,
                "first_id": page[0]["id"] if page else None,
                "last_id": page[-1]["id"] if page else None,
            },
        )

    async def show_model(self, call: Call) -> web.StreamResponse:
        """GET /v1/models/{id}; an alias resolves to its snapshot."""
        name = call.exchange.path.removeprefix("/v1/models/")
        model = self.models.get(name)
        if model is None:
            raise self._refusal(call, 404, "not_found_error", f"model: {name}")
        return await call.send(200, model.info())

    # Errors.

    def _refusal(self, call: Call, status: int, kind: str, message: str) -> Refused:
        return refusal(status, kind, message, _request_id(call))

    def _in_words(self, handler: Handler) -> Handler:
        """The handler, its broken rules as 400."""

        async def handle(call: Call) -> web.StreamResponse:
            try:
                return await handler(call)
            except Invalid as problem:
                raise self._refusal(call, 400, "invalid_request_error", str(problem)) from None

        return handle


def _request_id(call: Call) -> str:
    return call.id("req_011", 20)


def ask(body: Mapping[str, Any], model: AnthropicModel) -> Ask:
    """What the model needs to know of a messages body."""
    tools = {tool.get("name"): tool.get("input_schema") for tool in body.get("tools") or ()}
    choice = body.get("tool_choice") or {}
    forced = next(iter(tools)) if choice.get("type") == "any" else choice.get("name")
    thinking = (body.get("thinking") or {}).get("type")
    wanted = (body.get("output_config") or {}).get("format") or {}
    return Ask(
        model=model.id,
        texts=prompt_texts(body),
        limit=body["max_tokens"],
        stops=tuple(body.get("stop_sequences") or ()),
        tools=tools,
        forced_tool=forced,
        schema=wanted.get("schema"),
        thinks=thinking in ("enabled", "adaptive") or model.thinking_always_on,
    )


def display(body: Mapping[str, Any], model: AnthropicModel) -> Display:
    """Whether thinking is shown: adaptive thinking only when asked for, a scripted one always."""
    thinking = body.get("thinking") or {"type": "adaptive" if model.thinking_always_on else None}
    default: Display = "omitted" if thinking["type"] == "adaptive" else "summarized"
    display: Display = thinking.get("display") or default
    return display
