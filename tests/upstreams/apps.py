"""Mocks of what is spoken to like a model: Dify, Coze, DeepL, PaLM 2.

After https://docs.dify.ai/api-reference, https://www.coze.com/docs/developer_guides/chat_v3,
https://developers.deepl.com/docs/api-reference/translate, and Google's v1beta2 reference (2023).
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NoReturn

from aiohttp import web

from tests.upstreams.call import Call, Refused, WireError, dumps
from tests.upstreams.compose import Answer, Ask, answer
from tests.upstreams.mock import Mock, Route
from tests.upstreams.script import ErrorKind, Usage
from tests.upstreams.wire import SSE, Frame, sse


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
        return Refused(status, self.body_of(status, message or _MESSAGES[kind]))

    def error(self, kind: ErrorKind, call: Call, status: int | None = None) -> WireError:
        kind = "server" if kind in self.wordless else kind
        status = status or {**_STATUSES, **self.statuses}[kind]
        return WireError(status, self.body_of(status, _MESSAGES[kind]), {})

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
_MESSAGES: dict[ErrorKind, str] = {
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


class DifyMock(AppMock):
    default_key = "app-" + "D1fy" * 6
    path = "/v1/chat-messages"
    wordless = frozenset({"content_filter", "permission", "not_found"})
    codes: Mapping[str, str] = {
        "money": "provider_quota_exceeded",
        "model": "model_currently_not_support",
    }

    def __init__(self, name: str = "dify", keys: Iterable[str] | None = None) -> None:
        super().__init__(name, keys)
        self.conversations: dict[str, list[str]] = {}
        """What was asked in each."""

    @property
    def base_url(self) -> str:
        return f"{self.origin}/{self.name}/v1"

    def body_of(self, status: int, message: str) -> dict[str, Any]:
        known = {401: "unauthorized", 429: "too_many_requests", 500: "internal_server_error"}
        code = known.get(status, "invalid_param")
        return {"code": code, "message": message, "status": status}

    def error(self, kind: ErrorKind, call: Call, status: int | None = None) -> WireError:
        found = super().error(kind, call, status)
        if kind not in self.codes:
            return found
        body = {**self.body_of(400, _MESSAGES[kind]), "code": self.codes[kind]}
        return WireError(status or 400, body, {})

    async def respond(self, call: Call) -> web.StreamResponse:
        self.only(call, "inputs", "query", "response_mode", "conversation_id", "user", "files")
        body = call.body
        if not body.get("user") or not isinstance(body.get("inputs"), dict):
            self.refuse("user and inputs are required")
        if not body.get("query"):
            self.refuse("query is required")
        kept_as = body.get("conversation_id") or call.id("", 12)
        if body.get("conversation_id") and kept_as not in self.conversations:
            gone = {"code": "not_found", "message": "Conversation Not Exists.", "status": 404}
            raise Refused(404, gone)
        reply = call.accept()
        self.conversations.setdefault(kept_as, []).append(body["query"])
        said = answer(Ask("dify", [body["query"]]), reply)
        ids = {"task_id": call.id("", 8), "message_id": call.id("", 9), "conversation_id": kept_as}
        metadata = {"usage": _dify_usage(said), "retriever_resources": []}
        if body["response_mode"] == "blocking":
            whole = {"event": "message", "mode": "chat", "answer": said.text, "created_at": 1}
            return await call.send(200, {**ids, **whole, "metadata": metadata})
        events = [{"event": "message", "answer": piece, **ids} for piece in said.pieces]
        events.append({"event": "message_end", "metadata": metadata, **ids})
        frames = [b"event: ping\n\n", *(sse(Frame(dumps(event)), reply) for event in events)]
        fault = {**self.body_of(500, _MESSAGES["server"]), "event": "error", **ids}
        return await call.stream(frames, SSE, [sse(Frame(dumps(fault)), reply)])


def _dify_usage(said: Answer) -> dict[str, Any]:
    counted = said.usage
    if not isinstance(counted, Usage):
        return {}
    return {
        "prompt_tokens": counted.prompt,
        "prompt_price": "0.001",
        "completion_tokens": counted.completion,
        "total_tokens": counted.prompt + counted.completion,
        "currency": "USD",
    }


class CozeMock(AppMock):
    default_key = "pat_" + "C0ze" * 12
    path = "/v3/chat"
    codes: Mapping[int, int] = {401: 4100, 403: 4101, 400: 4000, 404: 4200, 429: 4013, 402: 4028}

    def __init__(self, name: str = "coze", keys: Iterable[str] | None = None) -> None:
        super().__init__(name, keys)

        self.conversations: dict[str, list[str]] = {}
        """What was asked in each that is saved."""

    def body_of(self, status: int, message: str) -> dict[str, Any]:
        return {"code": self.codes.get(status, 5000), "msg": message, "detail": {"logid": "x"}}

    async def respond(self, call: Call) -> web.StreamResponse:
        self.only(call, "bot_id", "user_id", "stream", "auto_save_history", "additional_messages")
        body = call.body
        if not str(body.get("bot_id", "")).isdigit() or not body.get("user_id"):
            self.refuse("bot_id must be a number")
        if body.get("stream") is not True:
            self.refuse("this mock streams")
        messages: Sequence[Mapping[str, Any]] = body.get("additional_messages") or []
        for each in messages:
            kind = "answer" if each["role"] == "assistant" else "question"
            if each.get("content_type") != "text" or each.get("type") != kind:
                self.refuse("invalid additional_messages")
        named = call.exchange.query.get("conversation_id")  # empty in a package's first request
        kept_as = named or call.id("", 12)
        if named and kept_as not in self.conversations:
            return await call.send(200, self.body_of(404, "conversation not found"))
        reply = call.accept()
        if body.get("auto_save_history", True):
            asked = [each["content"] for each in messages]
            self.conversations.setdefault(kept_as, []).extend(asked)
        said = answer(Ask("coze", [each["content"] for each in messages]), reply)
        chat = {"id": call.id("", 8), "conversation_id": kept_as, "bot_id": body["bot_id"]}
        message = {"role": "assistant", "type": "answer", "content_type": "text", "chat_id": "ch"}
        events = [("conversation.chat.created", chat), ("conversation.chat.in_progress", chat)]
        for thought in [said.reasoning] if said.reasoning else []:
            event = {**message, "content": "", "reasoning_content": thought}
            events.append(("conversation.message.delta", event))
        events += [
            ("conversation.message.delta", {**message, "content": piece}) for piece in said.pieces
        ]
        events.append(("conversation.message.completed", {**message, "content": said.text}))
        follow = {**message, "type": "follow_up", "content": "What else?"}
        events.append(("conversation.message.completed", follow))
        events.append(("conversation.chat.completed", {**chat, **_coze_usage(said)}))
        frames = [sse(Frame(dumps(value), name), reply) for name, value in events]
        frames.append(sse(Frame('"[DONE]"', "done"), reply))
        failed = {**chat, "last_error": self.body_of(500, _MESSAGES["server"])}
        broken = [sse(Frame(dumps(failed), "conversation.chat.failed"), reply)]
        return await call.stream(frames, SSE, broken)


def _coze_usage(said: Answer) -> dict[str, Any]:
    counted = said.usage
    if not isinstance(counted, Usage):
        return {}
    total = counted.prompt + counted.completion
    told = {"input_count": counted.prompt, "output_count": counted.completion}
    return {"usage": {"token_count": total, **told}}


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
