"""A toast that tells how far an export is, ends it, and shows where it went."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from shiboken6 import isValid

from desktop import format
from desktop.pages.shell import Shell
from desktop.viewmodels.table_export import TableExportModel
from desktop.widgets.toast import Toast


@dataclass(frozen=True, slots=True)
class ExportWords:
    """``running`` has {n} and {share}, ``many`` {n}."""

    running: str
    one: str
    many: str


class ExportToast(QObject):
    """Follows one model; ``words`` are those of now, so that they follow the language."""

    def __init__(self, shell: Shell, model: TableExportModel[Any], parent: QObject) -> None:
        super().__init__(parent)
        self._shell = shell
        self._model = model
        self._toast: Toast | None = None
        self.words = ExportWords("", "", "")
        model.progressed.connect(self.tell)
        model.finished.connect(self._on_finished)
        model.failed.connect(self._on_failed)
        model.cancelled.connect(self._on_cancelled)

    def tell(self, rows: int, share: float) -> None:
        """Shows how far it is; one that was dismissed stays so."""
        text = self.words.running.format(n=format.count(rows), share=format.percent(share))
        if self._toast is not None and isValid(self._toast) and not self._toast.isHidden():
            self._toast.set_text(text)
        elif rows == 0:
            self._toast = self._shell.window.toast(text)
            self._toast.hold(self.tr("Cancel"))
            self._toast.action.connect(self._model.cancel)

    def _on_finished(self, path: Path, rows: int) -> None:
        toast = self._end(format.plural(rows, self.words.one, self.words.many))
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


class _Folder(QObject):
    """The folder of a file, to be opened while its toast shows."""

    def __init__(self, folder: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._folder = folder

    def open(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))
