"""Where the server listens: loopback for as long as it runs, and what is shared beside it."""

from __future__ import annotations

import asyncio
import logging
import socket
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from aiohttp import web
from aiohttp.web_protocol import RequestHandler

from gateway.domain.sharing import Guest, PortTrouble
from gateway.errors import ServiceError, StartError
from gateway.server.binding import (
    BACKLOG,
    Bound,
    PortTaken,
    bind,
    bind_all,
    bind_shared,
    hosts_of,
)
from gateway.server.guests import GuestGate

log = logging.getLogger(__name__)

__all__ = ["Bound", "Listeners", "PortTaken"]


class Listeners:
    """Loopback, both families, or one host that was asked for; shared addresses come and go."""

    def __init__(self) -> None:
        self._runner: web.ServerRunner | None = None
        self._servers: list[asyncio.Server] = []
        self._shared: dict[str, asyncio.Server] = {}
        self._changing = asyncio.Lock()
        self.gate = GuestGate()
        self.bound: Bound | None = None
        self.reached: dict[str, str] = {}
        """Shared address -> the last other machine that came by it."""

    async def start(self, server: web.Server, host: str, port: int, *, fallback: bool) -> Bound:
        """Binds and listens. Raises StartError (exit 5) naming who has the port."""
        sockets, bound = bind(host, port, fallback=fallback)
        runner = web.ServerRunner(server, shutdown_timeout=0.5)
        await runner.setup()
        self._runner = runner
        self._servers = [await self._serve(sock) for sock in sockets]
        self.bound = bound
        return bound

    async def _serve(self, sock: socket.socket, *, guests: bool = False) -> asyncio.Server:
        if self._runner is None or self._runner.server is None:
            raise RuntimeError("not started")
        loop = asyncio.get_running_loop()
        make = self._runner.server
        protocol = self.gate.guard(make) if guests else make
        return await loop.create_server(protocol, sock=sock, backlog=BACKLOG)

    @property
    def port(self) -> int:
        """The port of every address; 0 while nothing listens."""
        return self.bound.port if self.bound else 0

    async def rebind(self, host: str, port: int) -> Bound:
        """Listens elsewhere. Running requests go on; old connections end with their request.

        The new sockets are made first, but for a change of the address alone, where the old ones
        stand in the way. Shared addresses end and are to be shared anew. Raises ServiceError
        ``port_taken`` (fields ``port`` and ``holder``), ``port_reserved``,
        ``address_unavailable``; it listens where it did before then.
        """
        try:
            async with self._changing:
                return await self._rebind(host, port)
        except PortTaken as error:
            code = "port_reserved" if error.reserved else "port_taken"
            fields = {"port": str(error.port), "holder": error.holder}
            raise ServiceError(code, str(error), fields) from error
        except StartError as error:
            raise ServiceError("address_unavailable", str(error), {"host": host}) from error

    async def _rebind(self, host: str, port: int) -> Bound:
        old = self.bound
        assert old is not None  # noqa: S101 - it was started
        if port == old.port and set(hosts_of(host)) == set(old.hosts):
            self.bound = replace(old, wanted_port=port, holder="", reserved=False)
            return self.bound
        try:
            sockets, bound = await asyncio.to_thread(bind, host, port, fallback=False)
        except PortTaken:
            if port != old.port:
                raise
            await self.stop_accepting()
            try:
                sockets, bound = await asyncio.to_thread(bind, host, port, fallback=False)
            except StartError:
                sockets = await asyncio.to_thread(bind_all, old.hosts, old.port)
                await self._replace(sockets, old)
                raise
        await self._replace(sockets, bound)
        return bound

    async def _replace(self, sockets: Sequence[socket.socket], bound: Bound) -> None:
        """The old sockets close; whoever came through them may end what runs, and no more."""
        old = [*self._servers, *self._shared.values()]
        self._servers = [await self._serve(sock) for sock in sockets]
        self._shared = {}
        self.bound = bound
        for server in old:
            server.close()
        for handler in self._connections():
            name = handler.transport.get_extra_info("sockname") if handler.transport else None
            if name is None or bound.serves(name[0], name[1]):
                continue
            # close() alone leaves an idle connection open with nobody reading from it.
            if handler._request_in_progress:
                handler.close()
            else:
                handler.force_close()

    # Shared addresses

    @property
    def shared(self) -> Collection[str]:
        """The addresses that listen beside loopback."""
        return self._shared.keys()

    async def share(self, addresses: Sequence[str]) -> dict[str, PortTrouble]:
        """Listens on these addresses beside loopback and on no others.

        Stops first, cutting the connections of what is no longer wanted, then starts. Returns the
        addresses that cannot be had, with the reason.
        """
        async with self._changing:
            for address in [each for each in self._shared if each not in addresses]:
                self._shared.pop(address).close()
                self._cut(address)
                self.reached.pop(address, None)
                log.info("no longer listening on %s", address)
            troubles: dict[str, PortTrouble] = {}
            for address in addresses:
                if address in self._shared or self.bound is None:
                    continue
                # Naming who has a port takes a look at every process.
                found = await asyncio.to_thread(bind_shared, address, self.bound.port)
                if isinstance(found, PortTrouble):
                    troubles[address] = found
                    continue
                self._shared[address] = await self._serve(found, guests=True)
                log.info("listening on %s port %d, too", address, self.bound.port)
            return troubles

    def _cut(self, address: str) -> None:
        """Ends an address's connections, streams in mid-answer too: to them, the client left."""
        for transport in list(self._transports()):
            if _local(transport) == address:
                transport.abort()

    def guests(self) -> list[Guest]:
        """Other machines that hold connections to shared addresses now."""
        found: Counter[str] = Counter()
        for transport in self._transports():
            peer = transport.get_extra_info("peername")
            if peer and (here := _local(transport)) in self._shared and peer[0] != here:
                found[peer[0]] += 1
        return [Guest(address, count) for address, count in sorted(found.items())]

    def _connections(self) -> Sequence[RequestHandler]:
        server = self._runner.server if self._runner is not None else None
        return server.connections if server is not None else ()

    def _transports(self) -> Iterator[asyncio.Transport]:
        for handler in self._connections():
            if isinstance(handler.transport, asyncio.Transport):
                yield handler.transport

    def shared_address(self, transport: asyncio.BaseTransport | None) -> str:
        """The shared address by which a connection came, '' for one by loopback."""
        if not self._shared or transport is None:
            return ""
        here = _local(transport)
        return here if here in self._shared else ""

    # The end

    async def stop_accepting(self) -> None:
        """Takes no new connections; those that exist go on."""
        for server in (*self._servers, *self._shared.values()):
            server.close()

    async def close(self) -> None:
        async with self._changing:
            await self.stop_accepting()
            if self._runner is not None:
                await self._runner.cleanup()
                self._runner = None
            self._servers = []
            self._shared = {}
            self.bound = None


def _local(transport: asyncio.BaseTransport) -> str:
    name = transport.get_extra_info("sockname")
    return str(name[0]) if name else ""
