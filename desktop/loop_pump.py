"""asyncio's loop with Qt as its clock: Qt says when to go on, asyncio's own state says what to do.

The ready queue, the timer heap, the selector and every transport are asyncio's. What is replaced is
its endless `while True: _run_once()`: Qt's event loop calls `_pump` when the selector has events,
when the next deadline has come or when a Qt slot has scheduled something, and `_pump` runs rounds
(poll, then callbacks) until nothing is ready or its slice of time is over.
"""

from __future__ import annotations

import asyncio
import heapq
import math
import sys
import threading
from asyncio import events
from collections.abc import Callable
from contextvars import Context
from time import monotonic
from typing import Any, TypeVarTuple

from PySide6.QtCore import QCoreApplication, Qt, QTimer

from desktop.loop_interrupt import InterruptGuard
from desktop.loop_rounds import AsyncioRounds
from desktop.loop_watch import Call, Watch

_Ts = TypeVarTuple("_Ts")

SLICE = 0.008
"""Seconds that asyncio may run before Qt gets its turn: half a frame at 60 Hz."""

_NEVER = math.inf
_NOW = -math.inf
_LONGEST_WAIT = 24 * 3600.0  # QTimer counts milliseconds in an int


class QtLoop(AsyncioRounds):
    """qasync's loop over asyncio's own machinery; `watch` says how Qt hears of the selector.

    Like qasync's it takes the application and, with `already_running`, joins a Qt loop that
    somebody else runs (a test's, say): it then counts as running until `stop()`, which only lets
    go of Qt.

    A Qt loop that a callback nests (a modal dialog's `exec`) holds asyncio back until it ends,
    since a task must not be entered twice; one that a plain Qt slot nests does not.
    """

    def __init__(
        self, app: QCoreApplication, watch: Watch, *, already_running: bool = False
    ) -> None:
        self.wakeups = 0
        """How often Qt has called this loop."""
        self._application = app
        self._watch = watch
        self._embedded = already_running
        self._attached = False
        self._draining = False
        self._failure: BaseException | None = None
        self._asyncgen_hooks: Any = None
        self._interrupts = InterruptGuard(lambda: self._draining, self._fail)
        self._alarm = QTimer()
        self._alarm.setSingleShot(True)
        self._alarm.setTimerType(Qt.TimerType.PreciseTimer)
        self._alarm_call = Call()
        self._alarm.timeout.connect(self._alarm_call.call)
        self._alarm_at = _NEVER
        self._quit_call = Call()
        super().__init__(app, watch.selector)
        if already_running:
            self._quit_call.function = self._after_run_forever
            app.aboutToQuit.connect(self._quit_call.call)
            self._before_run_forever()

    # Running.

    def run_forever(self) -> None:
        """Run Qt's event loop, and asyncio in it, until `stop()` or until the application quits."""
        self._check_closed()
        self._check_running()
        try:
            self._before_run_forever()
            self._application.exec()
        finally:
            self._after_run_forever()
        failure, self._failure = self._failure, None
        if failure is not None:
            try:
                raise failure
            finally:
                del failure

    def stop(self) -> None:
        """Stop after the callbacks that are ready now, as asyncio does; from any thread."""
        self._stopping = True
        if not self._attached:
            return
        here = threading.get_ident() == self._thread_id
        if here and self._embedded and not self._draining:
            self._detach()
        else:
            self._write_to_self()

    def _before_run_forever(self) -> None:
        self._set_coroutine_origin_tracking(self._debug)
        self._thread_id = threading.get_ident()
        self._asyncgen_hooks = sys.get_asyncgen_hooks()
        sys.set_asyncgen_hooks(self._asyncgen_firstiter_hook, self._asyncgen_finalizer_hook)
        events._set_running_loop(self)
        if not self._embedded:
            self._interrupts.install(self._csock)
        self._attached = True
        # For the run only: a loop that is forgotten must not be kept alive by Qt.
        self._alarm_call.function = self._on_alarm
        self._watch.start(self._pump, super()._write_to_self)
        self._wake()

    def _after_run_forever(self) -> None:
        if self._thread_id is None:
            return
        self._attached = self._embedded = False
        self._quit_call.function = None
        self._alarm.stop()
        self._alarm_call.function = None
        self._alarm_at = _NEVER
        self._watch.stop()
        self._interrupts.remove(keep_descriptor=bool(getattr(self, "_signal_handlers", None)))
        self._stopping = False
        self._thread_id = None
        events._set_running_loop(None)
        self._set_coroutine_origin_tracking(False)
        sys.set_asyncgen_hooks(*self._asyncgen_hooks)

    def _detach(self) -> None:
        """Leave Qt's loop: end it if `run_forever` began it, else only let go of it."""
        self._attached = False
        if self._embedded:
            self._after_run_forever()
        else:
            self._application.exit()

    def _fail(self, failure: BaseException) -> None:
        """Have `run_forever` raise what PySide would print and forget in a call from Qt."""
        self._failure = failure
        self._application.exit()

    # Called by Qt.

    def _on_alarm(self) -> None:
        self._alarm_at = _NEVER
        self._pump()

    def _pump(self) -> None:
        """Run rounds for one slice at most, and see to the next call."""
        self.wakeups += 1
        if not self._attached:
            return
        if self._draining:  # in a Qt loop that a callback nests
            self._watch.pause()
            return
        try:
            self._draining = True
            if self._failure is None:
                self._drain()
        except BaseException as exc:
            if self._embedded:
                self._detach()
                raise
            self._failure = exc
        finally:
            self._draining = False
        if self._stopping or self._failure is not None:
            self._detach()
        elif self._ready:
            # One call in each turn of Qt: not from a ready descriptor and from the alarm.
            self._watch.pause()
            self._wake()
        else:
            self._watch.resume()
            self._arm()

    def _drain(self) -> None:
        """Run rounds until nothing is ready, the slice is over or the loop is to stop."""
        end = monotonic() + SLICE
        while self._left_in_round or self._collect():
            self._run_round(end)
            if self._stopping or monotonic() >= end:
                break

    # Calling Qt.

    def _arm(self) -> None:
        """Set the alarm for the first deadline, unless it goes off earlier anyway."""
        self._drop_cancelled()
        scheduled = self._scheduled
        if scheduled and scheduled[0].when() < self._alarm_at:
            self._alarm_at = scheduled[0].when()
            wait = min(max(self._alarm_at - self.time(), 0.0), _LONGEST_WAIT)
            self._alarm.start(math.ceil(wait * 1000))

    def _wake(self) -> None:
        """Have Qt call soon."""
        if self._alarm_at == _NOW or self._thread_id is None:
            return
        if threading.get_ident() != self._thread_id:
            self._write_to_self()
            return
        self._alarm_at = _NOW
        self._alarm.start(0)

    # Scheduling: asyncio's, plus a word to Qt when it comes from elsewhere than a callback.

    def call_soon(
        self,
        callback: Callable[[*_Ts], object],
        *args: *_Ts,
        context: Context | None = None,
    ) -> asyncio.Handle:
        """As in asyncio: called in a later round, in the order of the calls."""
        if self._debug or self._closed:
            handle: asyncio.Handle = super().call_soon(callback, *args, context=context)
            _drop_own_frame(handle)
        else:
            handle = asyncio.Handle(callback, args, self, context)
            self._ready.append(handle)
        if not self._draining:
            self._wake()
        return handle

    def call_at(
        self,
        when: float,
        callback: Callable[[*_Ts], object],
        *args: *_Ts,
        context: Context | None = None,
    ) -> asyncio.TimerHandle:
        """As in asyncio: called once `time()` has reached `when`, not before."""
        if self._debug or self._closed or when is None:
            timer: asyncio.TimerHandle = super().call_at(when, callback, *args, context=context)
            _drop_own_frame(timer)
        else:
            timer = asyncio.TimerHandle(when, callback, args, self, context)
            heapq.heappush(self._scheduled, timer)
            timer._scheduled = True  # type: ignore[attr-defined]
        if not self._draining and self._scheduled[0] is timer:
            self._wake()
        return timer

    def _write_to_self(self) -> None:
        if self._draining and threading.get_ident() == self._thread_id:
            return  # the pump looks again before it rests
        if not self._watch.wake():
            super()._write_to_self()

    def remove_signal_handler(self, sig: int) -> bool:
        """As in asyncio; signals go on waking a loop that runs."""
        removed = super().remove_signal_handler(sig)
        if self._thread_id is not None and not self._embedded:
            self._interrupts.install(self._csock)
        return removed


def _drop_own_frame(handle: Any) -> None:
    """Have a handle of debug mode blame the caller, as asyncio does."""
    if handle._source_traceback:
        del handle._source_traceback[-1]
