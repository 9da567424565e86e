"""The Cohere mock: v2 chat with its events, the model list; embed and rerank stand beside it.

After https://docs.cohere.com/reference/chat, .../chat-stream, .../list-models, .../errors.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from aiohttp import web

from tests.upstreams import cohere_sound
from tests.upstreams.call import Call, Refused, WireError, dumps
from tests.upstreams.cohere_vectors import MODELS, embed, refuse, rerank
from tests.upstreams.compose import Answer, Ask, answer, fragments
from tests.upstreams.mock import Mock, Route
from tests.upstreams.script import ErrorKind, Reply, Usage
from tests.upstreams.wire import SSE, Frame, sse

_CHAT = frozenset(
    [
        "model",
        "messages",
        "stream",
        "tools",
        "strict_tools",
        "tool_choice",
        "documents",
        "citation_options",
        "response_format",
        "safety_mode",
        "max_tokens",
        "stop_sequences",
        "temperature",
        "seed",
        "frequency_penalty",
        "presence_penalty",
        "k",
        "p",
        "logprobs",
        "thinking",
        "priority",
        "raw_prompting",
    ]
)
_ERRORS: dict[ErrorKind, tuple[int, str]] = {
    "bad_request": (400, "invalid request: the request could not be read"),
    "unsupported": (422, "unknown field: parameter 'x' is not a valid field"),
    "bad_key": (401, "invalid api token"),
    "money": (402, "Please add or update your payment method at https://dashboard.cohere.com"),
    "permission": (403, "this key may not do that"),
    "not_found": (404, "not found"),
    "model": (404, "model 'command-x' not found, make sure the correct model ID was used"),
    "too_large": (413, "the request is too large"),
    "rate_limit": (429, "You are using a Trial key, which is limited to 20 API calls / minute."),
    "server": (500, "internal server error"),
    "overloaded": (503, "the service is unavailable"),
    "timeout": (504, "timeout"),
    "context": (400, "too many tokens: size limit exceeded by 12 tokens. Prompt is too long."),
    "content_filter": (498, "the request contains a deny-listed token"),
}
_LENGTHS = {
    "k": (0, 500),
    "p": (0.01, 0.99),
    "frequency_penalty": (0, 1),
    "presence_penalty": (0, 1),
}


class CohereMock(Mock):
    """Cohere at ``base_url``, which ends with ``/v2``; its model list stands below ``/v1``."""

    prefix = ""
    default_key = "co" * 20

    def __init__(self, name: str = "cohere", keys: Iterable[str] | None = None) -> None:
        super().__init__(name, keys)

    @property
    def base_url(self) -> str:
        return f"{self.origin}/{self.name}/v2"

    def route(self, call: Call) -> Route:
        routes = {
            ("POST", "/v2/chat"): Route(self.chat),
            ("POST", "/v2/embed"): Route(embed),
            ("POST", "/v2/rerank"): Route(rerank),
            ("POST", "/v2/audio/transcriptions"): Route(
                cohere_sound.hear, form=True, takes_json=False
            ),
            ("GET", "/v1/models"): Route(self.list_models, scripted=False),
        }
        found = routes.get((call.exchange.method, call.exchange.path))
        if found is None:
            raise Refused(404, {"id": "1", "message": "not found"})
        return found

    def authenticate(self, call: Call) -> str | None:
        scheme, _, key = call.headers.get("authorization", "").partition(" ")
        if scheme != "Bearer" or not key:
            raise Refused(401, {"id": "1", "message": "no api key supplied"})
        if key not in self.keys:
            raise Refused(401, {"id": "1", "message": "invalid api token"})
        return key

    def bad_json(self, call: Call) -> Refused:
        return Refused(400, {"id": "1", "message": "invalid request body"})

    def error(self, kind: ErrorKind, call: Call, status: int | None = None) -> WireError:
        own, message = _ERRORS[kind]
        return WireError(status or own, {"id": call.id("", 6), "message": message}, {})

    async def list_models(self, call: Call) -> web.StreamResponse:
        """GET /v1/models, one model a page if the page is small."""
        size = int(call.exchange.query.get("page_size", "20"))
        start = int(call.exchange.query.get("page_token", "0"))
        names = list(MODELS)[start : start + size]
        listed = [{"name": n, "endpoints": MODELS[n], "context_length": 256_000} for n in names]
        token = str(start + size) if start + size < len(MODELS) else None
        return await call.send(200, {"models": listed, "next_page_token": token})

    # Chat.

    async def chat(self, call: Call) -> web.StreamResponse:
        """POST /v2/chat."""
        body = call.body
        _check(body)
        reply = call.accept()
        said = answer(_ask(body), reply)
        if reply.whole or not body.get("stream"):
            return await call.send(200, _whole(call, said, reply))
        frames = [
            sse(Frame(dumps(event), event["type"]), reply) for event in _events(call, said, reply)
        ]
        fault = {
            "type": "message-end",
            "delta": {"finish_reason": "ERROR", "error": self.scripted_error_text(call)},
        }
        return await call.stream(frames, SSE, [sse(Frame(dumps(fault), "message-end"), reply)])

    def scripted_error_text(self, call: Call) -> str:
        body = self.scripted_error(call).body
        return str(body["message"]) if isinstance(body, Mapping) else str(body)


def _check(body: Mapping[str, Any]) -> None:
    unknown = body.keys() - _CHAT
    if unknown:
        refuse(f"unknown field: parameter '{min(unknown)}' is not a valid field", 422)
    model = body.get("model")
    if model not in MODELS or "chat" not in MODELS[model]:
        refuse(f"model '{model}' not found, make sure the correct model ID was used", 404)
    if not body.get("messages"):
        refuse("invalid request: list of messages must not be empty")
    for name, (least, most) in _LENGTHS.items():
        if name in body and not least <= body[name] <= most:
            refuse(f"invalid request: {name} must be between {least} and {most} inclusive.")
    if len(body.get("stop_sequences") or ()) > 5:
        refuse("invalid request: stop_sequences may have 5 items")
    if "thinking" in body and "reasoning" not in model:
        refuse("invalid request: thinking is not supported by this model")
    if body.get("tools") and body.get("response_format"):
        refuse("invalid request: response_format is not supported with tools")
    if body.get("tool_choice") not in (None, "REQUIRED", "NONE"):
        refuse("invalid request: tool_choice must be REQUIRED or NONE")
    _check_messages(body["messages"])


def _check_messages(messages: list[Any]) -> None:
    open_calls: set[str] = set()
    for number, message in enumerate(messages):
        role = message.get("role")
        if role not in ("system", "user", "assistant", "tool"):
            refuse(f"invalid request: messages[{number}].role is invalid")
        if role == "tool":
            if message.get("tool_call_id") not in open_calls:
                refuse("invalid request: tool call id not found in previous tool calls")
            open_calls.discard(message["tool_call_id"])
        calls = message.get("tool_calls") or []
        if not message.get("content") and not calls:
            refuse(f"invalid request: messages[{number}] must have content or tool_calls")
        if "tool_plan" in message and not calls:
            refuse("invalid request: tool_plan without tool_calls")
        for call in calls:
            if call.get("type") != "function" or not isinstance(call["function"]["arguments"], str):
                refuse("invalid request: malformed tool call")
            open_calls.add(call["id"])


def _ask(body: Mapping[str, Any]) -> Ask:
    tools = {
        each["function"]["name"]: each["function"].get("parameters")
        for each in body.get("tools", ())
    }
    forced = next(iter(tools)) if body.get("tool_choice") == "REQUIRED" else None
    form = body.get("response_format") or {}
    wanted = (
        form.get("json_schema", {"type": "object"}) if form.get("type") == "json_object" else None
    )
    thinking = (body.get("thinking") or {}).get("type") != "disabled"
    return Ask(
        model=body["model"],
        texts=[_text(message) for message in body["messages"]],
        limit=body.get("max_tokens"),
        stops=body.get("stop_sequences") or (),
        tools=tools,
        forced_tool=forced,
        schema=wanted,
        thinks=thinking and "reasoning" in body["model"],
    )


def _text(message: Mapping[str, Any]) -> str:
    content = message.get("content") or message.get("tool_plan") or ""
    if isinstance(content, str):
        return content
    return "".join(part.get("text", "") for part in content)


def _finish(said: Answer, reply: Reply) -> str:
    if reply.finish:
        return reply.finish
    if said.cut_by_limit:
        return "MAX_TOKENS"
    if said.tool_calls:
        return "TOOL_CALL"
    return "STOP_SEQUENCE" if said.stop else "COMPLETE"


def _usage(said: Answer) -> dict[str, Any]:
    usage = said.usage
    if usage is None:
        return {}
    if not isinstance(usage, Usage):
        return {"usage": usage}
    billed = {"input_tokens": float(usage.prompt), "output_tokens": float(usage.completion)}
    # What the templates add is counted, and not billed.
    tokens = {
        "input_tokens": float(usage.prompt + 500),
        "output_tokens": float(usage.completion + 2),
    }
    return {
        "usage": {"billed_units": billed, "tokens": tokens, "cached_tokens": float(usage.cached)}
    }


def _calls(call: Call, said: Answer) -> list[dict[str, Any]]:
    return [
        {
            "id": each.id or f"{each.name}_{at}{call.id('', 4)}",
            "type": "function",
            "function": {"name": each.name, "arguments": each.json},
        }
        for at, each in enumerate(said.tool_calls)
    ]


def _whole(call: Call, said: Answer, reply: Reply) -> dict[str, Any]:
    calls = _calls(call, said)
    message: dict[str, Any] = {"role": "assistant"}
    content = [{"type": "thinking", "thinking": said.reasoning}] if said.reasoning else []
    if said.text and calls:
        message["tool_plan"] = said.text
    elif said.text:
        content.append({"type": "text", "text": said.text})
    if content:
        message["content"] = content
    if calls:
        message["tool_calls"] = calls
    return {
        "id": call.id("", 8),
        "message": message,
        "finish_reason": _finish(said, reply),
        **_usage(said),
    }


def _events(call: Call, said: Answer, reply: Reply) -> list[dict[str, Any]]:
    start = {"role": "assistant", "content": [], "tool_plan": "", "tool_calls": [], "citations": []}
    events: list[dict[str, Any]] = [
        {"id": call.id("", 8), "type": "message-start", "delta": {"message": start}}
    ]
    calls = _calls(call, said)
    index = 0
    if said.reasoning:
        events += _block(index, "thinking", fragments(said.reasoning, 12))
        index += 1
    if said.pieces and calls:
        events += [
            {"type": "tool-plan-delta", "delta": {"message": {"tool_plan": piece}}}
            for piece in said.pieces
        ]
    elif said.pieces:
        events += _block(index, "text", said.pieces)
    for at, each in enumerate(calls):
        events += _call_events(at, each, reply.argument_size)
    if reply.finish_chunk:
        end = {"finish_reason": _finish(said, reply), **_usage(said)}
        events.append({"type": "message-end", "delta": end})
    return events


def _block(index: int, kind: str, pieces: Iterable[str]) -> list[dict[str, Any]]:
    def event(name: str, content: dict[str, Any]) -> dict[str, Any]:
        return {"type": name, "index": index, "delta": {"message": {"content": content}}}

    return [
        event("content-start", {"type": kind, kind: ""}),
        *(event("content-delta", {kind: piece}) for piece in pieces),
        {"type": "content-end", "index": index},
    ]


def _call_events(index: int, call: dict[str, Any], size: int) -> list[dict[str, Any]]:
    function = call["function"]
    started = {**call, "function": {"name": function["name"], "arguments": ""}}

    def event(name: str, value: dict[str, Any]) -> dict[str, Any]:
        return {"type": name, "index": index, "delta": {"message": {"tool_calls": value}}}

    return [
        event("tool-call-start", started),
        *(
            event("tool-call-delta", {"function": {"arguments": piece}})
            for piece in fragments(function["arguments"], size)
        ),
        {"type": "tool-call-end", "index": index},
    ]
