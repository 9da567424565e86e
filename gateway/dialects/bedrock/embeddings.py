"""Embeddings by InvokeModel: Titan's bodies, Nova's and Cohere's, told apart by the model.

https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-titan-embed-text.html,
.../model-parameters-titan-embed-mm.html, .../nova-embed.html,
.../model-parameters-embed-v3.html, .../model-parameters-embed-v4.html
"""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import Raw, Struct

from gateway.dialects import failures, vectors, wire
from gateway.dialects.bedrock.models import base_model
from gateway.dialects.bedrock.stream_decode import ConverseDecoder
from gateway.dialects.lossy import unconvertible
from gateway.domain.conversation import Answer, Conversation
from gateway.domain.failure import Failure
from gateway.domain.usage import Usage
from gateway.errors import DialectError

_MOST_TEXTS = 96
"""So many texts Cohere's models take at once; Amazon's take one."""


class _Answer(Struct):
    embedding: list[float] | None = None
    embeddings: Raw = Raw()
    input_tokens: Any = msgspec.field(name="inputTextTokenCount", default=None)
    message: Any = None


class _Typed(Struct):
    embedding: list[float]


class _ByType(Struct):
    floats: list[list[float]] = msgspec.field(name="float", default_factory=list)


_answer: msgspec.json.Decoder[_Answer] = msgspec.json.Decoder(_Answer)
_by_type: msgspec.json.Decoder[_ByType] = msgspec.json.Decoder(_ByType)
_typed: msgspec.json.Decoder[list[_Typed]] = msgspec.json.Decoder(list[_Typed])
_floats: msgspec.json.Decoder[list[list[float]]] = msgspec.json.Decoder(list[list[float]])


class BedrockEmbeddings:
    """See :class:`~gateway.dialects.base.UpstreamDialect`; it never streams."""

    name = "bedrock_embeddings"

    def encode_request(self, conversation: Conversation, model: str) -> bytes:
        texts = vectors.texts_of(conversation)
        inputs = [text for text in texts.inputs if isinstance(text, str)]
        if len(inputs) < len(texts.inputs):
            raise unconvertible("An embedding of token ids", "input")
        if base_model(model).startswith("cohere."):
            return _cohere(inputs, texts.dimensions, model)
        if len(inputs) != 1:
            raise unconvertible("More than one text in an embedding", "input")
        if "nova-" in model:
            return _nova(inputs[0], texts.dimensions)
        body: dict[str, Any] = {"inputText": inputs[0]}
        if texts.dimensions is not None and "titan-embed-image" in model:
            body["embeddingConfig"] = {"outputEmbeddingLength": texts.dimensions}
        if texts.dimensions is not None and "titan-embed-text-v2" in model:
            body["dimensions"] = texts.dimensions
        return wire.dumps(body)

    def decode_answer(self, body: bytes) -> Answer:
        answer = wire.decode(_answer, body)
        return vectors.answer("", _vectors(answer), _usage(answer))

    def answer_usage(self, body: bytes) -> tuple[Usage | None, list[str], Failure | None]:
        answer = wire.decode(_answer, body)
        if answer.embedding is None and not bytes(answer.embeddings):
            if answer.message is not None:
                return None, [], failures.from_error({"message": answer.message})
            raise DialectError("The answer has no embedding", "embedding")
        return _usage(answer), [], None

    def stream_decoder(self) -> ConverseDecoder:
        return ConverseDecoder()


def _cohere(inputs: list[str], dimensions: int | None, model: str) -> bytes:
    if len(inputs) > _MOST_TEXTS:
        raise unconvertible(f"More than {_MOST_TEXTS} texts in an embedding", "input")
    body: dict[str, Any] = {"texts": inputs, "input_type": "search_document"}
    if dimensions is not None and "embed-v4" in model:
        body["output_dimension"] = dimensions
    return wire.dumps({**body, "embedding_types": ["float"]})


def _nova(text: str, dimensions: int | None) -> bytes:
    asked: dict[str, Any] = {
        "embeddingPurpose": "GENERIC_INDEX",
        "text": {"truncationMode": "NONE", "value": text},
    }
    if dimensions is not None:
        asked["embeddingDimension"] = dimensions
    return wire.dumps({"taskType": "SINGLE_EMBEDDING", "singleEmbeddingParams": asked})


def _vectors(answer: _Answer) -> list[list[float]]:
    if answer.embedding is not None:
        return [answer.embedding]
    if bytes(answer.embeddings).startswith(b"[{"):
        return [each.embedding for each in wire.decode(_typed, answer.embeddings)]
    if bytes(answer.embeddings).startswith(b"["):
        return wire.decode(_floats, answer.embeddings)
    if not bytes(answer.embeddings):
        raise DialectError("The answer has no embedding", "embedding")
    return wire.decode(_by_type, answer.embeddings).floats


def _usage(answer: _Answer) -> Usage | None:
    """Titan counts; of others AWS says it in a header only."""
    count = answer.input_tokens
    return Usage(input=count) if isinstance(count, int) and count > 0 else None
