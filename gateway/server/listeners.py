"""Sockets: where the server listens, and who has the port when it cannot."""

from __future__ import annotations

import asyncio
import errno
import logging
import socket
from dataclasses import dataclass

from aiohttp import web

from gateway.errors import EXIT_PORT, ServiceError, StartError
from gateway.server.port_holder import holder_of

log = logging.getLogger(__name__)

_BACKLOG = 1024
_FALLBACK_PORTS = 20


@dataclass(frozen=True, slots=True)
class Bound:
    """Where it listens. ``wanted_port`` differs from ``port`` if ``holder`` had that one."""

    hosts: tuple[str, ...]
    port: int
    wanted_port: int
    holder: str = ""

    def serves(self, host: str, port: int) -> bool:
        """Whether a connection to this address of ours comes through these sockets."""
        wildcard = "::" if ":" in host else "0.0.0.0"  # noqa: S104 - compared, not bound
        return port == self.port and (host in self.hosts or wildcard in self.hosts)

    @property
    def url(self) -> str:
        """The address people use: localhost where that reaches us."""
        host = self.hosts[0]
        if host in ("127.0.0.1", "::1", "0.0.0.0", "::"):  # noqa: S104 - compared, not bound
            host = "localhost"
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}"


class PortTaken(StartError):
    """``reserved`` tells a port the system refuses (Windows' excluded ranges) from one in use,
    which ``holder`` has as far as that can be told.
    """

    def __init__(self, host: str, port: int, *, reserved: bool, holder: str = "") -> None:
        self.host, self.port, self.reserved, self.holder = host, port, reserved, holder
        if reserved:
            why = f"port {port} is reserved by the system"
        else:
            why = f"port {port} is in use" + (f" by {holder}" if holder else "")
        super().__init__(f"{why}; choose another with --port", EXIT_PORT)


class Listeners:
    """Listens on loopback, both families, or on one host that was asked for."""

    def __init__(self) -> None:
        self._runner: web.ServerRunner | None = None
        self._sites: list[web.SockSite] = []
        self._moving = asyncio.Lock()
        self.bound: Bound | None = None

    async def start(self, server: web.Server, host: str, port: int, *, fallback: bool) -> Bound:
        """Binds and listens. Raises StartError (exit 5) naming who has the port."""
        sockets, bound = _bind(host, port, fallback=fallback)
        runner = web.ServerRunner(server, shutdown_timeout=0.5)
        await runner.setup()
        self._runner = runner
        await self._open(sockets, bound)
        return bound

    async def rebind(self, host: str, port: int) -> Bound:
        """Listens elsewhere. Running requests go on; old connections end with their request.

        The new sockets are made first, but for a change of the address alone, where the old ones
        stand in the way. Raises ServiceError ``port_taken`` (fields ``port`` and ``holder``),
        ``port_reserved``, ``address_unavailable``; it listens where it did before then.
        """
        try:
            async with self._moving:
                return await self._rebind(host, port)
        except PortTaken as error:
            code = "port_reserved" if error.reserved else "port_taken"
            fields = {"port": str(error.port), "holder": error.holder}
            raise ServiceError(code, str(error), fields) from error
        except StartError as error:
            raise ServiceError("address_unavailable", str(error), {"host": host}) from error

    async def _rebind(self, host: str, port: int) -> Bound:
        old, old_sites = self.bound, self._sites
        assert old is not None and self._runner is not None  # noqa: S101, PT018 - it was started
        if port == old.port and set(_hosts(host)) == set(old.hosts):
            return old
        try:
            sockets, bound = await asyncio.to_thread(_bind, host, port, fallback=False)
        except PortTaken:
            if port != old.port:
                raise
            await self.stop_accepting()
            try:
                sockets, bound = await asyncio.to_thread(_bind, host, port, fallback=False)
            except StartError:
                await self._come_back(old)
                raise
        self._sites = []
        await self._open(sockets, bound)
        await self._leave(old_sites)
        return bound

    async def _come_back(self, old: Bound) -> None:
        """Listens again where it did a moment ago."""
        old_sites, self._sites, self.bound = self._sites, [], None
        sockets = await asyncio.to_thread(_bind_all, old.hosts, old.port)
        await self._open(sockets, old)
        await self._leave(old_sites)

    async def _open(self, sockets: list[socket.socket], bound: Bound) -> None:
        assert self._runner is not None  # noqa: S101 - narrows for the type checker
        for sock in sockets:
            site = web.SockSite(self._runner, sock, backlog=_BACKLOG)
            await site.start()
            self._sites.append(site)
        self.bound = bound

    async def _leave(self, sites: list[web.SockSite]) -> None:
        """Closes the old sockets; whoever came through them may end what runs, and no more."""
        for site in sites:
            await site.stop()
        runner, bound = self._runner, self.bound
        if runner is None or runner.server is None or bound is None:
            return
        for handler in runner.server.connections:
            transport = handler.transport
            name = transport.get_extra_info("sockname") if transport is not None else None
            if name is not None and not bound.serves(name[0], name[1]):
                # aiohttp's close() of a connection that waits ends its task and not its socket.
                handler.close() if handler._request_in_progress else handler.force_close()

    async def stop_accepting(self) -> None:
        """Takes no new connections; those that exist go on."""
        for site in self._sites:
            server = site._server  # aiohttp's own stop would close live connections too
            if server is not None:
                server.close()

    async def close(self) -> None:
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None
        self._sites = []
        self.bound = None


def _hosts(host: str) -> tuple[str, ...]:
    return (host,) if host else ("127.0.0.1", "::1")


def _bind(host: str, port: int, *, fallback: bool) -> tuple[list[socket.socket], Bound]:
    hosts = _hosts(host)
    taken: PortTaken | None = None
    ports = (
        [port] if port == 0 or not fallback else [*range(port, min(port + _FALLBACK_PORTS, 65536))]
    )
    for candidate in ports:
        try:
            sockets = _bind_all(hosts, candidate)
        except PortTaken as error:
            taken = taken or PortTaken(
                error.host, error.port, reserved=error.reserved, holder=holder_of(error.port)
            )
            continue
        actual = sockets[0].getsockname()[1]
        holder = taken.holder if taken else ""
        bound_hosts = tuple(sock.getsockname()[0] for sock in sockets)
        return sockets, Bound(bound_hosts, actual, port or actual, holder)
    assert taken is not None  # noqa: S101 - no port was free
    raise taken


def _bind_all(hosts: tuple[str, ...], port: int) -> list[socket.socket]:
    """One listening socket a host. ::1 may be missing (no IPv6); the first host may not."""
    sockets: list[socket.socket] = []
    try:
        for number, host in enumerate(hosts):
            try:
                sockets.append(_listen(host, port))
            except OSError as error:
                if error.errno in (errno.EADDRINUSE, errno.EACCES):
                    reserved = error.errno == errno.EACCES
                    raise PortTaken(host, port, reserved=reserved) from error
                if number == 0:
                    raise StartError(
                        f"cannot listen on {host}: {error.strerror}", EXIT_PORT
                    ) from error
                log.info("%s is not available: %s", host, error.strerror)
            port = sockets[0].getsockname()[1]
    except BaseException:
        for sock in sockets:
            sock.close()
        raise
    return sockets


def _listen(host: str, port: int) -> socket.socket:
    family, kind, proto, _, address = socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    sock = socket.socket(family, kind, proto)
    try:
        if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):
            # On Windows SO_REUSEADDR would let another program share, and so steal, the port.
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        sock.bind(address)
        sock.listen(_BACKLOG)
        sock.setblocking(False)
    except BaseException:
        sock.close()
        raise
    return sock
