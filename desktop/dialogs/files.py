"""Asking for a file: opened with a signal, never executed, which would stall every stream."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

Chosen = Callable[[Path], object]


def choose_file(parent: QWidget, title: str, filters: str, chosen: Chosen) -> QFileDialog:
    """One file that exists."""
    dialog = _make(parent, title, filters, chosen)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptOpen)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.open()
    return dialog


def choose_target(
    parent: QWidget, title: str, name: str, filters: str, chosen: Chosen
) -> QFileDialog:
    """Where to write; the dialog asks before it names one that exists."""
    dialog = _make(parent, title, filters, chosen)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.setDefaultSuffix(Path(name).suffix.removeprefix("."))
    dialog.selectFile(name)
    dialog.open()
    return dialog


def _make(parent: QWidget, title: str, filters: str, chosen: Chosen) -> QFileDialog:
    dialog = QFileDialog(parent, title, str(Path.home()), filters)
    dialog.setObjectName("choose-file")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(lambda name: chosen(Path(name)))
    return dialog
