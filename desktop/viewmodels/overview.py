"""What the overview shows: today's sums, what runs, what just ended, how the channels do."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from desktop import format
from desktop.aio import Jobs
from desktop.bridge import EventBridge
from desktop.models.channel_list import ChannelRow
from desktop.models.channel_status import Standing
from desktop.viewmodels.channels import ChannelsModel
from desktop.viewmodels.findings import Finding, of_channels
from desktop.viewmodels.pace import Pace
from desktop.viewmodels.pausing import PauseModel
from gateway.app import Gateway
from gateway.services.channels import HourHealth, ProviderView
from gateway.services.logs import LiveRequest, LogFilter, LogRow, Purpose
from gateway.services.usage import TodaySummary
from gateway.status import GatewayStatus

FINISHED = 4
_SETTLE_MS, _APART_MS = 400, 1_500
"""Between a request's end and reading the sums, and between two such readings."""
_LIVE_APART_MS = 250
_TICK_MS = 500
_CHARS_PER_TOKEN = 4
_WORST_FIRST = (
    *(Standing.KEY_REJECTED, Standing.NO_MONEY, Standing.NEEDS_UNLOCK, Standing.FAILING),
    *(Standing.RESTING, Standing.HALF_OPEN, Standing.SLOW, Standing.TESTING, Standing.WAITING),
    *(Standing.WORKING, Standing.CLOSED),
    *(Standing.NOT_TESTED, Standing.KEYS_OFF, Standing.OFF),
)


class OverviewModel(QObject):
    """Reads only while the page shows. ``ticked`` comes twice a second while something runs."""

    changed = Signal()
    live_changed = Signal()
    ticked = Signal()
    failed = Signal(object)

    def __init__(
        self, gateway: Gateway, bridge: EventBridge, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._gateway = gateway
        self._jobs = Jobs(self, self.failed.emit)
        self._providers = {view.id: view for view in gateway.channels.providers()}
        self._channels = ChannelsModel(gateway, bridge, self)
        self.pausing = PauseModel(gateway, bridge, self)
        self.pausing.changed.connect(self.changed)
        self.pausing.failed.connect(self.failed)
        self._health: dict[int, list[HourHealth]] = {}
        self._watched = False
        self.today: TodaySummary | None = None
        self.finished: tuple[LogRow, ...] = ()
        self._settle = Pace(_SETTLE_MS, _APART_MS, self)
        self._settle.timeout.connect(self._refresh)
        self._moving = Pace(0, _LIVE_APART_MS, self)
        self._moving.timeout.connect(self._live_changed)
        self._tick = QTimer(self, interval=_TICK_MS)
        self._tick.timeout.connect(self._on_tick)
        self._midnight = QTimer(self, singleShot=True)
        self._midnight.timeout.connect(self._refresh)
        self._channels.changed.connect(self.changed)
        self._channels.failed.connect(self.failed)
        bridge.requests_moved.connect(self._moved)
        bridge.requests_finished.connect(self._ended)
        for signal in (bridge.server_changed, bridge.vault_changed):
            signal.connect(self.changed)

    # While it shows

    def watch(self, watched: bool) -> None:
        """Whether anybody looks: nobody, and nothing is read and no clock runs."""
        self._watched = watched
        self._channels.watch(watched)
        if watched:
            self._refresh()
            self._live_changed()
        else:
            for timer in (self._tick, self._settle, self._moving):
                timer.stop()

    def _ended(self, _events: object) -> None:
        if self._watched:
            self._settle.wish()

    def _moved(self) -> None:
        if self._watched:
            self._moving.wish()

    def _live_changed(self) -> None:
        if not self._watched:
            return
        if self.live():
            if not self._tick.isActive():
                self._tick.start()
        else:
            self._tick.stop()
        self.live_changed.emit()

    def _on_tick(self) -> None:
        if self.live():
            self.ticked.emit()
        else:
            self._live_changed()

    def _refresh(self) -> None:
        if self._jobs.busy("load"):
            self._settle.wish()
            return
        self._jobs.run("load", self._load())

    async def _load(self) -> None:
        gateway = self._gateway
        self.today = await gateway.usage.today()
        clients = LogFilter(purpose=Purpose.CLIENT)
        self.finished = tuple(await gateway.logs.page(clients, limit=FINISHED))
        self._health = await gateway.channels.health()
        self._midnight.start(format.ms_to_midnight() + 1000)
        self.changed.emit()

    # What stands on the page

    @property
    def status(self) -> GatewayStatus:
        return self._gateway.status()

    @property
    def address(self) -> str:
        """What OpenAI-style apps are given, '' while nothing listens."""
        url = self.status.url
        return f"{url}/v1" if url else ""

    def live(self) -> list[LiveRequest]:
        """What runs now, oldest first."""
        return self._gateway.logs.live()

    def tile_of(self, provider: str) -> ProviderView | None:
        return self._providers.get(provider)

    def channels(self) -> list[ChannelRow]:
        """Worst first, then in the order they are tried."""
        rows = [row for tier in self._channels.all_tiers() for row in tier.rows]
        return sorted(rows, key=lambda row: _WORST_FIRST.index(row.status.standing))

    def counts(self) -> tuple[int, int]:
        """How many channels are on and can be used, how many rest."""
        rows = self._channels.all_tiers()
        standings = [row.status.standing for tier in rows for row in tier.rows]
        resting = standings.count(Standing.RESTING)
        off = standings.count(Standing.OFF) + standings.count(Standing.KEYS_OFF)
        return len(standings) - resting - off, resting

    @property
    def channels_known(self) -> bool:
        """Whether the channels were read once."""
        return self._channels.loaded

    @property
    def loaded(self) -> bool:
        """Whether everything was read once."""
        return self.channels_known and self.today is not None

    def health(self, channel_id: int) -> Sequence[HourHealth]:
        """Its last 24 hours, oldest first; nothing for a channel that was not used."""
        return self._health.get(channel_id, ())

    def hours(self) -> int:
        """How many hours of today have begun."""
        if self.today is None:
            return 0
        now = self._gateway.now_ms()
        return sum(point.at <= now for point in self.today.hourly)

    def finding(self) -> Finding | None:
        """Whether the channels are there and none of them can answer."""
        return of_channels([row.status for row in self.channels()])

    # What is done

    def cancel(self, request_id: str) -> None:
        """Ends a running request; what was produced is paid."""
        self._gateway.logs.cancel(request_id)
        self._live_changed()

    def run(self, on: bool) -> None:
        """Answer requests, or pause them until resumed."""
        if on:
            self.pausing.resume()
        else:
            self.pausing.pause()

    def test_all(self) -> None:
        """Every channel that is on, three at a time."""
        rows = [row for tier in self._channels.all_tiers() for row in tier.rows]
        self._channels.tests.run_all([row.id for row in rows if row.enabled])

    @property
    def testing(self) -> bool:
        return self._channels.tests.round is not None


def tokens_per_second(request: LiveRequest) -> float:
    """An estimate from the characters that came; 0 until there is something to divide."""
    since = request.elapsed_ms - request.first_token_ms
    if not request.first_token_ms or since < _TICK_MS:
        return 0.0
    return request.chars / _CHARS_PER_TOKEN / (since / 1000)
