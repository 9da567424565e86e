"""A SOCKS5 proxy that takes RFC 1928 and RFC 1929 at their word."""

from __future__ import annotations

import asyncio
import ipaddress
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

NO_AUTH, PASSWORD, NONE_ACCEPTED = 0, 2, 0xFF
NAME, IPV4, IPV6 = 3, 1, 4


@dataclass
class SocksProxy:
    """``names`` are what it resolves; ``asked`` what it was told to connect to."""

    user: str = ""
    password: str = ""
    names: dict[str, str] = field(default_factory=dict)
    reply: int = 0
    asked: list[tuple[str, int]] = field(default_factory=list)
    port: int = 0
    broken: list[str] = field(default_factory=list)
    """What clients did against the standard."""

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            if await self._greeted(reader, writer):
                await self._connect(reader, writer)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()
            with suppress(ConnectionError):
                await writer.wait_closed()

    async def _greeted(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        version, count = await reader.readexactly(2)
        methods = await reader.readexactly(count)
        if version != 5:
            self.broken.append(f"version {version}")
            return False
        wanted = PASSWORD if self.user else NO_AUTH
        if wanted not in methods:
            writer.write(bytes([5, NONE_ACCEPTED]))
            return False
        writer.write(bytes([5, wanted]))
        if wanted == NO_AUTH:
            return True
        version, length = await reader.readexactly(2)
        if version != 1:
            self.broken.append(f"version {version} of the password")
            return False
        user = (await reader.readexactly(length)).decode()
        password = (await reader.readexactly((await reader.readexactly(1))[0])).decode()
        right = (user, password) == (self.user, self.password)
        writer.write(bytes([1, 0 if right else 1]))
        return right

    async def _connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        version, command, reserved, kind = await reader.readexactly(4)
        if (version, command, reserved) != (5, 1, 0):
            self.broken.append(f"request {version} {command} {reserved}")
            return
        if kind == NAME:
            host = (await reader.readexactly((await reader.readexactly(1))[0])).decode("ascii")
        else:
            packed = await reader.readexactly(4 if kind == IPV4 else 16)
            host = str(ipaddress.ip_address(packed))
        port = int.from_bytes(await reader.readexactly(2))
        self.asked.append((host, port))
        if self.reply:
            writer.write(bytes([5, self.reply, 0, IPV4, 0, 0, 0, 0, 0, 0]))
            return
        there, back = await asyncio.open_connection(self.names.get(host, host), port)
        writer.write(bytes([5, 0, 0, NAME, 4]) + b"here" + (0).to_bytes(2))
        await asyncio.gather(_pump(reader, back), _pump(there, writer))
        back.close()


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(ConnectionError):
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    if writer.can_write_eof():
        with suppress(OSError):
            writer.write_eof()
    else:
        writer.close()


@asynccontextmanager
async def socks_proxy(proxy: SocksProxy) -> AsyncIterator[SocksProxy]:
    server = await asyncio.start_server(proxy.serve, "127.0.0.1", 0)
    proxy.port = server.sockets[0].getsockname()[1]
    try:
        yield proxy
    finally:
        server.close()
        await server.wait_closed()
    assert not proxy.broken, proxy.broken
