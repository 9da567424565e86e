"""About: version, the program's own log, and whose work it carries."""

from __future__ import annotations

import re

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QSizePolicy

from desktop.pages.settings_data import open_folder
from desktop.pages.settings_meta import RowCard, Section
from desktop.pages.settings_rows import SettingsRow
from desktop.pages.settings_updates import UpdateCard
from desktop.pages.shell import Shell
from desktop.viewmodels.program import ProgramModel
from desktop.viewmodels.settings import License, SettingsModel
from desktop.widgets.buttons import Button
from desktop.widgets.copying import CopyButton
from desktop.widgets.inputs import TextArea
from desktop.widgets.side_sheet import SideSheet


def unwrapped(text: str) -> str:
    """Paragraphs on one line each: what was broken for 80 columns fits a sheet of any width."""
    paragraphs = re.split(r"\n\s*\n", text.strip())
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)


class AboutSection(Section):
    """Licences open beside the list."""

    def __init__(self, model: SettingsModel, shell: Shell, program: ProgramModel) -> None:
        super().__init__()
        self._model = model
        self._shell = shell
        self._sheet: SideSheet | None = None
        self.logs = Button("", icon="folder-open")
        self.logs.setObjectName("settings-open-logs")
        self._version = SettingsRow("info")
        self._log = SettingsRow("file-text", self.logs)
        self.diagnostics = CopyButton("plain")
        self.diagnostics.setObjectName("settings-diagnostics")
        self._diagnostics = SettingsRow("bug", self.diagnostics)
        self.diagnostics.clicked.connect(program.compose_diagnostics)
        program.diagnostics_ready.connect(shell.clipboard.copy)
        self.add(RowCard([self._version, self._log, self._diagnostics]))
        self.add(UpdateCard(model, program))
        self.licenses: list[Button] = []
        self._licenses: RowCard | None = None
        self.logs.clicked.connect(lambda: open_folder(model.log_dir))
        model.licenses_changed.connect(self._list_licenses)
        self._retranslate()

    def shown(self) -> None:
        self._model.read_licenses()

    def _list_licenses(self) -> None:
        if self._licenses is not None or not self._model.licenses:
            return
        rows = []
        for license_ in self._model.licenses:
            read = Button("", size="compact")
            read.setObjectName(f"settings-license-{license_.name}")
            read.clicked.connect(lambda _checked=False, each=license_: self._read(each))
            row = SettingsRow("file-text", read)
            rows.append(row)
            self.licenses.append(read)
        self._licenses = RowCard(rows, self.tr("Licences"))
        self.add(self._licenses)
        self._retranslate()

    def _read(self, license_: License) -> None:
        sheet = SideSheet(license_.name, self.tr("Licences"))
        table = license_.name.endswith(".md")
        words = license_.text if table else unwrapped(license_.text)
        text = TextArea(words, name=license_.name, rows=30, mono=table)
        if table:
            text.setLineWrapMode(TextArea.LineWrapMode.NoWrap)
        text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        text.setObjectName("settings-license-text")
        text.setReadOnly(True)
        sheet.body.addWidget(text, 1)
        sheet.close_requested.connect(self._shell.window.close_sheet)
        self._shell.window.open_sheet(sheet)
        before, self._sheet = self._sheet, sheet
        if before is not None:
            before.deleteLater()

    def _retranslate(self) -> None:
        self._version.set_words(
            self.tr("Homeport {version}").format(version=self._model.version),
            self.tr("Free software under the MIT licence."),
        )
        self._log.set_words(self.tr("Homeport's own log"), str(self._model.log_dir))
        self.logs.setText(self.tr("Open folder"))
        self.logs.setAccessibleName(self.tr("Open the log folder"))
        self._diagnostics.set_words(
            self.tr("Diagnostics"),
            self.tr(
                "Versions, states and the last lines of the log, without keys. Nothing is sent: "
                "you copy it for whoever helps you."
            ),
        )
        self.diagnostics.set_name(self.tr("Copy diagnostics"))
        if self._licenses is None:
            return
        self._licenses.set_title(self.tr("Licences"))
        for license_, row, read in zip(
            self._model.licenses, self._licenses.rows, self.licenses, strict=True
        ):
            row.set_words(self._whose(license_.name), license_.name)
            read.setText(self.tr("Read"))
            read.setAccessibleName(self.tr("Read {name}").format(name=license_.name))
            read.updateGeometry()

    def _whose(self, name: str) -> str:
        """What a file of notices is about."""
        return {
            "THIRD-PARTY.md": self.tr("All that Homeport carries and runs on"),
            "gpl-3.0.txt": self.tr("GNU General Public License"),
            "lgpl-3.0.txt": self.tr("Qt: GNU Lesser General Public License"),
            "inter.txt": self.tr("Inter: SIL Open Font License"),
            "jetbrains-mono.txt": self.tr("JetBrains Mono: SIL Open Font License"),
            "litellm.txt": self.tr("Model prices and limits: MIT"),
            "lucide.txt": self.tr("Icons: ISC"),
            "tiktoken.txt": self.tr("Token encodings: MIT"),
        }.get(name, name)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
