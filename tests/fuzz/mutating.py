"""Bytes from bytes: random ones, and good ones with something wrong. The same for the same seed."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence

_VALUES = (
    b"null", b"true", b"[]", b"{}", b'""', b"0", b"-1", b"1e999", b"-0.0", b"1.5", b"[[]]",
    b"99999999999999999999999", b'"\\ud800"', b'"\\u0000"', b"[null]", b'{"type":null}', b'"x"',
)  # fmt: skip
_JSON_VALUE = re.compile(rb'"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?|true|false|null')
_NOISE = (
    b"\r",
    b"\n",
    b"\n\n",
    b"\xff",
    b"\x00",
    b'"',
    b"\\",
    b"{",
    b"}",
    b"data:",
    b"\xef\xbb\xbf",
)


def inputs(seed: int, seeds: Sequence[bytes]) -> Iterator[bytes]:
    """Without end."""
    chance = random.Random(seed)
    while True:
        if chance.random() < 0.1:
            yield chance.randbytes(chance.randrange(400))
            continue
        data = chance.choice(seeds)
        for _ in range(chance.randrange(1, 5)):
            data = chance.choice(_CHANGES)(chance, data)
        yield data[:100_000]


def _value(chance: random.Random, data: bytes) -> bytes:
    """A JSON value, or a name, becomes another."""
    found = list(_JSON_VALUE.finditer(data))
    if not found:
        return data
    place = chance.choice(found)
    other = chance.choice([chance.choice(_VALUES), chance.choice(found).group()])
    return data[: place.start()] + other + data[place.end() :]


def _flip(chance: random.Random, data: bytes) -> bytes:
    if not data:
        return data
    at = chance.randrange(len(data))
    return data[:at] + bytes((data[at] ^ 1 << chance.randrange(8),)) + data[at + 1 :]


def _insert(chance: random.Random, data: bytes) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + chance.choice(_NOISE) + data[at:]


def _cut(chance: random.Random, data: bytes) -> bytes:
    start, end = sorted((chance.randrange(len(data) + 1), chance.randrange(len(data) + 1)))
    return data[:start] + data[end:] if chance.random() < 0.5 else data[start:end]


def _repeat(chance: random.Random, data: bytes) -> bytes:
    start, end = sorted((chance.randrange(len(data) + 1), chance.randrange(len(data) + 1)))
    return data[:end] + data[start:end] * chance.randrange(1, 4) + data[end:]


def _nest(chance: random.Random, data: bytes) -> bytes:
    found = list(_JSON_VALUE.finditer(data))
    if not found:
        return data
    place, depth = chance.choice(found), chance.choice((2, 2, 2, 50, 900))
    opening, closing = chance.choice(((b"[", b"]"), (b'{"type":', b"}")))
    inner = opening * depth + place.group() + closing * depth
    return data[: place.start()] + inner + data[place.end() :]


_CHANGES: Sequence[Callable[[random.Random, bytes], bytes]] = (
    _value, _value, _value, _flip, _insert, _cut, _repeat, _nest,
)  # fmt: skip
