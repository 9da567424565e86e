"""Who is connected, who is kept out, and what may keep everybody out: a firewall."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desktop import format
from desktop.pages.settings_rows import SettingsRow
from desktop.theme import px
from desktop.widgets.buttons import Button
from desktop.widgets.card import Card
from desktop.widgets.copying import CopyButton
from desktop.widgets.inputs import LineEdit
from desktop.widgets.labels import Label
from gateway.domain.sharing import Ban, Guest
from gateway.lan.firewall import FirewallHint


class _ListCard(Card):
    """A title, rows made anew from what there is."""

    def __init__(self) -> None:
        super().__init__("-", spacing=0)
        self._rows: list[SettingsRow] = []

    def _set_rows(self, rows: list[SettingsRow]) -> None:
        for row in self._rows:
            row.hide()
            row.deleteLater()
        self._rows = rows
        for row in rows:
            row.set_last(row is rows[-1])
            self.body.addWidget(row)


class GuestsCard(_ListCard):
    """Other machines with open connections."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("sharing-guests")
        self._guests: Sequence[Guest] | None = None
        self._running = 0
        self._none = Label("", "body", "text3", wrap=True)
        self.body.addWidget(self._none)

    def show_guests(self, guests: Sequence[Guest], running: int) -> None:
        """``running``: how many of their requests run."""
        if (guests, running) == (self._guests, self._running):
            return
        self._guests, self._running = list(guests), running
        self._show()

    def _show(self) -> None:
        guests = self._guests or ()
        self.set_title(self.tr("Connected now"))
        phrase = format.plural(len(guests), self.tr("1 device"), self.tr("{n} devices"))
        self.set_phrase(phrase if guests else "")
        self._none.setText(self.tr("No other device is connected."))
        self._none.setVisible(not guests)
        self._set_rows([self._row(guest) for guest in guests])

    def _row(self, guest: Guest) -> SettingsRow:
        row = SettingsRow("laptop")
        connections = format.plural(
            guest.connections, self.tr("1 connection"), self.tr("{n} connections")
        )
        row.set_words(guest.address, connections)
        return row

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and self._guests is not None:
            self._show()


class BansCard(_ListCard):
    """Addresses that sent too many wrong keys, each with a way back in."""

    unbanned = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("sharing-bans")
        self._bans: list[Ban] | None = None

    def show_bans(self, bans: list[Ban]) -> None:
        """The latest first. Times move by milliseconds; the rows stay."""
        known = [(ban.address, ban.failures) for ban in self._bans or ()]
        if known != [(ban.address, ban.failures) for ban in bans] or self._bans is None:
            self._bans = bans
            self._show()

    def _show(self) -> None:
        self.set_title(self.tr("Blocked"))
        self.set_phrase(self.tr("after too many wrong keys"))
        self._set_rows([self._row(ban) for ban in self._bans or ()])

    def _row(self, ban: Ban) -> SettingsRow:
        button = Button(self.tr("Unblock"))
        button.setObjectName(f"unban-{ban.address}")
        button.setAccessibleName(self.tr("Unblock {address}").format(address=ban.address))
        button.clicked.connect(lambda: self.unbanned.emit(ban.address))
        row = SettingsRow("shield-alert", button)
        words = self.tr("{n} wrong keys. Blocked until {time}.")
        row.set_words(
            ban.address,
            words.format(n=format.count(ban.failures), time=format.clock(ban.until)[:-3]),
        )
        return row

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and self._bans is not None:
            self._show()


class FirewallCard(Card):
    """What to do when other devices get no answer: the exact command to copy."""

    copied = Signal(str)

    def __init__(self) -> None:
        super().__init__("-")
        self.setObjectName("sharing-firewall")
        self._hint: FirewallHint | None = None
        self._port = 0
        self._sentence = Label("", "body", "text2", wrap=True)
        self._command = LineEdit()
        self._command.setReadOnly(True)
        self._command.setObjectName("firewall-command")
        self._copy = CopyButton("plain")
        self._copy.clicked.connect(lambda: self.copied.emit(self._command.text()))
        self._line = QHBoxLayout()
        self._line.addWidget(self._command, 1)
        self._line.addWidget(self._copy)
        self._lines = QVBoxLayout()
        self._lines.addWidget(self._sentence)
        self._lines.addLayout(self._line)
        self.body.addLayout(self._lines)
        self.restyle()

    def restyle(self) -> None:
        super().restyle()
        if hasattr(self, "_lines"):
            self._lines.setSpacing(px(10))
            self._line.setSpacing(px(8))

    def show_hint(self, hint: FirewallHint, port: int) -> None:
        """``port`` is what has to be let in."""
        if (hint, port) != (self._hint, self._port):
            self._hint, self._port = hint, port
            self._show()

    def _show(self) -> None:
        hint = self._hint
        if hint is None:
            return
        self.set_title(self.tr("If other devices get no answer"))
        self._sentence.setText(self._word(hint).format(port=self._port))
        self._command.setText(hint.command)
        self._command.setCursorPosition(0)
        self._command.setAccessibleName(self.tr("Firewall command"))
        self._copy.set_name(self.tr("Copy the firewall command"))
        for part in (self._command, self._copy):
            part.setVisible(bool(hint.command))

    def _word(self, hint: FirewallHint) -> str:
        match hint.kind:
            case "ufw":
                return self.tr("The firewall ufw is on. This lets your network in on port {port}.")
            case "firewalld":
                return self.tr("firewalld is on. This lets your network in on port {port}.")
            case "windows":
                return self.tr(
                    "Allow Homeport when Windows asks, or let private networks in on port {port} "
                    "with this, as administrator."
                )
            case "macos":
                return self.tr("If the firewall of macOS is on, this lets Homeport answer.")
        return self.tr(
            "A firewall on this computer or a guest network may be in the way. TCP port {port} "
            "has to be let in."
        )

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._show()
