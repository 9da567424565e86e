"""Tencent Hunyuan's ChatCompletions: OpenAI's chat with capitals, in Tencent Cloud's envelope.

https://cloud.tencent.com/document/api/1729/105701
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gateway.dialects import chatlike, wire
from gateway.dialects.chatlike import (
    ChatLike,
    Reader,
    Wire,
    address_of,
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
    "AuthFailure*": chatlike.BAD_KEY,
    "UnauthorizedOperation*": chatlike.NO_MODEL,
    "FailedOperation.ResourcePackExhausted": chatlike.NO_MONEY,
    "FailedOperation.FreeResourcePackExhausted": chatlike.NO_MONEY,
    "FailedOperation.ServiceStop*": chatlike.NO_MONEY,
    "FailedOperation.ServiceNotActivated": chatlike.NO_MODEL,
    "InvalidParameterValue.Model": chatlike.NO_MODEL,
    "InvalidAction": chatlike.NO_MODEL,
    "ResourceInsufficient.ChargeResourceExhaust": chatlike.NO_MONEY,
    "FailedOperation.EngineServerLimitExceeded": chatlike.RATE_LIMIT,
    "LimitExceeded*": chatlike.RATE_LIMIT,
    "RequestLimitExceeded*": chatlike.RATE_LIMIT,
    "OperationDenied.*": chatlike.FILTERED,
    "InvalidParameter*": chatlike.BAD_REQUEST,
    "MissingParameter*": chatlike.BAD_REQUEST,
    "UnknownParameter*": chatlike.BAD_REQUEST,
    "4000": chatlike.FILTERED,
    "4001": chatlike.FILTERED,
}
_MEMBERS = {
    "temperature": "Temperature",
    "top_p": "TopP",
    "seed": "Seed",
    "stream": "Stream",
    "enable_enhancement": "EnableEnhancement",
    "force_search_enhancement": "ForceSearchEnhancement",
    "enable_deep_search": "EnableDeepSearch",
    "enable_multimedia": "EnableMultimedia",
    "enable_thinking": "EnableThinking",
    "citation": "Citation",
    "search_info": "SearchInfo",
    "stream_moderation": "StreamModeration",
}


class Hunyuan(ChatLike):
    name = "hunyuan"

    def request(self, chat: Wire, model: str) -> Wire:
        body: Wire = {"Model": model, "Messages": [_message(each) for each in chat["messages"]]}
        body |= {theirs: chat[ours] for ours, theirs in _MEMBERS.items() if ours in chat}
        if "Seed" in body:
            body["Seed"] = 1 + (int(body["Seed"]) - 1) % 10_000
        if chat.get("stop"):
            body["Stop"] = chat["stop"] if isinstance(chat["stop"], list) else [chat["stop"]]
        effort = chat.get("reasoning_effort")
        if effort and "EnableThinking" not in body:
            body["EnableThinking"] = effort != "none"
        _tools(chat, body)
        return body

    def answer(self, body: bytes) -> Wire:
        return _answer(object_of(body))

    def reader(self) -> Reader:
        return _frames


def _message(message: Wire) -> Wire:
    role = message["role"]
    theirs: Wire = {"Role": "system" if role == "developer" else role}
    parts = parts_of(message.get("content"))
    if all(kind_of(part) == "text" for part in parts):
        theirs["Content"] = text_of(parts)
    else:
        theirs["Contents"] = [_part(part) for part in parts]
    if message.get("tool_call_id"):
        theirs["ToolCallId"] = message["tool_call_id"]
    if calls := objects(message.get("tool_calls")):
        theirs["ToolCalls"] = [_call(call) for call in calls]
    return theirs


def _part(part: Wire) -> Wire:
    kind = kind_of(part)
    if kind == "text":
        return {"Type": "text", "Text": text_of([part])}
    if kind != "image_url":
        raise unconvertible(f"A part of the type {kind}", "messages")
    return {"Type": "image_url", "ImageUrl": {"Url": address_of(part, kind)}}


def _call(call: Wire) -> Wire:
    function = call.get("function")
    if not isinstance(function, dict):
        raise unconvertible("A call of a tool that is no function", "messages")
    said = {"Name": function.get("name"), "Arguments": function.get("arguments") or "{}"}
    return {"Id": call.get("id"), "Type": "function", "Function": said}


def _tools(chat: Wire, body: Wire) -> None:
    """Parameters travel as a text; a named choice brings its tool along."""
    functions = {each["name"]: each for each in functions_of(chat)}
    if not functions:
        return
    body["Tools"] = [_tool(each) for each in functions.values()]
    name = chosen_function(chat)
    if name:
        if name not in functions:
            raise unconvertible("A choice of a tool that is not there", "tool_choice")
        body["ToolChoice"], body["CustomTool"] = "custom", _tool(functions[name])
    elif chat.get("tool_choice") in ("auto", "none"):
        body["ToolChoice"] = chat["tool_choice"]


def _tool(function: Wire) -> Wire:
    schema = function.get("parameters") or {"type": "object", "properties": {}}
    theirs = {"Name": function["name"], "Parameters": wire.dumps(schema).decode()}
    if function.get("description"):
        theirs["Description"] = function["description"]
    return {"Type": "function", "Function": theirs}


def _answer(value: Wire) -> Wire:
    response = value.get("Response")
    said = response if isinstance(response, dict) else value
    error = said.get("Error") or said.get("ErrorMsg")
    if isinstance(error, dict) and error.get("Code"):
        return chatlike.fault(error.get("Message") or error.get("Msg"), error["Code"], _ERRORS)
    chat: Wire = {
        "id": said.get("Id"),
        "created": said.get("Created"),
        "choices": [_choice(each) for each in objects(said.get("Choices"))],
    }
    if "Choices" not in said:
        del chat["choices"]
    usage = said.get("Usage")
    if isinstance(usage, dict):
        chat["usage"] = {
            "prompt_tokens": usage.get("PromptTokens"),
            "completion_tokens": usage.get("CompletionTokens"),
            "total_tokens": usage.get("TotalTokens"),
        }
    return chat


def _choice(choice: Wire) -> Wire:
    theirs: Wire = {
        "index": choice.get("Index") or 0,
        "finish_reason": choice.get("FinishReason") or None,
    }
    for name in ("Delta", "Message"):
        said = choice.get(name)
        if isinstance(said, dict):
            theirs[name.lower()] = {
                "content": said.get("Content"),
                "reasoning_content": said.get("ReasoningContent"),
                "tool_calls": [_chat_call(call) for call in objects(said.get("ToolCalls"))] or None,
            }
    return theirs


def _chat_call(call: Wire) -> Wire:
    said: Any = call.get("Function")
    function = said if isinstance(said, dict) else {}
    return {
        "index": call.get("Index"),
        "id": call.get("Id"),
        "function": {"name": function.get("Name"), "arguments": function.get("Arguments")},
    }


def _frames(value: Wire) -> Iterator[Wire]:
    yield _answer(value)


class HunyuanEmbeddings(EmbeddingLike):
    """GetEmbedding; the model is the action's own."""

    name = "hunyuan_embeddings"

    def request(self, texts: list[str], dimensions: int | None, model: str) -> Wire:
        return {"InputList": texts}

    def answer(self, value: Wire) -> Wire:
        chat = _answer(value)
        response = value.get("Response")
        said = response if isinstance(response, dict) else value
        if "error" not in chat and "Data" in said:
            chat["data"] = [
                {"index": each.get("Index"), "embedding": each.get("Embedding")}
                for each in objects(said["Data"])
            ]
        return chat
