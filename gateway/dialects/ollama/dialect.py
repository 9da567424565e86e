"""Ollama's chat behind the :class:`~gateway.dialects.base.Dialect` protocol."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from gateway.dialects import wire
from gateway.dialects.base import Peek, RequestEdits, StreamDecoder, StreamEncoder, StreamPipe
from gateway.dialects.ollama import surface
from gateway.dialects.ollama.answer import decode_answer, encode_answer
from gateway.dialects.ollama.clock import Clock
from gateway.dialects.ollama.preload import named
from gateway.dialects.ollama.request_decode import decode_request
from gateway.dialects.ollama.request_encode import encode_request
from gateway.dialects.ollama.streams import OllamaDecoder, OllamaEncoder, OllamaPipe
from gateway.domain.conversation import Answer, Conversation
from gateway.domain.failure import Failure
from gateway.domain.usage import Usage
from gateway.errors import GatewayError


class Ollama:
    """For an upstream one instance serves all; a client's call gets one with its own clock.

    ``known`` says which models there are, so that ``:latest`` behind a name may be left out.
    """

    name = "ollama"
    stream_content_type = "application/x-ndjson"

    def __init__(
        self, clock: Clock | None = None, known: Callable[[str], bool] | None = None
    ) -> None:
        self._clock = clock or Clock()
        self._known = known

    def peek(self, body: bytes) -> Peek:
        peeked = surface.peek(body)
        return replace(peeked, model=self._named(peeked.model))

    def _named(self, model: str) -> str:
        return model if self._known is None else named(model, self._known)

    def edit_request(self, body: bytes, edits: RequestEdits) -> bytes:
        return surface.edit_request(body, edits)

    def decode_request(self, body: bytes) -> Conversation:
        return decode_request(body)

    def encode_request(self, conversation: Conversation, model: str) -> bytes:
        return encode_request(conversation, model)

    def decode_answer(self, body: bytes) -> Answer:
        return decode_answer(body)

    def encode_answer(self, answer: Answer, model: str) -> bytes:
        return encode_answer(answer, model, self._clock)

    def edit_answer(self, body: bytes, model: str) -> bytes:
        return surface.edit_answer(body, model)

    def answer_usage(self, body: bytes) -> tuple[Usage | None, list[str], Failure | None]:
        return surface.answer_usage(body)

    def stream_decoder(self) -> StreamDecoder:
        return OllamaDecoder()

    def stream_encoder(self, model: str, *, include_usage: bool) -> StreamEncoder:
        return OllamaEncoder(model, self._clock)

    def pass_pipe(self, model: str | None, *, include_usage: bool) -> StreamPipe:
        return OllamaPipe(model)

    def prompt_texts(self, body: bytes) -> tuple[list[str], int]:
        return surface.prompt_texts(body)

    def encode_error(self, error: GatewayError, request_id: str) -> bytes:
        return wire.dumps({"error": error.message})

    def stream_error(self, error: GatewayError, request_id: str) -> bytes:
        return self.encode_error(error, request_id) + b"\n"

    def keep_alive(self) -> bytes:
        """Nothing: a client's parser takes every line for an object."""
        return b""
