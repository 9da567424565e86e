"""Gemini's embeddings: ``embedContent`` and ``batchEmbedContents``, told apart by their bodies.

After Google's API reference (v1beta). Vectors that pass are never decoded.
"""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import Raw, Struct

from gateway.dialects import counting, vectors, wire
from gateway.dialects.base import Peek, RequestEdits
from gateway.dialects.gemini.dialect import Gemini
from gateway.dialects.gemini.errors import failure_of
from gateway.dialects.gemini.fields import bare_model, get
from gateway.dialects.gemini.usage import decode_usage
from gateway.dialects.lossy import unconvertible
from gateway.domain.conversation import Answer, Conversation
from gateway.domain.failure import Failure
from gateway.domain.usage import Usage
from gateway.errors import DialectError


class _Values(Struct):
    values: list[float] = []


class _Body(Struct, rename="camel"):
    embedding: Raw = Raw()
    embeddings: Raw = Raw()
    usage_metadata: Any = None
    error: Any = None


_body: msgspec.json.Decoder[_Body] = msgspec.json.Decoder(_Body)
_one: msgspec.json.Decoder[_Values] = msgspec.json.Decoder(_Values)
_many: msgspec.json.Decoder[list[_Values]] = msgspec.json.Decoder(list[_Values])


def is_batch(body: bytes) -> bool:
    """Whether a request is ``batchEmbedContents``."""
    return "requests" in wire.members(body)


def _requests(body: bytes) -> list[dict[str, Any]]:
    value = wire.loads(body)
    if not isinstance(value, dict):
        raise DialectError("Expected a JSON object")
    found = counting.dicts(value["requests"]) if "requests" in value else [value]
    if not found or any(not request.get("content") for request in found):
        raise DialectError("The request has no content", "content")
    return found


def _text(request: dict[str, Any]) -> str:
    """The text of one content; several parts are one text of as many lines."""
    content = request["content"]
    if isinstance(content, str):
        return content
    parts = content.get("parts") if isinstance(content, dict) else None
    parts = [parts] if isinstance(parts, dict) else parts
    texts: list[str] = []
    for part in counting.dicts(parts):
        if not isinstance(part.get("text"), str):
            raise unconvertible("Anything but text in an embedding", "content")
        texts.append(part["text"])
    return "\n".join(texts)


class GeminiEmbeddings(Gemini):
    """See :class:`~gateway.dialects.base.Dialect`; it never streams."""

    name = "gemini_embeddings"

    def peek(self, body: bytes) -> Peek:
        model = _requests(body)[0].get("model")
        return Peek(model=bare_model(model) if isinstance(model, str) else "", max_output=0)

    def edit_request(self, body: bytes, edits: RequestEdits) -> bytes:
        """Every model that a body names has to be the path's."""
        if edits.model is None:
            return body
        name = f"models/{bare_model(edits.model)}"
        request = wire.members(body)
        changes: dict[str, Any] = {"model": name} if "model" in request else {}
        if "requests" in request:
            inner = [wire.members(each) for each in wire.decode(_raws, request["requests"])]
            changes["requests"] = [{**each, "model": name} for each in inner]
        return wire.edit(body, changes)

    def edit_answer(self, body: bytes, model: str) -> bytes:
        return body

    def answer_usage(self, body: bytes) -> tuple[Usage | None, list[str], Failure | None]:
        found = wire.decode(_body, body)
        if found.error is not None:
            return None, [], failure_of(found.error)
        if not (bytes(found.embedding) or bytes(found.embeddings)):
            raise DialectError("The answer has no embeddings", "embeddings")
        return decode_usage(found.usage_metadata), [], None

    def prompt_texts(self, body: bytes) -> tuple[list[str], int]:
        found = [_parts_text(request) for request in _requests(body)]
        return [text for text in found if text], 0

    def decode_request(self, body: bytes) -> Conversation:
        requests = _requests(body)
        dimensions = get(requests[0], "outputDimensionality")
        texts = vectors.Texts(
            [_text(request) for request in requests],
            dimensions if isinstance(dimensions, int) else None,
        )
        return vectors.request("", texts, self.name)

    def encode_request(self, conversation: Conversation, model: str) -> bytes:
        texts = vectors.texts_of(conversation)
        requests: list[dict[str, Any]] = []
        for text in texts.inputs:
            if not isinstance(text, str):
                raise unconvertible("An input of token ids", "input")
            one: dict[str, Any] = {
                "model": f"models/{bare_model(model)}",
                "content": {"parts": [{"text": text}]},
            }
            if texts.dimensions is not None:
                one["outputDimensionality"] = texts.dimensions
            requests.append(one)
        return wire.dumps({"requests": requests})

    def decode_answer(self, body: bytes) -> Answer:
        found = wire.decode(_body, body)
        if found.error is not None:
            raise DialectError(failure_of(found.error).message)
        if bytes(found.embeddings):
            many = wire.decode(_many, found.embeddings)
        else:
            many = [wire.decode(_one, found.embedding)]
        usage = decode_usage(found.usage_metadata)
        return vectors.answer("", [each.values for each in many], usage)

    def encode_answer(self, answer: Answer, model: str) -> bytes:
        found = [{"values": vector} for vector in vectors.vectors_of(answer)]
        asked = answer.extra.get(vectors.ASKED)
        if isinstance(asked, bytes) and not is_batch(asked) and found:
            return wire.dumps({"embedding": found[0]})
        return wire.dumps({"embeddings": found})


_raws: msgspec.json.Decoder[list[Raw]] = msgspec.json.Decoder(list[Raw])


def _parts_text(request: dict[str, Any]) -> str:
    """As :func:`_text`; what is no text counts nothing."""
    content = request["content"]
    parts = content.get("parts") if isinstance(content, dict) else None
    parts = [parts] if isinstance(parts, dict) else parts
    texts = [part.get("text") for part in counting.dicts(parts)]
    return "\n".join(text for text in texts if isinstance(text, str))
