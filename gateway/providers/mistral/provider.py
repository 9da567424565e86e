"""Mistral: OpenAI's chat with a schema that takes nothing else, and ids of nine characters; sound
in words of its own (``mistral_sound.py``).

https://docs.mistral.ai/api
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import msgspec

from gateway.providers.abilities import TaskStep
from gateway.providers.base import Endpoint, Fields, Operation, UpstreamRequest
from gateway.providers.chat_bodies import edited_messages, encoded, text
from gateway.providers.media import packed, transcripts
from gateway.providers.media.own_transcripts import OwnTranscripts
from gateway.providers.media.picture_answers import request_of
from gateway.providers.mistral import sound as mistral_sound
from gateway.providers.openai_compatible import OPENAI_CHAT

THINKING = "mistral_chat"
_ID = re.compile(r"[a-zA-Z0-9]{9}")
_LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_CALLS = msgspec.json.Decoder(list[dict[str, msgspec.Raw]])


class Mistral(OwnTranscripts):
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
        if operation is Operation.SPEECH:
            own = mistral_sound.speech_body(body)
            made = self.sent(operation.value, OPENAI_CHAT, endpoint, own, {}, stream=False)
            return replace(made, asked=body, operation=operation)
        spoken = OPENAI_CHAT if dialect == THINKING else dialect
        return super().request(operation, spoken, endpoint, body, client_headers, stream=stream)

    def form_request(
        self, operation: Operation, endpoint: Endpoint, form: Fields
    ) -> UpstreamRequest | None:
        """See OwnForms. JSON is passed on as Mistral tells it, in pieces too."""
        asked = request_of(form.summary)
        if operation is Operation.TRANSCRIPTIONS:
            transcripts.check_format(asked)
        if (asked.get("response_format") or "json") != "json":
            return super().form_request(operation, endpoint, form)
        made = self.sent_form(operation, endpoint, form, self.form_texts(asked, form))
        return replace(made, asked=b"")

    def form_texts(self, asked: Mapping[str, Any], form: Fields) -> list[tuple[str, str]]:
        """See OwnTranscripts."""
        return mistral_sound.hearing_texts(asked, packed.texts_of(form))

    def follow(
        self, request: UpstreamRequest, endpoint: Endpoint, body: bytes, *, stream: bool
    ) -> TaskStep | None:
        """See Tasking. What holds neither sound nor text is the answer: an error."""
        if request.operation is Operation.SPEECH:
            return mistral_sound.speech_step(request.asked, body)
        return mistral_sound.hearing_step(request.asked, body)

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
