"""The system's dialog that asks where to save a file; opened, never executed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QWidget


class SaveFile(QFileDialog):
    """Asks before it overwrites; `chosen` is given the path, and nothing when it is cancelled."""

    def __init__(
        self, parent: QWidget, title: str, name: str, kind: str, chosen: Callable[[Path], object]
    ) -> None:
        """`name` is proposed, in the downloads folder; `kind` is a filter: ``CSV (*.csv)``."""
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation)
        super().__init__(parent, title, folder, kind)
        self.setObjectName("save-file")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        self.setFileMode(QFileDialog.FileMode.AnyFile)
        self.setDefaultSuffix(Path(name).suffix.lstrip("."))
        self.selectFile(name)
        self.fileSelected.connect(lambda path: chosen(Path(path)))
