"""qasync's loop given back to asyncio: its queues, timers and transports, and one round of them.

asyncio's `_run_once` waits in the selector and then calls what is ready. Here Qt does the waiting,
so the two halves are apart, and the second may break off for Qt to paint.
"""

from __future__ import annotations

import asyncio
import heapq
import os
import selectors
import socket
from asyncio import base_events
from asyncio.log import logger
from collections import deque
from time import monotonic
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QCoreApplication

os.environ["QT_API"] = "pyside6"  # qasync obeys a QT_API left in the user's shell, PyQt's too

import qasync

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    _QasyncLoop = asyncio.SelectorEventLoop
else:
    _QasyncLoop = qasync.QSelectorEventLoop

StockQasyncLoop: Any = qasync.QEventLoop

_AsyncioLoop: Any = asyncio.SelectorEventLoop
_format_handle: Any = vars(base_events)["_format_handle"]

# asyncio's own thresholds for sweeping cancelled timers out of the heap (base_events.py).
_SWEEP_ABOVE_TIMERS = 100
_SWEEP_ABOVE_FRACTION = 0.5


class AsyncioRounds(_QasyncLoop):
    """qasync's loop without its own scheduling, over whatever selector it is given."""

    # What typeshed does not show of asyncio.
    _ready: deque[asyncio.Handle]
    _scheduled: list[Any]
    _timer_cancelled_count: int
    _clock_resolution: float
    _closed: bool
    _debug: bool
    _stopping: bool
    _thread_id: int | None
    _current_handle: asyncio.Handle | None
    _csock: socket.socket
    _selector: selectors.BaseSelector

    if TYPE_CHECKING:

        def _check_closed(self) -> None: ...
        def _check_running(self) -> None: ...
        def _process_events(self, event_list: object) -> None: ...
        def _set_coroutine_origin_tracking(self, enabled: bool) -> None: ...
        def _asyncgen_firstiter_hook(self, agen: AsyncGenerator[Any, Any]) -> None: ...
        def _asyncgen_finalizer_hook(self, agen: AsyncGenerator[Any, Any]) -> None: ...
        def _write_to_self(self) -> None: ...

    def __init__(self, app: QCoreApplication, selector: selectors.BaseSelector) -> None:
        self._given_selector = selector
        self._left_in_round = 0
        cast(Any, super()).__init__(app)
        # Its connection would keep a loop alive that everybody else has forgotten.
        vars(self)["_QEventLoop__call_soon_signal"].disconnect()
        vars(self)["_QEventLoop__call_soon_signal"] = None

    def _make_self_pipe(self) -> None:
        # asyncio's constructor calls this right after it stored the selector that qasync made up.
        self._selector = self._given_selector
        _AsyncioLoop._make_self_pipe(self)

    # What qasync replaces by Qt timers and notifiers is asyncio's again.
    run_until_complete = _AsyncioLoop.run_until_complete
    is_running = _AsyncioLoop.is_running
    time = _AsyncioLoop.time
    call_soon = _AsyncioLoop.call_soon
    call_at = _AsyncioLoop.call_at
    call_later = _AsyncioLoop.call_later
    call_soon_threadsafe = _AsyncioLoop.call_soon_threadsafe
    run_in_executor = _AsyncioLoop.run_in_executor
    set_default_executor = _AsyncioLoop.set_default_executor
    set_exception_handler = _AsyncioLoop.set_exception_handler
    default_exception_handler = _AsyncioLoop.default_exception_handler
    call_exception_handler = _AsyncioLoop.call_exception_handler
    get_debug = _AsyncioLoop.get_debug
    set_debug = _AsyncioLoop.set_debug
    _add_callback = _AsyncioLoop._add_callback
    _add_reader = _AsyncioLoop._add_reader
    _remove_reader = _AsyncioLoop._remove_reader
    _add_writer = _AsyncioLoop._add_writer
    _remove_writer = _AsyncioLoop._remove_writer

    def _collect(self) -> bool:
        """The first half of a round: make ready what is due. False if there is nothing at all."""
        self._drop_cancelled()
        found = self._selector.select(0)
        if found:
            self._process_events(found)
        scheduled = self._scheduled
        if scheduled:
            due_before = self.time() + self._clock_resolution
            while scheduled and scheduled[0]._when < due_before:
                timer = heapq.heappop(scheduled)
                timer._scheduled = False
                self._ready.append(timer)
        self._left_in_round = len(self._ready)
        return self._left_in_round > 0

    def _run_round(self, end: float) -> None:
        """The second half: call what the first half left ready, not what that makes ready.

        It breaks off at `end`, in seconds of `time.monotonic`. The next call goes on with the rest,
        without a new first half: that would find, and call, the waiting readers once more.
        """
        ready = self._ready
        left = self._left_in_round
        try:
            while left:
                left -= 1
                handle = ready.popleft()
                if handle._cancelled:
                    continue
                if self._debug:
                    self._run_timed(handle)
                else:
                    handle._run()
                # Whoever stops the loop relies on the whole round.
                if monotonic() >= end and not self._stopping:
                    break
        finally:
            self._left_in_round = left

    def _run_timed(self, handle: asyncio.Handle) -> None:
        self._current_handle = handle
        try:
            began = self.time()
            handle._run()
            took = self.time() - began
            if took >= self.slow_callback_duration:
                logger.warning("Executing %s took %.3f seconds", _format_handle(handle), took)
        finally:
            self._current_handle = None

    def _drop_cancelled(self) -> None:
        """Take cancelled timers from the head of the heap, or all of them if they are the most."""
        scheduled = self._scheduled
        many = len(scheduled) > _SWEEP_ABOVE_TIMERS
        if many and self._timer_cancelled_count > len(scheduled) * _SWEEP_ABOVE_FRACTION:
            for timer in scheduled:
                timer._scheduled = not timer._cancelled
            scheduled[:] = [timer for timer in scheduled if timer._scheduled]
            heapq.heapify(scheduled)
            self._timer_cancelled_count = 0
        while scheduled and scheduled[0]._cancelled:
            self._timer_cancelled_count -= 1
            heapq.heappop(scheduled)._scheduled = False
