"""The palette's state: what was typed, what it finds, and what was used lately."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from desktop.aio import Jobs
from desktop.fuzzy import begins, match
from desktop.ui_state import UiState
from desktop.viewmodels.actions import Action, Actions, Source

log = logging.getLogger(__name__)

RECENT = 8
MOST = 60
_RECENT_KEY = "palette/recent"
_IN_WORDS = 1_000
"""A match in the words counts so much more than one that needs the detail."""


@dataclass(frozen=True, slots=True)
class Hit:
    """An action, and the characters of its words that matched."""

    action: Action
    words: str
    detail: str
    positions: tuple[int, ...] = ()


class PaletteModel(QObject):
    """``changed`` when there are other hits: typed, or a source answered."""

    changed = Signal()

    def __init__(self, actions: Actions, ui_state: UiState, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._actions = actions
        self._ui_state = ui_state
        self._jobs = Jobs(self, self._failed)
        self._query = ""
        self._found: dict[int, tuple[Action, ...]] = {}

    def open(self) -> None:
        """Begins anew: nothing typed, everything asked for again."""
        self._query = ""
        for number, source in enumerate(self._actions.sources):
            self._jobs.run(f"source {number}", self._ask(number, source))
        self.changed.emit()

    def search(self, query: str) -> None:
        self._query = query
        self.changed.emit()

    @property
    def query(self) -> str:
        return self._query.strip()

    def hits(self) -> list[Hit]:
        """The best first; with nothing typed, what was used lately, then the frame's own."""
        if not self.query:
            return self._lately()
        scored: list[tuple[int, int, Hit]] = []
        recent = self.recent
        for order, action in enumerate(self._all()):
            words, detail = action.words(), action.detail()
            found = match(self.query, words)
            if found is not None:
                score, positions = found.score + _IN_WORDS, found.positions
            elif begins(self.query, f"{words} {detail}"):
                score, positions = 0, ()
            else:
                continue
            if action.key in recent:
                score += (RECENT - recent.index(action.key)) * 8
            scored.append((-score, order, Hit(action, words, detail, positions)))
        scored.sort(key=lambda each: each[:2])
        return [hit for _, _, hit in scored[:MOST]]

    def use(self, key: str) -> Action | None:
        """Remembers that it was chosen, and gives it."""
        action = next((each for each in self._all() if each.key == key), None)
        if action is not None:
            recent = [key, *[each for each in self.recent if each != key]][:RECENT]
            self._ui_state.set_text(_RECENT_KEY, "\n".join(recent))
        return action

    @property
    def recent(self) -> list[str]:
        """Keys of what was used lately, the last first."""
        return [key for key in self._ui_state.text(_RECENT_KEY).split("\n") if key]

    def _lately(self) -> list[Hit]:
        known = {action.key: action for action in self._all()}
        first = [known[key] for key in self.recent if key in known]
        rest = [action for action in self._actions.all() if action not in first]
        return [Hit(each, each.words(), each.detail()) for each in (*first, *rest)][:MOST]

    def _all(self) -> list[Action]:
        found = [action for number in sorted(self._found) for action in self._found[number]]
        return [*self._actions.all(), *found]

    async def _ask(self, number: int, source: Source) -> None:
        self._found[number] = tuple(await source())
        self.changed.emit()

    def _failed(self, error: Exception) -> None:
        # What is known by heart can still be chosen.
        log.warning("the palette could not be filled: %s", error)
