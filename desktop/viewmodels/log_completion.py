"""What can be typed next in the log's filter: words of filters, and values that exist."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desktop.viewmodels.log_query import STATUS_VALUES, WORDS, parse, quoted, split
from gateway.domain.log_terms import KINDS, NUMBERS, Subject

MOST = 12
LEAST_TYPED = 2
"""Letters after which values are offered without their filter's word."""
_ORDER = (
    Subject.MODEL, Subject.CHANNEL, Subject.TOKEN, Subject.PERSON, Subject.CLIENT, Subject.STATUS,
    Subject.IS, Subject.SERVED, Subject.TOTAL, Subject.FIRST, Subject.COST, Subject.IN, Subject.OUT,
    Subject.TRIES,
)  # fmt: skip
_UNASKED = (
    *(Subject.MODEL, Subject.CHANNEL, Subject.TOKEN, Subject.PERSON, Subject.CLIENT),
    Subject.STATUS,
)
"""Whose values are offered without their word."""

Vocabulary = Mapping[Subject, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Option:
    """``text`` takes the place of what was typed; ``value`` is '' for a filter's word alone."""

    text: str
    subject: Subject
    value: str = ""

    @property
    def finished(self) -> bool:
        """Whether a space may follow: a filter's word still wants its value."""
        return bool(self.value)


@dataclass(frozen=True, slots=True)
class Completion:
    """What stands from ``start`` to ``end`` becomes an option's text."""

    start: int
    end: int
    options: tuple[Option, ...]


def complete(text: str, cursor: int, vocabulary: Vocabulary) -> Completion:
    """Options for the piece that the cursor stands in or behind; all words where there is none."""
    start = end = cursor
    for piece in parse(text).pieces:
        if piece.start <= cursor <= piece.end:
            start, end = piece.start, piece.end
    typed = text[start:cursor]
    sign = "-" if typed.startswith("-") else ""
    word, mark, rest = split(typed.translate({ord("："): ":", ord("－"): "-"}))
    if mark == ":" and word.lower() in WORDS:
        subject = WORDS[word.lower()]
        value = rest.strip('"')
        options = _values(subject, value, sign, vocabulary)
        if [option.value.casefold() for option in options] == [value.casefold()]:
            options = []
        return Completion(start, end, tuple(options[:MOST]))
    if mark or '"' in typed:
        return Completion(start, end, ())
    begun = typed.removeprefix("-").lower()
    found = [Option(sign + _opening(each), each) for each in _ORDER if each.startswith(begun)]
    if len(begun) >= LEAST_TYPED:
        for subject in _UNASKED:
            found += _values(subject, begun, sign, vocabulary)
    return Completion(start, end, tuple(found[: MOST if begun else len(_ORDER)]))


def _opening(subject: Subject) -> str:
    return f"{subject}>" if subject in NUMBERS else f"{subject}:"


def _values(subject: Subject, begun: str, sign: str, vocabulary: Vocabulary) -> list[Option]:
    """Values that begin so, then those that hold it."""
    known: Sequence[str] = vocabulary.get(subject, ())
    if subject is Subject.STATUS:
        known = STATUS_VALUES
    elif subject is Subject.IS:
        known = KINDS
    wanted = begun.casefold()
    ranked = [(wanted != name.casefold()[: len(wanted)], name) for name in known]
    return [
        Option(f"{sign}{subject}:{quoted(name)}", subject, name)
        for _later, name in sorted(ranked, key=lambda pair: pair[0])
        if wanted in name.casefold()
    ]
