"""The mock of Baidu's first Qianfan: token exchange, one result text, errors in HTTP 200.

After Baidu's API reference for ERNIE (wenxinworkshop).
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from aiohttp import web

from tests.upstreams.call import Call, Refused, WireError, dumps
from tests.upstreams.compose import Answer, Ask, answer
from tests.upstreams.embeddings import vector
from tests.upstreams.mock import Mock, Route
from tests.upstreams.script import ErrorKind, Reply, Usage
from tests.upstreams.wire import SSE, Frame, sse

API_KEY = "AbCdEfGhIjKlMnOpQrStUvWx"
SECRET_KEY = "0123456789AbCdEfGhIjKlMnOpQrStUv"
_SERVICE = "/rpc/2.0/ai_custom/v1/wenxinworkshop/"
_CHATS = ("completions", "completions_pro", "eb-instant", "ernie-speed-128k")
_NAMES = """
messages system temperature top_p penalty_score max_output_tokens stop functions tool_choice
response_format disable_search enable_citation user_id stream extra_parameters
"""
_FIELDS = frozenset(_NAMES.split())
_ERRORS: dict[ErrorKind, tuple[int, str]] = {
    "bad_request": (336001, "Invalid argument"),
    "bad_key": (13, "Get service token failed"),
    "permission": (6, "No permission to access data"),
    "not_found": (3, "Unsupported openapi method"),
    "model": (6, "No permission to access data"),
    "money": (17, "Open api daily request limit reached"),
    "rate_limit": (18, "Open api qps request limit reached"),
    "overloaded": (336100, "please try again later"),
    "server": (336000, "Internal error"),
    "context": (336103, "Prompt tokens too long"),
}


class ErnieMock(Mock):
    """An application; ``tokens`` are those given out and not revoked."""

    prefix = ""
    default_key = f"{API_KEY}|{SECRET_KEY}"

    def __init__(self, name: str = "ernie", keys: Iterable[str] | None = None) -> None:
        super().__init__(name, keys)
        self.tokens: set[str] = set()

    def route(self, call: Call) -> Route:
        path, method = call.exchange.path, call.exchange.method
        if method == "POST" and path == "/oauth/2.0/token":
            return Route(self.exchange, scripted=False)
        kind, _, name = path.removeprefix(_SERVICE).partition("/")
        if method == "POST" and path.startswith(_SERVICE):
            if kind == "chat" and name in _CHATS:
                return Route(self.chat)
            if kind == "embeddings" and name in ("embedding-v1", "bge_large_zh"):
                return Route(self.embed)
        raise self._refused(3, "Unsupported openapi method")

    def authenticate(self, call: Call) -> str | None:
        if call.exchange.path == "/oauth/2.0/token":
            return None
        token = call.exchange.query.get("access_token")
        if token not in self.tokens or "authorization" in call.headers:
            raise self._refused(110, "Access token invalid or no longer valid")
        return token

    def bad_json(self, call: Call) -> Refused:
        if call.exchange.path == "/oauth/2.0/token":
            return self.exchanged(call)
        return self._refused(336002, "Invalid JSON")

    def exchanged(self, call: Call) -> Refused:
        """The token endpoint's answer, which wants no body."""
        query = call.exchange.query
        pair = f"{query.get('client_id')}|{query.get('client_secret')}"
        if query.get("grant_type") != "client_credentials" or pair not in self.keys:
            said = {"error": "invalid_client", "error_description": "unknown client id"}
            return Refused(401, said)
        token = f"24.{call.id('', 32)}.2592000"
        self.tokens.add(token)
        return Refused(200, {"access_token": token, "expires_in": 2_592_000, "scope": "public"})

    async def exchange(self, call: Call) -> web.StreamResponse:
        """POST /oauth/2.0/token with a body nobody asked for."""
        raise self.exchanged(call)

    def error(self, kind: ErrorKind, call: Call, status: int | None = None) -> WireError:
        code, message = _ERRORS.get(kind, _ERRORS["server"])
        return WireError(
            status or 200, {"error_code": code, "error_msg": message, "id": "as-1"}, {}
        )

    def _refused(self, code: int, message: str) -> Refused:
        return Refused(200, {"error_code": code, "error_msg": message, "id": "as-1"})

    async def chat(self, call: Call) -> web.StreamResponse:
        """POST .../chat/{endpoint}."""
        body = call.body
        self._check(body)
        reply = call.accept()
        said = answer(_ask(body), reply)
        if not body.get("stream"):
            return await call.send(200, _whole(call, said, reply))
        frames = [sse(Frame(dumps(each)), reply) for each in _chunks(call, said, reply)]
        broken = sse(Frame(self.scripted_error(call).raw.decode()), reply)
        return await call.stream(frames, SSE, [broken])

    def _check(self, body: dict[str, Any]) -> None:
        if unknown := set(body) - _FIELDS:
            raise self._refused(336001, f"unknown parameter {min(unknown)}")
        messages = body["messages"]
        roles = [each["role"] for each in messages]
        sides = ["assistant" if role == "assistant" else "user" for role in roles]
        alternate = all(a != b for a, b in pairwise(sides))
        if len(roles) % 2 == 0 or sides[0] != "user" or not alternate:
            raise self._refused(336003, "the roles must take turns, an odd number of them")
        for each in messages:
            if not isinstance(each.get("content"), str):
                raise self._refused(336003, "content must be a text")
            if not each["content"] and "function_call" not in each:
                raise self._refused(336003, "content may not be empty")
            if each["role"] == "function" and not each.get("name"):
                raise self._refused(336003, "a function's result has its name")
        if not 0 < body.get("temperature", 0.5) <= 1 or body.get("max_output_tokens", 2) < 2:
            raise self._refused(336001, "out of range")

    async def embed(self, call: Call) -> web.StreamResponse:
        """POST .../embeddings/{model}."""
        texts = call.body.get("input")
        unknown = set(call.body) - {"input", "user_id", "stream", "extra_parameters"}
        if unknown or not isinstance(texts, list) or len(texts) > 16:
            raise self._refused(336001, "input")
        call.accept()
        data = [
            {"object": "embedding", "embedding": vector(text, 8), "index": at}
            for at, text in enumerate(texts)
        ]
        usage = {"prompt_tokens": 7, "total_tokens": 7}
        return await call.send(
            200, {"id": "as-1", "object": "embedding_list", "data": data, "usage": usage}
        )


def _ask(body: dict[str, Any]) -> Ask:
    choice = body.get("tool_choice") or {}
    return Ask(
        model="ernie",
        texts=[body.get("system") or "", *(each["content"] for each in body["messages"])],
        limit=body.get("max_output_tokens"),
        stops=tuple(body.get("stop") or ()),
        tools={each["name"]: each["parameters"] for each in body.get("functions") or ()},
        forced_tool=(choice.get("function") or {}).get("name"),
    )


def _usage(said: Answer) -> dict[str, Any]:
    usage = said.usage
    if not isinstance(usage, Usage):
        return {"usage": usage} if usage else {}
    counts = {"prompt_tokens": usage.prompt, "completion_tokens": usage.completion}
    return {"usage": {**counts, "total_tokens": usage.prompt + usage.completion}}


def _head(call: Call) -> dict[str, Any]:
    created = int(call.exchange.at)
    return {"id": call.id("as-", 10), "object": "chat.completion", "created": created}


def _called(said: Answer) -> dict[str, Any]:
    if not said.tool_calls:
        return {}
    call = said.tool_calls[0]
    return {"function_call": {"name": call.name, "arguments": call.json, "thoughts": "…"}}


def _finish(said: Answer, reply: Reply) -> str:
    limited = "length" if said.cut_by_limit else "normal"
    return reply.finish or ("function_call" if said.tool_calls else limited)


def _whole(call: Call, said: Answer, reply: Reply) -> dict[str, Any]:
    more = {"is_truncated": said.cut_by_limit, "need_clear_history": False}
    ending = {"finish_reason": _finish(said, reply)}
    return {**_head(call), "result": said.text, **more, **ending, **_called(said), **_usage(said)}


def _chunks(call: Call, said: Answer, reply: Reply) -> Iterable[dict[str, Any]]:
    """The last piece ends the stream; nothing follows it."""
    pieces = list(said.pieces) or [""]
    for at, piece in enumerate(pieces):
        last = at == len(pieces) - 1
        chunk = {
            **_head(call),
            "sentence_id": at,
            "is_end": last and reply.finish_chunk,
            "is_truncated": False,
            "result": piece,
            "need_clear_history": False,
            **_usage(said),
        }
        if last and reply.finish_chunk:
            chunk |= {"finish_reason": _finish(said, reply), **_called(said)}
        yield chunk
