"""Embeddings of vendors' own formats, read as OpenAI's once they are worded so."""

from __future__ import annotations

from abc import ABC, abstractmethod

from gateway.dialects import vectors, wire
from gateway.dialects.base import StreamDecoder
from gateway.dialects.chatlike import Wire, an_object
from gateway.dialects.embeddings import OpenAIEmbeddings
from gateway.dialects.lossy import unconvertible
from gateway.dialects.openai_chat.stream_decode import ChatDecoder
from gateway.domain.conversation import Answer, Conversation
from gateway.domain.failure import Failure
from gateway.domain.usage import Usage

_OPENAI = OpenAIEmbeddings()


class EmbeddingLike(ABC):
    """An :class:`~gateway.dialects.base.UpstreamDialect` that takes texts; it never streams."""

    name: str
    most = 0
    """So many texts it takes at once; 0 for any number."""

    @abstractmethod
    def request(self, texts: list[str], dimensions: int | None, model: str) -> Wire:
        """The body that asks for vectors of these texts."""

    @abstractmethod
    def answer(self, value: Wire) -> Wire:
        """Vectors as OpenAI's ``data`` and ``usage``, or ``{"error": ...}``."""

    def encode_request(self, conversation: Conversation, model: str) -> bytes:
        asked = vectors.texts_of(conversation)
        texts = [text for text in asked.inputs if isinstance(text, str)]
        if len(texts) < len(asked.inputs):
            raise unconvertible("An embedding of token ids", "input")
        if self.most and len(texts) > self.most:
            raise unconvertible(f"More than {self.most} texts in an embedding", "input")
        return wire.dumps(self.request(texts, asked.dimensions, model))

    def decode_answer(self, body: bytes) -> Answer:
        return _OPENAI.decode_answer(self._worded(body))

    def answer_usage(self, body: bytes) -> tuple[Usage | None, list[str], Failure | None]:
        return _OPENAI.answer_usage(self._worded(body))

    def stream_decoder(self) -> StreamDecoder:
        return ChatDecoder()

    def _worded(self, body: bytes) -> bytes:
        return wire.dumps(self.answer(an_object(wire.loads(body))))
