"""The sheet that sets or changes the recovery passphrase."""

from __future__ import annotations

from PySide6.QtCore import QEvent

from desktop.pages.passphrase_fields import PassphraseFields
from desktop.pages.shell import Shell
from desktop.problems import word_error
from desktop.viewmodels.settings_privacy import PrivacyModel
from desktop.widgets.banner import Banner
from desktop.widgets.buttons import Button
from desktop.widgets.labels import Paragraph
from desktop.widgets.side_sheet import SideSheet


class RecoverySheet(SideSheet):
    """Closes when the passphrase is set."""

    def __init__(self, model: PrivacyModel, shell: Shell) -> None:
        super().__init__("")
        self.setObjectName("recovery-sheet")
        self._model = model
        self._shell = shell
        self._explained = Paragraph("")
        self.fields = PassphraseFields("recovery-passphrase")
        self.cancel = Button("")
        self.save = Button("", "primary")
        self.save.setObjectName("recovery-save")
        self.body.addWidget(self._explained)
        self.body.addWidget(self.fields)
        self.body.addStretch(1)
        self.set_footer(self.cancel, self.save)
        self.cancel.clicked.connect(shell.window.close_sheet)
        self.close_requested.connect(shell.window.close_sheet)
        self.save.clicked.connect(self._save)
        self.fields.submitted.connect(self._save)
        self.fields.changed.connect(self._renew)
        model.vault_changed.connect(self._renew)
        model.recovery_set.connect(self._done)
        self._retranslate()
        self.fields.first.setFocus()

    def _save(self) -> None:
        if self.fields.passphrase:
            self._model.set_recovery(self.fields.passphrase)

    def _done(self) -> None:
        self.fields.forget()
        self._shell.window.close_sheet()
        self._shell.window.toast(self.tr("The recovery passphrase is set. Keep it somewhere safe."))

    def _renew(self) -> None:
        self.save.setEnabled(bool(self.fields.passphrase))
        self.save.set_busy(self._model.busy("set"))
        error = self._model.recovery_error
        self.set_banner(
            Banner(word_error(error), "error", closable=False, stacked=True) if error else None
        )

    def _retranslate(self) -> None:
        self.set_title(self.tr("Recovery passphrase"))
        self._explained.setText(
            self.tr(
                "If your keychain is emptied, or you move the data folder to another computer, "
                "this passphrase opens your keys again. Homeport keeps them sealed with it inside "
                "the database and its backups, never the passphrase itself: nobody can look it up."
            )
        )
        self.cancel.setText(self.tr("Cancel"))
        self.cancel.setAccessibleName(self.tr("Cancel"))
        self.save.setText(self.tr("Set passphrase"))
        self.save.setAccessibleName(self.tr("Set passphrase"))
        self._renew()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
