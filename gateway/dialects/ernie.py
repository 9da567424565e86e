"""ERNIE's own interface at Baidu's first Qianfan: one result text, functions of OpenAI's old kind.

https://cloud.baidu.com/doc/WENXINWORKSHOP/s/clntwmv7t. The model is the path's.
"""

from __future__ import annotations

from collections.abc import Iterator

from gateway.dialects import chatlike
from gateway.dialects.chatlike import (
    ChatLike,
    Reader,
    Wire,
    an_object,
    as_text,
    chosen_function,
    functions_of,
    kind_of,
    object_of,
    objects,
    parts_of,
    text_of,
)
from gateway.dialects.embeddinglike import EmbeddingLike
from gateway.dialects.lossy import unconvertible

_ERRORS = {
    "3": chatlike.NO_MODEL,
    "6": chatlike.NO_MODEL,
    "13": chatlike.BAD_KEY,
    "14": chatlike.BAD_KEY,
    "110": chatlike.BAD_KEY,
    "111": chatlike.BAD_KEY,
    "17": chatlike.NO_MONEY,
    "4": chatlike.RATE_LIMIT,
    "18": chatlike.RATE_LIMIT,
    "19": chatlike.RATE_LIMIT,
    "336501": chatlike.RATE_LIMIT,
    "336502": chatlike.RATE_LIMIT,
    "336007": chatlike.TOO_LONG,
    "336103": chatlike.TOO_LONG,
    "100": chatlike.BAD_REQUEST,
    "336001": chatlike.BAD_REQUEST,
    "336003": chatlike.BAD_REQUEST,
}
_FINISH = {"normal": "stop", "function_call": "tool_calls"}
_PASSED = ("stream", "top_p", "penalty_score", "disable_search", "enable_citation")
_EMPTY = "."
"""Stands where a text is demanded and there is none."""


class Ernie(ChatLike):
    name = "ernie"

    def request(self, chat: Wire, model: str) -> Wire:
        body: Wire = {"messages": _messages(chat["messages"])}
        if system := _system(chat["messages"]):
            body["system"] = system
        body |= {name: chat[name] for name in _PASSED if name in chat}
        limit = chat.get("max_completion_tokens") or chat.get("max_tokens")
        if limit:
            body["max_output_tokens"] = max(2, limit)
        if "temperature" in chat:
            body["temperature"] = min(1.0, max(0.01, chat["temperature"]))
        if chat.get("stop"):
            body["stop"] = chat["stop"] if isinstance(chat["stop"], list) else [chat["stop"]]
        if chat.get("user"):
            body["user_id"] = chat["user"]
        kind = an_object(chat.get("response_format") or {}).get("type")
        if kind:
            body["response_format"] = "text" if kind == "text" else "json_object"
        _functions(chat, body)
        return body

    def answer(self, body: bytes) -> Wire:
        return _answer(object_of(body), "message", ended=True)

    def reader(self) -> Reader:
        return _frames


def _system(messages: list[Wire]) -> str:
    told = (text_of(each.get("content")) for each in messages if _is_system(each))
    return "\n\n".join(text for text in told if text)


def _is_system(message: Wire) -> bool:
    return message["role"] in ("system", "developer")


def _messages(messages: list[Wire]) -> list[Wire]:
    """User and assistant by turns, an odd number of them, a call and its result side by side."""
    found: list[Wire] = []
    results = {each.get("tool_call_id"): each for each in messages if each["role"] == "tool"}
    for each in messages:
        if _is_system(each) or each["role"] == "tool":
            continue
        text = _text(each)
        calls = objects(each.get("tool_calls"))
        if text or not calls:
            _add(found, {"role": each["role"], "content": text or _EMPTY})
        for call in calls:
            _call(found, call, results.pop(call.get("id"), None))
    for result in results.values():
        _add(found, {"role": "user", "content": text_of(result.get("content")) or _EMPTY})
    if not found or found[0]["role"] != "user":
        found.insert(0, {"role": "user", "content": _EMPTY})
    if found[-1]["role"] == "assistant":
        found.append({"role": "user", "content": _EMPTY})
    return found


def _text(message: Wire) -> str:
    parts = parts_of(message.get("content"))
    if any(kind_of(part) != "text" for part in parts):
        raise unconvertible("A message of more than text", "messages")
    return text_of(parts)


def _add(found: list[Wire], message: Wire) -> None:
    """Two of one side in a row become one; a result counts as the user's."""
    sides = {"user": "user", "function": "user", "assistant": "assistant"}
    last = found[-1] if found else None
    if last is None or sides[last["role"]] != sides[message["role"]]:
        found.append(message)
    elif last["role"] == message["role"] and "function_call" not in last:
        last["content"] += "\n\n" + message["content"]
    elif message["role"] == "assistant":
        found += [{"role": "user", "content": _EMPTY}, message]
    else:
        found += [{"role": "assistant", "content": _EMPTY}, message]


def _call(found: list[Wire], call: Wire, result: Wire | None) -> None:
    function = an_object(call.get("function"))
    name = function.get("name")
    said = {"name": name, "arguments": function.get("arguments") or "{}"}
    if found and found[-1]["role"] == "assistant" and "function_call" not in found[-1]:
        found[-1]["function_call"] = said
    else:
        _add(found, {"role": "assistant", "content": "", "function_call": said})
    text = text_of(result.get("content")) if result is not None else ""
    _add(found, {"role": "function", "name": name, "content": text or _EMPTY})


def _functions(chat: Wire, body: Wire) -> None:
    functions = functions_of(chat)
    if not functions or chat.get("tool_choice") == "none":
        return
    body["functions"] = [
        {
            "name": each["name"],
            "description": each.get("description") or each["name"],
            "parameters": each.get("parameters") or {"type": "object", "properties": {}},
        }
        for each in functions
    ]
    if name := chosen_function(chat):
        body["tool_choice"] = {"type": "function", "function": {"name": name}}


def _answer(value: Wire, member: str, *, ended: bool) -> Wire:
    code = value.get("error_code")
    if code:
        return chatlike.fault(value.get("error_msg"), code, _ERRORS)
    chat: Wire = {"id": value.get("id"), "created": value.get("created")}
    if "result" in value or "function_call" in value:
        message: Wire = {"role": "assistant", "content": value.get("result")}
        called = value.get("function_call")
        if isinstance(called, dict):
            function = {"name": called.get("name"), "arguments": called.get("arguments")}
            message["tool_calls"] = [{"index": 0, "function": function}]
        reason = as_text(value.get("finish_reason")) or (
            "length" if value.get("is_truncated") else "normal"
        )
        choice = {"index": 0, member: message}
        if ended:
            choice["finish_reason"] = _FINISH.get(reason, reason)
        chat["choices"] = [choice]
    if isinstance(value.get("usage"), dict):
        chat["usage"] = value["usage"]
    return chat


def _frames(value: Wire) -> Iterator[Wire]:
    yield _answer(value, "delta", ended=bool(value.get("is_end")))
    if value.get("is_end"):
        yield chatlike.END


class ErnieEmbeddings(EmbeddingLike):
    """OpenAI's shape with Baidu's errors; the model is the path's."""

    name = "ernie_embeddings"
    most = 16

    def request(self, texts: list[str], dimensions: int | None, model: str) -> Wire:
        return {"input": texts}

    def answer(self, value: Wire) -> Wire:
        code = value.get("error_code")
        return chatlike.fault(value.get("error_msg"), code, _ERRORS) if code else value
