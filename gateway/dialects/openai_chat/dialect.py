"""OpenAI Chat Completions behind the :class:`~gateway.dialects.base.Dialect` protocol."""

from __future__ import annotations

from gateway.dialects.base import Peek, RequestEdits, StreamDecoder, StreamEncoder, StreamPipe
from gateway.dialects.openai_chat import (
    counting,
    errors,
    request_decode,
    request_encode,
    surface,
)
from gateway.dialects.openai_chat.answer import decode_answer, encode_answer
from gateway.dialects.openai_chat.stream_decode import ChatDecoder
from gateway.dialects.openai_chat.stream_encode import ChatEncoder
from gateway.dialects.openai_chat.stream_pass import ChatPipe
from gateway.domain.conversation import Answer, Conversation
from gateway.domain.failure import Failure
from gateway.domain.usage import Usage
from gateway.errors import GatewayError


class OpenAIChat:
    name = "openai_chat"
    stream_content_type = "text/event-stream; charset=utf-8"

    def peek(self, body: bytes) -> Peek:
        return surface.peek(body)

    def edit_request(self, body: bytes, edits: RequestEdits) -> bytes:
        return surface.edit_request(body, edits)

    def decode_request(self, body: bytes) -> Conversation:
        return request_decode.decode_request(body)

    def encode_request(self, conversation: Conversation, model: str) -> bytes:
        return request_encode.encode_request(conversation, model)

    def decode_answer(self, body: bytes) -> Answer:
        return decode_answer(body)

    def encode_answer(self, answer: Answer, model: str) -> bytes:
        return encode_answer(answer, model)

    def edit_answer(self, body: bytes, model: str) -> bytes:
        return surface.edit_answer(body, model)

    def answer_usage(self, body: bytes) -> tuple[Usage | None, list[str], Failure | None]:
        return surface.answer_usage(body)

    def stream_decoder(self) -> StreamDecoder:
        return ChatDecoder()

    def stream_encoder(self, model: str, *, include_usage: bool) -> StreamEncoder:
        return ChatEncoder(model, include_usage=include_usage)

    def pass_pipe(self, model: str | None, *, include_usage: bool) -> StreamPipe:
        return ChatPipe(model, include_usage=include_usage)

    def prompt_texts(self, body: bytes) -> tuple[list[str], int]:
        return counting.prompt_texts(body)

    def encode_error(self, error: GatewayError, request_id: str) -> bytes:
        return errors.encode_error(error)

    def stream_error(self, error: GatewayError, request_id: str) -> bytes:
        return errors.stream_error(error)

    def keep_alive(self) -> bytes:
        return b": keep-alive\n\n"
