"""What the tray shows: state, address, channels, today; and what it does without the window."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop import format
from desktop.aio import Jobs
from desktop.bridge import EventBridge
from desktop.clipboard import Clipboard
from desktop.models.channel_status import ChannelStatus, Standing, status_of, word_status
from desktop.theme.mark import MarkState
from desktop.viewmodels.connect import ConnectModel
from desktop.viewmodels.pausing import PauseModel
from desktop.viewmodels.recipe_parts import code_text
from desktop.viewmodels.server_state import word_state
from gateway.app import Gateway
from gateway.domain.channel import Channel
from gateway.domain.failure import FailureClass

CLIENTS = (("claude-code", "Claude Code"), ("python-openai", "OpenAI SDK"), ("curl", "curl"))
_DOWN = (Standing.FAILING, Standing.KEY_REJECTED, Standing.NO_MONEY, Standing.NEEDS_UNLOCK)
EVERY_MS = 1000


@dataclass(frozen=True, slots=True)
class TrayChannel:
    """A channel's line: its name, what is wrong with it ('' for nothing), whether it is on."""

    id: int
    text: str
    enabled: bool


class TrayModel(QObject):
    """``changed`` comes at most once a second, and only when something happened."""

    changed = Signal()
    failed = Signal(object)

    def __init__(
        self,
        gateway: Gateway,
        bridge: EventBridge,
        clipboard: Clipboard,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._gateway = gateway
        self._clipboard = clipboard
        self._jobs = Jobs(self, self.failed.emit)
        self._connect = ConnectModel(gateway, bridge, self)
        self.pausing = PauseModel(gateway, bridge, self)
        self.pausing.failed.connect(self.failed)
        self._requests, self._cost_nano = 0, 0
        self._today_known = False
        self._watched = False
        self._dirty = False
        self._rest = QTimer(self, singleShot=True, interval=EVERY_MS)
        self._rest.timeout.connect(self._rested)
        for signal in (bridge.requests_started, bridge.requests_finished):
            signal.connect(self._happened)
        for signal in (bridge.server_changed, bridge.vault_changed, bridge.channels_changed):
            signal.connect(self._happened)
        bridge.settings_changed.connect(self._happened)
        bridge.update_found.connect(self._happened)

    @Slot()
    def _happened(self, *_: object) -> None:
        if self._rest.isActive():
            self._dirty = True
            return
        self._rest.start()
        self._tell()

    @Slot()
    def _rested(self) -> None:
        if self._dirty:
            self._dirty = False
            self._rest.start()
            self._tell()

    def _tell(self) -> None:
        if self._watched:
            self._ask_today()
        self.changed.emit()

    def watch(self, watched: bool) -> None:
        """Whether the menu is open: only then anything is read."""
        self._watched = watched
        if watched:
            self._ask_today()

    def _ask_today(self) -> None:
        if not self._jobs.busy("today"):
            self._jobs.run("today", self._load_today())

    async def _load_today(self) -> None:
        today = await self._gateway.usage.today()
        self._requests, self._cost_nano = today.requests, today.cost_nano
        self._today_known = True
        self.changed.emit()

    # What it shows

    def state(self) -> MarkState:
        """The icon: what is wrong before what is paused before what runs."""
        status = self._gateway.status()
        if status.draining or status.paused:
            return "stopped"
        broken = not status.running or not status.store_healthy
        if broken or not self._gateway.vault.state.is_open or self._down():
            return "problem"
        return "active" if status.in_flight else "running"

    def header(self) -> str:
        """``Running · localhost:3000``, with what is worth knowing beside it."""
        status = self._gateway.status()
        parts = [word_state(self._gateway)[0], urlsplit(status.url).netloc]
        if status.paused:
            parts[1] = self.pausing.words()
        elif down := self._down():
            one, many = self.tr("1 channel is failing"), self.tr("{n} channels are failing")
            parts.append(format.plural(len(down), one, many))
        elif status.in_flight:
            parts.append(self.tr("{n} active").format(n=format.count(status.in_flight)))
        return " · ".join(part for part in parts if part)

    def tip(self) -> str:
        return self.tr("Homeport: {state}").format(state=self.header())

    def today(self) -> str:
        """``Today: 132 requests, $0.42``; without figures until they were read once."""
        if not self._today_known:
            return self.tr("Today")
        one, many = self.tr("1 request"), self.tr("{n} requests")
        return self.tr("Today: {requests}, {cost}").format(
            requests=format.plural(self._requests, one, many),
            cost=format.dollars(self._cost_nano, places=2) if self._cost_nano else "$0",
        )

    @property
    def address(self) -> str:
        url = self._gateway.status().url
        return f"{url}/v1" if url else ""

    @property
    def has_models(self) -> bool:
        return bool(self._gateway.models.list_all())

    @property
    def update(self) -> str:
        """The version that could be installed, '' for none."""
        return self._gateway.updates.view.version

    def channels(self) -> list[TrayChannel]:
        """In the order they are tried."""
        return [
            TrayChannel(channel.id, self._line(channel), channel.enabled)
            for channel in self._gateway.planner.snapshot.channels
        ]

    def _line(self, channel: Channel) -> str:
        name = channel.name.replace("&", "&&")
        standing = self._standing(channel)
        if standing in (*_DOWN, Standing.RESTING):
            return f"{name} ({word_status(self._status(channel))[0]})"
        return name

    def _status(self, channel: Channel) -> ChannelStatus:
        rest = self._gateway.rests.of_channel(channel.id)
        struggling = ""
        if rest is not None and rest.failure.kind is not FailureClass.MODEL_NOT_FOUND:
            struggling = rest.failure.message or rest.failure.kind.value
        return status_of(channel, (), self._gateway.now_ms(), struggling=struggling)

    def _standing(self, channel: Channel) -> Standing:
        return self._status(channel).standing

    def _down(self) -> list[Channel]:
        channels = self._gateway.planner.snapshot.channels
        return [channel for channel in channels if self._standing(channel) in _DOWN]

    # What it does

    def set_enabled(self, channel_id: int, enabled: bool) -> None:
        self._jobs.run(f"switch {channel_id}", self._switch(channel_id, enabled))

    async def _switch(self, channel_id: int, enabled: bool) -> None:
        try:
            await self._gateway.channels.set_enabled(channel_id, enabled)
        finally:
            self.changed.emit()

    def copy_address(self) -> None:
        self._clipboard.copy(self.address)

    def copy_key(self) -> None:
        """The key of this computer; it leaves the clipboard by itself."""
        self._jobs.run("key", self._copy_key())

    async def _copy_key(self) -> None:
        created = await self._gateway.tokens.this_computer()
        self._clipboard.copy_secret(created.key)

    def copy_for(self, client: str) -> None:
        """Everything a client is told in a terminal or a file, with the key in it."""
        self._jobs.run("recipe", self._copy_for(client))

    async def _copy_for(self, client: str) -> None:
        await self._connect.load()
        self._connect.choose_client(client)
        codes = [
            code_text(step.code, self._connect.reveal())
            for step in self._connect.recipe().steps
            if step.code
        ]
        self._clipboard.copy_secret("\n".join(codes) + "\n")
