"""Converse behind the :class:`~gateway.dialects.base.UpstreamDialect` protocol."""

from __future__ import annotations

from gateway.dialects.base import StreamDecoder
from gateway.dialects.bedrock.answer import answer_usage, decode_answer
from gateway.dialects.bedrock.request_encode import NAME, encode_request
from gateway.dialects.bedrock.stream_decode import ConverseDecoder
from gateway.domain.conversation import Answer, Conversation
from gateway.domain.failure import Failure
from gateway.domain.usage import Usage


class Bedrock:
    name = NAME

    def encode_request(self, conversation: Conversation, model: str) -> bytes:
        return encode_request(conversation, model)

    def decode_answer(self, body: bytes) -> Answer:
        return decode_answer(body)

    def answer_usage(self, body: bytes) -> tuple[Usage | None, list[str], Failure | None]:
        return answer_usage(body)

    def stream_decoder(self) -> StreamDecoder:
        return ConverseDecoder()
