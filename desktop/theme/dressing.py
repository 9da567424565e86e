"""The style sheet and the language, worn part by part: what shows changes at once, the rest later.

A sheet set on the application makes Qt polish every widget there is, in one go; a language reaches
every text at once. Here each part of a window (a page, the rail, a dialog) wears the sheet itself.
Parts that are hidden change when they are shown, or one after the other while nothing else happens,
so no stream waits for pages that nobody sees.
"""

from __future__ import annotations

import time
import weakref
from itertools import count
from typing import Protocol, TypeGuard

from PySide6.QtCore import QChildEvent, QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

STEP_MS = 40
"""Between two hidden parts; long enough for everything that waits meanwhile."""
STEP_S = 0.006
"""So long widgets of a hidden part are renewed in one go."""


class Follower(Protocol):
    """A widget with sizes or fonts to renew when the theme changes."""

    def restyle(self) -> None:
        """Take fonts and sizes from the theme again."""


class Dressing(QObject):
    """Idle until :meth:`take_over`; then :meth:`wear` stands in for the application's sheet."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sheet = ""
        self._expecting = False
        self._frames: list[QWidget] = []
        self._parts: list[QWidget] = []
        self._known: set[QWidget] = set()
        self._worn: dict[QWidget, str] = {}
        self._unsaid: set[QWidget] = set()
        self._followers: dict[int, weakref.ref[Follower]] = {}
        self._waiting: dict[QWidget, list[weakref.ref[Follower]]] = {}
        self._number = count()
        self._steps = QTimer(self, interval=STEP_MS)
        self._steps.timeout.connect(self._step)

    @property
    def active(self) -> bool:
        """Whether a window has been taken over and is still there."""
        return bool(self._frames) or self._expecting

    def expect(self) -> None:
        """A window is about to be made: it need not first wear what it would only take off."""
        app = QApplication.instance()
        if isinstance(app, QApplication) and not self.active:
            self._expecting = True
            self._sheet = app.styleSheet()
            app.setStyleSheet("")

    @property
    def behind(self) -> int:
        """How many parts have not changed yet."""
        return sum(self._is_behind(part) for part in self._parts if isValid(part))

    def take_over(self, window: QWidget, *frames: QWidget) -> None:
        """From now on the children of ``window`` and of ``frames`` are dressed one by one.

        ``frames`` lie inside the window and have no looks of their own from the sheet.
        """
        app = QApplication.instance()
        assert isinstance(app, QApplication)  # noqa: S101 - there is a window
        self._sheet = app.styleSheet() or self._sheet
        self._expecting = False
        self._frames = [window, *frames]
        self._parts, self._known = [], set()
        self._worn = {}
        for frame in self._frames:
            frame.installEventFilter(self)
        for frame in self._frames:
            for child in frame.children():
                if isinstance(child, QWidget) and child not in self._frames:
                    self._add(child)
        if app.styleSheet():
            app.setStyleSheet("")
        window.destroyed.connect(self._give_back)
        app.focusWindowChanged.connect(self._look_for_windows)

    def wear(self, sheet: str) -> None:
        """Another sheet: at once for what shows, later for the rest."""
        self._sheet = sheet
        self._forget_gone()
        for part in self._parts:
            if part.isVisible():
                self._freshen(part)
        self._steps.start()

    def follow(self, follower: Follower) -> None:
        """Calls ``follower.restyle`` after every change, for hidden parts when they change."""
        self._followers[next(self._number)] = weakref.ref(follower)

    def restyle(self) -> None:
        """Sizes and fonts: at once for what shows, later for the rest, in the order of making."""
        gone = []
        # A copy: what renews itself may make new widgets, which are up to date.
        self._waiting = {}  # what still waited is among those that do now
        for number, reference in list(self._followers.items()):
            follower = reference()
            if follower is None or not isValid(follower):
                gone.append(number)
            elif (part := self._hidden_part(follower)) is None:
                follower.restyle()
            else:
                self._waiting.setdefault(part, []).append(reference)
        for number in gone:
            self._followers.pop(number, None)
        if self._waiting:
            self._steps.start()

    def _hidden_part(self, follower: Follower) -> QWidget | None:
        """The part that it belongs to, if that one has time."""
        if not self._frames or not isinstance(follower, QWidget) or follower.isVisible():
            return None
        walk: QWidget | None = follower
        while walk is not None and walk not in self._known:
            walk = walk.parentWidget()
        return None if walk is None or walk.isVisible() else walk

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.ChildPolished and watched in self._frames:
            child = event.child() if isinstance(event, QChildEvent) else None
            if isinstance(child, QWidget) and child not in self._frames:
                self._add(child)
                self._freshen(child)
        elif kind == QEvent.Type.Show and watched in self._known:
            self._freshen(watched)
        elif kind == QEvent.Type.LanguageChange and self._can_wait(watched):
            self._unsaid.add(watched)
            self._steps.start()
            return True
        return False

    def _can_wait(self, watched: QObject) -> TypeGuard[QWidget]:
        return isinstance(watched, QWidget) and watched in self._known and not watched.isVisible()

    def _add(self, part: QWidget) -> None:
        if part not in self._known:
            self._parts.append(part)
            self._known.add(part)
            part.installEventFilter(self)
            part.destroyed.connect(self._forget_gone)
        if part.isVisible():
            self._freshen(part)

    def _is_behind(self, part: QWidget) -> bool:
        """What never showed has time until it does."""
        if part in self._waiting:
            return True
        if not part.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
            return False
        return part in self._unsaid or self._worn.get(part) != self._sheet

    def _freshen(self, part: QObject) -> None:
        if not isinstance(part, QWidget) or not self._frames:
            return
        self._restyle_waiting(part)
        if self._worn.get(part) != self._sheet:
            self._worn[part] = self._sheet
            part.setStyleSheet(self._sheet)
        if part in self._unsaid:
            self._unsaid.discard(part)
            # Past our own filter, which only holds back what is hidden.
            part.removeEventFilter(self)
            QCoreApplication.sendEvent(part, QEvent(QEvent.Type.LanguageChange))
            part.installEventFilter(self)

    def _restyle_waiting(self, part: QWidget, seconds: float = float("inf")) -> bool:
        """Renews a part's widgets; False when the time is over before they are."""
        waiting = self._waiting.get(part, [])
        end = time.monotonic() + seconds
        for done, reference in enumerate(waiting):
            if time.monotonic() > end:
                del waiting[:done]
                return False
            follower = reference()
            if follower is not None and isValid(follower):
                follower.restyle()
        self._waiting.pop(part, None)
        return True

    def _step(self) -> None:
        """A piece of one hidden part; the timer ends when none is behind."""
        for part in self._parts:
            if isValid(part) and self._is_behind(part):
                if part in self._waiting:
                    self._restyle_waiting(part, STEP_S)
                else:  # the sheet, which takes as long as it takes, has a turn of its own
                    self._freshen(part)
                return
        self._steps.stop()

    def _look_for_windows(self) -> None:
        """Windows without a parent belong to nobody's children."""
        for window in QApplication.topLevelWidgets():
            if window.isVisible() and window.parentWidget() is None and window not in self._frames:
                self._add(window)

    def _forget_gone(self) -> None:
        self._parts = [part for part in self._parts if isValid(part)]
        self._known = set(self._parts)
        self._waiting = {part: each for part, each in self._waiting.items() if isValid(part)}
        self._worn = {part: worn for part, worn in self._worn.items() if isValid(part)}
        self._unsaid = {part for part in self._unsaid if isValid(part)}

    def _give_back(self) -> None:
        """The window is gone: the application wears the sheet again."""
        self._frames = []
        self._steps.stop()
        self._forget_gone()
        self._waiting = {}
        # Not now: Qt would polish widgets that are half gone.
        QTimer.singleShot(0, self, self._dress_application)

    def _dress_application(self) -> None:
        app = QApplication.instance()
        if not self._frames and isinstance(app, QApplication):
            app.setStyleSheet(self._sheet)
