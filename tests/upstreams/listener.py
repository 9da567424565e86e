"""A loopback port and the mocks it serves."""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import Callable

from aiohttp import web
from aiohttp.abc import AbstractStreamWriter
from aiohttp.http_parser import RawRequestMessage
from aiohttp.streams import StreamReader
from aiohttp.web_protocol import RequestHandler

from tests.upstreams.control import control
from tests.upstreams.mock import TARGET, Mock


class Listener:
    """One loopback port that serves one or several mocks, each below `/<name>`."""

    def __init__(self, host: str = "127.0.0.1", port: int = 0) -> None:
        self.host = host
        self.mocks: dict[str, Mock] = {}
        self._socket: socket.socket | None = _bind(host, port)
        self.port: int = self._socket.getsockname()[1]
        self._server: asyncio.Server | None = None
        self._web: _Server | None = None
        self._starting: asyncio.Task[None] | None = None

    @property
    def origin(self) -> str:
        """Scheme, host and port."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}"

    @property
    def open_connections(self) -> int:
        """TCP connections, idle ones included."""
        if self._web is None:
            return 0
        # aiohttp lists a lost connection until its handler has ended.
        return sum(connection.transport is not None for connection in self._web.connections)

    def host_mock(self, mock: Mock) -> None:
        """Serve the mock here."""
        mock.listener = self
        self.mocks[mock.name] = mock

    def start_soon(self) -> None:
        """Start from a plain function; the kernel queues who connects before."""
        self._starting = asyncio.get_running_loop().create_task(self.start())

    async def start(self) -> None:
        """Accept connections, on the same port as before."""
        if self._server is not None:
            return
        for mock in self.mocks.values():
            mock.closing = False
        bound, self._socket = self._socket or _bind(self.host, self.port), None
        loop = asyncio.get_running_loop()
        self._web = _Server(
            self._handle,
            handler_cancellation=True,
            request_factory=_request,
            access_log=None,
            keepalive_timeout=75.0,
        )
        self._web.lost = self._connection_lost
        self._server = await loop.create_server(self._web, sock=bound)

    async def stop(self) -> None:
        """Refuse connections, and reset those that are open."""
        if self._starting is not None:
            await self._starting
            self._starting = None
        if self._socket is not None:
            self._socket.close()
            self._socket = None
        if self._server is None or self._web is None:
            return
        for mock in self.mocks.values():
            mock.closing = True
        self._server.close()
        for connection in self._web.connections:
            if connection.transport is not None:
                connection.transport.abort()
        await self._web.shutdown(1.0)
        await self._server.wait_closed()
        self._server = self._web = None

    def _connection_lost(self) -> None:
        for mock in self.mocks.values():
            mock.log.changed()

    async def _handle(self, request: web.BaseRequest) -> web.StreamResponse:
        _, _, rest = request.path.partition("/")
        name, _, path = rest.partition("/")
        if name == "_control":
            return await control(request, path, self.mocks)
        mock, target = self.mocks.get(name), request.raw_path.removeprefix(f"/{name}")
        if mock is None:
            mock = next((each for each in self.mocks.values() if each.whole_host), None)
            path, target = f"{name}/{path}", request.raw_path
        if mock is None:
            return web.Response(status=404, text=f"no mock named {name!r} here\n")
        request[TARGET] = target
        return await mock.handle(request, f"/{path}")


class _Server(web.Server):
    """Lets tests that wait for a connection's end look when one is lost."""

    lost: Callable[[], None] | None = None

    def connection_lost(self, handler: RequestHandler, exc: BaseException | None = None) -> None:
        super().connection_lost(handler, exc)
        if self.lost is not None:
            self.lost()


def _bind(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM)
    if os.name != "nt":  # there it would let two programs share the port
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    bound.setblocking(False)
    try:
        bound.bind((host, port))
        bound.listen(512)
    except OSError:
        bound.close()
        raise
    return bound


def _request(
    message: RawRequestMessage,
    payload: StreamReader,
    protocol: RequestHandler,
    writer: AbstractStreamWriter,
    task: asyncio.Task[None],
) -> web.BaseRequest:
    # 0: aiohttp's own limit of 1 MiB is no provider's; mocks answer 413 in their own words.
    loop = asyncio.get_running_loop()
    return web.BaseRequest(message, payload, protocol, writer, task, loop, client_max_size=0)
