"""HTTP/1.1 straight to an origin over kept connections: the plain case, made cheap.

aiohttp's ClientSession spends more CPU on a request than everything else on its way through the
gateway. What it can do beyond this (proxies, odd addresses) is left to it.
"""

from __future__ import annotations

import asyncio
import errno
import ipaddress
import re
import socket
import ssl
import time
from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from typing import NamedTuple
from urllib.parse import urlsplit

from aiohappyeyeballs import AddrInfoType, start_connection

from gateway.domain.proxy import is_socks
from gateway.providers.base import UpstreamRequest
from gateway.relay import transport_failures as failures
from gateway.relay.transport import Timeouts, TransportError, UpstreamAnswer
from gateway.relay.transport_answer import DirectAnswer, StaleConnection
from gateway.relay.transport_connection import NEVER, Connection
from gateway.relay.transport_socks import SocksError, connect_through
from gateway.relay.transport_trust import Trust, system_trust
from gateway.tasks import TaskGroup

IDLE_S = 30.0
"""How long a connection is kept that nobody uses."""
_SLEPT_S = IDLE_S + 15.0
"""By the clock on the wall: older than any connection is kept, so this computer was asleep."""
_SWEEP_S = 0.5
_EYEBALLS_S = 0.25
"""Head start of the first address of a host over the second (RFC 8305)."""
_PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"[0-9A-Za-z._-]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*")
_TARGET = re.compile(r"[!-~]+")
_FRAMING = frozenset(
    [
        "connection",
        "content-length",
        "expect",
        "host",
        "keep-alive",
        "proxy-connection",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
    ]
)
"""Headers that would change how a request is framed or routed: a channel may set even those."""
wall_clock = time.time
_REFUSED = {errno.ECONNREFUSED, 1225, 10061}  # the last two are Windows'


class Origin(NamedTuple):
    """Where connections lead, and how: what may share one."""

    scheme: str
    host: str
    port: int
    proxy: str = ""
    """A SOCKS5 proxy's address."""
    authority: str = ""
    """Certificates in PEM that are trusted beside the system's."""


class Address(NamedTuple):
    """A URL as a request needs it: where to, and the first lines behind the method."""

    origin: Origin
    lines: str


@lru_cache(maxsize=512)
def address(url: str) -> Address | None:
    """None for what is not plain: another scheme, a password, a host beyond ASCII."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return None
    if parts.scheme not in _PORTS or "@" in parts.netloc or not _HOST.fullmatch(host):
        return None
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    if not target.startswith("/") or not _TARGET.fullmatch(target):
        return None
    named = f"[{host}]" if ":" in host else host
    if port is not None and port != _PORTS[parts.scheme]:
        named = f"{named}:{port}"
    origin = Origin(parts.scheme, host, port or _PORTS[parts.scheme])
    return Address(origin, f"{target} HTTP/1.1\r\nHost: {named}\r\n")


class DirectTransport:
    """Connections by origin, the last one freed taken first. Redirects are not followed.

    One timer serves every timeout, half a second coarse, and runs only while there is any.
    """

    def __init__(self, trust: Callable[[], ssl.SSLContext] = system_trust) -> None:
        self._trust = Trust(trust)
        self._open: set[Connection] = set()
        self._idle: dict[Origin, list[Connection]] = {}
        self._timer: asyncio.TimerHandle | None = None
        self._fine = False
        self._dials = TaskGroup("transport")
        self._emptied: asyncio.Future[None] | None = None

    @staticmethod
    def can_send(request: UpstreamRequest) -> bool:
        """Whether this is the plain case."""
        plain = address(request.url) is not None and request.pieces is None
        return plain and _FRAMING.isdisjoint(map(str.lower, request.headers))

    async def send(
        self, request: UpstreamRequest, timeouts: Timeouts, proxy: str = "", authority: str = ""
    ) -> UpstreamAnswer:
        """Sends what :meth:`can_send` takes; ``proxy`` must be '' or a SOCKS5 proxy's.

        A kept connection that the server had closed meanwhile is replaced by a new one, once: it
        ended within a second of the request and without a byte of an answer, which is what closing
        an idle connection looks like, and a server that had begun on the request would not. So a
        POST is safe to send again; the worst case is an answer that nobody gets and somebody pays.
        """
        where = address(request.url)
        if where is None or (proxy and not is_socks(proxy)):
            raise ValueError("not a plain request")
        origin = where.origin
        if proxy or authority:
            origin = origin._replace(proxy=proxy, authority=authority)
        head = _head(request, where)
        kept = self._take(origin)
        if kept is not None:
            try:
                return await self._ask(kept, request, head, timeouts, 0)
            except StaleConnection:
                pass
            except TransportError:
                # It may have died without a word, as after a change of networks: so may the others.
                self._drop(origin)
                raise
        started = time.monotonic()
        fresh = await self._connect(origin, timeouts)
        connect_ms = int((time.monotonic() - started) * 1000)
        return await self._ask(fresh, request, head, timeouts, connect_ms)

    async def close(self) -> None:
        """Resets what is open; returns once that has happened."""
        await self._dials.close()
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        for connection in tuple(self._open):
            connection.abort()
        if self._open:
            self._emptied = asyncio.get_running_loop().create_future()
            await self._emptied

    async def _ask(
        self,
        connection: Connection,
        request: UpstreamRequest,
        head: bytes,
        timeouts: Timeouts,
        connect_ms: int,
    ) -> DirectAnswer:
        answer = DirectAnswer(connection, request, timeouts, connect_ms)
        try:
            connection.send(answer, head, request.body)
            await answer.begin()
        except BaseException:
            answer.close()
            raise
        return answer

    # Connections

    def _take(self, origin: Origin) -> Connection | None:
        kept = self._idle.get(origin)
        while kept:
            connection = kept.pop()
            if not connection.usable:
                continue
            # The monotonic clock stands still in a sleep, and whoever held the other end, or the
            # router between, has forgotten the connection without a word. A clock that was set
            # costs a new connection.
            if abs(wall_clock() - connection.idle_at) > _SLEPT_S:
                connection.abort()
                continue
            return connection
        return None

    def _drop(self, origin: Origin) -> None:
        for connection in self._idle.pop(origin, ()):
            connection.abort()

    async def _connect(self, origin: Origin, timeouts: Timeouts) -> Connection:
        # In a task of its own: whoever asks may be cancelled, and the next one takes what was
        # connected.
        dialing = self._dials.spawn(self._dial(origin, timeouts), "dial")
        try:
            dialled = await asyncio.shield(dialing)
        except asyncio.CancelledError:
            dialing.add_done_callback(partial(self._keep_dialled, origin))
            raise
        if isinstance(dialled, TransportError):
            raise dialled
        return dialled

    async def _dial(self, origin: Origin, timeouts: Timeouts) -> Connection | TransportError:
        try:
            async with asyncio.timeout(timeouts.connect):
                tls = await self._tls(origin)
                connection = await self._wrap(origin, await self._socket(origin), tls)
        except (OSError, ValueError) as error:
            return _translate(error, timeouts)
        self._open.add(connection)
        return connection

    def _keep_dialled(
        self, origin: Origin, dialing: asyncio.Task[Connection | TransportError]
    ) -> None:
        dialled = None if dialing.cancelled() else dialing.result()
        if isinstance(dialled, Connection):
            self._keep(origin, dialled)

    @staticmethod
    async def _socket(origin: Origin) -> socket.socket:
        """Connected to the first of the host's addresses that takes it, or through its proxy."""
        if origin.proxy:
            return await connect_through(origin.proxy, origin.host, origin.port)
        # Not create_connection, which forgets sockets that connect while it is cancelled.
        found = await _addresses(origin.host, origin.port)
        return await start_connection(found, happy_eyeballs_delay=_EYEBALLS_S)

    async def _wrap(
        self, origin: Origin, sock: socket.socket, tls: ssl.SSLContext | None
    ) -> Connection:
        try:
            _, connection = await asyncio.get_running_loop().create_connection(
                partial(self._made, origin),
                sock=sock,
                ssl=tls,
                server_hostname=origin.host if tls else None,
            )
        except BaseException:
            sock.close()
            raise
        return connection

    def _made(self, origin: Origin) -> Connection:
        return Connection(self._watch, partial(self._keep, origin), self._lost)

    async def _tls(self, origin: Origin) -> ssl.SSLContext | None:
        if origin.scheme != "https":
            return None
        return await self._trust.context(origin.authority)

    def _keep(self, origin: Origin, connection: Connection) -> None:
        connection.kept = True
        connection.idle_since = time.monotonic()
        connection.idle_at = wall_clock()
        self._idle.setdefault(origin, []).append(connection)
        if self._timer is None:
            self._arm(IDLE_S)

    def _lost(self, connection: Connection) -> None:
        self._open.discard(connection)
        for kept in self._idle.values():
            if connection in kept:
                kept.remove(connection)
                break
        if self._emptied is not None and not self._open and not self._emptied.done():
            self._emptied.set_result(None)

    # Time

    def _watch(self) -> None:
        if not self._fine:
            self._arm(_SWEEP_S)

    def _arm(self, seconds: float) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._fine = seconds <= _SWEEP_S
        self._timer = asyncio.get_running_loop().call_later(seconds, self._sweep)

    def _sweep(self) -> None:
        self._timer = None
        self._fine = False
        now = time.monotonic()
        waiting = [connection for connection in self._open if connection.deadline != NEVER]
        for connection in waiting:
            if connection.deadline <= now:
                connection.expire()
        oldest = self._close_idle(now - IDLE_S)
        if waiting:
            self._arm(_SWEEP_S)
        elif oldest is not None:
            self._arm(max(_SWEEP_S, oldest + IDLE_S - now))

    def _close_idle(self, before: float) -> float | None:
        """Ends what has idled since ``before``; since when the longest of the others does."""
        oldest: float | None = None
        for origin, kept in list(self._idle.items()):
            while kept and kept[0].idle_since <= before:
                kept.pop(0).close()
            if not kept:
                del self._idle[origin]
            elif oldest is None or kept[0].idle_since < oldest:
                oldest = kept[0].idle_since
        return oldest


def _head(request: UpstreamRequest, where: Address) -> bytes:
    """The request up to its body. Raises TransportError for a header that would break out of it."""
    fields = [f"{name}: {value}\r\n" for name, value in request.headers.items()]
    if request.body or request.method not in ("GET", "HEAD"):
        fields.append(f"Content-Length: {len(request.body)}\r\n")
    text = f"{request.method} {where.lines}{''.join(fields)}\r\n"
    if text.count("\n") != len(fields) + 3 or text.count("\r") != len(fields) + 3 or "\0" in text:
        raise failures.other_failure(ValueError())
    return text.encode("utf-8", "surrogateescape")


def _translate(error: Exception, timeouts: Timeouts) -> TransportError:
    """Why no connection came about."""
    if isinstance(error, TimeoutError):
        return failures.could_not_connect(timeouts)
    if isinstance(error, socket.gaierror):
        return failures.unresolved()
    if isinstance(error, SocksError):
        return failures.proxy_refused(str(error))
    if isinstance(error, ssl.SSLCertVerificationError):
        return failures.untrusted()
    if isinstance(error, ssl.SSLError):
        return failures.no_handshake()
    if isinstance(error, OSError):
        return failures.unreachable(refused=_refused(error))
    return failures.other_failure(error)


def _refused(error: OSError) -> bool:
    """asyncio joins the errors of several addresses into one that has only their texts."""
    if error.errno is not None:
        return error.errno in _REFUSED
    return any(f" {number}]" in str(error) for number in _REFUSED)


async def _addresses(host: str, port: int) -> Sequence[AddrInfoType]:
    """Raises OSError. What is an address itself needs no thread that resolves it."""
    try:
        family = socket.AF_INET if ipaddress.ip_address(host).version == 4 else socket.AF_INET6
    except ValueError:
        loop = asyncio.get_running_loop()
        return await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [(family, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", (host, port))]
