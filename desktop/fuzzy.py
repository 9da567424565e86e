"""Finding by a few letters: which of many texts is meant, and which letters matched."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

_START: Final = 12
"""A letter that begins a word says more than one inside it."""
_NEXT: Final = 8
_GAP: Final = 1
_SEPARATORS: Final = frozenset(" -_./:·,()")


@dataclass(frozen=True, slots=True)
class Match:
    """``score``: higher is better; ``positions``: the characters of the text that matched."""

    score: int
    positions: tuple[int, ...]


def match(query: str, text: str) -> Match | None:
    """Whether the letters of ``query`` stand in ``text`` in their order; None if they do not.

    Words of the query may come in any order: "tok new" finds "New token". Case does not count.
    """
    lowered = text.casefold()
    if len(lowered) != len(text):  # ß and its like: positions would not fit
        lowered = text.lower()
    score, positions = 0, set[int]()
    for word in query.casefold().split():
        found = _match_word(word, lowered)
        if found is None:
            return None
        score += found.score
        positions.update(found.positions)
    # Among equal matches the shorter text is the likelier one.
    return Match(score * 16 - len(text), tuple(sorted(positions)))


def begins(query: str, text: str) -> bool:
    """Whether every word of ``query`` begins a word of ``text``: for text that is seldom meant."""
    words = text.casefold().split()
    return all(any(word.startswith(asked) for word in words) for asked in query.casefold().split())


def _match_word(word: str, text: str) -> Match | None:
    whole = _whole(word, text)
    if whole is not None:
        return whole
    best: Match | None = None
    for start, character in enumerate(text):
        if character == word[0]:
            found = _from(start, word, text)
            if found is None:
                break
            if best is None or found.score > best.score:
                best = found
    return best


def _whole(word: str, text: str) -> Match | None:
    """The word as it is typed, where it says most: at a word's start."""
    at = text.find(word)
    if at < 0:
        return None
    start = at
    while start >= 0 and not _begins(start, text):
        start = text.find(word, start + 1)
    start = at if start < 0 else start
    score = _NEXT * len(word) + (_START if _begins(start, text) else 0) + len(word)
    return Match(score, tuple(range(start, start + len(word))))


def _from(start: int, word: str, text: str) -> Match | None:
    positions = [start]
    for character in word[1:]:
        at = text.find(character, positions[-1] + 1)
        if at < 0:
            return None
        positions.append(at)
    score = 0
    for number, at in enumerate(positions):
        if _begins(at, text):
            score += _START
        if number and at == positions[number - 1] + 1:
            score += _NEXT
        elif number:
            score -= _GAP * min(at - positions[number - 1], 10)
    return Match(score, tuple(positions))


def _begins(at: int, text: str) -> bool:
    return at == 0 or text[at - 1] in _SEPARATORS
