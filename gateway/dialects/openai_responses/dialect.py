"""OpenAI Responses behind the :class:`~gateway.dialects.base.Dialect` protocol."""

from __future__ import annotations

from gateway.dialects import wire
from gateway.dialects.base import Peek, RequestEdits, StreamDecoder, StreamEncoder, StreamPipe
from gateway.dialects.openai_chat.errors import encode_error
from gateway.dialects.openai_responses import (
    answer,
    counting,
    request_decode,
    request_encode,
    surface,
)
from gateway.dialects.openai_responses.echo import Echo, KeptAs
from gateway.dialects.openai_responses.ids import response_id
from gateway.dialects.openai_responses.stream_decode import ResponsesDecoder
from gateway.dialects.openai_responses.stream_encode import ResponsesEncoder
from gateway.dialects.openai_responses.stream_pass import ResponsesPipe
from gateway.dialects.openai_responses.tools import NAME
from gateway.dialects.openai_responses.writer import Writer
from gateway.domain.conversation import Answer, Conversation
from gateway.domain.failure import Failure
from gateway.domain.usage import Usage
from gateway.errors import GatewayError


class OpenAIResponses:
    """For an upstream one instance serves all. A client's call gets one of its own, made with its
    request: a response repeats its request, tells its tools by their namespaces, and when it
    breaks, its last event continues the stream that was begun.
    """

    name = NAME
    stream_content_type = "text/event-stream; charset=utf-8"

    def __init__(
        self, request: bytes = b"", kept: KeptAs | None = None, *, continued: bool = False
    ) -> None:
        """``continued``: earlier items were put before the request's own."""
        self._echo = Echo(request, kept)
        self._writer = Writer(self._echo.ids)
        self._continued = continued

    def peek(self, body: bytes) -> Peek:
        return surface.peek(body)

    def edit_request(self, body: bytes, edits: RequestEdits) -> bytes:
        return surface.edit_request(body, edits, continued=self._continued)

    def decode_request(self, body: bytes) -> Conversation:
        return request_decode.decode_request(body)

    def encode_request(self, conversation: Conversation, model: str) -> bytes:
        return request_encode.encode_request(conversation, model)

    def decode_answer(self, body: bytes) -> Answer:
        return answer.decode_answer(body)

    def encode_answer(self, decoded: Answer, model: str) -> bytes:
        return answer.encode_answer(decoded, model, self._echo)

    def edit_answer(self, body: bytes, model: str) -> bytes:
        return surface.edit_answer(body, model)

    def answer_usage(self, body: bytes) -> tuple[Usage | None, list[str], Failure | None]:
        return surface.answer_usage(body)

    def stream_decoder(self) -> StreamDecoder:
        return ResponsesDecoder()

    def stream_encoder(self, model: str, *, include_usage: bool) -> StreamEncoder:
        self._writer = Writer(self._echo.ids)
        return ResponsesEncoder(model, self._echo, self._writer)

    def pass_pipe(self, model: str | None, *, include_usage: bool) -> StreamPipe:
        self._writer = Writer(self._echo.ids)
        return ResponsesPipe(model, self._echo, self._writer)

    def final(self) -> bytes:
        """The response that ended this call's stream well, whole; b'' if none did."""
        found = self._writer.final
        if found is None:
            return b""
        if isinstance(found, dict):
            return wire.dumps(self._echo.whole(found))
        data, model = found
        response = bytes(wire.members(data)["response"])
        return response if model is None else wire.edit(response, {"model": model})

    def prompt_texts(self, body: bytes) -> tuple[list[str], int]:
        return counting.prompt_texts(body)

    def encode_error(self, error: GatewayError, request_id: str) -> bytes:
        return encode_error(error)

    def stream_error(self, error: GatewayError, request_id: str) -> bytes:
        announced = self._echo.response(response_id(""), self._echo.model)
        return self._writer.fail(error, announced)

    def keep_alive(self) -> bytes:
        return b": keep-alive\n\n"
