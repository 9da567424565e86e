"""DashScope's own interface: generation of texts, with pictures or without, and embeddings.

https://help.aliyun.com/zh/model-studio/qwen-api-via-dashscope
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from gateway.dialects import chatlike
from gateway.dialects.chatlike import (
    ChatLike,
    Reader,
    Wire,
    address_of,
    an_object,
    kind_of,
    object_of,
    objects,
    parts_of,
    text_of,
)
from gateway.dialects.embeddinglike import EmbeddingLike
from gateway.dialects.lossy import unconvertible

_ERRORS = {
    "InvalidApiKey": chatlike.BAD_KEY,
    "invalid_api_key": chatlike.BAD_KEY,
    "AuthenticationError": chatlike.BAD_KEY,
    "Arrearage": chatlike.NO_MONEY,
    "AllocationQuota.FreeTierOnly": chatlike.NO_MONEY,
    "Throttling*": chatlike.RATE_LIMIT,
    "LimitRequests": chatlike.RATE_LIMIT,
    "RateLimitError": chatlike.RATE_LIMIT,
    "DataInspectionFailed": chatlike.FILTERED,
    "data_inspection_failed": chatlike.FILTERED,
    "RequestTooLargeError": chatlike.TOO_LONG,
    "InvalidParameter*": chatlike.BAD_REQUEST,
    "BadRequestError": chatlike.BAD_REQUEST,
    "AccessDenied*": chatlike.NO_MODEL,
    "Model.AccessDenied": chatlike.NO_MODEL,
    "PermissionDeniedError": chatlike.NO_MODEL,
    "ModelNotFound": chatlike.NO_MODEL,
    "NotFoundError": chatlike.NO_MODEL,
}
_WITH_PICTURES = re.compile(r"(?:^|[-_/.\d])(?:vl|qvq|omni|audio|ocr)(?:$|[-_.\d])")
# Open models that think by default do so in streams alone.
_THINKS_IN_STREAMS = re.compile(r"^qwen3-\d+(?:\.\d+)?b(?:-a\d+b)?$")
_ELSEWHERE = ("model", "messages", "stream", "stream_options", "user", "reasoning_effort")
_MEDIA = {"image_url": "image", "video_url": "video"}


class DashScope(ChatLike):
    name = "dashscope"

    def request(self, chat: Wire, model: str) -> Wire:
        """Content is a list of parts for models that see; the provider tells them by that."""
        messages = objects(chat["messages"])
        seeing = _WITH_PICTURES.search(model.lower()) is not None or any(
            kind_of(part) != "text" for each in messages for part in parts_of(each.get("content"))
        )
        stream = bool(chat.get("stream"))
        parameters: Wire = {} if seeing else {"result_format": "message"}
        parameters |= {name: chat[name] for name in chat if name not in _ELSEWHERE}
        limit = parameters.pop("max_completion_tokens", None)
        if limit is not None:
            parameters.setdefault("max_tokens", limit)
        if stream:
            parameters["incremental_output"] = True
        if "top_p" in parameters:
            parameters["top_p"] = min(0.9999, max(0.0001, parameters["top_p"]))
        if parameters.get("tool_choice") == "required":
            parameters["tool_choice"] = "auto"
        effort = chat.get("reasoning_effort")
        if effort:
            parameters.setdefault("enable_thinking", effort != "none")
        if not stream and _THINKS_IN_STREAMS.match(model):
            parameters.setdefault("enable_thinking", False)
        said = [_message(each, seeing=seeing) for each in messages]
        return {"model": model, "input": {"messages": said}, "parameters": parameters}

    def answer(self, body: bytes) -> Wire:
        return _answer(object_of(body), "message")

    def reader(self) -> Reader:
        return _frames


def _message(message: Wire, *, seeing: bool) -> Wire:
    theirs = {name: message[name] for name in message if name not in ("content", "role")}
    role = message["role"]
    parts = parts_of(message.get("content"))
    content: Any = text_of(parts)
    if seeing:
        content = [_part(part) for part in parts] or [{"text": ""}]
    return {"role": "system" if role == "developer" else role, "content": content, **theirs}


def _part(part: Wire) -> Wire:
    kind = kind_of(part)
    if kind == "text":
        return {"text": text_of([part])}
    if kind == "input_audio":
        audio = an_object(part.get(kind))
        return {"audio": f"data:audio/{audio.get('format')};base64,{audio.get('data')}"}
    if kind not in _MEDIA:
        raise unconvertible(f"A part of the type {kind}", "messages")
    return {_MEDIA[kind]: address_of(part, kind)}


def _answer(value: Wire, member: str) -> Wire:
    output = value.get("output")
    if not isinstance(output, dict):
        return chatlike.fault(value.get("message"), value.get("code") or "none", _ERRORS)
    choices = objects(output.get("choices"))
    if not choices and "text" in output:
        message = {"role": "assistant", "content": output["text"]}
        choices = [{"message": message, "finish_reason": output.get("finish_reason")}]
    chat: Wire = {"id": value.get("request_id"), "choices": []}
    for at, choice in enumerate(choices):
        reason = choice.get("finish_reason")
        chat["choices"].append(
            {
                "index": choice.get("index", at),
                member: choice.get("message"),
                "finish_reason": None if reason in ("null", "", None) else reason,
                "logprobs": choice.get("logprobs"),
            }
        )
    if isinstance(value.get("usage"), dict):
        chat["usage"] = value["usage"]
    return chat


def _frames(value: Wire) -> Iterator[Wire]:
    yield _answer(value, "delta")


class DashScopeEmbeddings(EmbeddingLike):
    name = "dashscope_embeddings"

    def request(self, texts: list[str], dimensions: int | None, model: str) -> Wire:
        body: Wire = {"model": model, "input": {"texts": texts}}
        if dimensions is not None:
            body["parameters"] = {"dimension": dimensions}
        return body

    def answer(self, value: Wire) -> Wire:
        output = value.get("output")
        if not isinstance(output, dict):
            return _answer(value, "message")
        total = an_object(value.get("usage") or {}).get("total_tokens")
        data = [
            {"index": each.get("text_index"), "embedding": each.get("embedding")}
            for each in objects(output.get("embeddings"))
        ]
        return {"data": data, "usage": {"prompt_tokens": total, "total_tokens": total}}
