"""Mocks of what is spoken to like a model: DeepL, PaLM 2, and what such mocks have in common.

After https://developers.deepl.com/docs/api-reference/translate and Google's v1beta2 reference
(2023).
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Mapping
from typing import Any, NoReturn

from aiohttp import web

from tests.upstreams.call import Call, Refused, WireError
from tests.upstreams.compose import Ask, answer
from tests.upstreams.mock import Mock, Route
from tests.upstreams.script import ErrorKind


class AppMock(Mock):
    """One endpoint. `statuses` and `messages` of its errors are each app's own."""

    prefix = ""
    path = ""
    auth = "Bearer"
    statuses: Mapping[str, int] = {}
    """Where it differs from the usual ones."""
    wordless: frozenset[str] = frozenset({"content_filter"})
    """Classes of errors that the app has no words for."""

    def route(self, call: Call) -> Route:
        if (call.exchange.method, call.exchange.path) != ("POST", self.path):
            raise Refused(404, self.body_of(404, "not found"))
        return Route(self.respond)

    def authenticate(self, call: Call) -> str | None:
        scheme, _, key = call.headers.get("authorization", "").partition(" ")
        if scheme != self.auth or key not in self.keys:
            raise self.refusal("bad_key")
        return key

    def bad_json(self, call: Call) -> Refused:
        return self.refusal("bad_request")

    def refusal(self, kind: ErrorKind, message: str = "") -> Refused:
        status = {**_STATUSES, **self.statuses}[kind]
        return Refused(status, self.body_of(status, message or MESSAGES[kind]))

    def error(self, kind: ErrorKind, call: Call, status: int | None = None) -> WireError:
        kind = "server" if kind in self.wordless else kind
        status = status or {**_STATUSES, **self.statuses}[kind]
        return WireError(status, self.body_of(status, MESSAGES[kind]), {})

    @abstractmethod
    def body_of(self, status: int, message: str) -> dict[str, Any]:
        """The app's error."""

    @abstractmethod
    async def respond(self, call: Call) -> web.StreamResponse:
        """The answer to its one request."""

    def only(self, call: Call, *names: str) -> None:
        """Refuse members that are not known."""
        unknown = call.body.keys() - set(names)
        if unknown:
            self.refuse(f"unknown parameter {min(unknown)}")

    def refuse(self, message: str) -> NoReturn:
        raise self.refusal("bad_request", message)


_STATUSES: dict[ErrorKind, int] = {
    "bad_request": 400,
    "unsupported": 400,
    "bad_key": 401,
    "money": 402,
    "permission": 403,
    "not_found": 404,
    "model": 404,
    "too_large": 413,
    "rate_limit": 429,
    "server": 500,
    "overloaded": 503,
    "timeout": 504,
    "context": 400,
    "content_filter": 400,
}
MESSAGES: dict[ErrorKind, str] = {
    "bad_request": "the request is invalid",
    "unsupported": "this is not supported",
    "bad_key": "Access token is invalid",
    "money": "Insufficient balance",
    "permission": "not allowed",
    "not_found": "not found",
    "model": "no such model",
    "too_large": "too large",
    "rate_limit": "too many requests",
    "server": "internal error",
    "overloaded": "unavailable",
    "timeout": "timeout",
    "context": "prompt is too long",
    "content_filter": "the content was blocked",
}


class DeepLMock(AppMock):
    default_key = "01234567-89ab-cdef-0123-456789abcdef:fx"
    path = "/v2/translate"
    auth = "DeepL-Auth-Key"
    statuses: Mapping[str, int] = {"bad_key": 403, "money": 456}

    def __init__(self, name: str = "deepl", keys: Iterable[str] | None = None) -> None:
        super().__init__(name, keys)

    def body_of(self, status: int, message: str) -> dict[str, Any]:
        return {"message": "Quota Exceeded" if status == 456 else message}

    async def respond(self, call: Call) -> web.StreamResponse:
        self.only(call, "text", "target_lang", "show_billed_characters")
        texts, target = call.body.get("text"), call.body.get("target_lang")
        if not isinstance(texts, list) or not texts:
            self.refuse("Parameter 'text' not specified.")
        if target not in ("ZH", "DE", "EN-US", "PT-PT", "JA"):
            self.refuse("Value for 'target_lang' not supported.")
        reply = call.accept()
        told = [
            {
                "detected_source_language": "EN",
                "text": reply.text if reply.text is not None else f"[{target}] {text}",
                **({} if reply.usage is None else {"billed_characters": len(text)}),
            }
            for text in texts
        ]
        return await call.send(200, {"translations": told})


_BAD_KEY = "API key not valid. Please pass a valid API key."


class PalmMock(AppMock):
    default_key = "AIzaSy" + "PaLM2" * 6 + "abc"
    path = "/v1beta2/models/chat-bison-001:generateMessage"

    def __init__(self, name: str = "palm", keys: Iterable[str] | None = None) -> None:
        super().__init__(name, keys)

    def authenticate(self, call: Call) -> str | None:
        key = call.headers.get("x-goog-api-key", "")
        if key not in self.keys:
            raise Refused(400, _google(400, _BAD_KEY, "INVALID_ARGUMENT"))
        return key

    def error(self, kind: ErrorKind, call: Call, status: int | None = None) -> WireError:
        if kind == "bad_key":
            return WireError(400, _google(400, _BAD_KEY, "INVALID_ARGUMENT"), {})
        return super().error(kind, call, status)

    def body_of(self, status: int, message: str) -> dict[str, Any]:
        words = {
            **{400: "INVALID_ARGUMENT", 401: "UNAUTHENTICATED", 403: "PERMISSION_DENIED"},
            **{404: "NOT_FOUND", 429: "RESOURCE_EXHAUSTED", 503: "UNAVAILABLE"},
            504: "DEADLINE_EXCEEDED",
        }
        return _google(status, message, words.get(status, "INTERNAL"))

    async def respond(self, call: Call) -> web.StreamResponse:
        self.only(call, "prompt", "temperature", "candidateCount", "topP", "topK")
        prompt = call.body.get("prompt") or {}
        messages = prompt.get("messages")
        if not messages or any(each.get("author") not in ("0", "1") for each in messages):
            self.refuse("prompt.messages is required")
        reply = call.accept()
        if reply.refusal is not None:
            filtered = {"filters": [{"reason": "SAFETY"}], "messages": messages}
            return await call.send(200, filtered)
        said = answer(Ask("palm", [each["content"] for each in messages]), reply)
        candidate = {"author": "1", "content": said.text}
        return await call.send(200, {"candidates": [candidate], "messages": messages})


def _google(status: int, message: str, word: str) -> dict[str, Any]:
    return {"error": {"code": status, "message": message, "status": word}}
