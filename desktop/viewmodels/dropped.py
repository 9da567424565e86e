"""What was dropped on the window: read away from the loop, refused when it is no short text."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

LONGEST = 32_768
"""Bytes: what is looked through for keys at once, and far more than a household's keys."""
MOST_FILES = 8


class Refusal(StrEnum):
    TOO_LONG = "too_long"
    NOT_TEXT = "not_text"
    UNREADABLE = "unreadable"
    FOLDER = "folder"
    TOO_MANY = "too_many"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Dropped:
    """The text, or why there is none and of which file (its name alone)."""

    text: str = ""
    refusal: Refusal | None = None
    name: str = ""


def take_text(text: str) -> Dropped:
    """Text that was dragged itself."""
    if not text.strip():
        return Dropped(refusal=Refusal.EMPTY)
    if len(text) > LONGEST:
        return Dropped(refusal=Refusal.TOO_LONG)
    return Dropped(text)


async def take_files(paths: Sequence[Path]) -> Dropped:
    """Several files are looked through as one text, in their order."""
    if len(paths) > MOST_FILES:
        return Dropped(refusal=Refusal.TOO_MANY)
    return await asyncio.to_thread(_read_all, paths)


def _read_all(paths: Sequence[Path]) -> Dropped:
    texts: list[str] = []
    left = LONGEST
    for path in paths:
        found = _read(path, left)
        if found.refusal is not None:
            return found
        texts.append(found.text)
        left -= len(found.text.encode())
    whole = "\n".join(texts)
    return Dropped(whole) if whole.strip() else Dropped(refusal=Refusal.EMPTY, name=paths[0].name)


def _read(path: Path, most: int) -> Dropped:
    try:
        if path.is_dir():
            return Dropped(refusal=Refusal.FOLDER, name=path.name)
        if not path.is_file():  # a pipe or a device would never end
            return Dropped(refusal=Refusal.UNREADABLE, name=path.name)
        with path.open("rb") as file:
            raw = file.read(most + 1)
    except OSError:
        return Dropped(refusal=Refusal.UNREADABLE, name=path.name)
    text = decode(raw)
    if text is None:
        return Dropped(refusal=Refusal.NOT_TEXT, name=path.name)
    if len(raw) > most:
        return Dropped(refusal=Refusal.TOO_LONG, name=path.name)
    return Dropped(text)


def decode(raw: bytes) -> str | None:
    """UTF-8, or UTF-16 with its mark as Windows' editor writes it; None for what is no text."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return raw.decode("utf-16")
        except UnicodeDecodeError:
            return None
    if b"\0" in raw:
        return None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # Cut in the middle of a character is still text.
        whole = error.start >= len(raw) - 3
        return raw[: error.start].decode("utf-8-sig") if whole and error.start else None
