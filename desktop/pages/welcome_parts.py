"""Small parts of the welcome page: its heading, what a typed text would be, where keys stay."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.pages import welcome_words as words
from desktop.theme import Tone, px
from desktop.widgets.base import follow_theme
from desktop.widgets.buttons import Button
from desktop.widgets.labels import IconLabel, Label
from desktop.widgets.mark import Mark
from gateway.services.channels import Code, Detection, ProviderView


class Intro(QWidget):
    """The mark, the heading and what happens with a key; only a sentence when ``brief``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._brief = False
        self._mark = Mark(44)
        self._title = Label("", "hero", wrap=True)
        self._title.setObjectName("welcome-title")
        self._text = Label("", "lead", "text2", wrap=True)
        self._lead = Label("", "lead", "text2")
        self._address = Label("", "lead", "accent", mono=True, selectable=True)
        self._address.setObjectName("welcome-address")
        self._line = QHBoxLayout()
        self._line.addWidget(self._lead)
        self._line.addWidget(self._address)
        self._line.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._mark)
        self._column.addWidget(self._title)
        self._column.addWidget(self._text)
        self._column.addLayout(self._line)
        self._retranslate()
        follow_theme(self)

    def set_endpoint(self, address: str) -> None:
        """The address apps will need; the line goes while there is none."""
        self._address.setText(address)
        self._show()

    def set_brief(self, brief: bool) -> None:
        self._brief = brief
        self._show()
        self.restyle()

    def _show(self) -> None:
        address = bool(self._address.text()) and not self._brief
        for part in (self._mark, self._title):
            part.setVisible(not self._brief)
        for part in (self._lead, self._address):
            part.setVisible(address)

    def _retranslate(self) -> None:
        self._title.setText(self.tr("Connect your first model provider"))
        self._text.setText(self.tr("Paste a key and Homeport works out the rest."))
        self._lead.setText(self.tr("Your apps then need one address:"))

    def restyle(self) -> None:
        halo = px(4)
        self._column.setContentsMargins(halo, 0, halo, px(2 if self._brief else 8))
        self._column.setSpacing(px(4))
        self._line.setSpacing(px(8))
        self._mark.setContentsMargins(0, 0, 0, 0)
        self._title.setContentsMargins(0, 0 if self._brief else px(18), 0, px(2))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()


class Hint(QWidget):
    """What the text in the field would be, or why nothing can be made of it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = IconLabel("info", "text3", 16)
        self._text = Label("", "body", "text2", wrap=True)
        self._text.setObjectName("paste-hint")
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addWidget(self._text, 1)
        follow_theme(self)

    def show_detection(
        self, detection: Detection, provider: ProviderView | None, *, ready: bool
    ) -> None:
        """``ready``: Enter would take it."""
        icon, tone = "info", "text3"
        if provider is not None:
            icon, tone = "circle-check", "ok"
            text = self.tr("{provider}. Press Enter to go on.").format(provider=provider.name)
        elif detection.candidates or detection.code is Code.UNKNOWN_KEY:
            text = self.tr("A key. Press Enter to choose whose it is.")
        else:
            text = words.unusable(detection)
            if detection.code is not Code.UNKNOWN_TEXT:
                icon, tone = "triangle-alert", "warn"
        self._icon.set_icon(icon, _tone(tone))
        self._text.setText(text if ready or provider is None else provider.name)

    def restyle(self) -> None:
        side = px(4) + px(2)
        self._row.setContentsMargins(side, 0, side, 0)
        self._row.setSpacing(px(8))


class KeptLine(QWidget):
    """Where keys are kept, and the way to go on without one."""

    echo_clicked = Signal()
    unlock_clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state, self._opened = "", True
        self._icon = IconLabel("shield-check", "ok", 16)
        self._text = Label("", "small", "text2", wrap=True)
        self._text.setObjectName("kept-text")
        self._unlock = Button("", "link")
        self._unlock.setObjectName("kept-unlock")
        self._unlock.clicked.connect(self.unlock_clicked)
        self._echo = Button("", "link")
        self._echo.setObjectName("echo")
        self._echo.clicked.connect(self.echo_clicked)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._icon)
        self._row.addWidget(self._text, 1)
        self._row.addWidget(self._unlock)
        self._row.addWidget(self._echo)
        self._retranslate()
        follow_theme(self)

    def set_vault(self, state: str, *, opened: bool) -> None:
        self._state, self._opened = state, opened
        self._retranslate()

    def set_echo(self, offered: bool) -> None:
        self._echo.setVisible(offered)

    def _retranslate(self) -> None:
        self._icon.set_icon(*(("shield-check", "ok") if self._opened else ("lock", "warn")))
        self._text.setText(self._words())
        self._text.setAccessibleName(self._text.text())
        self._unlock.setText(self.tr("Unlock"))
        self._unlock.setVisible(not self._opened)
        self._echo.setText(self.tr("No key yet? Try it with Echo"))
        for button in (self._unlock, self._echo):
            button.updateGeometry()

    def _words(self) -> str:
        match self._state:
            case "open_keyring":
                return self.tr("Keys stay on this computer, encrypted with your system keychain.")
            case "open_external":
                return self.tr("Keys stay on this computer, encrypted with your own master key.")
            case "lost":
                return self.tr("The master key is missing: saved keys cannot be opened.")
            case "denied":
                return self.tr("Your keychain refused access, so no key can be kept yet.")
            case "locked" | "closed":
                return self.tr("Your keychain is locked, so no key can be kept yet.")
        return self.tr("Keys stay on this computer, encrypted with a key file only you can read.")

    def restyle(self) -> None:
        halo = px(4)
        self._row.setContentsMargins(halo, px(14), halo, 0)
        self._row.setSpacing(px(8))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()


def _tone(name: str) -> Tone:
    tones: dict[str, Tone] = {"ok": "ok", "warn": "warn", "text3": "text3"}
    return tones[name]
