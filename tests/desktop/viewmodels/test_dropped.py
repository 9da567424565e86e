"""What is dropped: text of a sensible size, read away from the loop; everything else is refused."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from desktop.viewmodels.dropped import (
    LONGEST,
    MOST_FILES,
    Dropped,
    Refusal,
    decode,
    take_files,
    take_text,
)

KEYS = "OPENAI_API_KEY=sk-proj-Ab1cD2eF3gH4iJ5kL6mN7oP8qR9s4QhA\n"


def file(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


async def test_files_are_one_text_in_their_order(tmp_path: Path) -> None:
    one, two = file(tmp_path, ".env", b"A=1"), file(tmp_path, "b.json", b'{"B": 2}')
    assert await take_files([one, two]) == Dropped('A=1\n{"B": 2}')


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16"])
async def test_text_is_read_as_editors_write_it(tmp_path: Path, coding: str) -> None:
    path = file(tmp_path, "keys.txt", f"母港 {KEYS}".encode(coding))
    assert (await take_files([path])).text == f"母港 {KEYS}"


async def test_what_is_no_text_is_refused_by_name(tmp_path: Path) -> None:
    picture = file(tmp_path, "cat.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    latin = file(tmp_path, "old.txt", b"\xe9t\xe9" * 40)
    for path in (picture, latin):
        assert await take_files([path]) == Dropped(refusal=Refusal.NOT_TEXT, name=path.name)


async def test_size_and_number_have_limits(tmp_path: Path) -> None:
    whole = file(tmp_path, "whole.txt", b"x" * LONGEST)
    assert (await take_files([whole])).text == "x" * LONGEST
    longer = file(tmp_path, "longer.txt", b"x" * (LONGEST + 1))
    assert await take_files([longer]) == Dropped(refusal=Refusal.TOO_LONG, name="longer.txt")
    # A character cut in two by the limit is no reason to call it no text.
    chinese = file(tmp_path, "chinese.txt", "港".encode() * LONGEST)
    assert (await take_files([chinese])).refusal is Refusal.TOO_LONG
    small = file(tmp_path, "small.txt", b"y")
    assert (await take_files([whole, small])).refusal is Refusal.TOO_LONG
    assert (await take_files([small] * (MOST_FILES + 1))).refusal is Refusal.TOO_MANY


async def test_folders_pipes_and_what_is_gone_are_refused(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert (await take_files([tmp_path])).refusal is Refusal.FOLDER
    assert (await take_files([pipe])).refusal is Refusal.UNREADABLE
    assert (await take_files([tmp_path / "gone"])).refusal is Refusal.UNREADABLE
    assert (await take_files([file(tmp_path, "empty.txt", b" \n")])).refusal is Refusal.EMPTY


def test_dragged_text_has_the_same_limits() -> None:
    assert take_text(KEYS) == Dropped(KEYS)
    assert take_text("  ").refusal is Refusal.EMPTY
    assert take_text("x" * (LONGEST + 1)).refusal is Refusal.TOO_LONG


def test_half_a_utf_16_file_is_no_text() -> None:
    assert decode("港".encode("utf-16")[:-1]) is None
