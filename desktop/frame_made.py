"""Pages that are made when they are first wanted, or while nothing goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

_EVERY_MS = 150
_BUSY_MS = 2000


class MadePages(Mapping[str, QWidget]):
    """Every page by its key; asking for one makes it. ``arrived`` is told of each."""

    def __init__(
        self, makers: Mapping[str, Callable[[], QWidget]], arrived: Callable[[str, QWidget], None]
    ) -> None:
        self._makers = makers
        self._arrived = arrived
        self._made: dict[str, QWidget] = {}

    @property
    def made(self) -> Mapping[str, QWidget]:
        """Those that are there."""
        return self._made

    @property
    def missing(self) -> list[str]:
        """Those that nobody has asked for."""
        return [key for key in self._makers if key not in self._made]

    def __getitem__(self, key: str) -> QWidget:
        if key not in self._made:
            self._made[key] = self._makers[key]()
            self._arrived(key, self._made[key])
        return self._made[key]

    def __contains__(self, key: object) -> bool:
        return key in self._makers

    def __iter__(self) -> Iterator[str]:
        return iter(self._makers)

    def __len__(self) -> int:
        return len(self._makers)


class PageMaker(QObject):
    """Makes the pages that are missing, one at a time, once the window shows and nothing streams:
    a page holds the loop for longer than a stream should wait.
    """

    def __init__(
        self, pages: MadePages, is_busy: Callable[[], bool], keys: list[str], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._pages = pages
        self._is_busy = is_busy
        self._keys = keys
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._make)

    def begin(self) -> None:
        """The window shows."""
        if not self._timer.isActive():
            self._timer.start(_EVERY_MS)

    def end(self) -> None:
        """It went: what is not made can wait."""
        self._timer.stop()

    def _make(self) -> None:
        wanted = [key for key in self._keys if key in self._pages.missing]
        if not wanted:
            return
        if self._is_busy():
            self._timer.start(_BUSY_MS)
            return
        self._pages[wanted[0]]  # asking for it makes it
        self._timer.start(_EVERY_MS)
