"""A client that asks in one dialect and reads answers in another."""

from __future__ import annotations

from gateway.dialects.base import (
    Dialect,
    Peek,
    RequestEdits,
    StreamDecoder,
    StreamEncoder,
    StreamPipe,
)
from gateway.domain.conversation import Answer, Conversation
from gateway.domain.failure import Failure
from gateway.domain.usage import Usage
from gateway.errors import GatewayError


class Crossed:
    """See :class:`~gateway.dialects.base.Dialect`. No upstream speaks it: all is converted."""

    def __init__(self, name: str, asked: Dialect, answered: Dialect) -> None:
        self.name = name
        self.stream_content_type = answered.stream_content_type
        self._asked = asked
        self._answered = answered

    def peek(self, body: bytes) -> Peek:
        return self._asked.peek(body)

    def edit_request(self, body: bytes, edits: RequestEdits) -> bytes:
        return self._asked.edit_request(body, edits)

    def decode_request(self, body: bytes) -> Conversation:
        return self._asked.decode_request(body)

    def encode_request(self, conversation: Conversation, model: str) -> bytes:
        return self._asked.encode_request(conversation, model)

    def prompt_texts(self, body: bytes) -> tuple[list[str], int]:
        return self._asked.prompt_texts(body)

    def decode_answer(self, body: bytes) -> Answer:
        return self._answered.decode_answer(body)

    def encode_answer(self, answer: Answer, model: str) -> bytes:
        return self._answered.encode_answer(answer, model)

    def edit_answer(self, body: bytes, model: str) -> bytes:
        return self._answered.edit_answer(body, model)

    def answer_usage(self, body: bytes) -> tuple[Usage | None, list[str], Failure | None]:
        return self._answered.answer_usage(body)

    def stream_decoder(self) -> StreamDecoder:
        return self._answered.stream_decoder()

    def stream_encoder(self, model: str, *, include_usage: bool) -> StreamEncoder:
        return self._answered.stream_encoder(model, include_usage=include_usage)

    def pass_pipe(self, model: str | None, *, include_usage: bool) -> StreamPipe:
        return self._answered.pass_pipe(model, include_usage=include_usage)

    def encode_error(self, error: GatewayError, request_id: str) -> bytes:
        return self._answered.encode_error(error, request_id)

    def stream_error(self, error: GatewayError, request_id: str) -> bytes:
        return self._answered.stream_error(error, request_id)

    def keep_alive(self) -> bytes:
        return self._answered.keep_alive()
