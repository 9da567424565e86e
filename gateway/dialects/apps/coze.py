"""Coze's bots, chat v3 (https://www.coze.com/docs/developer_guides/chat_v3).

A bot is asked in a stream always: Coze tells whole answers only to who comes back for them. What
was said is kept there, so that a conversation that goes on goes on in the one it began in.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gateway.dialects import failures, wire
from gateway.dialects.apps.events import AppDecoder, member, object_of, text, usage
from gateway.dialects.apps.transcript import (
    check,
    data_address,
    since_answer,
    spoken_turns,
    system_text,
    turn_text,
)
from gateway.domain.conversation import (
    Answer,
    Conversation,
    Ended,
    Finish,
    Finished,
    Image,
    ReasoningDelta,
    Started,
    StreamEvent,
    TextDelta,
    Turn,
    UsageReport,
)
from gateway.domain.failure import Failure
from gateway.domain.usage import Usage
from gateway.errors import DialectError

_USER = "homeport"
_STATUSES = {
    **dict.fromkeys((4000, 4010), "400"),
    **dict.fromkeys((4008, 4011, 4027, 4028), "402"),
    **dict.fromkeys((4009, 4013), "429"),
    **{4100: "401", 4101: "403", 4200: "404", 5000: "500"},
}
"""https://www.coze.com/docs/developer_guides/coze_error_codes"""


class Coze:
    """See :class:`~gateway.dialects.base.UpstreamDialect`. The model is a bot's id, one-api's way
    with ``bot-`` before it.
    """

    name = "coze"

    def encode_request(self, conversation: Conversation, model: str) -> bytes:
        check(conversation, self.name)
        kept_as = conversation.kept_as
        turns = since_answer(conversation) if kept_as else spoken_turns(conversation)
        messages = [said for turn in turns if (said := _message(turn))]
        system = system_text(conversation)
        if system and not kept_as:  # bots have their own; a person's stands before what is asked
            first = {"role": "user", "content": system, "content_type": "text", "type": "question"}
            messages.insert(0, first)
        body = {
            "bot_id": model.removeprefix("bot-"),
            "user_id": conversation.user or _USER,
            "stream": True,
            "auto_save_history": True,
            "additional_messages": messages,
        }
        # Its place is the query of the address, which is the provider's business.
        return wire.dumps(body | ({"conversation_id": kept_as} if kept_as else {}))

    def decode_answer(self, body: bytes) -> Answer:
        """Nothing but an error comes in one piece."""
        raise DialectError(failures.from_error(_error(object_of(body))).message)

    def answer_usage(self, body: bytes) -> tuple[Usage | None, list[str], Failure | None]:
        return None, [], failures.from_error(_error(object_of(body)))

    def stream_decoder(self) -> CozeDecoder:
        return CozeDecoder()


def _message(turn: Turn) -> dict[str, str]:
    """A turn's text, with its pictures as ``object_string``; empty for a turn that says nothing."""
    said = turn_text(turn)
    images = [block for block in turn.blocks if isinstance(block, Image)]
    if turn.role == "assistant" or not images:
        kind = "answer" if turn.role == "assistant" else "question"
        text = {"role": turn.role, "content": said, "content_type": "text", "type": kind}
        return text if said else {}
    objects = [{"type": "text", "text": said}] if said else []
    objects += [_picture(image) for image in images]
    content = wire.dumps(objects).decode()
    shown = {"role": turn.role, "content": content, "content_type": "object_string"}
    return {**shown, "type": "question"}


def _picture(image: Image) -> dict[str, str]:
    if image.url:
        return {"type": "image", "file_url": image.url}
    # The id of its upload takes this place, which is the provider's business.
    return {"type": "image", "file_id": data_address(image)}


def _error(value: dict[str, Any]) -> dict[str, Any]:
    """With the status that one of Coze's codes stands for."""
    code = value.get("code")
    told = _STATUSES.get(code) if isinstance(code, int) else None
    return {"message": value.get("msg") or value.get("message"), "code": told or code}


class CozeDecoder(AppDecoder):
    """``conversation.chat.completed`` ends an answer; ``done`` follows."""

    def __init__(self) -> None:
        super().__init__()
        self._started = False

    def _event(self, name: str, data: bytes) -> Iterator[StreamEvent]:
        if name == "done":
            return
        value = object_of(data)
        if not self._started and name.startswith("conversation."):
            self._started = True
            yield Started(
                text(value.get("chat_id") or value.get("id")),
                kept_as=text(value.get("conversation_id")),
            )
        match name:
            case "conversation.message.delta" if value.get("type", "answer") == "answer":
                if thought := text(value.get("reasoning_content")):
                    yield ReasoningDelta(thought)
                if said := text(value.get("content")):
                    yield TextDelta(said)
            case "conversation.chat.completed":
                told = value.get("usage")
                counted = usage(member(told, "input_count"), member(told, "output_count"))
                if counted is not None:
                    yield UsageReport(counted)
                self._ended = True
                yield Finished(Finish.STOP)
                yield Ended()
            case "conversation.chat.failed" | "error" | "":
                self._ended = True
                error = value.get("last_error") if "last_error" in value else value
                failure = failures.from_error(_error(error if isinstance(error, dict) else value))
                yield failures.to_stream_error(failure)
