"""Settings, Sharing: the switch, the networks, who is connected and who is kept out."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

import segno
from PySide6.QtCore import QObject, QTimer, Signal

from desktop.aio import Jobs
from desktop.bridge import EventBridge
from desktop.ui_state import UiState
from desktop.viewmodels.sharing_words import name_network
from gateway.app import Gateway
from gateway.domain.sharing import Ban, Guest, NetworkKind
from gateway.services.sharing_views import PlaceView, SharingView

Work = Callable[[], Coroutine[Any, Any, object]]

_LOOK_MS = 2_000
"""How often those who are connected are counted, while the page shows and sharing is on."""


_READ = "sharing/terms"
"""Providers whose terms were shown, by their ids."""


@dataclass(frozen=True, slots=True)
class Terms:
    """Where a provider says what its keys may be used for."""

    provider: str
    name: str
    url: str


class SharingModel(QObject):
    """Asks before sharing ends under guests; everything else applies at once."""

    changed = Signal()
    guests_changed = Signal()
    failed = Signal(object)

    def __init__(
        self,
        gateway: Gateway,
        bridge: EventBridge,
        ui_state: UiState,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._gateway = gateway
        self._ui_state = ui_state
        self._used: frozenset[str] = frozenset()
        self._jobs = Jobs(self, self._failed)
        self._asking = False
        self._busy: set[str] = set()
        self._guests: list[Guest] = []
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self._count)
        self._watched = False
        bridge.sharing_changed.connect(self._on_sharing_changed)
        bridge.addresses_banned.connect(self.changed)
        bridge.server_changed.connect(self.changed)

    # While it shows

    def watch(self, watched: bool) -> None:
        """Whether anybody looks at the page: nobody, and nothing is asked."""
        self._watched = watched
        if not watched:
            self._timer.stop()
            self._asking = False
            return
        self._count()
        self.check()
        self._jobs.run("terms", self._read_providers())

    async def _read_providers(self) -> None:
        channels = await self._gateway.channels.list()
        self._used = frozenset(channel.provider for channel in channels)
        self.changed.emit()

    def _on_sharing_changed(self) -> None:
        self._asking = self._asking and self.view.on
        if self._watched and any(each.answers is None for each in self.view.listening):
            self.check()
        self._count()
        self.changed.emit()

    def _count(self) -> None:
        """Who is connected; a clock runs only while that can change."""
        guests = self._gateway.sharing.guests() if self.view.on else []
        if self._watched and self.view.on:
            if not self._timer.isActive():
                self._timer.start()
        else:
            self._timer.stop()
        if guests != self._guests:
            self._guests = guests
            self.guests_changed.emit()

    # What stands on the page

    @property
    def view(self) -> SharingView:
        return self._gateway.sharing.view()

    @property
    def guests(self) -> list[Guest]:
        return self._guests

    @property
    def guest_requests(self) -> int:
        return self._gateway.sharing.guest_requests()

    def bans(self) -> list[Ban]:
        return self._gateway.sharing.bans()

    @property
    def asking(self) -> bool:
        """Whether it has to be asked first: guests would be cut off."""
        return self._asking

    def busy(self, what: str) -> bool:
        """``turn`` or ``check`` is under way."""
        return what in self._busy

    def name(self, place: PlaceView) -> str:
        """A network as the page calls it."""
        return name_network(place.network, [each.network for each in self.view.places])

    def split(self) -> tuple[list[PlaceView], list[PlaceView]]:
        """Networks with people, and those of containers, which are hidden unless chosen."""
        shown: list[PlaceView] = []
        hidden: list[PlaceView] = []
        for place in self.view.places:
            virtual = place.network.kind is NetworkKind.VIRTUAL and not place.chosen
            (hidden if virtual else shown).append(place)
        return shown, hidden

    @property
    def hours(self) -> int:
        return int(self._gateway.settings.sharing_hours)

    def terms(self) -> list[Terms]:
        """Of providers that channels lead to, those that nobody has read here."""
        read = set(self._ui_state.text(_READ).split())
        return [
            Terms(view.id, view.name, view.terms_url)
            for view in self._gateway.channels.providers()
            if view.terms_url and view.id in self._used and view.id not in read
        ]

    # What is done

    def note_terms_read(self) -> None:
        """They are not shown again, until a channel leads to somebody else."""
        read = {*self._ui_state.text(_READ).split(), *(each.provider for each in self.terms())}
        self._ui_state.set_text(_READ, " ".join(sorted(read)))
        self.changed.emit()

    def turn(self, on: bool) -> None:
        """Switches sharing; with guests connected, ``asking`` becomes true instead of off."""
        self._count()
        if not on and self._guests and not self._asking:
            self._asking = True
            self.changed.emit()
            return
        self._asking = False
        self._run("turn", lambda: self._gateway.sharing.turn(on))

    def stay(self) -> None:
        """The answer to ``asking``: sharing goes on."""
        self._asking = False
        self.changed.emit()

    def choose(self, key: str, chosen: bool) -> None:
        self._run(f"choose {key}", lambda: self._gateway.sharing.choose(key, chosen))

    def check(self) -> None:
        """Looks at the networks anew and tries what listens."""
        if self.view.on and not self.busy("check"):
            self._run("check", self._check)

    async def _check(self) -> None:
        await self._gateway.sharing.refresh()
        await self._gateway.sharing.check()

    def unban(self, address: str) -> None:
        self._gateway.sharing.unban(address)
        self.changed.emit()

    def set_hours(self, hours: int) -> None:
        """0 for never. While sharing is on, its time begins anew."""
        self._run("hours", lambda: self._gateway.settings_service.set("sharing_hours", hours))

    def _run(self, name: str, work: Work) -> None:
        self._busy.add(name)
        self._jobs.run(name, self._told(name, work))
        self.changed.emit()

    async def _told(self, name: str, work: Work) -> None:
        ended = True
        try:
            await work()
        except asyncio.CancelledError:
            ended = False  # the window closes, and what would be told may be gone already
            raise
        finally:
            self._busy.discard(name)
            if ended:
                self._count()
                self.changed.emit()

    def _failed(self, error: Exception) -> None:
        self.failed.emit(error)
        self.changed.emit()


def qr_modules(url: str) -> tuple[tuple[bool, ...], ...]:
    """The dark squares of a QR code that opens an address."""
    code = segno.make_qr(url, error="m")
    return tuple(tuple(bool(module) for module in row) for row in code.matrix)
