"""Cyclic garbage is collected on the window's thread only.

Python collects wherever an allocation happens to cross its threshold: in the store's writer, in an
executor. A widget or timer that dies there is destroyed by the wrong thread, and Qt may crash.
"""

from __future__ import annotations

import gc
import time

_OLD_EVERY_S = 30.0
"""Between collections of the oldest generation: the long ones."""


class Collector:
    """Takes over from the automatic collector; :meth:`step` is called on the window's thread."""

    def __init__(self) -> None:
        self._thresholds = gc.get_threshold()
        self._old_due = time.monotonic() + _OLD_EVERY_S
        gc.collect()
        # What the start made stays: looking through it again would only hold the loop.
        gc.freeze()
        gc.disable()

    def step(self) -> None:
        """Collects what the automatic collector would have, the oldest generation now and then."""
        young, middle, old = gc.get_count()
        if old > self._thresholds[2] and time.monotonic() >= self._old_due:
            self._old_due = time.monotonic() + _OLD_EVERY_S
            gc.collect()
        elif middle > self._thresholds[1]:
            gc.collect(1)
        elif young > self._thresholds[0]:
            gc.collect(0)

    def close(self) -> None:
        """Hands back to the automatic collector."""
        gc.unfreeze()
        gc.enable()
