"""SOCKS5 (RFC 1928) with a user and a password (RFC 1929): a socket that leads on to an origin."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from urllib.parse import unquote, urlsplit

_VERSION = 5
_CONNECT = 1
_NO_AUTH, _PASSWORD = 0, 2
_IPV4, _NAME, _IPV6 = 1, 3, 4
_DEFAULT_PORT = 1080
_REPLIES = {
    2: "the proxy's rules forbid the connection",
    3: "the proxy cannot reach that network",
    4: "the proxy cannot reach or resolve the host",
    5: "behind the proxy the connection was refused",
}


class SocksError(OSError):
    """The proxy refused; the message says why, without an address."""


async def connect_through(proxy: str, host: str, port: int) -> socket.socket:
    """A connected socket whose other end is ``host``; the proxy resolves its name.

    Raises OSError where the proxy cannot be reached, SocksError where it refuses.
    """
    parts = urlsplit(proxy)
    sock = await _reached(parts.hostname or "", parts.port or _DEFAULT_PORT)
    try:
        user, password = unquote(parts.username or ""), unquote(parts.password or "")
        await _greet(sock, user.encode(), password.encode())
        await _ask(sock, host, port)
    except BaseException:
        sock.close()
        raise
    return sock


async def _reached(host: str, port: int) -> socket.socket:
    loop = asyncio.get_running_loop()
    failure: OSError = OSError("the proxy has no address")
    for family, kind, proto, _, where in await loop.getaddrinfo(
        host, port, type=socket.SOCK_STREAM
    ):
        sock = socket.socket(family, kind, proto)
        sock.setblocking(False)
        try:
            await loop.sock_connect(sock, where)
        except OSError as error:
            sock.close()
            failure = error
        except BaseException:
            sock.close()
            raise
        else:
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            return sock
    raise failure


async def _greet(sock: socket.socket, user: bytes, password: bytes) -> None:
    loop = asyncio.get_running_loop()
    methods = bytes([_NO_AUTH, _PASSWORD] if user else [_NO_AUTH])
    await loop.sock_sendall(sock, bytes([_VERSION, len(methods)]) + methods)
    version, method = await _read(sock, 2)
    if version != _VERSION:
        raise SocksError("no SOCKS5 proxy answers there")
    if method == _NO_AUTH:
        return
    if method != _PASSWORD or not user:
        raise SocksError("the proxy wants a user and a password")
    if len(user) > 255 or len(password) > 255:
        raise SocksError("the proxy's user or password is too long")
    login = bytes([1, len(user)]) + user + bytes([len(password)]) + password
    await loop.sock_sendall(sock, login)
    if (await _read(sock, 2))[1] != 0:
        raise SocksError("the proxy refused its user or password")


async def _ask(sock: socket.socket, host: str, port: int) -> None:
    request = bytes([_VERSION, _CONNECT, 0]) + _address(host) + port.to_bytes(2)
    await asyncio.get_running_loop().sock_sendall(sock, request)
    version, code, _, kind = await _read(sock, 4)
    if version != _VERSION:
        raise SocksError("no SOCKS5 proxy answers there")
    if code != 0:
        raise SocksError(_REPLIES.get(code, "the proxy could not connect"))
    lengths = {_IPV4: 4, _IPV6: 16}
    length = lengths[kind] if kind in lengths else (await _read(sock, 1))[0]
    await _read(sock, length + 2)


def _address(host: str) -> bytes:
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        name = host.encode("ascii")
        return bytes([_NAME, len(name)]) + name
    return bytes([_IPV4 if address.version == 4 else _IPV6]) + address.packed


async def _read(sock: socket.socket, count: int) -> bytes:
    loop = asyncio.get_running_loop()
    data = b""
    while len(data) < count:
        part = await loop.sock_recv(sock, count - len(data))
        if not part:
            raise SocksError("the proxy closed the connection")
        data += part
    return data
