"""Asked for when the vault's key is gone: the recovery passphrase, calmly, in one field."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop import format
from desktop.models.vault_words import keychain_word
from desktop.pages.shell import Shell
from desktop.problems import word_error
from desktop.theme import px
from desktop.viewmodels.settings_privacy import PrivacyModel
from desktop.widgets.buttons import Button
from desktop.widgets.inputs import FormField, SecretEdit
from desktop.widgets.labels import Label, Paragraph
from desktop.widgets.mark import Mark
from desktop.widgets.scroll_page import ScrollPage
from gateway.domain.vault_state import VaultState


class RecoveryPage(ScrollPage):
    """Leaves for the overview once the vault is open. `needed` when its key is found to be gone."""

    needed = Signal()
    ONLY_WHEN_NEEDED = True
    """It leaves at once while the vault is open."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__("", reading=True, parent=parent)
        self._shell = shell
        self._offered = False
        self.model = PrivacyModel(shell.gateway, shell.bridge, self)
        self.model.failed.connect(shell.window.tell_error)
        self._heading = Label("", "hero", wrap=True)
        self._sentence = Paragraph("")
        self.passphrase = SecretEdit()
        self.passphrase.setObjectName("recovery-answer")
        self._field = FormField("", self.passphrase)
        self.open_button = Button("", "primary")
        self.open_button.setObjectName("recovery-open")
        self.retry = Button("")
        self.retry.setObjectName("recovery-retry")
        self.later = Button("", "link")
        self.later.setObjectName("recovery-later")
        self._buttons = QHBoxLayout()
        for button in (self.open_button, self.retry, self.later):
            self._buttons.addWidget(button)
        self._buttons.addStretch(1)
        self.body.addWidget(Mark(44), 0, Qt.AlignmentFlag.AlignLeft)
        for part in (self._heading, self._sentence, self._field):
            self.body.addWidget(part)
        self.body.addLayout(self._buttons)
        self.body.addStretch(1)
        self.passphrase.textChanged.connect(self._typed)
        self.passphrase.returnPressed.connect(self._open)
        self.open_button.clicked.connect(self._open)
        self.retry.clicked.connect(self.model.unlock)
        self.later.clicked.connect(lambda: shell.window.go("overview"))
        self.model.vault_changed.connect(self._renew)
        self.model.recovered.connect(self._leave)
        self.restyle()
        self._retranslate()

    def restyle(self) -> None:
        super().restyle()
        self.body.setSpacing(px(16))
        if hasattr(self, "_buttons"):
            self._buttons.setSpacing(px(8))

    def shown(self) -> None:
        """The page came to the front."""
        self.model.look()
        self.passphrase.setFocus()

    def _typed(self) -> None:
        self._field.set_error("")
        self.open_button.setEnabled(bool(self.passphrase.text()))

    def _open(self) -> None:
        if self.passphrase.text():
            self._field.set_error("")
            self.model.recover(self.passphrase.text())

    def _leave(self) -> None:
        self.passphrase.clear()
        self._shell.window.go("overview")
        self._shell.window.toast(self.tr("Your keys are open again, and the key is kept here."))

    def _renew(self) -> None:
        model = self.model
        busy = model.busy("recover")
        self.open_button.set_busy(busy)
        self.open_button.setEnabled(bool(self.passphrase.text()))
        self.passphrase.setReadOnly(busy)
        self.retry.set_busy(model.busy("unlock"))
        if model.recovery_error is not None:
            self._field.set_error(word_error(model.recovery_error))
            self.passphrase.selectAll()
        self._say_why()
        lost = model.state is VaultState.LOST and model.has_recovery
        offered, self._offered = self._offered, lost
        if lost and not offered:
            # Coming to the front looks at the vault again, which ends up here.
            self.needed.emit()
        if model.state.is_open and self.isVisible() and not busy:
            self._leave()

    def _say_why(self) -> None:
        keychain = keychain_word(self.model.backend)
        if self.model.state in (VaultState.LOCKED, VaultState.DENIED):
            why = self.tr("{keychain} does not give the key out.")
        else:
            why = self.tr("The key that opens them is not in {keychain} any more.")
        rest = self.tr(
            "Your channels, tokens and balances are all here, sealed. Until they are opened, "
            "requests wait and nothing is lost."
        )
        why = why.format(keychain=keychain)
        self._sentence.setText(format.sentences(f"{why[:1].upper()}{why[1:]}", rest))

    def _retranslate(self) -> None:
        self._heading.setText(self.tr("Open your keys with the recovery passphrase"))
        self._field.set_label(self.tr("Recovery passphrase"))
        self.open_button.setText(self.tr("Open"))
        self.open_button.setAccessibleName(self.tr("Open the keys"))
        self.retry.setText(self.tr("Ask the keychain again"))
        self.retry.setAccessibleName(self.tr("Ask the keychain again"))
        self.later.setText(self.tr("Not now"))
        self.later.setAccessibleName(self.tr("Not now"))
        self._renew()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
