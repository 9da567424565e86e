"""What Ollama refuses, and its errors: `{"error": "..."}`."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping, Sequence
from typing import Any, NoReturn

from tests.upstreams.call import Refused
from tests.upstreams.ollama_models import OllamaModel
from tests.upstreams.script import ErrorKind

_IMAGE_URLS = (
    "data:;base64,",
    "data:image/jpeg;base64,",
    "data:image/jpg;base64,",
    "data:image/png;base64,",
    "data:image/webp;base64,",
)
ERRORS: dict[ErrorKind, tuple[int, str]] = {
    "bad_request": (400, "invalid request"),
    "unsupported": (400, "registry.ollama.ai/library/gemma3:4b does not support tools"),
    "bad_key": (401, "unauthorized"),
    "money": (402, "you have reached your usage limit, please upgrade"),
    "permission": (403, "forbidden"),
    "not_found": (404, "model 'x' not found"),
    "model": (404, "model 'x' not found"),
    "too_large": (413, "http: request body too large"),
    "rate_limit": (429, "too many concurrent requests"),
    "server": (500, "llama runner process has terminated: exit status 2"),
    "overloaded": (503, "server busy, please try again.  maximum pending requests exceeded"),
    "timeout": (504, "timed out waiting for llama runner to start"),
    "context": (400, "the input length exceeds the context length"),
}


def refuse(message: str, status: int = 400) -> NoReturn:
    """Refuse on the native API."""
    raise Refused(status, {"error": message})


def need(model: OllamaModel, capability: str, word: str) -> None:
    """Refuse a model that cannot do what is asked."""
    if capability not in model.capabilities:
        shown = f"registry.ollama.ai/library/{model.name}" if word == "tools" else f'"{model.name}"'
        refuse(f"{shown} does not support {word}")


def check_messages(messages: Any) -> None:
    """What Go's JSON decoder refuses: types that do not fit api.Message."""
    where = "json: cannot unmarshal {} into Go struct field ChatRequest.messages.{}"
    if not isinstance(messages, list):
        refuse("json: cannot unmarshal object into Go struct field ChatRequest.messages")
    for message in messages:
        if isinstance(message.get("content"), list):
            refuse(where.format("array", "content of type string"))
        for call in message.get("tool_calls") or ():
            if not isinstance((call.get("function") or {}).get("arguments"), dict):
                kind = "tool_calls.function.arguments of type api.ToolCallFunctionArguments"
                refuse(where.format("string", kind))
        for image in message.get("images") or ():
            try:
                base64.b64decode(image, validate=True)
            except (ValueError, binascii.Error):
                refuse("illegal base64 data at input byte 4")


def openai_problem(messages: Sequence[Any]) -> str | None:
    """What Ollama cannot turn into its own messages."""
    for message in messages:
        content = message.get("content")
        if content is None and message.get("tool_calls") is None:
            return "invalid message content type: <nil>"
        for part in content if isinstance(content, list) else ():
            if part.get("type") == "image_url":
                image = part["image_url"]
                url = image.get("url") if isinstance(image, Mapping) else image
                if not str(url).startswith(_IMAGE_URLS):
                    return "invalid image input"
            elif part.get("type") != "text":
                return "invalid message format"
        for call in message.get("tool_calls") or ():
            try:
                json.loads(call["function"]["arguments"])
            except ValueError:
                return "invalid tool call arguments"
    return None
