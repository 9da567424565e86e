"""Responses requests as other upstreams get them, chat's as OpenAI gets them, and their parts."""

from __future__ import annotations

import json
from typing import Any

from gateway.dialects.registry import dialect
from gateway.domain.conversation import Conversation
from tests.gateway.dialects.judges import chat_request, messages_request, response_request

RESPONSES, CHAT = dialect("openai_responses"), dialect("openai_chat")
MESSAGES, OLLAMA = dialect("anthropic"), dialect("ollama")
USER = {"role": "user", "content": "Hi"}
CUSTOM = {"type": "custom", "name": "patch", "description": "Edits"}
PDF = "data:application/pdf;base64,UERG"
SEALED = "homeport:openai:rs_1#gAAA"


def decoded(*items: Any, **members: Any) -> Conversation:
    body = {"model": "m", "input": list(items) or "Hi", **members}
    return RESPONSES.decode_request(json.dumps(body).encode())


def as_chat(*items: Any, model: str = "deepseek-chat", **members: Any) -> Any:
    return chat_request(CHAT.encode_request(decoded(*items, **members), model))


def as_messages(*items: Any, model: str = "claude-sonnet-4-5", **members: Any) -> Any:
    return messages_request(MESSAGES.encode_request(decoded(*items, **members), model))


def from_chat(model: str = "gpt-5.3-codex", **members: Any) -> Any:
    body = {"model": "m", "messages": [USER], **members}
    conversation = CHAT.decode_request(json.dumps(body).encode())
    return response_request(RESPONSES.encode_request(conversation, model))


def call(call_id: str = "call_1", name: str = "f", arguments: str = "{}", **more: Any) -> Any:
    return {"type": "function_call", "call_id": call_id, "name": name, "arguments": arguments,
            **more}  # fmt: skip


def output(call_id: str = "call_1", value: Any = "20C", kind: str = "function_call_output") -> Any:
    return {"type": kind, "call_id": call_id, "output": value}


def function(name: str = "f", **members: Any) -> Any:
    return {"type": "function", "name": name, "parameters": {"type": "object"}, **members}
