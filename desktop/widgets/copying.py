"""The Copy button all copy fields share: it turns to "Copied" for 1.2 s in the same width."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QWidget

from desktop.theme import Tone, theme
from desktop.widgets.buttons import Button, Kind


class CopyButton(Button):
    """Emits `clicked`; the page decides what goes into the clipboard."""

    def __init__(
        self,
        kind: Kind = "ghost",
        *,
        text: str = "",
        name: str = "",
        icon_tone: Tone | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", kind, icon="copy", icon_tone=icon_tone, parent=parent)
        self._own = text
        self._name = name
        self._rest_tone: Tone | None = icon_tone
        self._back = QTimer(self, singleShot=True)
        self._back.timeout.connect(self._retranslate)
        self.clicked.connect(self._show_copied)
        self._retranslate()

    def set_name(self, name: str) -> None:
        """Accessible name: what is copied ("Copy address")."""
        self._name = name
        self._retranslate()

    def set_text(self, text: str) -> None:
        """The word at rest (a language change); empty for "Copy"."""
        self._own = text
        self._retranslate()

    @property
    def copied(self) -> bool:
        """Whether it says Copied now."""
        return self._back.isActive()

    def _show_copied(self) -> None:
        self.setText(self.tr("Copied"))
        self.set_icon_name("check", "ok")
        self.setAccessibleDescription(self.tr("Copied"))
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))
        self._back.start(theme().tokens.motion_ms.copied_stays)

    def _retranslate(self) -> None:
        rest = self._own or self.tr("Copy")
        self.setText(rest)
        self.setAccessibleName(self._name or rest)
        self.setAccessibleDescription("")
        self.set_icon_name("copy", self._rest_tone)
        self.reserve(rest, self.tr("Copied"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._back.stop()
            self._retranslate()
