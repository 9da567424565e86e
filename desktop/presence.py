"""How the program lives beside its window: tray, notices, the close button, reports of bugs.

Made once by the composition root and ended before the gateway is closed.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication

from desktop.bridge import EventBridge
from desktop.clipboard import Clipboard
from desktop.closing import CloseButton
from desktop.dialogs.crash_report import CrashReport
from desktop.main_window import MainWindow
from desktop.notifications import Choices, Notifier
from desktop.tray import Tray
from desktop.tray_host import TrayHost
from desktop.ui_state import UiState
from desktop.viewmodels.crash_reports import CrashReports, Report
from desktop.viewmodels.notices import NoticeModel
from gateway.app import Gateway


class Presence(QObject):
    """``host`` is the system's tray, or what stands for one where there is none."""

    def __init__(
        self,
        gateway: Gateway,
        bridge: EventBridge,
        window: MainWindow,
        host: TrayHost,
        *,
        ui_state: UiState,
        clipboard: Clipboard,
        quit_program: Callable[[], None],
    ) -> None:
        super().__init__()
        self._gateway = gateway
        self._window = window
        self._clipboard = clipboard
        self._quit_program = quit_program
        self._log_dir: Path = gateway.config.log_dir
        self.host = host
        self.tray = Tray(gateway, bridge, clipboard, host)
        self.choices = Choices(ui_state, gateway.now_ms)
        self.notifier = Notifier(host, window, self.choices, self)
        self.notices = NoticeModel(gateway, bridge, ui_state, self)
        self.notices.noticed.connect(self.notifier.tell)
        self.close_button = CloseButton(window, ui_state, host, self.notifier, window.ask_quit)
        window.close_pressed = self.close_button.press
        self.reports = CrashReports(gateway, ui_state, self)
        self.reports.wanted.connect(self._on_report)
        self.reports.copied.connect(clipboard.copy)
        self._report: CrashReport | None = None
        self.tray.toggled.connect(window.toggle)
        self.tray.opened.connect(self._on_opened)
        self.tray.quit_wanted.connect(window.ask_quit)
        self.tray.failed.connect(self._on_failed)
        if sys.platform == "darwin":
            # A click on the Dock's icon activates the program and asks for nothing else.
            app = QGuiApplication.instance()
            if isinstance(app, QGuiApplication):
                app.applicationStateChanged.connect(self._on_activation)

    def begin(self, *, background: bool, last_crash: str = "") -> None:
        """The window shows, or not; then whatever the start brought is told."""
        if not background:
            self._window.show()
        self.notices.begin()
        self.reports.tell_last(last_crash)

    @Slot(str)
    def _on_opened(self, page: str) -> None:
        self._window.show_front()
        if page == "about":
            self._window.go("settings", "about")
        elif page:
            self._window.go(page)

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        """What the tray was asked for did not work: the window words it."""
        self._window.show_front()
        self._window.tell_error(error)

    @Slot(Qt.ApplicationState)
    def _on_activation(self, state: Qt.ApplicationState) -> None:
        if state == Qt.ApplicationState.ApplicationActive and not self._window.isVisible():
            self._window.show_front()

    @Slot(object)
    def _on_report(self, report: Report) -> None:
        parent = self._window if self._window.isVisible() else None
        dialog = CrashReport(report.details, last_run=report.last_run, parent=parent)
        dialog.copy_wanted.connect(lambda: self.reports.compose(report))
        dialog.logs_wanted.connect(self._open_logs)
        dialog.quit_wanted.connect(self._quit_program)
        dialog.closed.connect(self._on_report_closed)
        self._report = dialog
        dialog.open()

    @Slot()
    def _on_report_closed(self) -> None:
        if self._report is not None:
            self._report.deleteLater()
            self._report = None
        self.reports.closed()

    @Slot()
    def _open_logs(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._log_dir)))

    def stopping(self) -> None:
        """The program ends: nothing is told any more, the icon says so."""
        self.reports.close()
        if self._report is not None:
            self._report.close()
        self.tray.stopping()

    def close(self) -> None:
        self.tray.close()
        # Now and here, not by a collection in whichever thread.
        self.host.deleteLater()
        self.deleteLater()
