"""Getting a port: which sockets, and what exactly is in the way when there are none."""

from __future__ import annotations

import errno
import logging
import socket
from dataclasses import dataclass

from gateway.domain.sharing import PortTrouble, Trouble
from gateway.errors import EXIT_PORT, StartError
from gateway.server.port_holder import holder_of

log = logging.getLogger(__name__)

BACKLOG = 1024
LOOPBACK = ("127.0.0.1", "::1")
_FALLBACK_PORTS = 20


@dataclass(frozen=True, slots=True)
class Bound:
    """Where it listens.

    ``wanted_port`` differs from ``port`` if ``holder`` had that one, or, ``reserved``, the system.
    """

    hosts: tuple[str, ...]
    port: int
    wanted_port: int
    holder: str = ""
    reserved: bool = False

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

    def named(self) -> PortTaken:
        """The same with its holder, which takes a look at every process."""
        holder = "" if self.reserved else holder_of(self.port)
        return PortTaken(self.host, self.port, reserved=self.reserved, holder=holder)


def bind(host: str, port: int, *, fallback: bool) -> tuple[list[socket.socket], Bound]:
    """Loopback's sockets, or those of the one ``host`` that was asked for.

    Raises StartError (exit 5) that names who has the port.
    """
    hosts = hosts_of(host)
    taken: PortTaken | None = None
    for candidate in _candidates(port) if fallback else (port,):
        try:
            sockets = bind_all(hosts, candidate)
        except PortTaken as error:
            taken = taken or error.named()
            continue
        actual = sockets[0].getsockname()[1]
        holder, reserved = (taken.holder, taken.reserved) if taken else ("", False)
        bound_hosts = tuple(sock.getsockname()[0] for sock in sockets)
        return sockets, Bound(bound_hosts, actual, port or actual, holder, reserved)
    assert taken is not None  # noqa: S101 - no port was free
    raise taken


def _candidates(port: int) -> tuple[int, ...]:
    """The wanted port, the next ones, and any: Windows reserves a hundred in a row."""
    return (*range(port, min(port + _FALLBACK_PORTS, 65536)), 0) if port else (0,)


def bind_shared(address: str, port: int) -> socket.socket | PortTrouble:
    """One more address, beside loopback; or what is in the way."""
    try:
        return _listen(address, port)
    except OSError as error:
        return trouble_of(error, port)


def trouble_of(error: OSError, port: int) -> PortTrouble:
    """What a failed bind means. Windows reports its own numbers under the same names."""
    if error.errno == errno.EADDRINUSE:
        return PortTrouble(Trouble.TAKEN, holder_of(port))
    if error.errno == errno.EACCES:
        return PortTrouble(Trouble.RESERVED)
    if error.errno == errno.EADDRNOTAVAIL:
        return PortTrouble(Trouble.GONE)
    log.warning("cannot listen on port %d: %s", port, error)
    return PortTrouble(Trouble.FAILED)


def hosts_of(host: str) -> tuple[str, ...]:
    """What is listened on for a ``host`` of the settings."""
    return (host,) if host else LOOPBACK


def bind_all(hosts: tuple[str, ...], port: int) -> list[socket.socket]:
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
        sock.listen(BACKLOG)
        sock.setblocking(False)
    except BaseException:
        sock.close()
        raise
    return sock
