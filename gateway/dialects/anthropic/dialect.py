"""Anthropic Messages behind the :class:`~gateway.dialects.base.Dialect` protocol."""

from __future__ import annotations

from gateway.dialects.anthropic import counting, errors, surface
from gateway.dialects.anthropic.stream_pass import MessagesPipe
from gateway.dialects.base import Peek, RequestEdits, StreamPipe
from gateway.domain.failure import Failure
from gateway.domain.usage import Usage
from gateway.errors import GatewayError


class Anthropic:
    name = "anthropic"
    stream_content_type = "text/event-stream; charset=utf-8"

    def peek(self, body: bytes) -> Peek:
        return surface.peek(body)

    def edit_request(self, body: bytes, edits: RequestEdits) -> bytes:
        return surface.edit_request(body, edits)

    def edit_answer(self, body: bytes, model: str) -> bytes:
        return surface.edit_answer(body, model)

    def answer_usage(self, body: bytes) -> tuple[Usage | None, list[str], Failure | None]:
        return surface.answer_usage(body)

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
