"""One table for every key: no two rows want the same, and each has words."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence

from desktop.frame_keys import PAGE_METHODS
from desktop.frame_pages import RAIL
from desktop.shortcuts import GROUP_WORDS, TABLE, Group, page_keys, shortcut, shown, with_keys


def test_no_two_actions_share_a_key() -> None:
    keys = [each for row in TABLE for each in row.keys]
    keys += [page_keys(number) for number, _ in enumerate(RAIL, 1)]
    assert len(keys) == len(set(keys))


def test_every_key_is_one_that_qt_can_read() -> None:
    for row in TABLE:
        for keys in row.keys:
            assert not QKeySequence(keys).isEmpty(), keys
        assert row.words
        assert row.group in GROUP_WORDS
    assert set(GROUP_WORDS) == set(Group)


def test_pages_have_keys_up_to_the_seventh() -> None:
    assert [page_keys(1), page_keys(7), page_keys(8)] == ["Ctrl+1", "Ctrl+7", ""]


def test_a_tooltip_names_the_keys() -> None:
    assert shown("palette")
    assert with_keys("Find", "palette") == f"Find ({shown('palette')})"
    assert with_keys("Find", "no such row") == "Find"


def test_what_pages_answer_is_in_the_table() -> None:
    assert all(not shortcut(key).told_only for key in PAGE_METHODS)
