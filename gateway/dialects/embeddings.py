"""OpenAI embeddings, with the few members that routing and metering read of what passes through.

After OpenAI's API reference (``POST /embeddings``). Vectors that pass are never decoded: a client
that asked for base64 gets the upstream's bytes.
"""

from __future__ import annotations

import base64
import binascii
import sys
from array import array
from dataclasses import replace
from typing import Any

import msgspec
from msgspec import Raw, Struct

from gateway.dialects import vectors, wire
from gateway.dialects.base import Peek, RequestEdits
from gateway.dialects.openai_chat import OpenAIChat, content, schema
from gateway.dialects.openai_chat.usage import count, decode_usage, encode_usage
from gateway.domain.conversation import Answer, Conversation
from gateway.domain.failure import Failure
from gateway.domain.usage import Usage
from gateway.errors import DialectError


class Head(Struct):
    model: str | None = None
    input: Raw = Raw()
    dimensions: int | None = None
    encoding_format: str | None = None


class _Vector(Struct):
    embedding: Any = None
    index: Any = None


class _Answer(Struct):
    model: Any = None
    data: Raw = Raw()
    usage: Any = None
    error: Any = None


NAME = "openai_embeddings"
_PROMPT = b'"prompt_tokens"'
_head: msgspec.json.Decoder[Head] = msgspec.json.Decoder(Head)
_answer: msgspec.json.Decoder[_Answer] = msgspec.json.Decoder(_Answer)
_vectors: msgspec.json.Decoder[list[_Vector]] = msgspec.json.Decoder(list[_Vector])


def peek(body: bytes) -> Peek:
    """The model; an embedding neither streams nor produces tokens. Raises DialectError."""
    head = wire.decode(_head, body)
    wire.check_spelling(body, ("model",))
    if not head.model:
        raise DialectError("The request names no model", "model")
    if bytes(head.input) in (b"", b"null"):
        raise DialectError("The request has no input", "input")
    return Peek(model=head.model, max_output=0, wants_usage=True)


def edit_request(body: bytes, model: str) -> bytes:
    """The same request for ``model``; untouched members keep their bytes."""
    head = wire.decode(_head, body)
    return body if head.model == model else wire.edit(body, {"model": model})


def edit_answer(body: bytes, model: str) -> bytes:
    """The same answer under ``model``, completed; vectors keep their bytes."""
    body = completed(body)
    answer = wire.decode(_answer, body)
    return body if answer.model == model else wire.edit(body, {"model": model})


def completed(body: bytes, counted: int = 0) -> bytes:
    """The answer with OpenAI's ``prompt_tokens`` where it tells a total alone, as Voyage does, or
    what was ``counted`` here where it tells nothing; OpenAI's packages require both. Vectors keep
    their bytes, and so does every other answer.
    """
    if body.rfind(_PROMPT) >= 0:  # mostly behind the vectors, which are long to look through
        return body
    usage = wire.decode(_answer, body).usage
    if usage is None and counted:
        told = {"prompt_tokens": counted, "total_tokens": counted}
        return wire.edit(body, {"usage": told})
    if not isinstance(usage, dict) or not (total := count(usage, "total_tokens")):
        return body
    return wire.edit(body, {"usage": {"prompt_tokens": total, **usage}})


def answer_usage(body: bytes) -> tuple[Usage | None, Failure | None]:
    """Usage of an answer, and an error hidden in HTTP 200. Raises DialectError for no answer."""
    answer = wire.decode(_answer, body)
    if not bytes(answer.data).startswith(b"["):
        failure = content.error_of(wire.decode(schema.body, body), body)
        if failure is None:
            raise DialectError("The answer has no data", "data")
        return None, failure
    return _usage(answer.usage), None


def prompt_texts(body: bytes) -> tuple[list[str], int]:
    """The texts to count, and the tokens of inputs that are token ids already."""
    value = wire.loads(wire.decode(_head, body).input or b"null")
    if isinstance(value, str):
        return [value], 0
    if not isinstance(value, list):
        raise DialectError("input must be a string or a list", "input")
    texts: list[str] = []
    tokens = 0
    for item in value:
        if isinstance(item, str):
            texts.append(item)
        elif isinstance(item, list):
            tokens += len(item)
        elif isinstance(item, int):
            tokens += 1
        else:
            raise DialectError("input must hold texts or token ids", "input")
    return texts, tokens


def _usage(wire: Any) -> Usage | None:
    """Nothing is produced: where the total alone is told, as Voyage does, it is the input's."""
    usage = decode_usage(wire)
    if usage is None or not usage.output:
        return usage
    return replace(usage, input=usage.input + usage.output, output=0, reasoning=0)


def _floats(value: Any) -> list[float]:
    """A vector from numbers, or from little-endian float32 in base64."""
    if isinstance(value, str):
        try:
            floats = array("f", base64.b64decode(value, validate=True))
        except (binascii.Error, ValueError):
            raise DialectError("A vector cannot be read", "data") from None
        if sys.byteorder == "big":
            floats.byteswap()
        return floats.tolist()
    if not isinstance(value, list):
        raise DialectError("A vector cannot be read", "data")
    return value


def _base64(vector: list[float]) -> str:
    floats = array("f", vector)
    if sys.byteorder == "big":
        floats.byteswap()
    return base64.b64encode(floats.tobytes()).decode()


class OpenAIEmbeddings(OpenAIChat):
    """The functions above as a dialect of the registry, with OpenAI's errors."""

    name = NAME

    def peek(self, body: bytes) -> Peek:
        return peek(body)

    def edit_request(self, body: bytes, edits: RequestEdits) -> bytes:
        return body if edits.model is None else edit_request(body, edits.model)

    def edit_answer(self, body: bytes, model: str) -> bytes:
        return edit_answer(body, model)

    def answer_usage(self, body: bytes) -> tuple[Usage | None, list[str], Failure | None]:
        usage, failure = answer_usage(body)
        return usage, [], failure

    def prompt_texts(self, body: bytes) -> tuple[list[str], int]:
        return prompt_texts(body)

    def decode_request(self, body: bytes) -> Conversation:
        head = wire.decode(_head, body)
        value = wire.loads(head.input or b"null")
        prompt_texts(body)  # refuses what is no input
        single = isinstance(value, str) or (bool(value) and isinstance(value[0], int))
        inputs = [value] if single else value
        return vectors.request(head.model or "", vectors.Texts(inputs, head.dimensions), self.name)

    def encode_request(self, conversation: Conversation, model: str) -> bytes:
        texts = vectors.texts_of(conversation)
        body: dict[str, Any] = {"model": model, "input": texts.inputs, "encoding_format": "float"}
        if texts.dimensions is not None:
            body["dimensions"] = texts.dimensions
        return wire.dumps(body)

    def decode_answer(self, body: bytes) -> Answer:
        answer = wire.decode(_answer, body)
        found = wire.decode(_vectors, answer.data)
        found.sort(key=lambda each: each.index if isinstance(each.index, int) else 0)
        model = answer.model if isinstance(answer.model, str) else ""
        floats = [_floats(each.embedding) for each in found]
        return vectors.answer(model, floats, _usage(answer.usage))

    def encode_answer(self, answer: Answer, model: str) -> bytes:
        """Base64 where the client asked for it: OpenAI's npm package then reads nothing else."""
        asked = answer.extra.get(vectors.ASKED)
        packed = False
        if isinstance(asked, bytes):
            packed = wire.decode(_head, asked).encoding_format == "base64"
        data = [
            {
                "object": "embedding",
                "index": index,
                "embedding": _base64(vector) if packed else vector,
            }
            for index, vector in enumerate(vectors.vectors_of(answer))
        ]
        body: dict[str, Any] = {"object": "list", "data": data, "model": model}
        if answer.usage is not None:
            usage = encode_usage(answer.usage)
            body["usage"] = {name: usage[name] for name in ("prompt_tokens", "total_tokens")}
        return wire.dumps(body)
