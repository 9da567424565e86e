"""What is wrong now, from whoever notices, and the one thing the window says about it.

Anybody with the window may tell: `window.problems.set("backup", Problem(...))`, and
`window.problems.clear("backup")` when it is over. The most important one shows, as a banner under
the title of the page in front (`desktop/frame_banner.py`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import QObject, Signal

from desktop.theme import StatusName


class Rank(IntEnum):
    """What is told first; a gap of ten between neighbours leaves room."""

    STORE = 10
    """Requests are refused: nothing can be written."""
    VAULT = 20
    """Requests are refused: keys cannot be opened."""
    LEDGER = 25
    """A balance was changed by something else than Homeport."""
    PAUSED = 30
    NETWORK = 40
    CHANNELS = 50
    PORT = 60
    SHARING = 70
    BACKUP = 80
    UPDATE = 90


@dataclass(frozen=True, slots=True)
class Problem:
    """One sentence and at most one action.

    ``say`` and ``action`` are called whenever words are needed, so they follow the language; an
    action without words is no action. ``busy`` tells whether the action runs. ``page`` limits it
    to the page of that key. ``about`` is what the problem is: a closed one stays closed until it
    is set again about something else.
    """

    rank: Rank
    say: Callable[[], str]
    status: StatusName = "warn"
    action: Callable[[], str] = str
    act: Callable[[], object] = lambda: None
    busy: Callable[[], bool] = lambda: False
    page: str = ""
    closable: bool = True
    about: object = None


class ProblemList(QObject):
    """Problems by the key of who told them."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._problems: dict[str, Problem] = {}
        self._closed: dict[str, object] = {}

    def set(self, key: str, problem: Problem) -> None:
        """Tells of a problem, or of another state of it (``busy``, ``about``)."""
        self._problems[key] = problem
        if key in self._closed and self._closed[key] != problem.about:
            del self._closed[key]
        self.changed.emit()

    def clear(self, key: str) -> None:
        """It is over. When it comes again it is told again."""
        known = self._problems.pop(key, None)
        self._closed.pop(key, None)
        if known is not None:
            self.changed.emit()

    def close(self, key: str) -> None:
        """A person has seen it; it is told again when it is about something else."""
        problem = self._problems.get(key)
        if problem is not None:
            self._closed[key] = problem.about
            self.changed.emit()

    def worst(self, page: str) -> tuple[str, Problem] | None:
        """The key and the problem to tell on ``page``; of equal rank, the one told first."""
        open_ones = [
            (key, problem)
            for key, problem in self._problems.items()
            if problem.page in ("", page) and key not in self._closed
        ]
        return min(open_ones, key=lambda pair: pair[1].rank, default=None)
