"""What the Usage page writes beside its own numbers: the ledger, and statements."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QDate, QObject
from PySide6.QtWidgets import QWidget

from desktop.dialogs.save_file import SaveFile
from desktop.pages.export_toast import ExportToast, ExportWords
from desktop.pages.shell import Shell
from desktop.pages.statement import StatementSheet
from desktop.viewmodels.table_export import TableExportModel
from desktop.widgets.menu import Menu
from gateway.services.ledger_export import EVERYTHING, EntryFilter


class UsageFiles(QObject):
    """Lines for the menu of exports."""

    def __init__(self, shell: Shell, page: QWidget) -> None:
        super().__init__(page)
        self._shell = shell
        self._page = page
        self.ledger: TableExportModel[EntryFilter] = TableExportModel(
            lambda: shell.gateway.ledger_export.run, self
        )
        self._toast = ExportToast(shell, self.ledger, self)
        self._sheet: StatementSheet | None = None

    def add_to(self, menu: Menu) -> None:
        menu.addSeparator()
        menu.add(self.tr("Statement of a month…"), self.open_statement, icon_name="scroll-text")
        if self.ledger.running:
            menu.add(self.tr("Cancel the ledger's export"), self.ledger.cancel, icon_name="x")
        else:
            menu.add(self.tr("Ledger as a file…"), self._ask_ledger, icon_name="download")

    def open_statement(self) -> StatementSheet:
        """The sheet of a person's month."""
        if self._sheet is None:
            self._sheet = StatementSheet(self._shell)
            self._sheet.done.connect(self._shell.window.close_sheet)
        self._shell.window.open_sheet(self._sheet)
        self._sheet.begin()
        return self._sheet

    def _ask_ledger(self) -> None:
        day = QDate.currentDate().toString("yyyy-MM-dd")
        kinds = f"{self.tr('Table (*.csv)')};;{self.tr('JSON lines (*.jsonl)')}"
        title = self.tr("Export the ledger")
        dialog = SaveFile(
            self._page, title, f"homeport-ledger-{day}.csv", kinds, self.export_ledger
        )
        dialog.filterSelected.connect(
            lambda chosen: dialog.setDefaultSuffix("jsonl" if "jsonl" in chosen else "csv")
        )
        dialog.open()

    def export_ledger(self, path: Path) -> None:
        """Begins, in the background."""
        self._toast.words = ExportWords(
            self.tr("Exporting: {n} entries, {share}"),
            self.tr("Exported 1 entry."),
            self.tr("Exported {n} entries."),
        )
        self.ledger.start(path, EVERYTHING)
        self._toast.tell(0, 0.0)
