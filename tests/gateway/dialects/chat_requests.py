"""Chat requests as an Anthropic upstream gets them, and the messages they are made of."""

from __future__ import annotations

import json
from typing import Any

from gateway.dialects.registry import dialect
from tests.gateway.dialects.judges import messages_request

CHAT, MESSAGES = dialect("openai_chat"), dialect("anthropic")
USER = {"role": "user", "content": "Hi"}


def converted(*messages: dict[str, Any], model: str = "claude-sonnet-4-5", **members: Any) -> Any:
    body = json.dumps({"model": "asked", "messages": messages or [USER], **members}).encode()
    return messages_request(MESSAGES.encode_request(CHAT.decode_request(body), model))


def call(call_id: str = "call_1", name: str = "f", arguments: str = "{}") -> dict[str, Any]:
    return {
        "id": call_id,
        "type": "function",
        "function": {"name": name, "arguments": arguments},
    }


def calling(*calls: dict[str, Any], content: Any = None, **members: Any) -> dict[str, Any]:
    return {"role": "assistant", "content": content, "tool_calls": list(calls), **members}


def result(call_id: str = "call_1", content: Any = "20C") -> dict[str, Any]:
    return {"role": "tool", "tool_call_id": call_id, "content": content}


def function(name: str = "f", parameters: Any = None, **members: Any) -> dict[str, Any]:
    inner = {"name": name, **members}
    if parameters is not None:
        inner["parameters"] = parameters
    return {"type": "function", "function": inner}
