"""Data: where it lies, how large it is, copies of it and back, moving it, whether it balances."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QDateTime, QEvent, QUrl
from PySide6.QtGui import QDesktopServices

from desktop import format
from desktop.dialogs.files import choose_file, choose_target
from desktop.models.data_words import size
from desktop.pages.settings_backups import BackupsCard
from desktop.pages.settings_export import ExportSheet
from desktop.pages.settings_import import ImportSheet
from desktop.pages.settings_meta import MetaCard, RowCard, Section
from desktop.pages.settings_restore import RestoreSheet
from desktop.pages.settings_rows import SettingsRow
from desktop.pages.shell import Shell
from desktop.problems import word_error
from desktop.viewmodels.settings import SettingsModel
from desktop.viewmodels.settings_data import DataModel, RestoreModel, TransferModel
from desktop.widgets.buttons import Button


def open_folder(folder: Path) -> None:
    """In the system's file manager."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


class DataSection(Section):
    """Asks anew whenever it comes to the front."""

    def __init__(self, settings: SettingsModel, model: DataModel, shell: Shell) -> None:
        super().__init__()
        self._model = model
        self._shell = shell
        self.open = Button("", icon="folder-open")
        self.open.setObjectName("settings-open-folder")
        self.compact = Button("")
        self.compact.setObjectName("settings-compact")
        self.check = Button("", icon="shield-check")
        self.check.setObjectName("settings-check")
        self.location = SettingsRow("hard-drive", self.open)
        self.database = SettingsRow("database", self.compact)
        self.ledger = SettingsRow("wallet", self.check)
        self.add(RowCard([self.location, self.database, self.ledger]))
        self.backup = Button("", icon="archive")
        self.backup.setObjectName("settings-back-up")
        self.elsewhere = Button("")
        self.elsewhere.setObjectName("settings-back-up-to")
        self.now = SettingsRow("archive", self.backup)
        self.now.body.addWidget(self.elsewhere)
        self.from_file = Button("")
        self.from_file.setObjectName("settings-restore-file")
        self.restore = SettingsRow("rotate-ccw", self.from_file)
        self.add(RowCard([self.now, self.restore]))
        self.add(MetaCard("backups", settings))
        self.backups = BackupsCard(model)
        self.add(self.backups)
        self.export = Button("")
        self.export.setObjectName("settings-export")
        self.import_ = Button("")
        self.import_.setObjectName("settings-import")
        self.leaving = SettingsRow("upload", self.export)
        self.arriving = SettingsRow("download", self.import_)
        self.add(RowCard([self.leaving, self.arriving]))
        self._connect()
        self._renew()

    def _connect(self) -> None:
        model = self._model
        self.open.clicked.connect(self._open)
        self.compact.clicked.connect(model.compact)
        self.check.clicked.connect(model.check)
        self.backup.clicked.connect(lambda: model.back_up())
        self.elsewhere.clicked.connect(self._back_up_elsewhere)
        self.from_file.clicked.connect(self._choose_backup)
        self.export.clicked.connect(self._export)
        self.import_.clicked.connect(self._import)
        self.backups.restore_wanted.connect(self.open_restore)
        for row, action in (
            (self.database, model.compacting),
            (self.ledger, model.checking),
            (self.now, model.backup),
        ):
            row.action_clicked.connect(action.cancel)
        model.changed.connect(self._renew)

    def shown(self) -> None:
        self._model.look()

    def _open(self) -> None:
        if self._model.view is not None:
            open_folder(self._model.view.folder)

    # Files

    def _back_up_elsewhere(self) -> None:
        day = QDateTime.currentDateTime().toString("yyyy-MM-dd")
        choose_target(
            self.window(),
            self.tr("Save a backup"),
            f"homeport-{day}.db",
            self.tr("Homeport backups (*.db)"),
            self._model.back_up,
        )

    def _choose_backup(self) -> None:
        choose_file(
            self.window(),
            self.tr("Choose a backup"),
            self.tr("Homeport backups (*.db);;All files (*)"),
            self.open_restore,
        )

    def open_restore(self, path: Path) -> None:
        """Looks at a copy, beside the page."""
        sheet = RestoreSheet(RestoreModel(self._shell.gateway, path, self), self._shell)
        sheet.restored.connect(self._model.look)
        self._shell.window.open_sheet(sheet)

    def _export(self) -> None:
        self._shell.window.open_sheet(
            ExportSheet(TransferModel(self._shell.gateway, self), self._shell)
        )

    def _import(self) -> None:
        choose_file(
            self.window(),
            self.tr("Choose an export"),
            self.tr("Homeport exports (*.homeport);;All files (*)"),
            self.open_import,
        )

    def open_import(self, path: Path) -> None:
        """Asks for the file's passphrase, beside the page."""
        model = TransferModel(self._shell.gateway, self)
        self._shell.window.open_sheet(ImportSheet(model, path, self._shell))

    # What is shown

    def _renew(self) -> None:
        view = self._model.view
        self._name(self.open, self.tr("Open folder"), self.tr("Open the data folder"))
        self.open.setEnabled(view is not None)
        self.location.set_words(self.tr("Location"), str(view.folder) if view else format.NONE)
        self._name(self.compact, self.tr("Compact"), self.tr("Compact the database"))
        self.compact.setEnabled(bool(view and view.free))
        words = self.tr("{size}, of which {free} is free. Requests go on while it is compacted.")
        self.database.set_words(
            self.tr("Database"),
            words.format(size=size(view.size), free=size(view.free)) if view else format.NONE,
        )
        self._name(self.check, self.tr("Check"), self.tr("Check the ledger"))
        self.ledger.set_words(
            self.tr("Ledger"),
            self.tr("Adds up every entry and compares it with every balance. Changes nothing."),
        )
        self._name(self.backup, self.tr("Back up now"), self.tr("Back up the database now"))
        self._name(self.elsewhere, self.tr("Save as…"), self.tr("Save a backup elsewhere"))
        self.now.set_words(
            self.tr("Backup"),
            self.tr("Everything except the master key, while requests go on."),
        )
        self._name(self.from_file, self.tr("Choose…"), self.tr("Choose a backup to restore"))
        self.restore.set_words(
            self.tr("Restore"),
            self.tr("Shows what a backup holds first. The data of now is kept beside it."),
        )
        self._name(self.export, self.tr("Export…"), self.tr("Export settings, channels and tokens"))
        self.leaving.set_words(
            self.tr("Export"),
            self.tr("Settings, channels and tokens in one file, sealed by a passphrase."),
        )
        self._name(self.import_, self.tr("Import…"), self.tr("Import an export"))
        self.arriving.set_words(
            self.tr("Import"),
            self.tr("Shows what is new and what differs; nothing is overwritten unasked."),
        )
        self._show_actions()
        self._note_compacted()
        self._note_backup()
        self._note_check()

    @staticmethod
    def _name(button: Button, text: str, name: str) -> None:
        button.setText(text)
        button.setAccessibleName(name)
        button.updateGeometry()

    def _show_actions(self) -> None:
        model = self._model
        for row, action, buttons in (
            (self.database, model.compacting, (self.compact,)),
            (self.ledger, model.checking, (self.check,)),
            (self.now, model.backup, (self.backup, self.elsewhere)),
        ):
            row.set_progress(action.fraction if action.running and action.fraction else None)
            row.set_action(self.tr("Cancel") if action.running else "")
            buttons[0].set_busy(action.running)
            for other in buttons[1:]:
                other.setEnabled(not action.running)

    def _note_compacted(self) -> None:
        given = self._model.compacted
        if given is None:
            self.database.set_note("")
        else:
            words = self.tr("{size} were given back to the disk.")
            self.database.set_note(words.format(size=size(given)), "ok")

    def _note_backup(self) -> None:
        model, view = self._model, self._model.view
        if model.backup_error is not None:
            self.now.set_note(word_error(model.backup_error), "error")
        elif model.backed_up is not None:
            words = self.tr("Backed up {when}: {name}")
            made = model.backed_up
            self.now.set_note(
                words.format(when=format.moment(made.at), name=format.breakable(made.path.name)),
                "ok",
            )
        elif view is not None and view.daily_problem:
            words = self.tr("The daily backup was not made: {why}")
            self.now.set_note(words.format(why=view.daily_problem), "error")
        elif view is not None and view.backup_at:
            words = self.tr("Last backup {when}.")
            self.now.set_note(words.format(when=format.moment(view.backup_at)))
        else:
            self.now.set_note(self.tr("No backup yet.") if view else "")

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
