"""What the frame shows whatever page is open:

Server state, address, requests in flight, money today.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from desktop import format
from desktop.aio import Jobs
from desktop.bridge import EventBridge
from desktop.theme import StatusName
from desktop.viewmodels.server_state import word_state
from desktop.viewmodels.sharing_words import word_sharing
from gateway.app import Gateway

_SETTLE_MS = 1_000


class FrameModel(QObject):
    """Counts from events;

    Asks the store only at the start, after a batch of finished requests and at midnight.
    """

    changed = Signal()

    def __init__(
        self, gateway: Gateway, bridge: EventBridge, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._gateway = gateway
        self._jobs = Jobs(self)
        self._cost_nano = 0
        self._midnight = QTimer(self)
        self._midnight.setSingleShot(True)
        self._midnight.timeout.connect(self.refresh)
        for signal in (bridge.requests_moved, bridge.server_changed, bridge.channels_changed):
            signal.connect(self._tell)
        bridge.vault_changed.connect(self._tell)
        bridge.sharing_changed.connect(self._tell)
        # Asking is not worth it ten times a second: a busy gateway has its sums a second late.
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_SETTLE_MS)
        self._later.timeout.connect(self.refresh)
        bridge.requests_finished.connect(self._ended)

    def _tell(self, *_: object) -> None:
        self.changed.emit()

    def _ended(self, _events: object) -> None:
        if not self._later.isActive():
            self._later.start()

    def refresh(self, *_: object) -> None:
        """Asks what was spent today."""
        self._jobs.run("today", self._ask_today())

    async def _ask_today(self) -> None:
        today = await self._gateway.usage.today()
        self._cost_nano = today.cost_nano
        self._midnight.start(format.ms_to_midnight() + 1000)
        self.changed.emit()

    def close(self) -> None:
        self._jobs.cancel("today")
        self._midnight.stop()
        self._later.stop()

    @property
    def endpoint(self) -> str:
        """What OpenAI-style apps are given."""
        bound = self._gateway.bound
        return f"{bound.url}/v1" if bound else ""

    @property
    def active(self) -> int:
        return len(self._gateway.live)

    @property
    def channel_count(self) -> int:
        return len(self._gateway.planner.snapshot.channels)

    @property
    def has_channels(self) -> bool:
        return self.channel_count > 0

    def state_words(self) -> tuple[str, StatusName]:
        return word_state(self._gateway)

    def lan_words(self) -> tuple[str, bool]:
        """What is shared, and whether other machines are let in."""
        return word_sharing(self._gateway.sharing.view())

    def active_words(self) -> str:
        if not self.has_channels:
            return self.tr("No channels yet")
        return self.tr("{n} active").format(n=format.count(self.active))

    def cost_words(self) -> str:
        cost = format.dollars(self._cost_nano, places=2)
        return self.tr("{cost} today").format(cost=cost)
