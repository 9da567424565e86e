"""How Qt hears that asyncio's selector has events; here by the selector's own descriptor."""

from __future__ import annotations

import selectors
from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, QSocketNotifier, Slot


class Watch(Protocol):
    """A selector, and a way to have the loop's pump called when it has events.

    Only the loop's thread uses it, `wake` excepted.
    """

    selector: selectors.BaseSelector
    """What asyncio registers with and the pump polls, with `select(0)`."""

    def start(self, pump: Callable[[], None], interrupt: Callable[[], None]) -> None:
        """Begin, not watching yet. `interrupt` gives the selector an event, from any thread."""

    def stop(self) -> None:
        """End; nothing calls the pump any more until the next `start`."""

    def resume(self) -> None:
        """Watch: call the pump once there are events. Nothing changes if it watches already."""

    def pause(self) -> None:
        """Do not call the pump over and over for events that it cannot take now."""

    def wake(self) -> bool:
        """Call the pump soon, from any thread. False: `interrupt` is this watch's way to do it."""


def has_descriptor() -> bool:
    """Whether the selector can itself be watched: epoll and kqueue can, Windows' select cannot."""
    return hasattr(selectors.DefaultSelector, "fileno")


class Call(QObject):
    """A slot that calls a function, or nothing while there is none.

    It is connected for good. To connect and disconnect a plain method for each run would be
    unsafe: PySide 6.8 mixes such receivers up while other threads emit signals.
    """

    def __init__(self) -> None:
        super().__init__()
        self.function: Callable[[], None] | None = None

    @Slot()
    def call(self) -> None:
        """Call it; an exception goes to Qt's caller."""
        if self.function is not None:
            self.function()


class DescriptorWatch:
    """One QSocketNotifier on the descriptor of epoll or kqueue, readable while it has events."""

    def __init__(self) -> None:
        selector = selectors.DefaultSelector()
        self.selector: selectors.BaseSelector = selector
        self._call = Call()
        self._notifier = QSocketNotifier(selector.fileno(), QSocketNotifier.Type.Read)
        self._notifier.setEnabled(False)
        self._notifier.activated.connect(self._call.call)
        self._watching = False

    def start(self, pump: Callable[[], None], interrupt: Callable[[], None]) -> None:
        """Know whom to call."""
        self._call.function = pump

    def stop(self) -> None:
        """Disable the notifier: asyncio may close the selector next."""
        self.pause()
        self._call.function = None

    def resume(self) -> None:
        """Enable the notifier."""
        if not self._watching:
            self._watching = True
            self._notifier.setEnabled(True)

    def pause(self) -> None:
        """Disable the notifier: its descriptor stays readable, and Qt would call without end."""
        if self._watching:
            self._watching = False
            self._notifier.setEnabled(False)

    def wake(self) -> bool:
        """The selector's descriptor is all that is watched."""
        return False
