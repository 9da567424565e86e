"""Ollama's ``/api/generate`` as clients send it: a prompt in, a text out.

After Ollama's API reference (https://docs.ollama.com/api/generate). It is asked as a chat of one
turn; ``template``, ``raw`` and ``context``, which belong to a model's own prompt format, are not
carried, and ``suffix`` is refused, because the answer would be another one.
"""

from __future__ import annotations

from typing import Any

from gateway.dialects import wire
from gateway.dialects.base import StreamEncoder
from gateway.dialects.members import Members
from gateway.dialects.ollama import surface
from gateway.dialects.ollama.answer import encode_answer
from gateway.dialects.ollama.dialect import Ollama
from gateway.dialects.ollama.request_decode import decode_request
from gateway.dialects.ollama.streams import OllamaEncoder
from gateway.domain.conversation import Answer, Conversation
from gateway.errors import DialectError

_DROPPED = ("template", "raw", "context")


class OllamaGenerate(Ollama):
    """See :class:`~gateway.dialects.base.Dialect`. No upstream is asked in it."""

    name = "ollama_generate"

    def decode_request(self, body: bytes) -> Conversation:
        return decode_request(_as_chat(body))

    def prompt_texts(self, body: bytes) -> tuple[list[str], int]:
        return surface.prompt_texts(_as_chat(body))

    def encode_answer(self, answer: Answer, model: str) -> bytes:
        members = wire.loads(encode_answer(answer, model, self._clock))
        return wire.dumps(_as_generated(members))

    def stream_encoder(self, model: str, *, include_usage: bool) -> StreamEncoder:
        return _Encoder(model, self._clock)


class _Encoder(OllamaEncoder):
    def _line(self, message: dict[str, Any], **ending: Any) -> bytes:
        line = wire.loads(super()._line(message, **ending))
        return wire.dumps(_as_generated(line)) + b"\n"


def _as_chat(body: bytes) -> bytes:
    """The chat request that asks the same."""
    members = Members(wire.loads(body))
    prompt, system = members.text("prompt"), members.text("system")
    if members.text("suffix"):
        raise DialectError("A suffix (text behind the answer) is not supported", "suffix")
    images = members.take("images")
    for name in _DROPPED:
        members.take(name)
    user: dict[str, Any] = {"role": "user", "content": prompt}
    if images:
        user["images"] = images
    messages = [{"role": "system", "content": system}] if system else []
    return wire.dumps({**members.rest, "messages": [*messages, user]})


def _as_generated(line: dict[str, Any]) -> dict[str, Any]:
    """A chat answer, or a line of one, with its message's text as ``response``."""
    message = line.pop("message")
    text = {"response": message.get("content", "")}
    others = {name: message[name] for name in ("thinking", "tool_calls") if name in message}
    head = {name: line.pop(name) for name in ("model", "created_at")}
    return {**head, **text, **others, **line}
