"""Chats at OpenAI's and Anthropic's endpoints, each in its body's own dialect."""

from __future__ import annotations

from aiohttp import web

from gateway.dialects import recognition
from gateway.dialects.base import Dialect
from gateway.dialects.crossed import Crossed
from gateway.dialects.openai_responses import OpenAIResponses
from gateway.dialects.registry import dialect
from gateway.providers.base import Operation
from gateway.relay.off_loop import off_loop
from gateway.server.routes import relay, responses
from gateway.server.visit import Visit


async def chat_completions(visit: Visit) -> web.StreamResponse:
    return await _chat(visit, "openai_chat")


async def messages(visit: Visit) -> web.StreamResponse:
    return await _chat(visit, "anthropic")


async def create_response(visit: Visit) -> web.StreamResponse:
    return await _chat(visit, "openai_responses")


async def _chat(visit: Visit, endpoint: recognition.Kind) -> web.StreamResponse:
    """Speaks the body's own dialect, which a header names where it is not the endpoint's."""
    relay.check_open(visit)
    caller = await visit.caller()
    body = await visit.body()
    relay.check_open(visit)  # since: a body may take its time
    kind, spoken = await off_loop(len(body), _spoken, body, endpoint)
    if kind != endpoint:
        visit.headers["x-homeport-dialect"] = kind
    if spoken is None:
        return await responses.carry(visit, caller, body)
    return await relay.run(visit, relay.call_of(visit, Operation.CHAT, spoken, caller, body))


def _spoken(body: bytes, endpoint: recognition.Kind) -> tuple[recognition.Kind, Dialect | None]:
    """The body's kind and dialect; None for a response, which may go on from a kept one."""
    kind = recognition.kind_of(body, endpoint)
    if kind != "openai_responses":
        return kind, dialect(kind)
    if endpoint == "openai_chat" and recognition.wants_chat_answer(body):
        return kind, Crossed("responses_as_chat", OpenAIResponses(body), dialect("openai_chat"))
    return kind, None
