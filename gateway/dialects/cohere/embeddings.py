"""Cohere's embeddings (https://docs.cohere.com/reference/embed)."""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import Struct

from gateway.dialects import failures, vectors, wire
from gateway.dialects.cohere.stream_decode import CohereDecoder
from gateway.dialects.cohere.usage import decode_usage
from gateway.dialects.lossy import unconvertible
from gateway.domain.conversation import Answer, Conversation
from gateway.domain.failure import Failure
from gateway.domain.usage import Usage
from gateway.errors import DialectError

MOST_TEXTS = 96


class _ByType(Struct):
    floats: list[list[float]] = msgspec.field(name="float", default_factory=list)


class _Answer(Struct):
    id: Any = None
    embeddings: _ByType | None = None
    meta: Any = None
    message: Any = None


_answer: msgspec.json.Decoder[_Answer] = msgspec.json.Decoder(_Answer)


class CohereEmbeddings:
    """See :class:`~gateway.dialects.base.UpstreamDialect`; it never streams.

    OpenAI's clients do not say what a vector is for: it is asked for as one of a document, which
    is what is embedded most.
    """

    name = "cohere_embeddings"

    def encode_request(self, conversation: Conversation, model: str) -> bytes:
        texts = vectors.texts_of(conversation)
        inputs = [text for text in texts.inputs if isinstance(text, str)]
        if len(inputs) < len(texts.inputs):
            raise unconvertible("An embedding of token ids", "input")
        if len(inputs) > MOST_TEXTS:
            raise unconvertible(f"More than {MOST_TEXTS} texts in an embedding", "input")
        body: dict[str, Any] = {
            "model": model,
            "texts": inputs,
            "input_type": "search_document",
            "embedding_types": ["float"],
        }
        if texts.dimensions is not None:
            body["output_dimension"] = texts.dimensions
        return wire.dumps(body)

    def decode_answer(self, body: bytes) -> Answer:
        answer = wire.decode(_answer, body)
        if answer.embeddings is None:
            raise DialectError("The answer has no embedding", "embeddings")
        return vectors.answer("", answer.embeddings.floats, decode_usage(answer.meta))

    def answer_usage(self, body: bytes) -> tuple[Usage | None, list[str], Failure | None]:
        answer = wire.decode(_answer, body)
        if answer.embeddings is None:
            if isinstance(answer.message, str):
                return None, [], failures.from_error({"message": answer.message})
            raise DialectError("The answer has no embedding", "embeddings")
        return decode_usage(answer.meta), [], None

    def stream_decoder(self) -> CohereDecoder:
        return CohereDecoder()
