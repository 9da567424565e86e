"""Sections of the Settings page, and cards drawn from the settings' own metadata."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.pages.settings_rows import MetaRow, SettingsRow
from desktop.theme import Tone, px, theme
from desktop.viewmodels.settings import SettingsModel
from desktop.widgets.base import follow_theme
from desktop.widgets.buttons import Button
from desktop.widgets.card import Card
from desktop.widgets.pill import StatusPill
from gateway.domain.vault_state import VaultState


class Section(QWidget):
    """Cards below each other."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        follow_theme(self)

    def restyle(self) -> None:
        self._column.setSpacing(theme().metrics.layout.card_gap)

    def add(self, card: QWidget) -> None:
        """Put a card below the others."""
        self._column.addWidget(card)

    def shown(self) -> None:
        """It came to the front."""


class RowCard(Card):
    """A card of rows; the last one draws no separator."""

    def __init__(self, rows: list[SettingsRow], title: str = "") -> None:
        self.titled = bool(title)
        super().__init__(title, spacing=0)
        self.rows = rows
        for row in rows:
            row.set_last(row is rows[-1])
            self.body.addWidget(row)
        self.restyle()

    def restyle(self) -> None:
        super().restyle()
        layout = self.layout()
        if layout is not None:
            edges = layout.contentsMargins()
            top = edges.top() if self.titled else px(6)
            layout.setContentsMargins(edges.left(), top, edges.right(), px(6))


class MetaCard(RowCard):
    """All settings of a group."""

    def __init__(self, group: str, model: SettingsModel) -> None:
        self._meta = {view.name: MetaRow(view, model) for view in model.views(group)}
        super().__init__(list(self._meta.values()))
        self._model = model
        for row in self._meta.values():
            row.edited.connect(model.set)
        model.changed.connect(self._renew)
        model.refused.connect(self._refuse)

    def row(self, name: str) -> MetaRow:
        """The row of a setting."""
        return self._meta[name]

    def _renew(self) -> None:
        for name, row in self._meta.items():
            row.show_view(self._model.view(name))

    def _refuse(self, name: str, sentence: str) -> None:
        if name in self._meta:
            self._meta[name].refuse(sentence)


class PrivacySection(Section):
    """Where keys are kept, and the settings of the group."""

    def __init__(self, model: SettingsModel) -> None:
        super().__init__()
        self._model = model
        self.unlock = Button("")
        self.unlock.setObjectName("settings-unlock")
        self._pill = StatusPill("", "neutral")
        self._pill.setObjectName("settings-vault")
        self.vault = SettingsRow("shield-check", self._pill)
        self.vault.body.addWidget(self.unlock)
        self.add(RowCard([self.vault]))
        self.meta = MetaCard("privacy", model)
        self.add(self.meta)
        self.unlock.clicked.connect(model.unlock)
        model.vault_changed.connect(self._show_vault)
        self._show_vault()

    def shown(self) -> None:
        self._show_vault()

    def _show_vault(self) -> None:
        state = VaultState(self._model.vault_state)
        self.vault.set_words(self.tr("Where keys are kept"), self._sentence(state))
        if state.is_open:
            file = state is VaultState.OPEN_KEYFILE
            self._pill.set_state(
                self.tr("Key file") if file else self.tr("Open"),
                "neutral" if file else "ok",
                icon="file-text" if file else "",
            )
        elif state is VaultState.LOST:
            self._pill.set_state(self.tr("Key missing"), "error")
        else:
            self._pill.set_state(self.tr("Locked"), "warn", icon="lock")
        tone: Tone = "text2" if state.is_open else "warn"
        self.vault.icon.set_icon("shield-check" if state.is_open else "shield-alert", tone)
        self.unlock.setVisible(not state.is_open)
        self.unlock.setText(
            self.tr("Unlock") if state is VaultState.LOCKED else self.tr("Try again")
        )
        self.unlock.setAccessibleName(self.tr("Unlock the keys"))
        self.unlock.set_busy(self._model.unlocking)
        waiting = self._model.vault_pending and not state.is_open
        self.vault.set_note(
            self.tr("Your keychain may show a prompt behind this window.") if waiting else ""
        )

    def _sentence(self, state: VaultState) -> str:
        if state is VaultState.OPEN_KEYRING:
            words = self.tr("Sealed with a key in {keychain}; only your account can open it.")
            return words.format(keychain=self._keychain())
        if state is VaultState.OPEN_KEYFILE:
            return self.tr(
                "Sealed with a key in a file that only your account can read. "
                "This system offers no keychain, or it was switched off."
            )
        if state is VaultState.OPEN_EXTERNAL:
            return self.tr("Sealed with the key that HOMEPORT_MASTER_KEY_FILE names.")
        if state is VaultState.LOST:
            return self.tr(
                "The key they were sealed with is not there. Put it back, "
                "or enter your channels' keys again."
            )
        if state is VaultState.DENIED:
            return self.tr("Access to the key was refused, so requests wait. Allow it, try again.")
        words = self.tr("{keychain} is locked, so requests wait.")
        return words.format(keychain=self._keychain())

    def _keychain(self) -> str:
        names = {
            "secret-service": self.tr("the Secret Service keychain"),
            "libsecret": self.tr("the Secret Service keychain"),
            "kwallet": self.tr("KWallet"),
            "macos-keychain": self.tr("the macOS keychain"),
            "windows-credentials": self.tr("the Windows Credential Manager"),
            "keyfile": self.tr("the key file"),
        }
        return names.get(self._model.vault_backend, self.tr("the keychain"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._show_vault()
