"""The table of shortcuts at work: each row of `desktop/shortcuts.py` gets its `QShortcut`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from desktop.frame_pages import RAIL
from desktop.shortcuts import TABLE, page_keys

# What a page offers for a key of the table: it has a method of this name.
PAGE_METHODS: Mapping[str, str] = {
    "new": "start_new",
    "find": "start_search",
    "refresh": "reload",
}


class FrameKeys:
    """Shortcuts of the window. Keys of a page are on while the page in front has what they do."""

    def __init__(
        self, window: QWidget, go: Callable[[str], object], acts: Mapping[str, Callable[[], object]]
    ) -> None:
        self._page: QWidget | None = None
        self._of_page: dict[str, list[QShortcut]] = {}
        for number, entry in enumerate(RAIL, 1):
            if keys := page_keys(number):
                self._make(window, keys, partial(go, entry.key))
        for row in TABLE:
            if row.told_only:
                continue
            method = PAGE_METHODS.get(row.key, "")
            act = partial(self._ask_page, method) if method else acts[row.key]
            made = [self._make(window, keys, act) for keys in row.keys]
            if method:
                self._of_page[method] = made

    @staticmethod
    def _make(window: QWidget, keys: str, act: Callable[[], object]) -> QShortcut:
        shortcut = QShortcut(QKeySequence(keys), window)
        shortcut.activated.connect(lambda: act())
        return shortcut

    def set_page(self, page: QWidget) -> None:
        """Another page is in front."""
        self._page = page
        for method, shortcuts in self._of_page.items():
            for shortcut in shortcuts:
                # One that is off leaves the key to a page that brings its own.
                shortcut.setEnabled(hasattr(page, method))

    def _ask_page(self, method: str) -> None:
        ask = getattr(self._page, method, None)
        if ask is not None:
            ask()
