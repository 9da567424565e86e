"""Export of the log: the button, the question where to, and a toast that tells how far it is."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QDate, QEvent, QObject, QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget
from shiboken6 import isValid

from desktop import format
from desktop.pages.shell import Shell
from desktop.viewmodels.log_export import LogExportModel
from desktop.viewmodels.logs import LogsModel
from desktop.widgets.buttons import Button
from desktop.widgets.toast import Toast


class ExportButton(Button):
    """Exports what the filters leave; while it does, the same button ends it."""

    def __init__(self, shell: Shell, logs: LogsModel, parent: QWidget | None = None) -> None:
        super().__init__("", "plain", icon="download", parent=parent)
        self.setObjectName("logs-export")
        self._shell = shell
        self._logs = logs
        self.model = LogExportModel(shell.gateway, self)
        self._dialog: QFileDialog | None = None
        self._toast: Toast | None = None
        self.clicked.connect(self._on_clicked)
        self.model.running_changed.connect(self._word)
        self.model.progressed.connect(self._on_progressed)
        self.model.finished.connect(self._on_finished)
        self.model.failed.connect(self._on_failed)
        self.model.cancelled.connect(self._on_cancelled)
        self._word()

    def _on_clicked(self) -> None:
        if self.model.running:
            self.model.cancel()
            return
        if self._dialog is None:
            self._dialog = self._made_dialog()
        self._dialog.selectFile(self._proposal())
        self._dialog.open()

    def _made_dialog(self) -> QFileDialog:
        dialog = QFileDialog(self.window())
        dialog.setObjectName("logs-export-dialog")
        dialog.setWindowTitle(self.tr("Export requests"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setNameFilters([self.tr("Table (*.csv)"), self.tr("JSON lines (*.jsonl)")])
        dialog.setDefaultSuffix("csv")
        dialog.filterSelected.connect(self._on_kind_selected)
        places = QStandardPaths.StandardLocation
        dialog.setDirectory(QStandardPaths.writableLocation(places.DownloadLocation))
        dialog.fileSelected.connect(self.export_to)
        return dialog

    def _proposal(self) -> str:
        return f"homeport-requests-{QDate.currentDate().toString('yyyy-MM-dd')}.csv"

    def _on_kind_selected(self, chosen: str) -> None:
        if self._dialog is not None:
            self._dialog.setDefaultSuffix("jsonl" if "jsonl" in chosen else "csv")

    def export_to(self, path: str) -> None:
        """Begins; the filters of now count."""
        self.model.start(Path(path), self._logs.filter)
        self._on_progressed(0, 0.0)

    def _on_progressed(self, requests: int, share: float) -> None:
        words = self.tr("Exporting: {n} requests, {share}")
        text = words.format(n=format.count(requests), share=format.percent(share))
        if self._toast is not None and isValid(self._toast) and not self._toast.isHidden():
            self._toast.set_text(text)
        elif requests == 0:
            self._toast = self._shell.window.toast(text)
            self._toast.hold(self.tr("Cancel"))
            self._toast.action.connect(self.model.cancel)

    def _on_finished(self, path: Path, requests: int) -> None:
        one, many = self.tr("Exported 1 request."), self.tr("Exported {n} requests.")
        toast = self._end(format.plural(requests, one, many))
        toast.hold(self.tr("Show in folder"))
        toast.action.connect(_Folder(path.parent, toast).open)
        toast.start()

    def _on_failed(self, error: Exception) -> None:
        self._forget_toast()
        self._shell.window.tell_error(error)

    def _on_cancelled(self) -> None:
        if isValid(self):
            self._end(self.tr("Export cancelled. No file was written."))

    def _end(self, text: str) -> Toast:
        self._forget_toast()
        return self._shell.window.toast(text)

    def _forget_toast(self) -> None:
        toast, self._toast = self._toast, None
        if toast is not None and isValid(toast):
            toast.dismiss()

    def _word(self) -> None:
        running = self.model.running
        text = self.tr("Cancel export") if running else self.tr("Export")
        self.setText(text)
        self.setAccessibleName(text)
        self.setToolTip("" if running else self.tr("Write what the filters leave to a file"))
        self.updateGeometry()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._dialog = None
            self._word()


class _Folder(QObject):
    """The folder of a file, to be opened while its toast shows."""

    def __init__(self, folder: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._folder = folder

    def open(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))
