"""Mistral: OpenAI's chat with a schema that takes nothing else, and ids of nine characters.

https://docs.mistral.ai/api
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping

import msgspec

from gateway.providers.base import Endpoint, Operation, UpstreamRequest
from gateway.providers.chat_bodies import edited_messages, encoded, text
from gateway.providers.openai_compatible import OPENAI_CHAT, OpenAICompatible

THINKING = "mistral_chat"
_ID = re.compile(r"[a-zA-Z0-9]{9}")
_LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_CALLS = msgspec.json.Decoder(list[dict[str, msgspec.Raw]])


class Mistral(OpenAICompatible):
    """See Provider."""

    def dialects_for(self, endpoint: Endpoint) -> tuple[str, ...]:
        return (THINKING,) if "magistral" in endpoint.model.lower() else self.dialects

    def request(
        self,
        operation: Operation,
        dialect: str,
        endpoint: Endpoint,
        body: bytes,
        client_headers: Mapping[str, str],
        *,
        stream: bool,
    ) -> UpstreamRequest:
        spoken = OPENAI_CHAT if dialect == THINKING else dialect
        return super().request(operation, spoken, endpoint, body, client_headers, stream=stream)

    def adapt(self, dialect: str, endpoint: Endpoint, body: bytes) -> bytes:
        dialect = OPENAI_CHAT if dialect == THINKING else dialect
        body = super().adapt(dialect, endpoint, body)
        if dialect != OPENAI_CHAT or b"tool_call" not in body:
            return body
        return edited_messages(body, _with_short_ids)


def short_id(ident: str) -> str:
    """An id that Mistral takes: its own as it is, of any other always the same nine characters."""
    if _ID.fullmatch(ident):
        return ident
    number = int.from_bytes(hashlib.sha256(ident.encode("utf-8", "replace")).digest()[:8])
    letters = []
    for _ in range(9):
        number, rest = divmod(number, len(_LETTERS))
        letters.append(_LETTERS[rest])
    return "".join(letters)


def _with_short_ids(message: dict[str, msgspec.Raw]) -> bool:
    changed = False
    ident = text(message.get("tool_call_id"))
    if ident and short_id(ident) != ident:
        message["tool_call_id"] = encoded(short_id(ident))
        changed = True
    try:
        calls = _CALLS.decode(message.get("tool_calls") or b"[]")
    except msgspec.DecodeError:
        return changed
    renamed = False
    for call in calls:
        ident = text(call.get("id"))
        if ident and short_id(ident) != ident:
            call["id"] = encoded(short_id(ident))
            renamed = True
    if renamed:
        message["tool_calls"] = encoded(calls)
    return changed or renamed
