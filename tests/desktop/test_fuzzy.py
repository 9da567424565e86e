"""A few letters find what is meant, and the likelier thing comes first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.fuzzy import match


def ranked(query: str, *texts: str) -> list[str]:
    found = {text: match(query, text) for text in texts}
    kept = [(hit.score, text) for text, hit in found.items() if hit is not None]
    return [text for _, text in sorted(kept, key=lambda pair: -pair[0])]


@pytest.mark.parametrize(
    ("query", "text", "marked"),
    [
        ("log", "Logs", "Log"),
        ("ac", "Add channel", "Ac"),
        ("tok new", "New token", "Newtok"),
        ("设置", "服务器设置", "设置"),
        ("gpt4", "gpt-4o-mini", "gpt4"),
        ("STRASSE", "Straße", None),
        ("xyz", "Logs", None),
        ("sgol", "Logs", None),
    ],
)
def test_letters_stand_in_their_order(query: str, text: str, marked: str | None) -> None:
    found = match(query, text)
    letters = None if found is None else "".join(text[at] for at in found.positions)
    assert letters == marked


def test_the_start_of_a_word_says_more_than_its_middle() -> None:
    assert ranked("log", "Catalogue", "Open logs", "Logs") == ["Logs", "Open logs", "Catalogue"]
    assert ranked("set", "Reset", "Settings") == ["Settings", "Reset"]
    assert ranked("tc", "Test all channels", "Attic") == ["Test all channels", "Attic"]


@given(st.text(max_size=12), st.text(max_size=30))
def test_whatever_is_typed_the_positions_lie_in_the_text(query: str, text: str) -> None:
    found = match(query, text)
    if found is not None:
        assert list(found.positions) == sorted(set(found.positions))
        assert all(0 <= at < len(text) for at in found.positions)


@given(st.text(alphabet=st.characters(max_codepoint=127), min_size=1, max_size=30))
def test_a_text_finds_itself(text: str) -> None:
    assert match(text, text) is not None
