"""Ollama's embeddings as clients ask for them: ``/api/embed``, and ``/api/embeddings`` before it.

After Ollama's API reference (https://docs.ollama.com/api/embed). ``truncate`` and ``options`` are
dropped; no upstream is asked in these dialects.
"""

from __future__ import annotations

from typing import Any

from gateway.dialects import vectors, wire
from gateway.dialects.base import Peek
from gateway.dialects.members import Members
from gateway.dialects.ollama.dialect import Ollama
from gateway.domain.conversation import Answer, Conversation
from gateway.domain.usage import NO_USAGE
from gateway.errors import DialectError


class OllamaEmbeddings(Ollama):
    """See :class:`~gateway.dialects.base.Dialect`; it never streams."""

    name = "ollama_embeddings"
    _input = "input"

    def peek(self, body: bytes) -> Peek:
        members = Members(wire.loads(body))
        model = members.text("model")
        if not model:
            raise DialectError("The request names no model", "model")
        self._texts(members)
        return Peek(model=self._named(model), max_output=0)

    def prompt_texts(self, body: bytes) -> tuple[list[str], int]:
        return self._texts(Members(wire.loads(body))), 0

    def decode_request(self, body: bytes) -> Conversation:
        members = Members(wire.loads(body))
        inputs: list[str | list[int]] = [*self._texts(members)]
        texts = vectors.Texts(inputs, members.integer("dimensions"))
        return vectors.request(members.text("model"), texts, self.name)

    def _texts(self, members: Members) -> list[str]:
        texts = members.texts(self._input)
        if not texts:
            raise DialectError(f"The request has no {self._input}", self._input)
        return texts

    def encode_answer(self, answer: Answer, model: str) -> bytes:
        durations = self._clock.durations()
        body: dict[str, Any] = {
            "model": model,
            "embeddings": vectors.vectors_of(answer),
            "total_duration": durations["total_duration"],
            "load_duration": 0,
            "prompt_eval_count": (answer.usage or NO_USAGE).input,
        }
        return wire.dumps(body)


class OllamaLegacyEmbeddings(OllamaEmbeddings):
    """One text in ``prompt``, one vector back."""

    name = "ollama_legacy_embeddings"
    _input = "prompt"

    def encode_answer(self, answer: Answer, model: str) -> bytes:
        return wire.dumps({"embedding": next(iter(vectors.vectors_of(answer)), [])})
