"""What can be done in the window, by name: for the palette and for menus of the frame.

Any part may add: `window.commands.add(Action("usage-export", words, run, icon="download"))`, or a
source that is asked whenever the palette opens: `window.commands.add_source(my_actions)`.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass

STATE_MENU = "state"
"""The menu of the footer's first segment."""


@dataclass(frozen=True, slots=True)
class Action:
    """``key`` is stable: what was used lately is remembered by it.

    ``words`` and ``detail`` are called when they are shown, so they follow the language.
    ``shortcut`` is a key of `desktop/shortcuts.py`, ``keys`` what is pressed where that has none.
    ``menu`` puts it into a menu of the frame as well. ``available`` hides it while it is False.
    """

    key: str
    words: Callable[[], str]
    run: Callable[[], object]
    icon: str = ""
    detail: Callable[[], str] = str
    shortcut: str = ""
    keys: str = ""
    menu: str = ""
    available: Callable[[], bool] = lambda: True


Source = Callable[[], Awaitable[Iterable[Action]]]


class Actions:
    """The registry: what is always there, and sources for what comes and goes."""

    def __init__(self) -> None:
        self._actions: dict[str, Action] = {}
        self._sources: list[Source] = []

    def add(self, *actions: Action) -> None:
        """Adds; one with a known key takes the other's place."""
        for action in actions:
            self._actions[action.key] = action

    def remove(self, key: str) -> None:
        """Takes one away, if it is there."""
        self._actions.pop(key, None)

    def add_source(self, source: Source) -> None:
        """Asked in the background each time the palette opens."""
        self._sources.append(source)

    @property
    def sources(self) -> tuple[Source, ...]:
        return tuple(self._sources)

    def all(self) -> list[Action]:
        """What can be done now, in the order it was added."""
        return [action for action in self._actions.values() if action.available()]

    def of_menu(self, menu: str) -> list[Action]:
        """What belongs into a menu of the frame."""
        return [action for action in self.all() if action.menu == menu]

    def get(self, key: str) -> Action | None:
        return self._actions.get(key)
