"""How Qt hears that asyncio's selector has events; here by the selector's own descriptor."""

from __future__ import annotations

import selectors
from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QSocketNotifier


class Watch(Protocol):
    """A selector, and a way to have the loop's pump called when it has events.

    Only the loop's thread uses it, `wake` excepted.
    """

    selector: selectors.BaseSelector
    """What asyncio registers with and the pump polls, with `select(0)`."""

    cheap: bool
    """Whether a way through Qt costs no more than polling once more to avoid it."""

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


class DescriptorWatch:
    """One QSocketNotifier on the descriptor of epoll or kqueue, readable while it has events."""

    cheap = True

    def __init__(self) -> None:
        self._selector = selectors.DefaultSelector()
        self.selector: selectors.BaseSelector = self._selector
        self._notifier: QSocketNotifier | None = None
        self._watching = False

    def start(self, pump: Callable[[], None], interrupt: Callable[[], None]) -> None:
        """Make the notifier; it lives for one run, so it never outlives the descriptor."""
        app = QCoreApplication.instance()
        self._notifier = QSocketNotifier(self._selector.fileno(), QSocketNotifier.Type.Read, app)
        self._notifier.setEnabled(False)
        # The slot takes no arguments, so PySide converts none.
        self._notifier.activated.connect(pump)

    def stop(self) -> None:
        """Drop the notifier."""
        self.pause()
        if self._notifier is not None:
            self._notifier.activated.disconnect()
            self._notifier.deleteLater()  # not now: it may be the caller
            self._notifier = None

    def resume(self) -> None:
        """Enable the notifier."""
        if self._notifier is not None and not self._watching:
            self._watching = True
            self._notifier.setEnabled(True)

    def pause(self) -> None:
        """Disable the notifier: its descriptor stays readable, and Qt would call without end."""
        if self._notifier is not None and self._watching:
            self._watching = False
            self._notifier.setEnabled(False)

    def wake(self) -> bool:
        """The selector's descriptor is all that is watched."""
        return False
