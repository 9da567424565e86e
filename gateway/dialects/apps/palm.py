"""PaLM 2's ``generateMessage`` (Google's v1beta2, switched off in 2024).

Kept for channels that were brought along, which lead to somebody's stand-in if to anything.
"""

from __future__ import annotations

from typing import Any

from gateway.dialects import failures, wire
from gateway.dialects.apps.events import object_of, text
from gateway.dialects.apps.transcript import (
    check,
    refuse_images,
    spoken_turns,
    system_text,
    turn_text,
)
from gateway.dialects.ollama.streams import OllamaDecoder
from gateway.domain.conversation import Answer, Choice, Conversation, Finish, Text
from gateway.domain.failure import Failure
from gateway.domain.usage import Usage
from gateway.errors import DialectError


class Palm:
    """See :class:`~gateway.dialects.base.UpstreamDialect`; it never streams and counts nothing."""

    name = "palm"

    def encode_request(self, conversation: Conversation, model: str) -> bytes:
        check(conversation, self.name)
        refuse_images(conversation)
        messages = [
            {"author": "1" if turn.role == "assistant" else "0", "content": said}
            for turn in spoken_turns(conversation)
            if (said := turn_text(turn))
        ]
        prompt: dict[str, Any] = {"messages": messages}
        if system := system_text(conversation):
            prompt["context"] = system
        sampling = {
            "temperature": conversation.temperature,
            "topP": conversation.top_p,
            "topK": conversation.top_k,
        }
        given = {name: value for name, value in sampling.items() if value is not None}
        return wire.dumps({"prompt": prompt, **given})

    def decode_answer(self, body: bytes) -> Answer:
        value = object_of(body)
        said = _said(value)
        if said is None:
            raise DialectError("The answer has no candidate", "candidates")
        if not said:  # its filters tell why, and leave no candidate
            return Answer("", "", [Choice([], Finish.FILTERED)])
        return Answer("", "", [Choice([Text(said)])])

    def answer_usage(self, body: bytes) -> tuple[Usage | None, list[str], Failure | None]:
        value = object_of(body)
        said = _said(value)
        if said is None:
            return None, [], failures.from_error(value.get("error") or value)
        return None, [said] if said else [], None

    def stream_decoder(self) -> OllamaDecoder:
        return OllamaDecoder()


def _said(value: dict[str, Any]) -> str | None:
    """The first candidate's text, '' where filters left none, None for no answer."""
    if value.get("error"):
        return None
    found = value.get("candidates")
    if isinstance(found, list) and found and isinstance(found[0], dict):
        return text(found[0].get("content"))
    return "" if isinstance(value.get("filters"), list) and value["filters"] else None
