"""The sheet that seals an export with a passphrase and says where it went."""

from __future__ import annotations

from PySide6.QtCore import QDateTime, QEvent

from desktop.dialogs.files import choose_target
from desktop.models.data_words import size
from desktop.pages.passphrase_fields import PassphraseFields
from desktop.pages.sheet_facts import FactsCard
from desktop.pages.shell import Shell
from desktop.problems import word_error
from desktop.viewmodels.settings_data import TransferModel
from desktop.widgets.banner import Banner
from desktop.widgets.buttons import Button
from desktop.widgets.labels import Paragraph
from desktop.widgets.side_sheet import SideSheet
from gateway.services.transfer import ENDING


class ExportSheet(SideSheet):
    """Passphrase first, then the place."""

    def __init__(self, model: TransferModel, shell: Shell) -> None:
        super().__init__("")
        self.setObjectName("export-sheet")
        self._model = model
        self._shell = shell
        self._explained = Paragraph("")
        self.fields = PassphraseFields("export-passphrase")
        self.facts = FactsCard()
        for part in (self._explained, self.fields, self.facts):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.cancel = Button("")
        self.cancel.setObjectName("export-cancel")
        self.save = Button("", "primary")
        self.save.setObjectName("export-save")
        self.set_footer(self.cancel, self.save)
        self.cancel.clicked.connect(self._leave)
        self.close_requested.connect(self._leave)
        self.save.clicked.connect(self._choose)
        self.fields.submitted.connect(self._choose)
        self.fields.changed.connect(self._renew)
        model.changed.connect(self._renew)
        self._retranslate()
        self.fields.first.setFocus()

    def _leave(self) -> None:
        self.fields.forget()
        self._model.forget()
        self._shell.window.close_sheet()

    def _choose(self) -> None:
        if not self.fields.passphrase:
            return
        day = QDateTime.currentDateTime().toString("yyyy-MM-dd")
        choose_target(
            self.window(),
            self.tr("Save the export"),
            f"homeport-{day}{ENDING}",
            self.tr("Homeport exports (*.homeport)"),
            lambda path: self._model.export(path, self.fields.passphrase),
        )

    def _renew(self) -> None:
        model, made = self._model, self._model.exported
        self.fields.setVisible(made is None)
        self.save.setVisible(made is None)
        self.save.setEnabled(bool(self.fields.passphrase))
        self.save.set_busy(model.work.running)
        self.cancel.setText(self.tr("Cancel") if made is None else self.tr("Done"))
        self.cancel.setAccessibleName(self.cancel.text())
        self.cancel.updateGeometry()
        if model.error is not None:
            self.set_banner(Banner(word_error(model.error), "error", closable=False, stacked=True))
        elif made is not None:
            self.set_banner(
                Banner(self.tr("The export is written."), "ok", closable=False, stacked=True)
            )
        else:
            self.set_banner(None)
        self.facts.set_facts(
            ()
            if made is None
            else [
                (self.tr("File"), made.path.name),
                (self.tr("Folder"), str(made.path.parent)),
                (self.tr("Size"), size(made.size)),
                (self.tr("Channels"), str(made.channels)),
                (self.tr("Tokens"), str(made.tokens)),
            ]
        )

    def _retranslate(self) -> None:
        self.set_title(self.tr("Export"))
        self._explained.setText(
            self.tr(
                "Settings, prices, people, budgets and rates, routing rules, channels with their "
                "keys and tokens go into one file, sealed by a passphrase. Whoever has both can "
                "use your keys, so keep them apart. The log and the ledger stay here; balances "
                "move as they are."
            )
        )
        self.save.setText(self.tr("Save as…"))
        self.save.setAccessibleName(self.tr("Choose where to save the export"))
        self._renew()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
