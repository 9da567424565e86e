"""Anthropic Messages behind the :class:`~gateway.dialects.base.Dialect` protocol."""

from __future__ import annotations

from gateway.dialects.anthropic import counting, errors, surface
from gateway.dialects.anthropic.answer import decode_answer, encode_answer
from gateway.dialects.anthropic.request_decode import decode_request
from gateway.dialects.anthropic.request_encode import DEFAULT_MAX_OUTPUT, encode_request
from gateway.dialects.anthropic.stream_decode import MessagesDecoder
from gateway.dialects.anthropic.stream_encode import MessagesEncoder
from gateway.dialects.anthropic.stream_pass import MessagesPipe
from gateway.dialects.base import Peek, RequestEdits, StreamDecoder, StreamEncoder, StreamPipe
from gateway.domain.conversation import Answer, Conversation
from gateway.domain.failure import Failure
from gateway.domain.usage import Usage
from gateway.errors import GatewayError


class Anthropic:
    name = "anthropic"
    stream_content_type = "text/event-stream; charset=utf-8"

    def __init__(self, default_max_output: int = DEFAULT_MAX_OUTPUT) -> None:
        self._default_max_output = default_max_output

    def peek(self, body: bytes) -> Peek:
        return surface.peek(body)

    def edit_request(self, body: bytes, edits: RequestEdits) -> bytes:
        return surface.edit_request(body, edits)

    def decode_request(self, body: bytes) -> Conversation:
        return decode_request(body)

    def encode_request(self, conversation: Conversation, model: str) -> bytes:
        return encode_request(conversation, model, self._default_max_output)

    def decode_answer(self, body: bytes) -> Answer:
        return decode_answer(body)

    def encode_answer(self, answer: Answer, model: str) -> bytes:
        return encode_answer(answer, model)

    def edit_answer(self, body: bytes, model: str) -> bytes:
        return surface.edit_answer(body, model)

    def answer_usage(self, body: bytes) -> tuple[Usage | None, list[str], Failure | None]:
        return surface.answer_usage(body)

    def stream_decoder(self) -> StreamDecoder:
        return MessagesDecoder()

    def stream_encoder(self, model: str, *, include_usage: bool) -> StreamEncoder:
        return MessagesEncoder(model)

    def pass_pipe(self, model: str | None, *, include_usage: bool) -> StreamPipe:
        return MessagesPipe(model)

    def prompt_texts(self, body: bytes) -> tuple[list[str], int]:
        return counting.prompt_texts(body)

    def encode_error(self, error: GatewayError, request_id: str) -> bytes:
        return errors.encode_error(error, request_id)

    def stream_error(self, error: GatewayError, request_id: str) -> bytes:
        return errors.stream_error(error, request_id)

    def keep_alive(self) -> bytes:
        return b'event: ping\ndata: {"type": "ping"}\n\n'
