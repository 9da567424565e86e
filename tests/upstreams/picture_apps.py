"""Mocks of apps that keep conversations and take pictures beforehand: Dify, Coze.

After https://docs.dify.ai/en/api-reference (its openapi_service.json),
https://www.coze.com/docs/developer_guides/chat_v3, upload_files and chat_cancel beside it.
"""

from __future__ import annotations

import asyncio
import json
from abc import abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from aiohttp import web

from tests.upstreams.apps import MESSAGES, AppMock
from tests.upstreams.call import Call, Refused, WireError, dumps
from tests.upstreams.compose import Answer, Ask, answer
from tests.upstreams.mock import Route
from tests.upstreams.record import FormFile
from tests.upstreams.script import ErrorKind, Usage
from tests.upstreams.wire import SSE, Frame, sse


class PictureAppMock(AppMock):
    """An app that takes pictures beforehand, and shows those alone that it has."""

    upload_path = ""
    upload_texts: tuple[str, ...] = ()
    most_bytes = 10 * 2**20

    def __init__(self, name: str, keys: Iterable[str] | None = None) -> None:
        super().__init__(name, keys)
        self.conversations: dict[str, list[str]] = {}
        """What was asked in each."""
        self.uploads: dict[str, tuple[FormFile, dict[str, str]]] = {}
        """Pictures by their ids, with the texts that came beside them."""
        self.seen: list[bytes] = []
        """Pictures of the last chat, in order; an address as it is."""
        self.chats: dict[str, str] = {}
        """Chats by their ids, with what an ending has to name beside."""
        self.ended: list[str] = []
        """Ids of chats that were ended before their time."""
        self.told = asyncio.Event()
        """Set once one was."""

    @abstractmethod
    def ends(self, call: Call) -> tuple[str, str] | None:
        """The chat that a request ends, and what it names beside; None for another request."""

    def route(self, call: Call) -> Route:
        if call.exchange.method == "POST" and call.exchange.path == self.end_path(call):
            return Route(self.end, scripted=False)
        if (call.exchange.method, call.exchange.path) == ("POST", self.upload_path):
            return Route(self.upload, scripted=False, json_only=False, form=True, takes_json=False)
        return super().route(call)

    @abstractmethod
    def end_path(self, call: Call) -> str:
        """Where chats are ended."""

    async def end(self, call: Call) -> web.StreamResponse:
        """POST that ends a chat."""
        found = self.ends(call)
        if found is None or self.chats.get(found[0]) != found[1]:
            self.refuse("no such chat")
        self.ended.append(found[0])
        self.told.set()
        return await call.send(200, self.end_answer())

    @abstractmethod
    def end_answer(self) -> dict[str, Any]:
        """What is said then."""

    async def upload(self, call: Call) -> web.StreamResponse:
        """POST of one file."""
        files = call.exchange.files.get("file", [])
        if len(files) != 1 or set(call.body) != set(self.upload_texts):
            self.refuse("one file is required")
        (file,) = files
        if "/" in file.name or not file.content_type.startswith("image/"):
            self.refuse("no such file")
        if len(file.data) > self.most_bytes:
            raise self.too_large()
        ident = call.id("", 16)
        self.uploads[ident] = (file, dict(call.body))
        return await call.send(*self.uploaded(ident, file))

    @abstractmethod
    def too_large(self) -> Refused:
        """The refusal of a large picture."""

    @abstractmethod
    def uploaded(self, ident: str, file: FormFile) -> tuple[int, dict[str, Any]]:
        """The answer to an upload."""

    def show(self, ident: Any, address: Any, **texts: str) -> None:
        """Looks at one picture."""
        if (ident is None) == (address is None):
            self.refuse("either an upload or an address is required")
        if address is not None:
            if not str(address).startswith(("https://", "http://")):
                self.refuse("invalid url")
            self.seen.append(str(address).encode())
            return
        if ident not in self.uploads or self.uploads[ident][1] != texts:
            self.refuse("Invalid upload file")
        self.seen.append(self.uploads[ident][0].data)


class DifyMock(PictureAppMock):
    default_key = "app-" + "D1fy" * 6
    path = "/v1/chat-messages"
    wordless = frozenset({"content_filter", "permission", "not_found"})
    named: Mapping[str, str] = {
        "money": "provider_quota_exceeded",
        "model": "model_currently_not_support",
    }
    upload_path = "/v1/files/upload"
    upload_texts = ("user",)

    def __init__(self, name: str = "dify", keys: Iterable[str] | None = None) -> None:
        super().__init__(name, keys)

    def too_large(self) -> Refused:
        return Refused(413, {"code": "file_too_large", "message": "", "status": 413})

    def end_path(self, call: Call) -> str:
        parts = call.exchange.path.split("/")
        return f"{self.path}/{parts[3]}/stop" if len(parts) > 3 else ""

    def ends(self, call: Call) -> tuple[str, str] | None:
        named = set(call.body) == {"user"}
        return (call.exchange.path.split("/")[3], call.body["user"]) if named else None

    def end_answer(self) -> dict[str, Any]:
        return {"result": "success"}

    def uploaded(self, ident: str, file: FormFile) -> tuple[int, dict[str, Any]]:
        told = {"id": ident, "name": file.name, "size": len(file.data), "reference": None}
        kind = {"extension": file.name.rpartition(".")[2], "mime_type": file.content_type}
        return 201, {**told, **kind, "created_by": f"{ident}-user", "created_at": 1705407629}

    @property
    def base_url(self) -> str:
        return f"{self.origin}/{self.name}/v1"

    def body_of(self, status: int, message: str) -> dict[str, Any]:
        known = {401: "unauthorized", 429: "too_many_requests", 500: "internal_server_error"}
        code = known.get(status, "invalid_param")
        return {"code": code, "message": message, "status": status}

    def error(self, kind: ErrorKind, call: Call, status: int | None = None) -> WireError:
        found = super().error(kind, call, status)
        if kind not in self.named:
            return found
        body = {**self.body_of(400, MESSAGES[kind]), "code": self.named[kind]}
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
        self.seen = []
        for file in body.get("files") or []:
            kind = file.get("transfer_method")
            member = {"remote_url": "url", "local_file": "upload_file_id"}.get(kind, "")
            if file.get("type") != "image" or set(file) != {"type", "transfer_method", member}:
                self.refuse("invalid files")
            self.show(file.get("upload_file_id"), file.get("url"), user=body["user"])
        reply = call.accept()
        self.conversations.setdefault(kept_as, []).append(body["query"])
        said = answer(Ask("dify", [body["query"]]), reply)
        ids = {"task_id": call.id("", 8), "message_id": call.id("", 9), "conversation_id": kept_as}
        self.chats[ids["task_id"]] = body["user"]
        metadata = {"usage": _dify_usage(said), "retriever_resources": []}
        if body["response_mode"] == "blocking":
            whole = {"event": "message", "mode": "chat", "answer": said.text, "created_at": 1}
            return await call.send(200, {**ids, **whole, "metadata": metadata})
        events = [{"event": "message", "answer": piece, **ids} for piece in said.pieces]
        events.append({"event": "message_end", "metadata": metadata, **ids})
        frames = [b"event: ping\n\n", *(sse(Frame(dumps(event)), reply) for event in events)]
        fault = {**self.body_of(500, MESSAGES["server"]), "event": "error", **ids}
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


class CozeMock(PictureAppMock):
    default_key = "pat_" + "C0ze" * 12
    path = "/v3/chat"
    upload_path = "/v1/files/upload"
    codes: Mapping[int, int] = {401: 4100, 403: 4101, 400: 4000, 404: 4200, 429: 4013, 402: 4028}

    def __init__(self, name: str = "coze", keys: Iterable[str] | None = None) -> None:
        super().__init__(name, keys)

    def too_large(self) -> Refused:
        return Refused(200, self.body_of(400, "the file is too large"))

    def end_path(self, call: Call) -> str:
        return "/v3/chat/cancel"

    def ends(self, call: Call) -> tuple[str, str] | None:
        named = set(call.body) == {"chat_id", "conversation_id"}
        return (call.body["chat_id"], call.body["conversation_id"]) if named else None

    def end_answer(self) -> dict[str, Any]:
        return {"code": 0, "msg": "", "data": {"id": self.ended[-1], "status": "canceled"}}

    def uploaded(self, ident: str, file: FormFile) -> tuple[int, dict[str, Any]]:
        told = {"id": ident, "bytes": len(file.data), "file_name": file.name}
        return 200, {"code": 0, "msg": "", "data": {**told, "created_at": 1715847583}}

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
        self.seen = []
        for each in messages:
            kind = "answer" if each["role"] == "assistant" else "question"
            if each.get("content_type") not in ("text", "object_string"):
                self.refuse("invalid additional_messages")
            if each.get("type") != kind:
                self.refuse("invalid additional_messages")
            if each["content_type"] == "object_string":
                self._look(each)
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
        self.chats[chat["id"]] = kept_as
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
        failed = {**chat, "last_error": self.body_of(500, MESSAGES["server"])}
        broken = [sse(Frame(dumps(failed), "conversation.chat.failed"), reply)]
        return await call.stream(frames, SSE, broken)

    def _look(self, message: Mapping[str, Any]) -> None:
        if message["role"] != "user":
            self.refuse("object_string is for questions")
        shown = json.loads(message["content"])
        if not isinstance(shown, list) or not shown:
            self.refuse("object_string is an array")
        for told in shown:
            each = {name: value for name, value in told.items() if value is not None}
            if each.get("type") == "text" and set(each) == {"type", "text"}:
                continue
            if each.get("type") != "image" or len(each) != 2:
                self.refuse("invalid object_string")
            self.show(each.get("file_id"), each.get("file_url"))


def _coze_usage(said: Answer) -> dict[str, Any]:
    counted = said.usage
    if not isinstance(counted, Usage):
        return {}
    total = counted.prompt + counted.completion
    told = {"input_count": counted.prompt, "output_count": counted.completion}
    return {"usage": {"token_count": total, **told}}
