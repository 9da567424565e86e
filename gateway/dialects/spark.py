"""iFlytek Spark: over HTTP almost OpenAI's chat, over WebSocket frames of its own.

https://www.xfyun.cn/doc/spark/HTTP%E8%B0%83%E7%94%A8%E6%96%87%E6%A1%A3.html,
https://www.xfyun.cn/doc/spark/Web.html,
https://www.xfyun.cn/doc/spark/ImageUnderstanding.html
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gateway.dialects import chatlike
from gateway.dialects.chatlike import (
    ChatLike,
    Reader,
    Wire,
    address_of,
    an_object,
    as_text,
    functions_of,
    kind_of,
    object_of,
    objects,
    parts_of,
    text_of,
)
from gateway.dialects.lossy import unconvertible
from gateway.errors import DialectError

ERRORS = {
    "10007": chatlike.RATE_LIMIT,
    "10013": chatlike.FILTERED,
    "10014": chatlike.FILTERED,
    "10019": chatlike.FILTERED,
    "10021": chatlike.FILTERED,
    "10022": chatlike.FILTERED,
    "10907": chatlike.TOO_LONG,
    "11200": chatlike.NO_MONEY,
    "11201": chatlike.NO_MONEY,
    "11202": chatlike.RATE_LIMIT,
    "11203": chatlike.RATE_LIMIT,
    "10003": chatlike.BAD_REQUEST,
    "10004": chatlike.BAD_REQUEST,
    "10005": chatlike.BAD_REQUEST,
    "10163": chatlike.BAD_REQUEST,
}
_LIMIT = "max_tokens"
LOOKS = "imagev3"
"""The model by WebSocket that looks at a picture, and takes no conversation without one."""


def _limits(chat: Wire) -> Wire:
    """Sampling within Spark's ranges."""
    found: Wire = {}
    limit = chat.get("max_completion_tokens") or chat.get(_LIMIT)
    if limit:
        found[_LIMIT] = limit
    if "temperature" in chat:
        found["temperature"] = min(2.0, max(0.01, chat["temperature"]))
    if "top_k" in chat:
        found["top_k"] = min(6, max(1, int(chat["top_k"])))
    return found


class Spark(ChatLike):
    """Over HTTP: chat with a code beside it, and without what OpenAI's clients rely on."""

    name = "spark"

    def request(self, chat: Wire, model: str) -> Wire:
        dropped = ("max_completion_tokens", "max_tokens", "temperature", "top_k", "stream_options")
        kept = {name: value for name, value in chat.items() if name not in dropped}
        return {**kept, **_limits(chat)}

    def answer(self, body: bytes) -> Wire:
        chat = _told(object_of(body))
        for choice in objects(chat.get("choices")):
            message = choice.get("message")
            called = isinstance(message, dict) and message.get("tool_calls")
            choice.setdefault("finish_reason", "tool_calls" if called else "stop")
        return chat

    def reader(self) -> Reader:
        return _http_frames


def _http_frames(value: Wire) -> Iterator[Wire]:
    yield _told(value)


def _told(value: Wire) -> Wire:
    """``tool_calls`` may be one object instead of a list of them."""
    code = value.get("code")
    if "error" not in value and code not in (None, 0):
        return chatlike.fault(value.get("message"), code, ERRORS)
    chat = {name: value[name] for name in value if name not in ("code", "message", "sid")}
    chat.setdefault("id", value.get("sid"))
    for choice in objects(chat.get("choices")):
        for member in ("message", "delta"):
            said = choice.get(member)
            if isinstance(said, dict) and isinstance(said.get("tool_calls"), dict):
                said["tool_calls"] = [said["tool_calls"]]
    return chat


class SparkSocket(ChatLike):
    """Over WebSocket: one frame there, frames back; here each is a line of JSON.

    The application's id is the key's, so the provider puts it in.
    """

    name = "spark_websocket"

    def request(self, chat: Wire, model: str) -> Wire:
        parameters: Wire = {"domain": model, "auditing": "default", **_limits(chat)}
        functions = functions_of(chat) if chat.get("tool_choice") != "none" else []
        if model == LOOKS:
            if functions:
                raise unconvertible("A request with tools", "tools")
            texts = _looked_at(chat["messages"])
        else:
            texts = [_message(each) for each in chat["messages"]]
        payload: Wire = {"message": {"text": texts}}
        if functions:
            payload["functions"] = {"text": [_function(each) for each in functions]}
        return {"header": {}, "parameter": {"chat": parameters}, "payload": payload}

    def reader(self) -> Reader:
        return _socket_frames

    def answer(self, body: bytes) -> Wire:
        """A whole answer: all its frames."""
        text, thought, call, usage, sid = "", "", None, None, None
        ended = False
        for frame in _lines(body):
            chunk = _chunk(frame)
            if "error" in chunk:
                return chunk
            usage, sid = chunk.get("usage") or usage, chunk["id"]
            for choice in chunk["choices"]:
                text += choice["delta"]["content"]
                thought += choice["delta"]["reasoning_content"]
                call = choice["delta"].get("tool_calls") or call
                ended = ended or choice["finish_reason"] is not None
        if not ended:
            raise DialectError("The answer ended without its end")
        message = {"content": text, "reasoning_content": thought or None, "tool_calls": call}
        reason = "tool_calls" if call else "stop"
        choice = {"index": 0, "message": message, "finish_reason": reason}
        return {"id": sid, "choices": [choice], "usage": usage}


def _lines(body: bytes) -> Iterator[Wire]:
    for line in body.splitlines():
        data = line.removeprefix(b"data:").strip()
        if data:
            yield object_of(data)


def _looked_at(messages: list[Wire]) -> list[Wire]:
    """One picture before all that was said of it; instructions are told as the user's."""
    parts = [part for each in messages for part in parts_of(each.get("content"))]
    pictures = [address_of(part, kind_of(part)) for part in parts if kind_of(part) == "image_url"]
    if len(pictures) != 1 or not pictures[0].startswith("data:"):
        raise unconvertible("Anything but one image as data", "messages")
    shown = {"role": "user", "content": pictures[0].partition(",")[2], "content_type": "image"}
    said = [{**each, "content": _without_pictures(each)} for each in messages]
    texts = [_message(each) for each in said if each["content"]]
    for text in texts:
        text |= {"content_type": "text", **({"role": "user"} if text["role"] == "system" else {})}
    return [shown, *texts]


def _without_pictures(message: Wire) -> list[Wire]:
    return [part for part in parts_of(message.get("content")) if kind_of(part) != "image_url"]


def _message(message: Wire) -> Wire:
    """Calls and their results are told in text: the frames have no place for them."""
    if any(kind_of(part) != "text" for part in parts_of(message.get("content"))):
        raise unconvertible("A message of more than text", "messages")
    role, text = message["role"], text_of(message.get("content"))
    if role == "tool":
        return {"role": "user", "content": f"[tool result {message.get('tool_call_id')}]\n{text}"}
    calls = [
        f"[tool call {call.get('id')}] {function.get('name')}({function.get('arguments')})"
        for call in objects(message.get("tool_calls"))
        if isinstance(function := call.get("function"), dict)
    ]
    content = "\n".join([*([text] if text else []), *calls])
    return {"role": "system" if role == "developer" else role, "content": content}


def _function(function: Wire) -> Wire:
    return {
        "name": function["name"],
        "description": function.get("description") or function["name"],
        "parameters": function.get("parameters") or {"type": "object", "properties": {}},
    }


def _socket_frames(value: Wire) -> Iterator[Wire]:
    chunk = _chunk(value)
    yield chunk
    if any(choice["finish_reason"] for choice in chunk.get("choices", ())):
        yield chatlike.END


def _chunk(value: Wire) -> Wire:
    header = an_object(value.get("header"))
    if header.get("code"):
        return chatlike.fault(header.get("message"), header["code"], ERRORS)
    payload: Any = value.get("payload")
    payload = payload if isinstance(payload, dict) else {}
    choices = an_object(payload.get("choices") or {})
    chunk: Wire = {"id": header.get("sid"), "choices": []}
    for said in objects(choices.get("text")) or [{}]:
        delta: Wire = {
            "content": as_text(said.get("content")),
            "reasoning_content": as_text(said.get("reasoning_content")),
        }
        called = said.get("function_call")
        if isinstance(called, dict):
            function = {"name": called.get("name"), "arguments": called.get("arguments")}
            delta["tool_calls"] = [{"index": 0, "function": function}]
        ended = header.get("status") == 2
        choice = {"index": 0, "delta": delta, "finish_reason": "stop" if ended else None}
        chunk["choices"].append(choice)
    usage = payload.get("usage")
    if isinstance(usage, dict) and isinstance(usage.get("text"), dict):
        chunk["usage"] = usage["text"]
    return chunk
