"""The Hunyuan mock: TC3-HMAC-SHA256, capitals, Tencent Cloud's envelope, errors in HTTP 200.

After Tencent Cloud's API reference (hunyuan, 2023-09-01). Requests arrive as through a proxy that
forwards to Tencent's own name, which is therefore the host that is signed.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import time
from collections.abc import Iterable
from typing import Any

from aiohttp import web

from tests.upstreams.call import Call, Refused, WireError, dumps
from tests.upstreams.compose import Answer, Ask, answer, fragments
from tests.upstreams.embeddings import vector
from tests.upstreams.mock import Mock, Route
from tests.upstreams.script import ErrorKind, Reply, Usage
from tests.upstreams.wire import Frame, sse

SECRET_ID = "AKIDmock8krbsJ5yKBZQpn74WFkmLPx3"
SECRET_KEY = "Gu5t9xGARNpqMock86cd98joQYCN3abc"
HOST = "hunyuan.tencentcloudapi.com"
MODELS = ("hunyuan-lite", "hunyuan-turbos-latest", "hunyuan-t1-latest", "hunyuan-vision")
_NAMES = """
Model Messages Stream StreamModeration TopP Temperature EnableEnhancement Tools ToolChoice
CustomTool SearchInfo Citation EnableSpeedSearch EnableMultimedia EnableDeepSearch Seed
ForceSearchEnhancement Stop EnableRecommendedQuestions EnableDeepRead WebSearchOptions TopicChoice
EnableThinking
"""
_FIELDS = frozenset(_NAMES.split())
_MESSAGE = frozenset(
    ("Role", "Content", "Contents", "ToolCallId", "ToolCalls", "FileIDs", "ReasoningContent")
)
_CREDENTIAL = re.compile(
    r"TC3-HMAC-SHA256 Credential=([^/]+)/([\d-]{10})/hunyuan/tc3_request, "
    r"SignedHeaders=([a-z;-]+), Signature=([0-9a-f]{64})"
)

_ERRORS: dict[ErrorKind, tuple[str, str]] = {
    "bad_request": ("InvalidParameterValue", "The value of the parameter is wrong."),
    "bad_key": ("AuthFailure.SecretIdNotFound", "The SecretId is not found."),
    "permission": ("UnauthorizedOperation", "The operation is unauthorized."),
    "not_found": ("InvalidAction", "The action does not exist."),
    "model": ("InvalidParameterValue.Model", "The model does not exist."),
    "money": ("FailedOperation.ResourcePackExhausted", "The resource pack is used up."),
    "rate_limit": ("LimitExceeded", "The limit is exceeded."),
    "overloaded": ("FailedOperation.EngineServerError", "The engine failed."),
    "server": ("InternalError", "An internal error occurred."),
    "content_filter": ("OperationDenied.TextIllegalDetected", "The text is illegal."),
}


class TencentMock(Mock):
    """An account with one pair of keys; every refusal is HTTP 200."""

    prefix = ""
    default_key = f"{SECRET_ID}|{SECRET_KEY}"

    def __init__(self, name: str = "tencent", keys: Iterable[str] | None = None) -> None:
        super().__init__(name, keys)

    def route(self, call: Call) -> Route:
        action = call.headers.get("x-tc-action")
        if call.exchange.method == "POST" and call.exchange.path == "/":
            if action == "ChatCompletions":
                return Route(self.chat)
            if action == "GetEmbedding":
                return Route(self.embed)
        raise self._refused("InvalidAction", f"{action} is no action")

    def authenticate(self, call: Call) -> str | None:
        headers = call.headers
        found = _CREDENTIAL.fullmatch(headers.get("authorization", ""))
        if found is None or headers.get("content-type") != "application/json":
            raise self._refused("AuthFailure.InvalidAuthorization", "The header is malformed.")
        stamp = int(headers.get("x-tc-timestamp", "0"))
        if abs(stamp - time.time()) > 300:
            raise self._refused("AuthFailure.SignatureExpire", "The signature has expired.")
        ident, date, signed, signature = found.groups()
        values = {"host": HOST, "x-tc-action": headers["x-tc-action"].lower()}
        lines = "".join(
            f"{name}:{values.get(name, headers.get(name))}\n" for name in signed.split(";")
        )
        digest = hashlib.sha256(call.exchange.body).hexdigest()
        canonical = f"POST\n/\n\n{lines}\n{signed}\n{digest}"
        hashed = hashlib.sha256(canonical.encode()).hexdigest()
        text = f"TC3-HMAC-SHA256\n{stamp}\n{date}/hunyuan/tc3_request\n{hashed}"
        for key in self.keys:
            known, secret = key.split("|")[:2]
            made = f"TC3{secret}".encode()
            for part in (date, "hunyuan", "tc3_request", text):
                made = hmac.new(made, part.encode(), hashlib.sha256).digest()
            if known == ident and hmac.compare_digest(made.hex(), signature):
                return key
        raise self._refused("AuthFailure.SignatureFailure", "The signature is wrong.")

    def check_head(self, call: Call) -> None:
        if call.headers.get("x-tc-version") != "2023-09-01":
            raise self._refused("NoSuchVersion", "There is no such version.")

    def bad_json(self, call: Call) -> Refused:
        return self._refused("InvalidParameter", "The body is no JSON.")

    def error(self, kind: ErrorKind, call: Call, status: int | None = None) -> WireError:
        code, message = _ERRORS.get(kind, _ERRORS["server"])
        return WireError(status or 200, self._error(code, message), {})

    def _error(self, code: str, message: str) -> dict[str, Any]:
        return {"Response": {"Error": {"Code": code, "Message": message}, "RequestId": "r-1"}}

    def _refused(self, code: str, message: str) -> Refused:
        return Refused(200, self._error(code, message))

    async def chat(self, call: Call) -> web.StreamResponse:
        """ChatCompletions."""
        body = call.body
        if unknown := set(body) - _FIELDS:
            raise self._refused("UnknownParameter", f"The parameter {min(unknown)} is not known.")
        if body.get("Model") not in MODELS:
            raise self._refused("InvalidParameterValue.Model", "The model does not exist.")
        self._check(body)
        reply = call.accept()
        said = answer(_ask(body), reply)
        if not body.get("Stream"):
            whole = {"RequestId": "r-1", "Note": "AI", **_head(call), **_usage(said)}
            message = {"Role": "assistant", "Content": said.text, **_more(said)}
            choice = {"Index": 0, "FinishReason": _finish(said, reply), "Message": message}
            return await call.send(200, {"Response": {**whole, "Choices": [choice]}})
        frames = [sse(Frame(dumps(each)), reply) for each in _chunks(call, said, reply)]
        error = self.scripted_error(call).raw
        broken = sse(Frame(dumps({"ErrorMsg": _broken(json.loads(error)), "Id": "1"})), reply)
        return await call.stream(frames, "text/event-stream", [broken])

    def _check(self, body: dict[str, Any]) -> None:
        messages = body.get("Messages")
        if not isinstance(messages, list) or not messages:
            raise self._refused("InvalidParameterValue.MessageError", "Messages is empty.")
        for message in messages:
            if set(message) - _MESSAGE or "ReasoningContent" in message:
                raise self._refused("UnknownParameter", "A message has what it may not.")
            if ("Content" in message) == ("Contents" in message):
                raise self._refused("InvalidParameter", "Content or Contents, and not both.")
        if messages[-1]["Role"] not in ("user", "tool"):
            raise self._refused("InvalidParameterValue.MessageError", "The last is the user's.")
        for tool in body.get("Tools") or ():
            json.loads(tool["Function"]["Parameters"])
        if not 0 <= body.get("Temperature", 1) <= 2 or not 1 <= body.get("Seed", 1) <= 10_000:
            raise self._refused("InvalidParameterValue", "Out of range.")
        choice = body.get("ToolChoice", "auto")
        if choice not in ("none", "auto", "custom") or (choice == "custom") != (
            "CustomTool" in body
        ):
            raise self._refused("InvalidParameterValue", "ToolChoice")

    async def embed(self, call: Call) -> web.StreamResponse:
        """GetEmbedding: 1,024 numbers a text at Tencent, eight here."""
        texts = call.body.get("InputList")
        if set(call.body) - {"Input", "InputList"} or not isinstance(texts, list) or not texts:
            raise self._refused("InvalidParameter", "InputList")
        call.accept()
        data = [
            {"Embedding": vector(text, 8), "Index": at, "Object": "embedding"}
            for at, text in enumerate(texts)
        ]
        usage = {"PromptTokens": 7, "TotalTokens": 7}
        return await call.send(
            200, {"Response": {"Data": data, "Usage": usage, "RequestId": "r-1"}}
        )


def _ask(body: dict[str, Any]) -> Ask:
    texts = [
        str(each.get("Content") or "".join(p.get("Text", "") for p in each.get("Contents") or ()))
        for each in body["Messages"]
    ]
    tools = {
        each["Function"]["Name"]: json.loads(each["Function"]["Parameters"])
        for each in body.get("Tools") or ()
    }
    custom = body.get("CustomTool")
    return Ask(
        model=body["Model"],
        texts=texts,
        stops=tuple(body.get("Stop") or ()),
        tools=tools,
        forced_tool=custom["Function"]["Name"] if custom else None,
        thinks="t1" in body["Model"] and body.get("EnableThinking", True),
    )


def _head(call: Call) -> dict[str, Any]:
    return {"Id": call.id("", 16), "Created": int(call.exchange.at)}


def _usage(said: Answer) -> dict[str, Any]:
    usage = said.usage
    if not isinstance(usage, Usage):
        return {"Usage": usage} if usage else {}
    total = usage.prompt + usage.completion
    counts = {"PromptTokens": usage.prompt, "CompletionTokens": usage.completion}
    return {"Usage": {**counts, "TotalTokens": total}}


def _more(said: Answer) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if said.reasoning:
        found["ReasoningContent"] = said.reasoning
    if said.tool_calls:
        found["ToolCalls"] = [
            {
                "Id": call.id or f"call_{at}",
                "Type": "function",
                "Index": at,
                "Function": {"Name": call.name, "Arguments": call.json},
            }
            for at, call in enumerate(said.tool_calls)
        ]
    return found


def _finish(said: Answer, reply: Reply) -> str:
    return reply.finish or ("tool_calls" if said.tool_calls else "stop")


def _chunks(call: Call, said: Answer, reply: Reply) -> Iterable[dict[str, Any]]:
    deltas: list[dict[str, Any]] = [
        {"ReasoningContent": text, "Content": ""} for text in fragments(said.reasoning or "", 9)
    ]
    deltas += [{"Content": piece} for piece in said.pieces]
    for at, tool in enumerate(said.tool_calls):
        first = {"Name": tool.name, "Arguments": ""}
        whole = [{"Id": f"call_{at}", "Type": "function", "Index": at, "Function": first}]
        deltas.append({"Content": "", "ToolCalls": whole})
        for text in fragments(tool.json, reply.argument_size):
            part = {"Name": "", "Arguments": text}
            piece = [{"Id": f"call_{at}", "Type": "function", "Index": at, "Function": part}]
            deltas.append({"Content": "", "ToolCalls": piece})
    for delta in deltas:
        choice = {"Index": 0, "FinishReason": "", "Delta": {"Role": "assistant", **delta}}
        yield {**_head(call), "Note": "AI", "Choices": [choice], **_usage(said)}
    if reply.finish_chunk:
        end = {"Role": "assistant", "Content": ""}
        choice = {"Index": 0, "FinishReason": _finish(said, reply), "Delta": end}
        yield {**_head(call), "Note": "AI", "Choices": [choice], **_usage(said)}


def _broken(error: dict[str, Any]) -> dict[str, Any]:
    said = error["Response"]["Error"]
    return {"Code": said["Code"], "Msg": said["Message"]}
