"""generateContent behind the :class:`~gateway.dialects.base.Dialect` protocol."""

from __future__ import annotations

from gateway.dialects.base import Peek, RequestEdits, StreamDecoder, StreamEncoder, StreamPipe
from gateway.dialects.gemini import counting, errors, surface
from gateway.dialects.gemini.answer import decode_answer, encode_answer
from gateway.dialects.gemini.request_decode import decode_request
from gateway.dialects.gemini.request_encode import encode_request
from gateway.dialects.gemini.stream_decode import GenerateDecoder
from gateway.dialects.gemini.stream_encode import GenerateEncoder
from gateway.dialects.gemini.stream_pass import GeneratePipe
from gateway.domain.conversation import Answer, Conversation
from gateway.domain.failure import Failure
from gateway.domain.usage import Usage
from gateway.errors import GatewayError


class Gemini:
    """The path names the model and says whether it streams: a peek leaves both open.

    Streams are server-sent events (``alt=sse``); the JSON array that clients get without it is the
    server's business.
    """

    name = "gemini"
    stream_content_type = "text/event-stream"

    def peek(self, body: bytes) -> Peek:
        return surface.peek(body)

    def edit_request(self, body: bytes, edits: RequestEdits) -> bytes:
        return surface.edit_request(body, edits)

    def decode_request(self, body: bytes) -> Conversation:
        return decode_request(body)

    def encode_request(self, conversation: Conversation, model: str) -> bytes:
        return encode_request(conversation, model)

    def decode_answer(self, body: bytes) -> Answer:
        return decode_answer(body)

    def encode_answer(self, answer: Answer, model: str) -> bytes:
        return encode_answer(answer, model)

    def edit_answer(self, body: bytes, model: str) -> bytes:
        return surface.edit_answer(body, model)

    def answer_usage(self, body: bytes) -> tuple[Usage | None, list[str], Failure | None]:
        return surface.answer_usage(body)

    def stream_decoder(self) -> StreamDecoder:
        return GenerateDecoder()

    def stream_encoder(self, model: str, *, include_usage: bool) -> StreamEncoder:
        return GenerateEncoder(model)

    def pass_pipe(self, model: str | None, *, include_usage: bool) -> StreamPipe:
        return GeneratePipe(model)

    def prompt_texts(self, body: bytes) -> tuple[list[str], int]:
        return counting.prompt_texts(body)

    def encode_error(self, error: GatewayError, request_id: str) -> bytes:
        return errors.encode_error(error)

    def stream_error(self, error: GatewayError, request_id: str) -> bytes:
        return errors.stream_error(error)

    def keep_alive(self) -> bytes:
        """Blank lines: Google's and LangChain's clients raise at comments, and know no ping."""
        return b"\n\n"
