"""What a person may ask of the request log, term by term: ``model:sonnet``, ``>5s``, ``-is:test``.

A name is one with ``*`` (any characters), else one that it equals, else those that hold it; case
does not matter. ``#7`` is a channel, token or person by number. Several names of one subject are
alternatives, everything else has to be true together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, TypeVar

Compare = Literal["=", "<", "<=", ">", ">="]
K = TypeVar("K")


class Subject(StrEnum):
    """What a term speaks of; the values are the words that are typed."""

    MODEL = "model"
    SERVED = "served"
    """The model that answered, under an alias or in another's stead; or whence an answer came that
    nobody was asked for, :data:`GIVEN_AGAIN`.
    """
    CHANNEL = "channel"
    TOKEN = "token"  # noqa: S105 - a word of the query, no secret
    PERSON = "person"
    CLIENT = "client"
    STATUS = "status"
    IS = "is"
    TEXT = "text"
    TOTAL = "total"
    """Milliseconds from the request to the end of its answer."""
    FIRST = "first"
    """Milliseconds until the first token."""
    COST = "cost"
    """Nano-dollars that were charged."""
    IN = "in"
    OUT = "out"
    TRIES = "tries"


NUMBERS = frozenset(
    {Subject.TOTAL, Subject.FIRST, Subject.COST, Subject.IN, Subject.OUT, Subject.TRIES}
)
NAMED = (
    *(Subject.MODEL, Subject.CHANNEL, Subject.TOKEN, Subject.PERSON, Subject.CLIENT),
    Subject.SERVED,
)
ALTERNATIVES = frozenset({*NAMED, Subject.STATUS})
STATUSES = ("done", "cut_short", "cancelled", "failed", "refused", "interrupted")
ERROR = "error"
"""As a status: whatever counts as an error (failed, refused, interrupted)."""
RUNNING = "running"
"""As a status: what has not ended; the store holds none of it."""
TEST, STREAM, ESTIMATED = "test", "stream", "estimated"
KINDS = (TEST, STREAM, ESTIMATED)
GIVEN_AGAIN = ("cache", "replay")


@dataclass(frozen=True, slots=True)
class Term:
    """``number`` and ``compare`` for what is counted, ``value`` for everything else."""

    subject: Subject
    value: str = ""
    number: int = 0
    compare: Compare = "="
    without: bool = False

    def holds(self, number: int) -> bool:
        """Whether a number is on this side of the limit."""
        match self.compare:
            case "<":
                return number < self.number
            case "<=":
                return number <= self.number
            case ">":
                return number > self.number
            case ">=":
                return number >= self.number
        return number == self.number


def numbered(value: str) -> int | None:
    """The number of ``#7``; None for a name."""
    rest = value.removeprefix("#")
    digits = rest != value and rest.isascii() and rest.isdigit() and len(rest) < 10
    return int(rest) if digits else None


def pattern(value: str) -> re.Pattern[str]:
    """A name with ``*`` as an expression for the whole name."""
    parts = (re.escape(part) for part in value.casefold().split("*"))
    return re.compile(".*".join(parts), re.DOTALL)


def named(value: str, names: Mapping[K, str]) -> list[K]:
    """Whose names are meant."""
    wanted = value.casefold()
    if "*" in wanted:
        matches = pattern(wanted).fullmatch
        return [key for key, name in names.items() if matches(name.casefold())]
    same = [key for key, name in names.items() if name.casefold() == wanted]
    return same or [key for key, name in names.items() if wanted in name.casefold()]


def by_subject(terms: Iterable[Term]) -> dict[Subject, list[Term]]:
    """Terms that are alternatives, side by side; without those that exclude."""
    groups: dict[Subject, list[Term]] = {}
    for term in terms:
        if not term.without:
            groups.setdefault(term.subject, []).append(term)
    return groups
