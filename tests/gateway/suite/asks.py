"""One request of every kind of client, and what is read from its answers."""

from __future__ import annotations

import json
from typing import Any

from tests.gateway.server.world_clients import CLIENTS, Heard, read, read_stream

__all__ = [
    "CLIENTS",
    "Heard",
    "called",
    "failed",
    "heard",
    "heard_stream",
    "request",
    "with_result",
]

SYSTEM = "Be kind to harbours."
PIXEL = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJg"
    "gg=="
)
TOOL = "get_weather"
SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {"city": {"type": "string"}},
    "required": ["city"],
}
RESULT = "Sunny, 28 °C"
_LIMIT = 500


def request(
    client: str,
    model: str,
    *,
    stream: bool = False,
    system: bool = False,
    tool: bool = False,
    image: bool = False,
) -> tuple[str, dict[str, Any]]:
    """Path and body, as clients of this dialect send them."""
    ask = {
        "openai_chat": _chat,
        "anthropic": _anthropic,
        "openai_responses": _responses,
        "gemini": _gemini,
    }[client]
    return ask(model, stream, SYSTEM if system else "", tool, image)


def _chat(
    model: str, stream: bool, system: str, tool: bool, image: bool
) -> tuple[str, dict[str, Any]]:
    content: Any = "Hi"
    if image:
        address = {"url": f"data:image/png;base64,{PIXEL}"}
        content = [{"type": "text", "text": "Hi"}, {"type": "image_url", "image_url": address}]
    messages = [{"role": "system", "content": system}] if system else []
    body: dict[str, Any] = {
        "model": model,
        "messages": [*messages, {"role": "user", "content": content}],
        "stream": stream,
    }
    if stream:
        body["stream_options"] = {"include_usage": True}
    if tool:
        function = {"name": TOOL, "description": "The weather", "parameters": SCHEMA}
        body["tools"] = [{"type": "function", "function": function}]
    return "/v1/chat/completions", body


def with_result(model: str, answer: bytes) -> tuple[str, dict[str, Any]]:
    """What OpenAI chat's client asks next: with the call it was answered, and the tool's words."""
    path, body = request("openai_chat", model, tool=True)
    message = json.loads(answer)["choices"][0]["message"]
    ident = message["tool_calls"][0]["id"]
    result = {"role": "tool", "tool_call_id": ident, "content": RESULT}
    return path, {**body, "messages": [*body["messages"], message, result]}


def _anthropic(
    model: str, stream: bool, system: str, tool: bool, image: bool
) -> tuple[str, dict[str, Any]]:
    content: Any = "Hi"
    if image:
        source = {"type": "base64", "media_type": "image/png", "data": PIXEL}
        content = [{"type": "text", "text": "Hi"}, {"type": "image", "source": source}]
    body: dict[str, Any] = {
        "model": model,
        "messages": [{"role": "user", "content": content}],
        "max_tokens": _LIMIT,
        "stream": stream,
    }
    if system:
        body["system"] = system
    if tool:
        body["tools"] = [{"name": TOOL, "description": "The weather", "input_schema": SCHEMA}]
    return "/v1/messages", body


def _responses(
    model: str, stream: bool, system: str, tool: bool, image: bool
) -> tuple[str, dict[str, Any]]:
    content: list[dict[str, Any]] = [{"type": "input_text", "text": "Hi"}]
    if image:
        content.append({"type": "input_image", "image_url": f"data:image/png;base64,{PIXEL}"})
    body: dict[str, Any] = {
        "model": model,
        "input": [{"role": "user", "content": content}],
        "stream": stream,
        "store": False,
    }
    if system:
        body["instructions"] = system
    if tool:
        function = {"name": TOOL, "description": "The weather", "parameters": SCHEMA}
        body["tools"] = [{"type": "function", "strict": False, **function}]
    return "/v1/responses", body


def _gemini(
    model: str, stream: bool, system: str, tool: bool, image: bool
) -> tuple[str, dict[str, Any]]:
    parts: list[dict[str, Any]] = [{"text": "Hi"}]
    if image:
        parts.append({"inlineData": {"mimeType": "image/png", "data": PIXEL}})
    body: dict[str, Any] = {"contents": [{"role": "user", "parts": parts}]}
    if system:
        body["systemInstruction"] = {"parts": [{"text": system}]}
    if tool:
        function = {"name": TOOL, "description": "The weather", "parameters": SCHEMA}
        body["tools"] = [{"functionDeclarations": [function]}]
    method = "streamGenerateContent?alt=sse" if stream else "generateContent"
    return f"/v1beta/models/{model}:{method}", body


def heard(client: str, body: bytes) -> Heard:
    """A plain answer's text and its counts."""
    return read(client, json.loads(body))


def heard_stream(client: str, body: bytes) -> Heard:
    """The same of a stream, which has to end as its dialect ends one."""
    events = [line[6:] for line in body.decode().split("\n") if line.startswith("data: ")]
    if client == "openai_chat":
        assert events.pop() == "[DONE]", events
    return read_stream(client, [json.loads(event) for event in events])


def called(client: str, body: bytes) -> tuple[str, Any]:
    """The call in an answer: its name and its arguments."""
    answer = json.loads(body)
    match client:
        case "openai_chat":
            (call,) = answer["choices"][0]["message"]["tool_calls"]
            return call["function"]["name"], json.loads(call["function"]["arguments"])
        case "anthropic":
            (block,) = [each for each in answer["content"] if each["type"] == "tool_use"]
            return block["name"], block["input"]
        case "openai_responses":
            (item,) = [each for each in answer["output"] if each["type"] == "function_call"]
            return item["name"], json.loads(item["arguments"])
        case _:
            parts = answer["candidates"][0]["content"]["parts"]
            (part,) = [each["functionCall"] for each in parts if "functionCall" in each]
            return part["name"], part["args"]


def failed(client: str, body: bytes) -> str:
    """What an error says, in the shape of the client's dialect."""
    answer = json.loads(body)
    if client == "anthropic":
        assert answer["type"] == "error"
        assert answer["error"]["type"].endswith("_error")
    if client == "gemini":
        assert answer["error"]["status"].isupper()
    return str(answer["error"]["message"])
