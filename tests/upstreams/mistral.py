"""The Mistral mock: OpenAI's wire with a schema that takes nothing else, and thinkers' lists.

After https://docs.mistral.ai/api and .../capabilities/reasoning.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NoReturn

from aiohttp import web

from tests.upstreams import mistral_sound
from tests.upstreams.call import Call, Refused, WireError, dumps
from tests.upstreams.compose import answer
from tests.upstreams.mock import Route
from tests.upstreams.openai import OpenAIMock
from tests.upstreams.openai_models import Flavour, OpenAIModel
from tests.upstreams.script import ErrorKind, Usage
from tests.upstreams.wire import SSE, Frame, sse

SMALL, THINKER = "mistral-small-latest", "magistral-medium-latest"
_MISTRAL = Flavour("mistral", "mistralai", call_ids=("", 9), whole_calls=True)
_MODELS = (OpenAIModel(SMALL, SMALL), OpenAIModel(THINKER, THINKER))
_ID = re.compile(r"[a-zA-Z0-9]{9}")
_MEMBERS = frozenset(
    {
        *("model", "messages", "temperature", "top_p", "max_tokens", "stream", "stop", "tools"),
        *("random_seed", "response_format", "tool_choice", "presence_penalty", "n", "metadata"),
        *("frequency_penalty", "prediction", "parallel_tool_calls", "prompt_mode", "safe_prompt"),
        "reasoning_effort",
    }
)
_OF_MESSAGES = {
    "system": {"role", "content"},
    "user": {"role", "content"},
    "assistant": {"role", "content", "tool_calls", "prefix"},
    "tool": {"role", "content", "tool_call_id", "name"},
}


def _extra(*where: str) -> NoReturn:
    detail = [
        {
            "type": "extra_forbidden",
            "loc": ["body", *where],
            "msg": "Extra inputs are not permitted",
            "input": None,
        }
    ]
    raise Refused(422, {"object": "error", "message": {"detail": detail}, "type": "invalid"})


def _flat(message: str, kind: str, code: str | None = None) -> dict[str, Any]:
    return {"object": "error", "message": message, "type": kind, "param": None, "code": code}


_ERRORS: dict[ErrorKind, tuple[int, dict[str, Any]]] = {
    "bad_request": (400, _flat("Invalid request", "invalid_request_error", "3000")),
    "bad_key": (401, {"detail": "Unauthorized"}),
    "money": (402, _flat("Payment required", "payment_required")),
    "not_found": (404, {"message": "no Route matched with those values", "request_id": "1"}),
    "model": (400, _flat("Invalid model: gpt-99", "invalid_model", "1500")),
    "context": (
        400,
        _flat(
            "Prompt contains 140000 tokens and 0 draft tokens, too large for model with 131072 "
            "maximum context length",
            "invalid_request_prompt",
            "3051",
        ),
    ),
    "rate_limit": (429, _flat("Rate limit exceeded", "rate_limited", "1300")),
    "overloaded": (
        429,
        _flat(
            "Service tier capacity exceeded for this model.",
            "service_tier_capacity_exceeded",
            "3505",
        ),
    ),
    "server": (500, _flat("Internal server error", "internal_server_error", "1000")),
}


class MistralMock(OpenAIMock):
    default_key = "M1str4l" * 4 + "abcd"

    def __init__(self, name: str = "mistral") -> None:
        super().__init__(name, {self.default_key}, _MODELS, _MISTRAL)

    def route(self, call: Call) -> Route:
        if (call.exchange.method, call.exchange.path) == ("POST", "/v1/audio/speech"):
            return Route(mistral_sound.speak)
        if (call.exchange.method, call.exchange.path) == ("POST", "/v1/audio/transcriptions"):
            return Route(mistral_sound.hear, form=True, takes_json=False)
        return super().route(call)

    def error(self, kind: ErrorKind, call: Call, status: int | None = None) -> WireError:
        own, body = _ERRORS.get(kind, _ERRORS["server"])
        return WireError(status or own, body, {})

    def answer_headers(self, call: Call) -> dict[str, str]:
        """Limits by the minute, without a time at which they come back."""
        return {
            "x-kong-request-id": call.id("", 36),
            "x-ratelimit-limit-req-minute": "720",
            "x-ratelimit-remaining-req-minute": "717",
            "x-ratelimit-limit-tokens-minute": "5000000",
            "x-ratelimit-remaining-tokens-minute": "4999911",
            "x-ratelimit-tokens-query-cost": "52",
        }

    def check_chat(self, body: Mapping[str, Any], model: OpenAIModel) -> None:
        super().check_chat(body, model)
        if unknown := body.keys() - _MEMBERS:
            _extra(min(unknown))
        for number, message in enumerate(body["messages"]):
            if unknown := message.keys() - _OF_MESSAGES[message["role"]]:
                _extra("messages", str(number), message["role"], min(unknown))
            ids = [call["id"] for call in message.get("tool_calls") or ()]
            ids += [message["tool_call_id"]] if message["role"] == "tool" else []
            if not all(_ID.fullmatch(ident) for ident in ids):
                said = "Tool call id must be a-z, A-Z, 0-9, with a length of 9."
                raise Refused(
                    400, {"object": "error", "message": said, "type": "invalid_request_error"}
                )

    async def chat(self, call: Call) -> web.StreamResponse:
        """POST /chat/completions; thinkers answer in lists of parts."""
        body = call.body
        if body.get("model") != THINKER:
            return await super().chat(call)
        model = self.model(body, "chat")
        self.check_chat(body, model)
        reply = call.accept()
        said = answer(self._ask(body, model), reply)
        thought = {"type": "thinking", "thinking": [{"type": "text", "text": said.reasoning or ""}]}
        usage = said.usage if isinstance(said.usage, Usage) else Usage(1, 1)
        counted = {
            "prompt_tokens": usage.prompt,
            "completion_tokens": usage.completion,
            "total_tokens": usage.prompt + usage.completion,
        }
        head = {"id": call.id("", 32), "created": int(call.exchange.at), "model": THINKER}
        if not body.get("stream"):
            content = [thought, {"type": "text", "text": said.text}]
            message = {"role": "assistant", "content": content, "tool_calls": None}
            choice = {"index": 0, "message": message, "finish_reason": "stop"}
            whole = {**head, "object": "chat.completion", "choices": [choice], "usage": counted}
            return await call.send(200, whole)
        deltas: list[Any] = [[thought], *([{"type": "text", "text": p}] for p in said.pieces)]
        frames = [self._chunk(head, content, None) for content in deltas]
        frames.append({**self._chunk(head, "", "stop"), "usage": counted})
        sent = [*(Frame(dumps(frame)) for frame in frames), Frame("[DONE]")]
        return await call.stream([sse(frame, reply) for frame in sent], SSE, [])

    def _entry(self, name: str) -> dict[str, Any]:
        abilities = {"completion_chat": True, "function_calling": True, "vision": False}
        kind = {"type": "base", "max_context_length": 131_072, "aliases": []}
        return super()._entry(name) | kind | {"capabilities": abilities}

    def _chunk(self, head: dict[str, Any], content: Any, finish: str | None) -> dict[str, Any]:
        delta = {"role": "assistant", "content": content}
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        return {**head, "object": "chat.completion.chunk", "choices": [choice]}
