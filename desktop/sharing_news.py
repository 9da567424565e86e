"""What the owner is told of those who are kept out, whatever page is open."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from desktop import format
from desktop.pages.shell import Shell
from gateway.events import AddressBanned


class SharingNews(QObject):
    """Listens while the window lives."""

    def __init__(self, shell: Shell, parent: QObject) -> None:
        super().__init__(parent)
        self._shell = shell
        shell.bridge.addresses_banned.connect(self._on_banned)

    def _on_banned(self, events: Sequence[AddressBanned]) -> None:
        ban = events[-1].ban
        words = self.tr("{address} sent too many wrong keys and is blocked until {time}.")
        time = format.clock(ban.until).rpartition(":")[0]
        self._shell.window.toast(words.format(address=ban.address, time=time))
