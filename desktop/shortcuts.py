"""Every key of the window in one table, for shortcuts, tooltips, the palette and the sheet.

Qt shows and takes Cmd for Ctrl on a Mac by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP
from PySide6.QtGui import QKeySequence

from desktop.i18n import translate

_CONTEXT: Final = "shortcuts"
PAGES_WITH_KEYS: Final = 7


class Group(StrEnum):
    """How the sheet of shortcuts is divided."""

    GO = "go"
    PAGE = "page"
    EDIT = "edit"
    WINDOW = "window"


GROUP_WORDS: Final[dict[Group, object]] = {
    Group.GO: QT_TRANSLATE_NOOP("shortcuts", "Go to"),
    Group.PAGE: QT_TRANSLATE_NOOP("shortcuts", "On a page"),
    Group.EDIT: QT_TRANSLATE_NOOP("shortcuts", "In lists and editors"),
    Group.WINDOW: QT_TRANSLATE_NOOP("shortcuts", "Window"),
}


@dataclass(frozen=True, slots=True)
class Shortcut:
    """``keys`` as `QKeySequence` reads them, the first being the one that is shown.

    ``told_only``: the widget that is meant handles the key itself.
    """

    key: str
    group: Group
    label: object
    keys: tuple[str, ...]
    told_only: bool = False

    @property
    def words(self) -> str:
        """What it does, in the language of now."""
        return translate(_CONTEXT, str(self.label))

    @property
    def shown(self) -> str:
        """The keys as this system writes them."""
        return native(self.keys[0])


TABLE: Final = (
    Shortcut("palette", Group.GO, QT_TRANSLATE_NOOP("shortcuts", "Find anything"), ("Ctrl+K",)),
    Shortcut("settings", Group.GO, QT_TRANSLATE_NOOP("shortcuts", "Settings"), ("Ctrl+,",)),
    Shortcut("new", Group.PAGE, QT_TRANSLATE_NOOP("shortcuts", "New"), ("Ctrl+N",)),
    Shortcut("find", Group.PAGE, QT_TRANSLATE_NOOP("shortcuts", "Search or filter"), ("Ctrl+F",)),
    Shortcut("refresh", Group.PAGE, QT_TRANSLATE_NOOP("shortcuts", "Refresh"), ("F5",)),
    Shortcut(
        "escape",
        Group.PAGE,
        QT_TRANSLATE_NOOP("shortcuts", "Close what is open, clear a filter"),
        ("Esc",),
        told_only=True,
    ),
    Shortcut(
        "save", Group.EDIT, QT_TRANSLATE_NOOP("shortcuts", "Save"), ("Ctrl+S",), told_only=True
    ),
    Shortcut(
        "raise",
        Group.EDIT,
        QT_TRANSLATE_NOOP("shortcuts", "Raise the channel's priority"),
        ("Alt+Up",),
        told_only=True,
    ),
    Shortcut(
        "lower",
        Group.EDIT,
        QT_TRANSLATE_NOOP("shortcuts", "Lower the channel's priority"),
        ("Alt+Down",),
        told_only=True,
    ),
    Shortcut(
        "copy-address",
        Group.WINDOW,
        QT_TRANSLATE_NOOP("shortcuts", "Copy the address"),
        ("Ctrl+Shift+C",),
    ),
    Shortcut(
        "rail",
        Group.WINDOW,
        QT_TRANSLATE_NOOP("shortcuts", "Narrow or widen the page list"),
        ("Ctrl+B",),
    ),
    Shortcut(
        "help",
        Group.WINDOW,
        QT_TRANSLATE_NOOP("shortcuts", "Keyboard shortcuts"),
        ("F1", "Ctrl+/"),
    ),
    Shortcut(
        "close", Group.WINDOW, QT_TRANSLATE_NOOP("shortcuts", "Close the window"), ("Ctrl+W",)
    ),
    Shortcut("quit", Group.WINDOW, QT_TRANSLATE_NOOP("shortcuts", "Quit"), ("Ctrl+Q",)),
)
_BY_KEY: Final = {each.key: each for each in TABLE}


def shortcut(key: str) -> Shortcut:
    """The row of an action; KeyError if there is none."""
    return _BY_KEY[key]


def shown(key: str) -> str:
    """The keys of an action as this system writes them; '' for one without."""
    found = _BY_KEY.get(key)
    return found.shown if found is not None else ""


def page_keys(number: int) -> str:
    """The keys of the rail's page, counted from 1; '' for those that have none."""
    return f"Ctrl+{number}" if number <= PAGES_WITH_KEYS else ""


def native(keys: str) -> str:
    """Keys as this system writes them."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)


def with_keys(words: str, key: str) -> str:
    """A tooltip: the words and, in brackets, the keys that do the same."""
    keys = shown(key)
    return f"{words} ({keys})" if keys else words
