"""Which bugs are shown: each once, one at a time, and not while the program ends."""

from __future__ import annotations

import platform
from collections.abc import Callable
from dataclasses import dataclass

from PySide6 import __version__ as pyside_version
from PySide6.QtCore import QObject, Qt, Signal, Slot, qVersion
from PySide6.QtGui import QGuiApplication

from desktop import crash
from desktop.aio import Jobs
from desktop.crash import Bug
from desktop.ui_state import UiState
from gateway.app import Gateway


@dataclass(frozen=True, slots=True)
class Report:
    """``last_run``: the stack of a crash before this start; else an exception of now."""

    details: str
    last_run: bool = False


class CrashReports(QObject):
    """Hears of bugs from any thread; ``wanted`` is emitted in the window's."""

    wanted = Signal(object)
    copied = Signal(str)
    _heard = Signal(object)

    def __init__(self, gateway: Gateway, ui_state: UiState, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._gateway = gateway
        self._ui_state = ui_state
        self._jobs = Jobs(self)
        self._shown: set[str] = set()
        self._open = False
        self._heard.connect(self._on_heard, Qt.ConnectionType.QueuedConnection)
        self._stop_listening: Callable[[], None] = crash.listen(self._heard.emit)

    @Slot(object)
    def _on_heard(self, bug: Bug) -> None:
        if self._open or bug.signature in self._shown:
            return
        self._shown.add(bug.signature)
        self._want(Report(self._gateway.diagnostics.redact(bug.details)))

    def tell_last(self, details: str) -> None:
        """The crash of the last run, if there was one."""
        if details and not self._open:
            self._want(Report(self._gateway.diagnostics.redact(details), last_run=True))

    def _want(self, report: Report) -> None:
        self._open = True
        self.wanted.emit(report)

    def closed(self) -> None:
        """The report was read; another bug may be shown."""
        self._open = False

    def compose(self, report: Report) -> None:
        """``copied`` brings the report with the diagnostics, for whoever helps."""
        self._jobs.run("compose", self._compose(report))

    async def _compose(self, report: Report) -> None:
        text = await self._gateway.diagnostics.text(window_facts(self._ui_state))
        self.copied.emit(f"{report.details.rstrip()}\n\n{text}")

    def close(self) -> None:
        self._stop_listening()


def window_facts(ui_state: UiState) -> dict[str, str]:
    """What only the window knows of itself."""
    screens = [
        f"{screen.size().width()} x {screen.size().height()} at {screen.devicePixelRatio():g}"
        for screen in QGuiApplication.screens()
    ]
    return {
        "Qt": f"{qVersion()} (PySide6 {pyside_version}), {QGuiApplication.platformName()}",
        "Screens": ", ".join(screens) or "none",
        "Window": f"theme {ui_state.theme}, language {ui_state.language}, "
        f"text {ui_state.text_scale:g}, {platform.system()}",
    }
