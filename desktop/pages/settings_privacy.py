"""Privacy: where keys are kept, the way back to them, what is logged and for how long."""

from __future__ import annotations

from PySide6.QtCore import QEvent

from desktop import format
from desktop.models.vault_words import keychain_word, vault_pill, vault_sentence
from desktop.pages.settings_confirm import ConfirmRow
from desktop.pages.settings_meta import MetaCard, RowCard, Section
from desktop.pages.settings_recovery import RecoverySheet
from desktop.pages.settings_rows import SettingsRow
from desktop.pages.shell import Shell
from desktop.problems import word_error
from desktop.theme import Tone
from desktop.viewmodels.settings import SettingsModel
from desktop.viewmodels.settings_privacy import PrivacyModel
from desktop.widgets.buttons import Button
from desktop.widgets.pill import StatusPill
from gateway.domain.vault_state import VaultState


class PrivacySection(Section):
    """The vault, the recovery passphrase, the settings of the group, the log."""

    def __init__(self, settings: SettingsModel, model: PrivacyModel, shell: Shell) -> None:
        super().__init__()
        self._model = model
        self._shell = shell
        self.unlock = Button("")
        self.unlock.setObjectName("settings-unlock")
        self._pill = StatusPill("", "neutral")
        self._pill.setObjectName("settings-vault")
        self.vault = SettingsRow("shield-check", self._pill)
        self.vault.body.addWidget(self.unlock)
        self.vault.action.setObjectName("settings-recover")
        self.recovery = ConfirmRow("key", "settings-recovery-remove")
        self.set_recovery = Button("")
        self.set_recovery.setObjectName("settings-recovery-set")
        self.recovery.body.insertWidget(self.recovery.body.count() - 1, self.set_recovery)
        self.add(RowCard([self.vault, self.recovery]))
        self.meta = MetaCard("privacy", settings)
        self.add(self.meta)
        self.log = ConfirmRow("trash-2", "settings-clear-log")
        self.log.action.setObjectName("settings-clear-log-cancel")
        self.add(RowCard([self.log]))
        self.unlock.clicked.connect(model.unlock)
        self.vault.action_clicked.connect(lambda: shell.window.go("recovery"))
        self.set_recovery.clicked.connect(self._ask_passphrase)
        self.recovery.confirmed.connect(model.remove_recovery)
        self.log.asked.connect(model.count_log)
        self.log.confirmed.connect(model.clear_log)
        self.log.action_clicked.connect(model.clearing.cancel)
        model.vault_changed.connect(self._show_vault)
        model.log_changed.connect(self._show_log)
        self._renew()

    def shown(self) -> None:
        self._model.look()
        self._model.count_log()

    def _ask_passphrase(self) -> None:
        sheet = RecoverySheet(self._model, self._shell)
        self._shell.window.open_sheet(sheet)

    def _renew(self) -> None:
        self._show_vault()
        self._show_log()

    def _show_vault(self) -> None:
        model = self._model
        state = model.state
        self.vault.set_words(
            self.tr("Where keys are kept"), vault_sentence(state, keychain_word(model.backend))
        )
        self._pill.set_state(*vault_pill(state)[:2], icon=vault_pill(state)[2])
        tone: Tone = "text2" if state.is_open else "warn"
        self.vault.icon.set_icon("shield-check" if state.is_open else "shield-alert", tone)
        self.unlock.setVisible(not state.is_open)
        self.unlock.setText(
            self.tr("Unlock") if state is VaultState.LOCKED else self.tr("Try again")
        )
        self.unlock.setAccessibleName(self.tr("Unlock the keys"))
        self.unlock.updateGeometry()
        self.unlock.set_busy(model.busy("unlock"))
        waiting = model.pending and not state.is_open
        self.vault.set_note(
            self.tr("Your keychain may show a prompt behind this window.") if waiting else ""
        )
        offer = not state.is_open and model.has_recovery
        self.vault.set_action(self.tr("Use the recovery passphrase") if offer else "")
        self._show_recovery()

    def _show_recovery(self) -> None:
        model = self._model
        known = model.has_recovery
        self.recovery.set_words(
            self.tr("Recovery passphrase"),
            self.tr("Opens your keys if the keychain is emptied or the data moves to another PC.")
            if known
            else self.tr("Not set: if the keychain is emptied, your keys cannot be opened again."),
        )
        self.recovery.set_buttons(
            self.tr("Remove"),
            self.tr("Remove it"),
            self.tr("Keep it"),
        )
        self.recovery.set_question(
            self.tr("Without it, only the keychain opens your keys. Remove it?")
        )
        self.recovery.set_possible(known)
        self.recovery.set_busy(model.busy("remove"))
        self.set_recovery.setText(self.tr("Change") if known else self.tr("Set"))
        self.set_recovery.setAccessibleName(
            self.tr("Change the recovery passphrase")
            if known
            else self.tr("Set a recovery passphrase")
        )
        self.set_recovery.updateGeometry()
        self.set_recovery.setVisible(not self.recovery.asking)
        self.set_recovery.setEnabled(model.state.is_open)
        if model.recovery_error is not None and not model.busy("recover"):
            self.recovery.set_note(word_error(model.recovery_error), "error")
        elif not self.recovery.asking:
            self.recovery.set_note("")

    def _show_log(self) -> None:
        model, clearing = self._model, self._model.clearing
        count = model.log_count
        held = format.NONE if count is None else format.count(count)
        kept = model.kept_count
        words = self.tr("{n} requests are logged, without what was asked and answered.")
        if kept:
            words = self.tr("{n} requests are logged; {m} responses are kept, sealed.")
        self.log.set_words(self.tr("Clear the log"), words.format(n=held, m=format.count(kept)))
        self.log.set_buttons(self.tr("Clear"), self.tr("Clear it"), self.tr("Keep it"))
        question = self.tr(
            "Forget {n} requests? This cannot be undone. Costs, usage and balances stay."
        )
        if kept:
            question = self.tr(
                "Forget {n} requests and {m} responses? This cannot be undone. "
                "Costs, usage and balances stay."
            )
        self.log.set_question(question.format(n=held, m=format.count(kept)))
        self.log.set_possible(bool(count or kept) and not clearing.running)
        self.log.set_progress(clearing.fraction if clearing.running else None)
        self.log.set_action(self.tr("Stop") if clearing.running else "")
        if clearing.running:
            self.log.set_note("")
        elif model.cleared is not None and not self.log.asking:
            words = self.tr("{n} requests were forgotten.")
            self.log.set_note(words.format(n=format.count(model.cleared)), "ok")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._renew()
