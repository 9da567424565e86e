"""What embedding dialects have in common: texts in, vectors out.

An embedding travels between its two dialects as the one opaque block of a conversation, and back as
the one of an answer, so that the relay carries it like any other request.
"""

from __future__ import annotations

from dataclasses import dataclass

from gateway.domain.conversation import Answer, Choice, Conversation, Opaque, Turn
from gateway.domain.usage import Usage
from gateway.errors import DialectError

_NAME = "embeddings"

ASKED = "asked"
"""The member of an answer's ``extra`` that holds the client's request: its form decides ours."""


@dataclass(frozen=True, slots=True)
class Texts:
    """What is to be embedded: texts, or token ids; ``dimensions`` None for the model's own."""

    inputs: list[str | list[int]]
    dimensions: int | None = None


@dataclass(frozen=True, slots=True)
class Vectors:
    """One vector for each input, in their order."""

    vectors: list[list[float]]


def request(model: str, texts: Texts, dialect: str) -> Conversation:
    return Conversation(model, [Turn("user", [Opaque(_NAME, texts)])], dialect=dialect)


def texts_of(conversation: Conversation) -> Texts:
    """Raises DialectError for a conversation that is no embedding."""
    for turn in conversation.turns:
        for block in turn.blocks:
            if isinstance(block, Opaque) and isinstance(block.value, Texts):
                return block.value
    raise DialectError("This is no embedding")


def answer(model: str, vectors: list[list[float]], usage: Usage | None) -> Answer:
    return Answer("", model, [Choice([Opaque(_NAME, Vectors(vectors))])], usage)


def vectors_of(whole: Answer) -> list[list[float]]:
    """Raises DialectError for an answer that is no embedding."""
    for choice in whole.choices:
        for block in choice.blocks:
            if isinstance(block, Opaque) and isinstance(block.value, Vectors):
                return block.value.vectors
    raise DialectError("This is no embedding")
