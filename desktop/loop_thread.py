"""A thread that waits in select for Qt, where the selector has no descriptor to watch (Windows).

The selector has one user at a time. While the loop is idle it is lent to the thread, which waits in
`select`, rings and parks; the loop's thread then has it until the loop is idle again, and takes it
back earlier when a callback changes what is watched. On Windows select takes at most 512 sockets,
and asyncio has no processes and no signal handlers on a selector.
"""

from __future__ import annotations

import selectors
import threading
from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot

from desktop.loop_watch import Call

_Answer = list[tuple[selectors.SelectorKey, int]]


class LentSelector(selectors.BaseSelector):
    """A selector that can be lent to a waiting thread and taken back; for the loop's thread only.

    `ring` is called in the waiting thread after each of its selects.
    """

    def __init__(self, inner: selectors.BaseSelector, ring: Callable[[], None]) -> None:
        self._inner = inner
        self._ring = ring
        self._interrupt: Callable[[], None] | None = None
        self._thread: threading.Thread | None = None
        self._lent = False
        self._answer: _Answer = []
        # Binary semaphores: one side releases, the other acquires.
        self._go = threading.Lock()
        self._go.acquire()
        self._parked = threading.Lock()
        self._parked.acquire()

    def start(self, interrupt: Callable[[], None]) -> None:
        """Start the thread, parked; `interrupt` must make a select that waits return."""
        self._interrupt = interrupt
        thread = threading.Thread(target=self._serve, name="loop-select", daemon=True)
        thread.start()
        self._thread = thread

    def stop(self) -> None:
        """Take the selector back and end the thread."""
        thread, self._thread = self._thread, None
        if thread is None:
            return
        self._take_back()
        self._interrupt = None
        self._go.release()
        thread.join()

    def lend(self) -> None:
        """Let the thread wait for the next events."""
        if not self._lent and self._thread is not None:
            self._lent = True
            self._go.release()

    def _serve(self) -> None:
        while self._go.acquire() and self._interrupt is not None:
            try:
                self._answer = self._inner.select()
            except Exception:
                self._answer = []  # the loop's own select meets the same error and raises it
            self._parked.release()
            self._ring()

    def _take_back(self) -> None:
        if not self._lent:
            return
        if not self._parked.acquire(blocking=False) and self._interrupt is not None:
            self._interrupt()
            self._parked.acquire()
        # Its answer is forgotten: it may name what changes now, and what stays is found again.
        self._lent = False

    def select(self, timeout: float | None = None) -> _Answer:
        """What is ready now: nothing, as long as the thread still waits. Never waits itself."""
        if self._lent:
            if not self._parked.acquire(blocking=False):
                return []
            self._lent = False
            if self._answer:
                return self._answer
        return self._inner.select(0)

    def register(self, fileobj: Any, events: int, data: Any = None) -> selectors.SelectorKey:
        """As in selectors, with the thread parked."""
        self._take_back()
        return self._inner.register(fileobj, events, data)

    def unregister(self, fileobj: Any) -> selectors.SelectorKey:
        """As in selectors, with the thread parked."""
        self._take_back()
        return self._inner.unregister(fileobj)

    def modify(self, fileobj: Any, events: int, data: Any = None) -> selectors.SelectorKey:
        """As in selectors, with the thread parked."""
        self._take_back()
        return self._inner.modify(fileobj, events, data)

    def get_map(self) -> Mapping[Any, selectors.SelectorKey]:
        """As in selectors."""
        return self._inner.get_map()

    def get_key(self, fileobj: Any) -> selectors.SelectorKey:
        """As in selectors."""
        return self._inner.get_key(fileobj)

    def close(self) -> None:
        """As in selectors."""
        self._inner.close()


class _Bell(Call):
    """Calls the pump in the loop's thread, once however often it was rung meanwhile."""

    rung = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._ringing = False
        self.rung.connect(self._on_rung, Qt.ConnectionType.QueuedConnection)

    def ring(self) -> None:
        """Have the pump called soon; from any thread."""
        if not self._ringing:
            self._ringing = True
            self.rung.emit()

    @Slot()
    def _on_rung(self) -> None:
        # Lowered first: who still finds it raised is served by this very call.
        self._ringing = False
        self.call()


class ThreadWatch:
    """A waiting thread around any selector, and a queued signal to the loop's thread."""

    def __init__(self, selector: selectors.BaseSelector | None = None) -> None:
        self._bell = _Bell()
        self._lent = LentSelector(selector or selectors.DefaultSelector(), self._bell.ring)
        self.selector: selectors.BaseSelector = self._lent

    def start(self, pump: Callable[[], None], interrupt: Callable[[], None]) -> None:
        """Start the thread, parked."""
        self._bell.function = pump
        self._lent.start(interrupt)

    def stop(self) -> None:
        """End the thread."""
        self._lent.stop()
        self._bell.function = None

    def resume(self) -> None:
        """Lend the selector to the thread."""
        self._lent.lend()

    def pause(self) -> None:
        """Nothing to do: the thread rings once and parks."""

    def wake(self) -> bool:
        """Ring without the detour through the selector."""
        self._bell.ring()
        return True
