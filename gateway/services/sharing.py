"""Sharing with the local network: a switch, the networks that are meant, and who is kept out.

What is chosen is a network, not an address: the address may change, and when the network is away,
sharing waits for it instead of taking another.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from typing import Protocol

from gateway.domain.sharing import (
    Ban,
    Guest,
    Network,
    Place,
    PortTrouble,
    find,
    preferred,
)
from gateway.errors import NotFound, ServiceError, StoreUnavailable
from gateway.events import Event, SettingsChanged, SharingChanged
from gateway.lan.firewall import FirewallHint, firewall_hint
from gateway.services.context import Context
from gateway.services.settings import SettingsService
from gateway.services.sharing_check import answers
from gateway.services.sharing_views import (
    PlaceState,
    PlaceView,
    SharingView,
    address_url,
    decode_networks,
    encode_networks,
)
from gateway.store import options as option_rows
from gateway.tasks import TaskGroup

log = logging.getLogger(__name__)

NETWORKS = "SharedNetworks"
UNTIL = "SharingUntil"
WATCH_S = 3.0
"""How often the networks are looked at, while sharing is on and only then."""
_HOUR_MS = 3_600_000
_FIXED = ("environment", "command line")
_SETTINGS = frozenset({"sharing", "sharing_hours"})


class Listening(Protocol):
    """What is asked of the server's listeners."""

    @property
    def reached(self) -> Mapping[str, str]: ...

    @property
    def port(self) -> int: ...

    @property
    def shared(self) -> Collection[str]: ...

    async def share(self, addresses: Sequence[str]) -> dict[str, PortTrouble]: ...

    def guests(self) -> list[Guest]: ...


class BanList(Protocol):
    """What is asked of the door that keeps guessers out."""

    def bans(self) -> list[Ban]: ...

    def unban(self, address: str) -> bool: ...


class SharingService:
    """``look`` reads the networks and may block; it is called in a thread."""

    def __init__(
        self,
        context: Context,
        settings: SettingsService,
        listeners: Listening,
        door: BanList,
        look: Callable[[], Sequence[Place]],
    ) -> None:
        self._context = context
        self._settings = settings
        self._listeners = listeners
        self._door = door
        self._look = look
        self.watch_s = WATCH_S
        self._networks: tuple[Network, ...] = ()
        self._has_chosen = False
        self._until = 0
        self._places: tuple[Place, ...] = ()
        self._troubles: dict[str, PortTrouble] = {}
        self._answers: dict[str, bool] = {}
        self._firewall: FirewallHint | None = None
        self._firewall_of = (0, "")
        self._told: SharingView | None = None
        self._applying = asyncio.Lock()
        self._following: asyncio.Task[None] | None = None
        self._watch: asyncio.Task[None] | None = None
        self._tasks = TaskGroup("sharing")
        self._unsubscribe: Callable[[], None] = lambda: None

    # Life

    async def start(self) -> None:
        """Takes up what the last run had: call it once the server listens."""
        stored = await self._context.database.read(option_rows.get_all)
        self._networks = decode_networks(stored.get(NETWORKS, "[]"))
        self._has_chosen = NETWORKS in stored
        until = stored.get(UNTIL, "0")
        self._until = int(until) if until.isdigit() else 0
        self._unsubscribe = self._context.events.subscribe(self._heard, SettingsChanged)
        await self._apply(look=self.on)

    async def close(self) -> None:
        """Watches no more; the listeners end with the server."""
        self._unsubscribe()
        await self._tasks.close()

    # What is so

    @property
    def on(self) -> bool:
        """Whether sharing is switched on and means anything."""
        return bool(self._context.settings.sharing) and not self._context.settings.host

    def view(self) -> SharingView:
        """Everything as it was at the last look. Sync."""
        settings = self._context.settings
        host = str(settings.host)
        return SharingView(
            on=bool(settings.sharing),
            fixed=settings.source("sharing") in _FIXED,
            fixed_host=host,
            host_source=settings.source("host") if host else "",
            until=self._until if self.on else 0,
            port=self._listeners.port,
            places=tuple(self._views()),
            firewall=self._firewall,
        )

    def _views(self) -> list[PlaceView]:
        chosen = {network.key for network in self._networks}
        present = find([place.network for place in self._places], self._places)
        absent = [network for network in self._networks if network.key not in present]
        return [
            *(self._view(network, None, True) for network in absent),
            *(self._view(place.network, place, place.key in chosen) for place in present.values()),
        ]

    def _view(self, network: Network, place: Place | None, chosen: bool) -> PlaceView:
        if place is None:
            state = PlaceState.WAITING if self.on else PlaceState.OFF
            return PlaceView(network, None, chosen, state, "")
        address = place.address
        state, trouble = PlaceState.OFF, None
        if address in self._listeners.shared:
            state = PlaceState.LISTENING
        elif self.on and chosen and (trouble := self._troubles.get(address)) is not None:
            state = PlaceState(trouble.kind.value)
        return PlaceView(
            network,
            place,
            chosen,
            state,
            address_url(address, self._listeners.port),
            trouble.holder if trouble else "",
            self._answers.get(address),
            self._listeners.reached.get(address, ""),
        )

    def guests(self) -> list[Guest]:
        """Other machines that are connected now. Sync."""
        return self._listeners.guests()

    def guest_requests(self) -> int:
        """How many of their requests run now. Sync."""
        addresses = {guest.address for guest in self.guests()}
        return sum(each.call.address in addresses for each in self._context.live)

    # What is done

    async def turn(self, on: bool) -> SharingView:
        """Switches sharing; off ends guests' connections at once, running requests too.

        The first time, the likeliest network is chosen. Raises ServiceError ``setting_fixed``,
        StoreUnavailable.
        """
        if self._context.settings.host:
            raise ServiceError("host_fixed", "the server listens on an address of its own setting")
        await self._settings.set("sharing", on)
        await self._followed()
        return self.view()

    async def choose(self, key: str, chosen: bool) -> SharingView:
        """Ticks a network, or no longer. Raises NotFound, StoreUnavailable."""
        known = {view.key: view.network for view in self._views()}
        if key not in known:
            raise NotFound("network", key)
        others = tuple(network for network in self._networks if network.key != key)
        await self._remember((*others, known[key]) if chosen else others)
        await self._apply()
        return self.view()

    async def refresh(self) -> SharingView:
        """Looks at the networks and the firewall now and follows what has changed."""
        self._firewall = None
        await self._apply(look=True)
        return self.view()

    async def check(self) -> SharingView:
        """Tries every address that listens from this computer."""
        port = self._listeners.port
        addresses = list(self._listeners.shared)
        results = await asyncio.gather(*(answers(address, port) for address in addresses))
        self._answers = dict(zip(addresses, results, strict=True))
        self._context.events.publish(SharingChanged())
        return self.view()

    def bans(self) -> list[Ban]:
        """Who is kept out now, the latest first. Sync."""
        return self._door.bans()

    def unban(self, address: str) -> None:
        """Lets an address in again. Raises NotFound. Sync."""
        if not self._door.unban(address):
            raise NotFound("ban", address)
        self._context.events.publish(SharingChanged())

    # Following

    def _heard(self, event: Event) -> None:
        if isinstance(event, SettingsChanged) and _SETTINGS & set(event.names):
            self._following = self._tasks.spawn(self._follow(self._following), "follow")

    async def _followed(self) -> None:
        if self._following is not None:
            await asyncio.shield(self._following)

    async def _follow(self, before: asyncio.Task[None] | None) -> None:
        """The switch or its time has been set, here or by the management API."""
        if before is not None:
            await asyncio.wait({before})
        hours = int(self._context.settings.sharing_hours)
        until = self._context.now_ms() + hours * _HOUR_MS if self.on and hours else 0
        await self._store(UNTIL, str(until))
        self._until = until
        await self._apply(look=self.on)

    async def _remember(self, networks: tuple[Network, ...]) -> None:
        await self._store(NETWORKS, encode_networks(networks))
        self._networks, self._has_chosen = networks, True

    async def _store(self, name: str, value: str) -> None:
        await self._context.database.write(partial(option_rows.set_value, name, value))

    async def _apply(self, *, look: bool = True) -> None:
        """Makes what listens what is wanted. One at a time: the last one has the last word."""
        async with self._applying:
            await self._end_in_time()
            if not self.on:
                await self._listen(())
            if look:
                await self._look_around()
            if self.on:
                await self._listen_where_meant()
            await self._find_firewall()
            self._watch_or_rest()
        if (now := self.view()) != self._told:
            self._told = now
            self._context.events.publish(SharingChanged())

    async def _listen(self, addresses: Sequence[str]) -> None:
        self._troubles = await self._listeners.share(addresses)
        self._answers = {each: ok for each, ok in self._answers.items() if each in addresses}

    async def _look_around(self) -> None:
        try:
            self._places = tuple(await asyncio.to_thread(self._look))
        except Exception:
            # Whatever the system answered, loopback serves on.
            log.exception("the networks cannot be read")
            self._places = ()

    async def _listen_where_meant(self) -> None:
        if not self._has_chosen:
            first = preferred(self._places)
            await self._remember((first.network,) if first else ())
        present = find(self._networks, self._places).values()
        await self._listen([place.address for place in present])

    async def _end_in_time(self) -> None:
        """What the environment holds on stays on."""
        if not (self.on and 0 < self._until <= self._context.now_ms()):
            return
        log.info("sharing ends: its time is over")
        self._until = 0
        if self._context.settings.source("sharing") not in _FIXED:
            await self._settings.set("sharing", False)

    async def _find_firewall(self) -> None:
        shared = [each for each in self._places if each.address in self._listeners.shared]
        if not shared:
            self._firewall = None
            return
        asked = (self._listeners.port, shared[0].subnet)
        if asked != self._firewall_of or self._firewall is None:
            self._firewall = await asyncio.to_thread(firewall_hint, *asked)
            self._firewall_of = asked

    def _watch_or_rest(self) -> None:
        if self.on and self._watch is None:
            self._watch = self._tasks.spawn(self._keep_watching(), "watch")
        elif not self.on and self._watch is not None:
            self._watch.cancel()
            self._watch = None

    async def _keep_watching(self) -> None:
        while True:
            await asyncio.sleep(self.watch_s)
            try:
                await self._apply()
            except StoreUnavailable as error:
                log.warning("sharing could not be followed: %s", error)
