"""Embeddings at Vertex AI: ``predict`` with an instance for each text.

https://cloud.google.com/vertex-ai/generative-ai/docs/model-reference/text-embeddings-api
"""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import Struct

from gateway.dialects import vectors, wire
from gateway.dialects.gemini.errors import failure_of
from gateway.dialects.gemini.stream_decode import GenerateDecoder
from gateway.dialects.lossy import unconvertible
from gateway.domain.conversation import Answer, Conversation
from gateway.domain.failure import Failure
from gateway.domain.usage import Usage
from gateway.errors import DialectError


class _Statistics(Struct):
    token_count: Any = None


class _Embedding(Struct):
    values: list[float] = []
    statistics: _Statistics | None = None


class _Prediction(Struct):
    embeddings: _Embedding | None = None


class _Answer(Struct):
    predictions: list[_Prediction] | None = None
    error: Any = None


_answer: msgspec.json.Decoder[_Answer] = msgspec.json.Decoder(_Answer)


class VertexEmbeddings:
    """See :class:`~gateway.dialects.base.UpstreamDialect`; it never streams."""

    name = "vertex_embeddings"

    def encode_request(self, conversation: Conversation, model: str) -> bytes:
        texts = vectors.texts_of(conversation)
        if not all(isinstance(text, str) for text in texts.inputs):
            raise unconvertible("An embedding of token ids", "input")
        body: dict[str, Any] = {"instances": [{"content": text} for text in texts.inputs]}
        if texts.dimensions is not None:
            body["parameters"] = {"outputDimensionality": texts.dimensions}
        return wire.dumps(body)

    def decode_answer(self, body: bytes) -> Answer:
        answer = _decoded(body)
        if answer.error is not None:
            raise DialectError(failure_of(answer.error).message)
        found = [each.embeddings.values for each in answer.predictions or () if each.embeddings]
        return vectors.answer("", found, _usage(answer))

    def answer_usage(self, body: bytes) -> tuple[Usage | None, list[str], Failure | None]:
        answer = _decoded(body)
        if answer.error is not None:
            return None, [], failure_of(answer.error)
        return _usage(answer), [], None

    def stream_decoder(self) -> GenerateDecoder:
        return GenerateDecoder()


def _decoded(body: bytes) -> _Answer:
    answer = wire.decode(_answer, body)
    if answer.error is None and answer.predictions is None:
        raise DialectError("The answer has no predictions", "predictions")
    return answer


def _usage(answer: _Answer) -> Usage | None:
    counts = [
        each.embeddings.statistics.token_count
        for each in answer.predictions or ()
        if each.embeddings is not None and each.embeddings.statistics is not None
    ]
    known = [int(count) for count in counts if isinstance(count, int | float)]
    return Usage(input=sum(known)) if known and sum(known) else None
