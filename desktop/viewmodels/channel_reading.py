"""The channels as they are now: read when somebody looks, in rows and tiers, with their standing.

Reads the store when the list is looked at and something has changed, never more than once at a
time.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal

from desktop import format
from desktop.aio import Jobs
from desktop.bridge import EventBridge
from desktop.models.channel_list import ChannelRow, Tier, matching, tiers
from desktop.models.channel_status import ChannelStatus, Outcome, Standing, outcomes_of, status_of
from desktop.models.route_words import circuit_words
from desktop.viewmodels.channel_tests import ChannelTests
from desktop.viewmodels.rereading import Rereading
from gateway.app import Gateway
from gateway.domain.balance import totals
from gateway.domain.channel import Channel, KeyState
from gateway.domain.circuit import CircuitState
from gateway.domain.failure import FailureClass
from gateway.services.channels import ProviderView
from gateway.services.local_days import day_start_ms, system_zone
from gateway.services.logs import LogFilter
from gateway.services.usage import Totals

_RECENT = 5
"""So many of the latest requests tell how a channel does."""
_MINUTE_MS = 60_000
_REFUSED = (KeyState.REJECTED, KeyState.NO_MONEY)
_RESUMABLE = (Standing.RESTING, Standing.KEY_REJECTED, Standing.NO_MONEY)


class ChannelReading(QObject):
    """``changed`` when the rows are to be read again; ``failed`` carries what went wrong."""

    changed = Signal()
    failed = Signal(object)

    def __init__(
        self, gateway: Gateway, bridge: EventBridge, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._gateway = gateway
        self._jobs = Jobs(self, self.failed.emit)
        self._providers: dict[str, ProviderView] = {p.id: p for p in gateway.channels.providers()}
        self._channels: dict[int, Channel] = {}
        self._outcomes: dict[int, tuple[Outcome, ...]] = {}
        self._forgotten: set[int] = set()
        self._since: dict[int, int] = {}
        self.problem: Exception | None = None
        """Why the list could not be read, if it could not."""
        self._today: Mapping[int | str, Totals] = {}
        self._switching: dict[int, bool] = {}
        self.tests = ChannelTests(gateway, self)
        self.tests.changed.connect(self.changed)
        self.tests.ended.connect(self._test_ended)
        self._unsaved: set[int] = set()
        self._moves = asyncio.Lock()
        self._edits = 0
        self._search = ""
        self._loaded = False
        self._reading = Rereading(self._jobs, self._load, self)
        self._rest_ends = QTimer(self, singleShot=True)
        self._rest_ends.timeout.connect(self.changed)
        self._midnight = QTimer(self, singleShot=True)
        self._midnight.timeout.connect(self.refresh)
        bridge.requests_finished.connect(self._requests_finished)
        for signal in (bridge.channels_changed, bridge.vault_changed):
            signal.connect(self._reading.changed)

    # What the page shows

    @property
    def loaded(self) -> bool:
        """Whether the store was read at least once."""
        return self._loaded

    @property
    def count(self) -> int:
        return len(self._channels)

    @property
    def tags(self) -> list[str]:
        """Those in use, in order."""
        return sorted({channel.tag for channel in self._channels.values() if channel.tag})

    @property
    def search(self) -> str:
        return self._search

    def set_search(self, text: str) -> None:
        if text != self._search:
            self._search = text
            self.changed.emit()

    def tiers(self) -> tuple[Tier, ...]:
        """The channels that match the search, in tiers numbered among all."""
        now = self._gateway.now_ms()
        rows = [self._row(channel, now) for channel in self._channels.values()]
        self._wake_when_rest_ends(rows, now)
        found = {row.id for row in matching(rows, self._search)}
        shown = (
            replace(tier, rows=tuple(row for row in tier.rows if row.id in found))
            for tier in tiers(rows)
        )
        return tuple(tier for tier in shown if tier.rows)

    def all_tiers(self) -> tuple[Tier, ...]:
        """All channels, whatever is searched."""
        now = self._gateway.now_ms()
        return tiers(self._row(channel, now) for channel in self._channels.values())

    def channel(self, channel_id: int) -> Channel | None:
        return self._channels.get(channel_id)

    def provider(self, channel: Channel) -> ProviderView | None:
        return self._providers.get(channel.provider)

    def priorities(self) -> dict[int, int]:
        return {channel.id: channel.priority for channel in self._channels.values()}

    def status(self, channel_id: int) -> ChannelStatus | None:
        channel = self._channels.get(channel_id)
        return self._status(channel, self._gateway.now_ms()) if channel else None

    def _row(self, channel: Channel, now: int) -> ChannelRow:
        provider = self._providers.get(channel.provider)
        tile_name, letters = tile_of(channel, provider)
        used = self._today.get(channel.id, Totals())
        status = self._status(channel, now)
        return ChannelRow(
            id=channel.id,
            name=channel.name,
            provider_name=provider.name if provider else channel.provider,
            tile_name=tile_name,
            tile=letters,
            base_url=_address(channel, provider),
            local=bool(provider and provider.local),
            enabled=self._switching.get(channel.id, channel.enabled),
            priority=channel.priority,
            weight=channel.weight,
            keys=len(channel.keys),
            keys_refused=sum(key.state in _REFUSED for key in channel.keys),
            status=status,
            requests=used.requests,
            cost_nano=used.cost_nano,
            resumable=status.standing in _RESUMABLE or self._rests(channel, now),
            unsaved=channel.id in self._unsaved,
            models=(*channel.models, *channel.aliases),
            tag=channel.tag,
            groups=channel.groups,
            balances=tuple(totals(key.balance for key in channel.keys if key.balance)),
            tells_balance=bool(provider and provider.tells_balance),
        )

    def _status(self, channel: Channel, now: int) -> ChannelStatus:
        if (testing := self.tests.standing(channel.id)) is not None:
            return ChannelStatus(testing)
        since = self._since.get(channel.id, 0)
        if channel.tested_at < since:
            channel = replace(channel, tested_at=0)
        channel = replace(channel, enabled=self._switching.get(channel.id, channel.enabled))
        outcomes = [each for each in self._outcomes.get(channel.id, ()) if each.at >= since]
        rests = self._gateway.rests
        rest = rests.of_channel(channel.id)
        spared = int(rests.by_owner(channel.id) * 1000)
        struggling = ""
        if rest is not None and rest.failure.kind is not FailureClass.MODEL_NOT_FOUND:
            struggling = rest.failure.message or rest.failure.kind.value
        closed = int(self._gateway.routes.opens_in_s(channel) * 1000)
        circuits = self._gateway.routes.circuits(channel.id)
        status = status_of(
            channel,
            outcomes,
            now,
            struggling=struggling,
            spared_until=now + spared if spared else 0,
            closed_until=round((now + closed) / _MINUTE_MS) * _MINUTE_MS if closed else 0,
            half_open=any(each.state is CircuitState.HALF_OPEN for each in circuits),
        )
        if not circuits or not channel.enabled:
            return status
        hints = {key.id: f"•••• {key.hint}" for key in channel.keys}
        lines = (circuit_words(each, hints, now) for each in circuits if each.kind is not None)
        return replace(status, circuits=tuple(lines))

    def _rests(self, channel: Channel, now: int) -> bool:
        return (
            any(key.rest_until > now for key in channel.keys)
            or self._gateway.rests.of_channel(channel.id) is not None
        )

    # Reading

    def watch(self, watched: bool) -> None:
        """Whether anybody looks: nobody, and nothing is read."""
        self._reading.watch(watched)

    def refresh(self) -> None:
        self._reading.refresh()

    async def _load(self) -> None:
        try:
            await self._read()
            self.problem = None
        except Exception as error:
            self.problem = error
        self.changed.emit()
        if self.problem is None:
            self._reading.again()

    async def _read(self) -> None:
        self._forgotten.clear()
        gateway, now, edits = self._gateway, self._gateway.now_ms(), self._edits
        channels = {channel.id: channel for channel in await gateway.channels.list()}
        start = day_start_ms(now, system_zone())
        self._today = await gateway.usage.breakdown(start, now + 1, "channel")
        for channel_id in channels.keys() - self._outcomes.keys():
            which = LogFilter(channel_id=channel_id)
            self._outcomes[channel_id] = outcomes_of(await gateway.logs.page(which, limit=_RECENT))
        # What was done meanwhile is ahead of what was read.
        if self._moves.locked() or edits != self._edits:
            self._reading.stale = True
        else:
            self._channels = channels
        for channel_id in self._forgotten:
            self._outcomes.pop(channel_id, None)
        self._loaded = True
        self._midnight.start(format.ms_to_midnight() + 1000)

    def _forget(self, channel_id: int) -> None:
        """What is known of a channel's requests is no longer all; nor is what is being read."""
        self._outcomes.pop(channel_id, None)
        self._forgotten.add(channel_id)

    def _test_ended(self, channel_id: int) -> None:
        self._forget(channel_id)
        self._reading.changed()

    def _requests_finished(self, events: list[object]) -> None:
        for event in events:
            self._forget(getattr(event, "channel_id", 0))
        self._reading.used()

    def _wake_when_rest_ends(self, rows: list[ChannelRow], now: int) -> None:
        ends = [row.status.until for row in rows if row.status.until > now]
        if ends and self._reading.watched:
            self._rest_ends.start(min(min(ends) - now + 50, 3_600_000))


def tile_of(channel: Channel, provider: ProviderView | None) -> tuple[str, str]:
    """Whose name colours a channel's tile, and its letters; '' takes them from the name.

    Where the owner gives the address, the channel's own name says more than the protocol's.
    """
    if provider is None or not provider.base_url:
        return channel.name, ""
    return provider.name, provider.tile


def _address(channel: Channel, provider: ProviderView | None) -> str:
    """Where requests go, with the settings that are a part of it (``{region}``)."""
    address = channel.base_url
    for spec in provider.fields if provider is not None else ():
        value = channel.settings.get(spec.name) or spec.default
        address = address.replace(f"{{{spec.name}}}", str(value or ""))
    return address
