"""The text that filters the log: read into terms, changed term by term, completed while typed.

    model:sonnet status:error -client:cursor >5s cost>=0.01 "free text"

Pieces are separated by spaces; a value with spaces stands in quotation marks, ``\\"`` is a mark
itself. ``-`` excludes. What is not understood stays out of the filter and is told with its place;
a word before a colon that is no filter's (``llama3:8b``) is text like any other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from enum import StrEnum

from gateway.domain.log_terms import (
    ERROR,
    KINDS,
    NUMBERS,
    RUNNING,
    STATUSES,
    Compare,
    Subject,
    Term,
)
from gateway.domain.money import NANO

MOST = 10**15
LONGEST = 500
ALIASES = {
    "duration": Subject.TOTAL,
    "time": Subject.TOTAL,
    "input": Subject.IN,
    "output": Subject.OUT,
    "attempts": Subject.TRIES,
    "app": Subject.CLIENT,
    "user": Subject.PERSON,
}
WORDS: dict[str, Subject] = {str(each): each for each in Subject if each is not Subject.TEXT}
STATUS_VALUES = (RUNNING, ERROR, *STATUSES)
_STATUS_ALIASES = {"ok": "done", "errors": ERROR, "canceled": "cancelled"}
# What Chinese input methods type instead.
_WIDE = str.maketrans("：＞＜＝－“”　", ':><=-"" ')
_PIECE = re.compile(r"-?(?:([A-Za-z]+)(:|>=|<=|>|<|=)|(>=|<=|>|<))")
_NUMBER = re.compile(r"\$?(\d{1,15}(?:\.\d{0,9})?|\.\d{1,9})([a-z]*)", re.IGNORECASE)
_SECONDS = {"": 1000, "s": 1000, "ms": 1, "m": 60_000, "min": 60_000, "h": 3_600_000}
_COUNTS = {"": 1, "k": 1000, "m": 1_000_000}


class Trouble(StrEnum):
    """Why a piece is not understood."""

    WORD = "word"
    """No filter has this name, but one is nearly called so."""
    STATUS = "status"
    KIND = "kind"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the text from ``start`` to ``end``; without term and trouble it is unfinished."""

    start: int
    end: int
    raw: str
    term: Term | None = None
    trouble: Trouble | None = None
    meant: str = ""
    """The filter that was probably meant."""


@dataclass(frozen=True, slots=True)
class Query:
    """A text and what it was read as."""

    text: str = ""
    pieces: tuple[Piece, ...] = ()

    @property
    def terms(self) -> tuple[Term, ...]:
        return tuple(piece.term for piece in self.pieces if piece.term is not None)

    @property
    def troubles(self) -> tuple[Piece, ...]:
        return tuple(piece for piece in self.pieces if piece.trouble is not None)

    def of(self, subject: Subject) -> tuple[Term, ...]:
        """The terms of one subject."""
        return tuple(term for term in self.terms if term.subject is subject)

    def only(self, subject: Subject) -> str | None:
        """The one value that is asked for, '' for none; None where it is more than one value."""
        terms = self.of(subject)
        if not terms:
            return ""
        return terms[0].value if len(terms) == 1 and not terms[0].without else None


def parse(text: str) -> Query:
    """Reads any text; never fails."""
    plain = text.translate(_WIDE)
    return Query(text, tuple(_read(plain, start, end) for start, end in spans(plain)))


def spans(plain: str) -> Iterable[tuple[int, int]]:
    """Where pieces stand: separated by spaces outside quotation marks."""
    at, size = 0, len(plain)
    while at < size:
        if plain[at].isspace():
            at += 1
            continue
        start, quoted = at, False
        while at < size and (quoted or not plain[at].isspace()):
            if quoted and plain[at] == "\\":
                at += 1
            elif plain[at] == '"':
                quoted = not quoted
            at += 1
        yield start, min(at, size)


def split(raw: str) -> tuple[str, str, str]:
    """A piece's word, its colon or comparison, and the rest; word and mark '' for plain text."""
    match = _PIECE.match(raw)
    if match is None:
        return "", "", raw.removeprefix("-")
    return match[1] or "", match[2] or match[3], raw[match.end() :]


def _read(plain: str, start: int, end: int) -> Piece:
    raw = plain[start:end]
    without = raw.startswith("-")
    word, mark, rest = split(raw)
    value = _unquoted(rest)
    if not mark:
        term = Term(Subject.TEXT, value[:LONGEST], without=without) if value else None
        return Piece(start, end, raw, term)
    subject = WORDS.get(word.lower()) or ALIASES.get(word.lower()) if word else Subject.TOTAL
    if subject is None or (subject not in NUMBERS and mark not in ":="):
        meant = get_close_matches(word.lower(), WORDS, 1, 0.75) if subject is None else []
        if meant:
            return Piece(start, end, raw, None, Trouble.WORD, meant[0])
        whole = _unquoted(raw.removeprefix("-"))
        return Piece(start, end, raw, Term(Subject.TEXT, whole[:LONGEST], without=without))
    if not value:
        return Piece(start, end, raw)
    made = _term(subject, mark, value, without)
    if isinstance(made, Trouble):
        return Piece(start, end, raw, None, made, str(subject))
    return Piece(start, end, raw, made)


def _term(subject: Subject, mark: str, value: str, without: bool) -> Term | Trouble:
    if subject in NUMBERS:
        number = _number(subject, value)
        if number is None:
            return Trouble.NUMBER
        compare: dict[str, Compare] = {"<": "<", "<=": "<=", ">": ">", ">=": ">="}
        return Term(subject, "", number, compare.get(mark, "="), without)
    if subject is Subject.STATUS:
        value = value.lower().replace("-", "_").replace(" ", "_")
        value = _STATUS_ALIASES.get(value, value)
        if value not in STATUS_VALUES:
            return Trouble.STATUS
    elif subject is Subject.IS:
        value = value.lower()
        if value not in KINDS:
            return Trouble.KIND
    return Term(subject, value[:LONGEST], without=without)


def _number(subject: Subject, value: str) -> int | None:
    """In the term's own unit: milliseconds, nano-dollars or a count."""
    match = _NUMBER.fullmatch(value)
    if match is None:
        return None
    units = _COUNTS
    if subject in (Subject.TOTAL, Subject.FIRST):
        units = _SECONDS
    elif subject is Subject.COST:
        units = {"": NANO}
    factor = units.get(match[2].lower())
    if factor is None or (value.startswith("$") and subject is not Subject.COST):
        return None
    try:
        return min(MOST, int((Decimal(match[1]) * factor).to_integral_value()))
    except InvalidOperation:
        return None


def _unquoted(raw: str) -> str:
    """A value without its quotation marks; an open one reaches to the end."""
    if '"' not in raw:
        return raw
    out, quoted, at = [], False, 0
    while at < len(raw):
        char = raw[at]
        if char == "\\" and quoted and at + 1 < len(raw):
            at += 1
            out.append(raw[at])
        elif char == '"':
            quoted = not quoted
        else:
            out.append(char)
        at += 1
    return "".join(out)


def quoted(value: str) -> str:
    """A value as it has to be typed."""
    plain = value.translate(_WIDE)
    if value and plain == value and '"' not in value and not any(c.isspace() for c in value):
        return value
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def write(term: Term) -> str:
    """A term as it has to be typed."""
    sign = "-" if term.without else ""
    if term.subject is Subject.TEXT:
        word = quoted(term.value)
        plain = split(word) == ("", "", word) and not word.startswith("-")
        return sign + (word if plain or word.startswith('"') else f'"{word}"')
    if term.subject in NUMBERS:
        return f"{sign}{term.subject}{term.compare}{_written(term)}"
    return f"{sign}{term.subject}:{quoted(term.value)}"


def _written(term: Term) -> str:
    if term.subject is Subject.COST:
        return format((Decimal(term.number) / NANO).normalize(), "f")
    if term.subject in (Subject.TOTAL, Subject.FIRST):
        whole, rest = divmod(term.number, 1000)
        return f"{term.number}ms" if rest else f"{whole}s"
    return str(term.number)


def put(text: str, subject: Subject, value: str) -> str:
    """The text with this one value of the subject, '' for none; everything else stays."""
    new = [write(Term(subject, value))] if value else []
    parts: list[str] = []
    for piece in parse(text).pieces:
        if piece.term is None or piece.term.subject is not subject:
            parts.append(text[piece.start : piece.end])
        else:
            parts += new
            new = []
    return " ".join([*_closed(parts), *new])


def add(text: str, term: Term) -> str:
    """The text with one more term."""
    parts = [text[piece.start : piece.end] for piece in parse(text).pieces]
    return " ".join([*_closed(parts), write(term)])


def _closed(parts: list[str]) -> list[str]:
    """The last piece may hold an open quotation mark, which would swallow what comes after it."""
    for end in ('"', '\\"'):
        if parts and len(tuple(spans(f"{parts[-1]} x".translate(_WIDE)))) == 1:
            parts = [*parts[:-1], parts[-1] + end]
    return parts
