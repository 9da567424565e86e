"""Who stands at the door: from which address, by which way, and whether they may come in at all."""

from __future__ import annotations

import math
import time
from asyncio import sleep
from collections.abc import Callable

from aiohttp import web

from gateway.config import Settings
from gateway.errors import GatewayError
from gateway.events import EventBus
from gateway.lan.hostname import own_names
from gateway.server.bans import BanBook
from gateway.server.guests import body_patience_s
from gateway.server.listeners import Listeners
from gateway.server.middleware.forwarded import (
    Net,
    client_address,
    is_forwarded,
    is_within,
    parse_networks,
)
from gateway.server.middleware.guard import is_our_host, refuse_foreign


class Door:
    """Costs a request by loopback next to nothing. ``now_ms`` in Unix milliseconds."""

    def __init__(
        self,
        settings: Settings,
        listeners: Listeners,
        events: EventBus,
        now_ms: Callable[[], int],
    ) -> None:
        self._settings = settings
        self._listeners = listeners
        self._names = own_names()
        self.bans = BanBook(time.monotonic, now_ms, events)
        self._proxies_text = ""
        self._proxies: tuple[Net, ...] = ()
        listeners.gate.is_proxy = lambda peer: is_within(peer, self._trusted())

    def _trusted(self) -> tuple[Net, ...]:
        text = self._settings.trusted_proxies
        if text != self._proxies_text:
            self._proxies_text, self._proxies = text, parse_networks(text)
        return self._proxies

    def address(self, request: web.BaseRequest) -> str:
        """Whose request it is: the peer's address, or the one a named proxy tells."""
        peer = request.remote or ""
        trusted = self._trusted()
        return client_address(peer, request.headers, trusted) if trusted else peer

    def check(self, request: web.BaseRequest) -> None:
        """Raises GatewayError ``address_banned``, ``host_not_allowed``."""
        seconds = self.bans.banned_s(self.address(request)) if self.bans else 0.0
        if seconds:
            raise GatewayError(
                "address_banned",
                "this address sent too many unknown keys and is blocked for a while; "
                "the owner can unblock it in Settings, Sharing",
                retry_after_s=math.ceil(seconds),
            )
        here = self._listeners.shared_address(request.transport)
        if not here:
            return
        peer = request.remote or ""
        host = request.headers.get("Host", "")
        known = {here, *self._listeners.shared}
        if not is_within(peer, self._trusted()) and not is_our_host(host, known, self._all_names()):
            raise GatewayError(
                "host_not_allowed",
                f"Homeport is not known as {host[:100]!r} here; use its address instead, or add "
                "the name in Settings, Sharing",
            )
        if peer and peer not in known:
            self._listeners.reached[here] = peer

    def _all_names(self) -> set[str]:
        return {*self._names, *self._settings.host_names.split(", ")} - {""}

    def patience_s(self, request: web.BaseRequest) -> float | None:
        """How long a guest's body may take, in seconds; None on this computer."""
        if not self._listeners.shared_address(request.transport):
            return None
        return body_patience_s(request.content_length or request.client_max_size)

    def refuse_management(self, request: web.BaseRequest) -> str:
        """Why a management request is refused, '' if it may pass."""
        peer = request.remote or ""
        if self._listeners.shared_address(request.transport):
            return "Homeport's management API answers to this computer only"
        if is_forwarded(request.headers) and not is_within(peer, self._trusted()):
            return "Homeport's management API does not answer through a proxy it does not know"
        return refuse_foreign(self.address(request), request.headers)

    def is_this_computer(self, request: web.BaseRequest) -> bool:
        """Whether a program of this computer asks: no other machine, no proxy, no web page."""
        return not self.refuse_management(request)

    async def failed(self, request: web.BaseRequest) -> None:
        """An unknown key: returns when it may be answered."""
        address = self.address(request)
        # Behind a proxy's own address are all its clients.
        bannable = not is_within(address, self._trusted())
        delay = self.bans.failed(address, bannable=bannable)
        if delay:
            await sleep(delay)
