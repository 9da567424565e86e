"""The Ollama mock: its native API with NDJSON streams, and its OpenAI surface below `/v1`.

After Ollama's API documentation (`docs/api.md`) and the error forms of its server.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, NoReturn

from aiohttp import web

from tests.upstreams.call import Call, Refused, WireError, dumps
from tests.upstreams.compose import Answer, Ask, answer, count, fragments
from tests.upstreams.embeddings import vector
from tests.upstreams.mock import Route
from tests.upstreams.ollama_models import OLLAMA_MODELS, OllamaModel
from tests.upstreams.ollama_rules import ERRORS, check_messages, need, openai_problem, refuse
from tests.upstreams.openai import OpenAIMock
from tests.upstreams.openai_errors import ollama_body
from tests.upstreams.openai_models import OLLAMA, OpenAIModel
from tests.upstreams.script import ErrorKind, Reply, Usage
from tests.upstreams.wire import NDJSON, Frame, line

_DEFAULT_CONTEXT = 4096
_ORIGINS = ("http://localhost", "https://localhost", "http://127.0.0.1", "https://127.0.0.1")


class OllamaMock(OpenAIMock):
    """Ollama at `base_url`: `/api/...` and `/v1/...`. Keys are wanted only if there are some."""

    prefix = ""

    def __init__(
        self,
        name: str = "ollama",
        keys: Iterable[str] | None = None,
        models: Sequence[OllamaModel] = OLLAMA_MODELS,
    ) -> None:
        super().__init__(name, keys or (), [_as_openai(model) for model in models], OLLAMA)
        self.pulled = {model.name: model for model in models}

    def route(self, call: Call) -> Route:
        method, path = call.exchange.method, call.exchange.path
        if path.startswith("/v1/"):
            return super().route(call)
        routes = {
            ("GET", "/"): Route(self.root, scripted=False),
            ("GET", "/api/version"): Route(self.version, scripted=False),
            ("GET", "/api/tags"): Route(self.tags, scripted=False),
            ("GET", "/api/ps"): Route(self.running, scripted=False),
            ("POST", "/api/show"): Route(self.show, scripted=False),
            ("POST", "/api/chat"): Route(self.chat_natively),
            ("POST", "/api/embed"): Route(self.embed_natively),
        }
        if (method, path) in routes:
            return routes[method, path]
        raise Refused(404, "404 page not found", {"Content-Type": "text/plain"})

    def authenticate(self, call: Call) -> str | None:
        scheme, _, key = call.headers.get("authorization", "").partition(" ")
        if self.keys and (scheme.lower() != "bearer" or key not in self.keys):
            raise Refused(401, {"error": "unauthorized"})
        return key or None

    def check_head(self, call: Call) -> None:
        origin = call.headers.get("origin", "")
        local = any(origin == good or origin.startswith(f"{good}:") for good in _ORIGINS)
        if origin.startswith("http") and not local:
            raise Refused(403, "")

    def bad_json(self, call: Call) -> Refused:
        if call.exchange.path.startswith("/v1/"):
            return Refused(400, ollama_body(400, "invalid character in the request body"))
        if not call.exchange.body:
            return Refused(400, {"error": "missing request body"})
        return Refused(400, {"error": "invalid character in the request body"})

    def error(self, kind: ErrorKind, call: Call, status: int | None = None) -> WireError:
        own, message = ERRORS.get(kind, ERRORS["server"])
        status = status or own
        if call.exchange.path.startswith("/v1/"):
            return WireError(status, ollama_body(status, message), {})
        return WireError(status, {"error": message}, {})

    def in_band(self, call: Call) -> Frame:
        # On its OpenAI surface Ollama turns the error line into a chunk that says nothing.
        delta = {"role": "assistant", "content": ""}
        chunk = {
            "id": call.id("chatcmpl-", 3),
            "object": "chat.completion.chunk",
            "created": int(call.exchange.at),
            "model": "",
            "system_fingerprint": "fp_ollama",
            "choices": [{"index": 0, "delta": delta, "finish_reason": None}],
        }
        return Frame(dumps(chunk))

    def check_chat(self, body: Mapping[str, Any], model: OpenAIModel) -> None:
        super().check_chat(body, model)
        capabilities = self.pulled[model.id].capabilities
        if body.get("tools") and "tools" not in capabilities:
            message = f"registry.ollama.ai/library/{model.id} does not support tools"
            raise Refused(400, ollama_body(400, message))
        problem = openai_problem(body["messages"])
        if problem is not None:
            raise Refused(400, ollama_body(400, problem))

    def find(self, name: str) -> OpenAIModel | None:
        return self.models.get(name if ":" in name else f"{name}:latest")

    # Models.

    async def root(self, call: Call) -> web.StreamResponse:
        """GET /, the health check."""
        return await call.send(200, b"Ollama is running", "text/plain; charset=utf-8")

    async def version(self, call: Call) -> web.StreamResponse:
        """GET /api/version."""
        return await call.send(200, {"version": "0.13.4"})

    async def tags(self, call: Call) -> web.StreamResponse:
        """GET /api/tags."""
        return await call.send(200, {"models": [model.tag() for model in self.pulled.values()]})

    async def running(self, call: Call) -> web.StreamResponse:
        """GET /api/ps."""
        model = next(iter(self.pulled.values()))
        loaded = {"expires_at": "2026-01-02T03:09:05Z", "size_vram": 5_225_388_164}
        return await call.send(200, {"models": [model.tag() | loaded]})

    async def show(self, call: Call) -> web.StreamResponse:
        """POST /api/show."""
        return await call.send(200, self._pulled(call.body).show())

    # Chat.

    async def chat_natively(self, call: Call) -> web.StreamResponse:
        """POST /api/chat; streams unless told not to."""
        body = call.body
        model = self._pulled(body)
        need(model, "completion", "chat")
        if not body.get("messages"):
            reason = "unload" if body.get("keep_alive") == 0 else "load"
            return await call.send(200, self._line(call, {"content": ""}, {"done_reason": reason}))
        check_messages(body["messages"])
        if body.get("tools"):
            need(model, "tools", "tools")
        if body.get("think"):
            need(model, "thinking", "thinking")
        reply = call.accept()
        said = answer(_ask(body), reply)
        if reply.whole or body.get("stream", True) is False:
            message: dict[str, Any] = {"content": said.text}
            if said.reasoning is not None:
                message["thinking"] = said.reasoning
            if said.tool_calls:
                message["tool_calls"] = _calls(call, said)
            return await call.send(200, self._line(call, message, _end(body, reply, said)))
        frames = [line(frame, reply) for frame in self._lines(call, reply, said)]
        broken = Frame(self.scripted_error(call).raw.decode())
        return await call.stream(frames, NDJSON, [line(broken, reply)])

    def _lines(self, call: Call, reply: Reply, said: Answer) -> list[Frame]:
        messages: list[dict[str, Any]] = [
            {"content": "", "thinking": piece} for piece in fragments(said.reasoning or "", 12)
        ]
        messages += [{"content": piece} for piece in said.pieces]
        messages += [{"content": "", "tool_calls": [entry]} for entry in _calls(call, said)]
        if reply.empty_deltas:
            messages = [part for message in messages for part in (message, {"content": ""})]
        lines = [self._line(call, part, None, at) for at, part in enumerate(messages)]
        if reply.finish_chunk:
            end = _end(call.body, reply, said)
            lines.append(self._line(call, {"content": ""}, end, len(messages)))
        return [Frame(dumps(entry)) for entry in lines]

    def _line(
        self, call: Call, message: dict[str, Any], end: dict[str, Any] | None, at: int = 0
    ) -> dict[str, Any]:
        created = datetime.fromtimestamp(call.exchange.at, UTC) + timedelta(milliseconds=at)
        return {
            "model": call.body["model"],
            "created_at": created.isoformat(timespec="microseconds").replace("+00:00", "Z"),
            "message": {"role": "assistant"} | message,
            "done": end is not None,
            **(end or {}),
        }

    # Embeddings.

    async def embed_natively(self, call: Call) -> web.StreamResponse:
        """POST /api/embed."""
        body = call.body
        model = self._pulled(body)
        need(model, "embedding", "embeddings")
        texts = body.get("input")
        texts = [texts] if isinstance(texts, str) else texts
        if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
            refuse("invalid input type")
        dimensions = int(body.get("dimensions") or model.dimensions)
        call.accept()
        return await call.send(
            200,
            {
                "model": body["model"],
                "embeddings": [vector(text, dimensions) for text in texts],
                "total_duration": 14_143_917,
                "load_duration": 1_019_500,
                "prompt_eval_count": sum(count(text) for text in texts),
            },
        )

    def _pulled(self, body: Mapping[str, Any]) -> OllamaModel:
        name = body.get("model") or body.get("name")
        if not isinstance(name, str) or not name:
            refuse("model is required")
        model = self.pulled.get(name if ":" in name else f"{name}:latest")
        if model is None:
            refuse(f"model '{name}' not found", 404)
        return model

    def _unknown(self, name: str) -> NoReturn:
        raise Refused(404, ollama_body(404, f"model '{name}' not found"))


def _as_openai(model: OllamaModel) -> OpenAIModel:
    kind: Any = "embedding" if "embedding" in model.capabilities else "chat"
    return OpenAIModel(
        model.name, model.name, kind, context=model.context, dimensions=model.dimensions
    )


def _ask(body: Mapping[str, Any]) -> Ask:
    options = body.get("options") or {}
    texts = [dumps(tool) for tool in body.get("tools") or ()]
    for message in body["messages"]:
        said = [message.get("content") or ""]
        said += [dumps(call) for call in message.get("tool_calls") or ()]
        texts.append(" ".join(filter(None, said)))
    wanted = body.get("format")
    limit = options.get("num_predict", -1)
    return Ask(
        model=body["model"],
        texts=texts,
        limit=limit if limit > 0 else None,
        stops=tuple(options.get("stop") or ()),
        schema={"type": "object"} if wanted == "json" else wanted or None,
        thinks=bool(body.get("think")),
    )


def _calls(call: Call, said: Answer) -> list[dict[str, Any]]:
    return [
        {
            "id": entry.id or call.id("call_", 8, part=index),
            "function": {"index": index, "name": entry.name, "arguments": entry.object},
        }
        for index, entry in enumerate(said.tool_calls)
    ]


def _end(body: Mapping[str, Any], reply: Reply, said: Answer) -> dict[str, Any]:
    """The statistics of the last line; a prompt longer than num_ctx was cut without a word."""
    reason = reply.finish or ("length" if said.cut_by_limit else "stop")
    end: dict[str, Any] = {"done_reason": reason, "total_duration": 5_191_566_416}
    usage = said.usage
    if isinstance(usage, Mapping):
        return end | usage
    if usage is not None:
        end["load_duration"] = 2_154_458
        if not usage.cached or usage.cached < usage.prompt:
            window = (body.get("options") or {}).get("num_ctx", _DEFAULT_CONTEXT)
            scripted = isinstance(reply.usage, Usage)
            end["prompt_eval_count"] = usage.prompt if scripted else min(usage.prompt, window)
        end |= {"prompt_eval_duration": 383_809_000, "eval_count": usage.completion}
        end["eval_duration"] = 4_799_921_000
    return end
