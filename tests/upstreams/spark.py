"""Two mocks of iFlytek Spark: by HTTP, almost OpenAI's chat; by WebSocket, frames of its own.

After iFlytek's documentation of both interfaces.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
import time
from collections.abc import Iterable
from email.utils import parsedate_to_datetime
from typing import Any

from aiohttp import web

from tests.upstreams.call import Call, Refused, WireError, dumps
from tests.upstreams.compose import Answer, Ask, answer
from tests.upstreams.mock import Mock, Route
from tests.upstreams.script import ErrorKind, Reply, Usage

APP_ID, SECRET, KEY = (
    "1a2b3c4d",
    "apisecretMock0123456789abcdefABC",
    "0123456789abcdef0123456789abcdef",
)
DOMAINS = {
    "/v3.5/chat": "generalv3.5",
    "/v4.0/chat": "4.0Ultra",
    "/v1/x1": "x1",
    "/v2.1/image": "imagev3",
}
_AUTHORIZATION = re.compile(
    r'api_key="([^"]+)",\s+algorithm="hmac-sha256",\s+headers="host date request-line",\s+'
    r'signature="([^"]+)"'
)
CLOCK = (
    "HMAC signature cannot be verified, a valid date or x-date header is required for HMAC "
    "Authentication"
)
_ERRORS: dict[ErrorKind, tuple[int, str]] = {
    "bad_request": (10163, "schema validate failed"),
    "bad_key": (11200, "AppIdNoAuthError"),
    "permission": (11200, "AppIdNoAuthError"),
    "model": (11200, "AppIdNoAuthError"),
    "money": (11201, "the daily limit is reached"),
    "rate_limit": (11202, "the QPS limit is reached"),
    "overloaded": (10110, "the service is busy"),
    "server": (10012, "an engine error"),
    "content_filter": (10013, "the input is unsafe"),
    "context": (10907, "too many tokens"),
}


def _usage(said: Answer) -> dict[str, Any] | None:
    usage = said.usage
    if not isinstance(usage, Usage):
        return dict(usage) if usage else None
    return {
        "question_tokens": 1,
        "prompt_tokens": usage.prompt,
        "completion_tokens": usage.completion,
        "total_tokens": usage.prompt + usage.completion,
    }


def signed_by(call: Call, keys: Iterable[str]) -> str:
    """The key that signed a request's address, as general_url_authentication.html has it."""
    query = call.exchange.query
    text = base64.b64decode(query.get("authorization", "")).decode()
    found = _AUTHORIZATION.fullmatch(text)
    if found is None or query.get("host") != call.request.host:
        raise Refused(401, {"message": "HMAC signature cannot be verified"})
    moment = parsedate_to_datetime(query["date"]).timestamp()
    if abs(moment - time.time()) > 300:
        raise Refused(403, {"message": CLOCK})
    place = f"{call.exchange.method} {call.request.path} HTTP/1.1"
    line = f"host: {query['host']}\ndate: {query['date']}\n{place}"
    for each in keys:
        _, secret, key = each.split("|")
        made = hmac.new(secret.encode(), line.encode(), hashlib.sha256).digest()
        if found[1] == key and found[2] == base64.b64encode(made).decode():
            return each
    raise Refused(401, {"message": "HMAC signature does not match"})


class SparkMock(Mock):
    """By HTTP: a password, a code in every answer, none of OpenAI's finish reasons."""

    prefix = "/v1"
    default_key = "mockPassword0123456789:AbCdEf"

    def __init__(self, name: str = "spark", keys: Iterable[str] | None = None) -> None:
        super().__init__(name, keys)

    def route(self, call: Call) -> Route:
        paths = {"/v1/chat/completions": "4.0Ultra", "/v2/chat/completions": "x1"}
        if call.exchange.method != "POST" or call.exchange.path not in paths:
            raise Refused(404, {"message": "no such path"})
        return Route(self.chat)

    def authenticate(self, call: Call) -> str | None:
        scheme, _, key = call.headers.get("authorization", "").partition(" ")
        if scheme != "Bearer" or key not in self.keys:
            said = {"message": "invalid user", "type": "api_error", "param": None, "code": None}
            raise Refused(401, {"error": said})
        return key

    def bad_json(self, call: Call) -> Refused:
        return Refused(200, {"code": 10003, "message": "no JSON", "sid": "cha1"})

    def error(self, kind: ErrorKind, call: Call, status: int | None = None) -> WireError:
        code, message = _ERRORS.get(kind, _ERRORS["server"])
        return WireError(status or 200, {"code": code, "message": message, "sid": "cha1"}, {})

    async def chat(self, call: Call) -> web.StreamResponse:
        """POST /chat/completions."""
        body = call.body
        newer = call.exchange.path.startswith("/v2")
        if (body["model"] == "x1") != newer or not 0 < body.get("temperature", 1) <= 2:
            raise Refused(200, {"code": 10163, "message": "out of range", "sid": "cha1"})
        reply = call.accept()
        tools = {
            each["function"]["name"]: each["function"].get("parameters")
            for each in body.get("tools") or ()
        }
        texts = [str(each.get("content")) for each in body["messages"]]
        said = answer(Ask(body["model"], texts, body.get("max_tokens"), tools=tools), reply)
        head = {"code": 0, "message": "Success", "sid": call.id("cha", 12)}
        message: dict[str, Any] = {"role": "assistant", "content": said.text}
        if said.reasoning:
            message["reasoning_content"] = said.reasoning
        if said.tool_calls:  # one object, not a list
            tool = said.tool_calls[0]
            function = {"name": tool.name, "arguments": tool.json}
            message["tool_calls"] = {"id": "c1", "type": "function", "function": function}
        if not body.get("stream"):
            whole = {**head, "choices": [{"message": message, "index": 0}], "usage": _usage(said)}
            return await call.send(200, whole)
        deltas = [{"reasoning_content": said.reasoning}] if said.reasoning else []
        deltas += [{"content": piece} for piece in said.pieces]
        if said.tool_calls:
            deltas.append({"content": "", "tool_calls": message["tool_calls"]})
        chunks = [
            {**head, "id": "i", "choices": [{"delta": {"role": "assistant", **d}, "index": 0}]}
            for d in deltas
        ]
        if said.usage is not None:
            chunks[-1]["usage"] = _usage(said)
        frames = [f"data:{dumps(each)}\n\n".encode() for each in chunks]
        if reply.done:
            frames.append(b"data:[DONE]\n\n")
        error = self.scripted_error(call).raw.decode()
        return await call.stream(frames, "text/event-stream", [f"data:{error}\n\n".encode()])


class SparkSocketMock(Mock):
    """By WebSocket: the address is signed; one frame there, frames back, then it closes."""

    prefix = ""
    default_key = f"{APP_ID}|{SECRET}|{KEY}"

    def __init__(self, name: str = "spark-socket", keys: Iterable[str] | None = None) -> None:
        super().__init__(name, keys)

    def route(self, call: Call) -> Route:
        if call.exchange.method != "GET" or call.exchange.path not in DOMAINS:
            raise Refused(404, {"message": "no such path"})
        return Route(self.chat)

    def authenticate(self, call: Call) -> str | None:
        return signed_by(call, self.keys)

    def bad_json(self, call: Call) -> Refused:
        return Refused(400, {"message": "no JSON"})

    def error(self, kind: ErrorKind, call: Call, status: int | None = None) -> WireError:
        code, message = _ERRORS.get(kind, _ERRORS["server"])
        header = {"code": code, "message": message, "sid": "cht1", "status": 2}
        return WireError(status or 200, {"header": header}, {})

    async def _answer(self, call: Call) -> web.StreamResponse:
        """A scripted error comes in a frame, behind the handshake."""
        try:
            route = self.route(call)
            call.key = self.authenticate(call)
        except Refused as refused:
            return await call.refuse(refused)
        call.find_reply(self.scripted, only_by_path=False)
        return await route.handler(call)

    async def chat(self, call: Call) -> web.StreamResponse:
        """The whole conversation of one socket."""
        socket = web.WebSocketResponse()
        await socket.prepare(call.request)
        sent = await socket.receive()
        call.exchange.read_body(str(sent.data).encode())
        reply = call.accept()
        for frame in self._frames(call, reply):
            if call.exchange.answer is not None:
                call.exchange.answer += f"{dumps(frame)}\n".encode()
            await socket.send_str(dumps(frame))
            call.exchange.frames_sent += 1
        await socket.close()
        call.exchange.finished = True
        return socket

    def _frames(self, call: Call, reply: Reply) -> Iterable[dict[str, Any]]:
        body = call.body
        problem = _complaint(body, DOMAINS[call.exchange.path])
        if problem:
            yield {"header": {"code": 10163, "message": problem, "sid": "cht1", "status": 2}}
            return
        error = json.loads(self.scripted_error(call).raw)
        if reply.fails_at_once:
            yield error
            return
        said = answer(_ask(body), reply)
        pieces: list[dict[str, Any]] = []
        if said.reasoning:
            pieces.append({"content": "", "reasoning_content": said.reasoning})
        pieces += [{"content": piece} for piece in said.pieces]
        for tool in said.tool_calls:
            function = {"name": tool.name, "arguments": tool.json}
            pieces.append({"content": "", "content_type": "text", "function_call": function})
        pieces.append({"content": ""})
        last = len(pieces) - 1
        for at, piece in enumerate(pieces):
            if reply.error_in_stream_after is not None and at >= reply.error_in_stream_after:
                yield error
                return
            if reply.cut_after is not None and at >= reply.cut_after:
                return
            status = 2 if at == last else min(at, 1)
            text = [{**piece, "role": "assistant", "index": 0}]
            payload: dict[str, Any] = {"choices": {"status": status, "seq": at, "text": text}}
            if at == last and said.usage is not None:
                payload["usage"] = {"text": _usage(said)}
            header = {"code": 0, "message": "Success", "sid": "cht1", "status": status}
            yield {"header": header, "payload": payload}


def _complaint(body: dict[str, Any], domain: str) -> str:
    chat = body.get("parameter", {}).get("chat", {})
    if body.get("header", {}).get("app_id") != APP_ID or chat.get("domain") != domain:
        return "app_id or domain"
    if set(chat) - {"domain", "temperature", "top_k", "max_tokens", "auditing"}:
        return "unknown parameter"
    texts = body["payload"]["message"]["text"]
    if domain == "imagev3":
        kinds = [message.pop("content_type", "") for message in texts]
        if kinds != ["image"] + ["text"] * (len(texts) - 1) or len(texts) < 2:
            return "an image first, and then what is asked of it"
        if "functions" in body["payload"] or any(each["role"] == "system" for each in texts):
            return "neither functions nor instructions"
    for message in texts:
        if set(message) != {"role", "content"} or not isinstance(message["content"], str):
            return "a message is a role and a text"
        if message["role"] not in ("system", "user", "assistant"):
            return "no such role"
    return ""


def _ask(body: dict[str, Any]) -> Ask:
    functions = body["payload"].get("functions", {}).get("text", [])
    return Ask(
        model="spark",
        texts=[each["content"] for each in body["payload"]["message"]["text"]],
        limit=body["parameter"]["chat"].get("max_tokens"),
        tools={each["name"]: each["parameters"] for each in functions},
    )
