"""Export of the log: the button, the question where to, and a toast that tells how far it is."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QDate, QEvent, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.pages.export_toast import ExportToast, ExportWords
from desktop.pages.shell import Shell
from desktop.viewmodels.logs import LogsModel
from desktop.viewmodels.table_export import TableExportModel
from desktop.widgets.buttons import Button
from gateway.services.logs import LogFilter


class ExportButton(Button):
    """Exports what the filters leave; while it does, the same button ends it."""

    def __init__(self, shell: Shell, logs: LogsModel, parent: QWidget | None = None) -> None:
        super().__init__("", "plain", icon="download", parent=parent)
        self.setObjectName("logs-export")
        self._shell = shell
        self._logs = logs
        self.model: TableExportModel[LogFilter] = TableExportModel(
            lambda: shell.gateway.log_export.run, self
        )
        self._dialog: QFileDialog | None = None
        self._toast = ExportToast(shell, self.model, self)
        self.clicked.connect(self._on_clicked)
        self.model.running_changed.connect(self._word)
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
        self._toast.tell(0, 0.0)

    def _word(self) -> None:
        running = self.model.running
        self._toast.words = ExportWords(
            self.tr("Exporting: {n} requests, {share}"),
            self.tr("Exported 1 request."),
            self.tr("Exported {n} requests."),
        )
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
