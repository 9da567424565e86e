"""Sockets: where the server listens, and who has the port when it cannot."""

from __future__ import annotations

import errno
import logging
import socket
from dataclasses import dataclass

from aiohttp import web

from gateway.errors import EXIT_PORT, StartError
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

    @property
    def url(self) -> str:
        """The address people use: localhost where that reaches us."""
        host = self.hosts[0]
        if host in ("127.0.0.1", "::1", "0.0.0.0", "::"):  # noqa: S104 - compared, not bound
            host = "localhost"
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}"


class PortTaken(Exception):
    """``reserved`` tells a port the system refuses (Windows' excluded ranges) from one in use."""

    def __init__(self, host: str, port: int, *, reserved: bool) -> None:
        super().__init__(f"{host}:{port}")
        self.host, self.port, self.reserved = host, port, reserved


class Listeners:
    """Listens on loopback, both families, or on one host that was asked for."""

    def __init__(self) -> None:
        self._runner: web.ServerRunner | None = None
        self._sites: list[web.SockSite] = []
        self.bound: Bound | None = None

    async def start(self, server: web.Server, host: str, port: int, *, fallback: bool) -> Bound:
        """Binds and listens. Raises StartError (exit 5) naming who has the port."""
        sockets, bound = _bind(host, port, fallback=fallback)
        runner = web.ServerRunner(server, shutdown_timeout=0.5)
        await runner.setup()
        self._runner = runner
        for sock in sockets:
            site = web.SockSite(runner, sock, backlog=_BACKLOG)
            await site.start()
            self._sites.append(site)
        self.bound = bound
        return bound

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


def _bind(host: str, port: int, *, fallback: bool) -> tuple[list[socket.socket], Bound]:
    hosts = (host,) if host else ("127.0.0.1", "::1")
    taken: PortTaken | None = None
    ports = (
        [port] if port == 0 or not fallback else [*range(port, min(port + _FALLBACK_PORTS, 65536))]
    )
    for candidate in ports:
        try:
            sockets = _bind_all(hosts, candidate)
        except PortTaken as error:
            taken = taken or error
            continue
        actual = sockets[0].getsockname()[1]
        holder = holder_of(port) if taken else ""
        bound_hosts = tuple(sock.getsockname()[0] for sock in sockets)
        return sockets, Bound(bound_hosts, actual, port or actual, holder)
    assert taken is not None  # noqa: S101 - no port was free
    raise _start_error(taken)


def _start_error(taken: PortTaken) -> StartError:
    if taken.reserved:
        why = f"port {taken.port} is reserved by the system"
    else:
        holder = holder_of(taken.port)
        why = f"port {taken.port} is in use" + (f" by {holder}" if holder else "")
    return StartError(f"{why}; choose another with --port", EXIT_PORT)


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
