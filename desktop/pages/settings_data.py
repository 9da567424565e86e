"""Data: where it lies, how large it is, a copy of it, and whether its books balance."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QLocale, QUrl
from PySide6.QtGui import QDesktopServices

from desktop import format
from desktop.pages.settings_meta import RowCard, Section
from desktop.pages.settings_rows import SettingsRow
from desktop.viewmodels.settings import SettingsModel
from desktop.widgets.buttons import Button


def open_folder(folder: Path) -> None:
    """In the system's file manager."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def _size(size: int) -> str:
    """``3.6 MB``."""
    return QLocale().formattedDataSize(size, 1, QLocale.DataSizeFormat.DataSizeTraditionalFormat)


class DataSection(Section):
    """Asks anew whenever it comes to the front."""

    def __init__(self, model: SettingsModel) -> None:
        super().__init__()
        self._model = model
        self.open = Button("", icon="folder-open")
        self.open.setObjectName("settings-open-folder")
        self.backup = Button("", icon="archive")
        self.backup.setObjectName("settings-back-up")
        self.check = Button("", icon="shield-check")
        self.check.setObjectName("settings-check")
        self.location = SettingsRow("hard-drive", self.open)
        self.database = SettingsRow("database", self.backup)
        self.ledger = SettingsRow("wallet", self.check)
        self.add(RowCard([self.location, self.database, self.ledger]))
        self.open.clicked.connect(self._open)
        self.backup.clicked.connect(model.back_up)
        self.check.clicked.connect(model.check)
        model.data_changed.connect(self._renew)
        self._renew()

    def shown(self) -> None:
        self._model.look()

    def _open(self) -> None:
        if self._model.data is not None:
            open_folder(self._model.data.folder)

    def _renew(self) -> None:
        data = self._model.data
        self.open.setText(self.tr("Open folder"))
        self.open.setAccessibleName(self.tr("Open the data folder"))
        self.open.setEnabled(data is not None)
        self.location.set_words(self.tr("Location"), str(data.folder) if data else format.NONE)
        self.backup.setText(self.tr("Back up now"))
        self.backup.setAccessibleName(self.tr("Back up the database now"))
        self.backup.set_busy(self._model.backing_up)
        size = _size(data.size) if data else format.NONE
        words = self.tr("{size}. A copy holds everything except the master key.")
        self.database.set_words(self.tr("Database"), words.format(size=size))
        self._note_backup()
        self.check.setText(self.tr("Check"))
        self.check.setAccessibleName(self.tr("Check the ledger"))
        self.check.set_busy(self._model.checking)
        self.ledger.set_words(
            self.tr("Ledger"),
            self.tr("Adds up every entry and compares it with every balance. Changes nothing."),
        )
        self._note_check()

    def _note_backup(self) -> None:
        data, made = self._model.data, self._model.backed_up
        if made is not None:
            words = self.tr("Backed up {when}: {name}")
            self.database.set_note(
                words.format(when=format.moment(made.at), name=made.path.name), "ok"
            )
        elif data is not None and data.backup_at:
            words = self.tr("Last backup {when}.")
            self.database.set_note(words.format(when=format.moment(data.backup_at)))
        else:
            self.database.set_note(self.tr("No backup yet.") if data else "")

    def _note_check(self) -> None:
        found = self._model.checked
        if found is None:
            self.ledger.set_note("")
        elif found.ok:
            words = self.tr("All is well: {entries} entries of {requests} requests add up.")
            self.ledger.set_note(
                words.format(
                    entries=format.count(found.entries), requests=format.count(found.requests)
                ),
                "ok",
            )
        else:
            lines = list(found.problems)
            if found.differences:
                words = self.tr("Accounts whose balance differs from their entries: {n}.")
                lines.append(words.format(n=format.count(found.differences)))
            self.ledger.set_note("\n".join(lines), "error")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._renew()
