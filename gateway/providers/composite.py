"""Keys of several parts, joined by bars: who may be what, and what is refused."""

from __future__ import annotations

from gateway.domain.credentials import SEPARATOR, parts_of
from gateway.providers.base import invalid_key


def parts(key: str, counts: tuple[int, ...], example: str) -> tuple[str, ...]:
    """The parts of a key that has one of these numbers of them, none empty.

    Raises ServiceError ``invalid_key``; ``example`` is how one looks.
    """
    found = parts_of(key)
    if len(found) not in counts or not all(found) or any(" " in part for part in found):
        raise invalid_key(example)
    return found


def joined(found: tuple[str, ...]) -> str:
    return SEPARATOR.join(found)
