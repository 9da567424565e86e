"""Dify's chat and agent apps (https://docs.dify.ai/api-reference/chats/send-chat-message).

Clients carry their whole conversation along. Where Dify is known to keep it, only what is new is
sent and it goes on there; else all of it becomes the first question of a new one.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gateway.dialects import failures, wire
from gateway.dialects.apps.events import AppDecoder, member, object_of, text, usage
from gateway.dialects.apps.transcript import (
    check,
    data_address,
    new_images,
    since_answer,
    turn_text,
    whole_text,
)
from gateway.domain.conversation import (
    Answer,
    Choice,
    Conversation,
    Ended,
    Finish,
    Finished,
    Image,
    Started,
    StreamEvent,
    Text,
    TextDelta,
    UsageReport,
)
from gateway.domain.failure import Failure
from gateway.domain.usage import Usage
from gateway.errors import DialectError

_USER = "homeport"


class Dify:
    """See :class:`~gateway.dialects.base.UpstreamDialect`. An app knows its own model."""

    name = "dify"

    def encode_request(self, conversation: Conversation, model: str) -> bytes:
        check(conversation, self.name)
        body: dict[str, Any] = {
            "inputs": {},
            "query": _query(conversation),
            "response_mode": "streaming" if conversation.stream else "blocking",
            "conversation_id": conversation.kept_as,
            "user": conversation.user or _USER,
        }
        files = [_file(image) for image in new_images(conversation)]
        return wire.dumps(body | ({"files": files} if files else {}))

    def decode_answer(self, body: bytes) -> Answer:
        value = object_of(body)
        said = value.get("answer")
        if not isinstance(said, str):
            raise DialectError(text(value.get("message")) or "The answer has no text", "answer")
        choice = Choice([Text(said)] if said else [])
        kept_as = text(value.get("conversation_id"))
        return Answer(text(value.get("message_id")), "", [choice], _usage(value), kept_as=kept_as)

    def answer_usage(self, body: bytes) -> tuple[Usage | None, list[str], Failure | None]:
        value = object_of(body)
        said = value.get("answer")
        if not isinstance(said, str):
            return None, [], failures.from_error(value)
        return _usage(value), [said] if said else [], None

    def stream_decoder(self) -> DifyDecoder:
        return DifyDecoder()


def _query(conversation: Conversation) -> str:
    if not conversation.kept_as:
        return whole_text(conversation)
    return "\n\n".join(said for turn in since_answer(conversation) if (said := turn_text(turn)))


def _file(image: Image) -> dict[str, str]:
    if image.url:
        return {"type": "image", "transfer_method": "remote_url", "url": image.url}
    # The id of its upload takes this place, which is the provider's business.
    address = data_address(image)
    return {"type": "image", "transfer_method": "local_file", "upload_file_id": address}


def _usage(value: dict[str, Any]) -> Usage | None:
    told = member(value, "metadata", "usage")
    return usage(member(told, "prompt_tokens"), member(told, "completion_tokens"))


class DifyDecoder(AppDecoder):
    """``message_end`` ends an answer."""

    def __init__(self) -> None:
        super().__init__()
        self._started = False

    def _event(self, name: str, data: bytes) -> Iterator[StreamEvent]:
        if name == "ping" or not data.strip():
            return
        value = object_of(data)
        kind = text(value.get("event"))
        if not self._started and kind in ("message", "agent_message"):
            self._started = True
            yield Started(text(value.get("message_id")), kept_as=text(value.get("conversation_id")))
        match kind:
            case "message" | "agent_message":
                if said := text(value.get("answer")):
                    yield TextDelta(said)
            case "message_end":
                counted = _usage(value)
                if counted is not None:
                    yield UsageReport(counted)
                self._ended = True
                yield Finished(Finish.STOP)
                yield Ended()
            case "message_replace":
                # What was said was taken back by Dify's moderation.
                self._ended = True
                yield Finished(Finish.FILTERED)
                yield Ended()
            case "error":
                self._ended = True
                failure = failures.from_error(value)
                yield failures.to_stream_error(failure)
