"""The owner's access token and password, for scripts that manage this Homeport."""

from __future__ import annotations

from PySide6.QtCore import QEvent

from desktop.pages.settings_meta import RowCard
from desktop.pages.settings_rows import SettingsRow
from desktop.viewmodels.access import AccessModel
from desktop.widgets.buttons import Button


class AccessCard(RowCard):
    """Two rows with a button each; nothing secret is ever shown, only copied."""

    def __init__(self, model: AccessModel) -> None:
        self._model = model
        self.token = Button("", icon="copy")
        self.token.setObjectName("settings-access-token")
        self.password = Button("", icon="copy")
        self.password.setObjectName("settings-password")
        self._token_row = SettingsRow("key-round", self.token)
        self._password_row = SettingsRow("lock", self.password)
        super().__init__([self._token_row, self._password_row])
        self.token.clicked.connect(model.copy_token)
        self.password.clicked.connect(model.copy_password)
        model.copied.connect(self._note)
        self._retranslate()

    def _retranslate(self) -> None:
        first = self._model.first
        self._token_row.set_words(
            self.tr("Access token for scripts"),
            self.tr("For the management API under /api, in the Authorization header.")
            if first
            else self.tr("For the management API under /api. A new one ends the one before."),
        )
        self._password_row.set_words(
            self.tr("Password of root"),
            self.tr("Made with this first start. It can be copied until Homeport quits.")
            if first
            else self.tr("Only its hash is kept, so it cannot be shown again; make a new one."),
        )
        text = self.tr("Copy") if first else self.tr("Make a new one")
        for button in (self.token, self.password):
            button.setText(text)
        self.token.setAccessibleName(
            self.tr("Copy the access token") if first else self.tr("Make a new access token")
        )
        self.password.setAccessibleName(
            self.tr("Copy the password of root")
            if first
            else self.tr("Make a new password for root")
        )

    def _note(self, what: str) -> None:
        row = self._token_row if what == "token" else self._password_row
        row.set_note(self.tr("Copied. The clipboard forgets it by itself."), "ok")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
