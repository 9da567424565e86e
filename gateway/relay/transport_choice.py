"""Which transport a request takes."""

from __future__ import annotations

import ssl
from collections.abc import Callable
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from gateway.domain.proxy import NONE
from gateway.providers.base import UpstreamRequest
from gateway.relay.transport import Timeouts, UpstreamAnswer
from gateway.relay.transport_direct import DirectTransport, system_trust
from gateway.relay.transport_frames import FramesTransport, is_framed
from gateway.relay.transport_session import SessionTransport
from gateway.relay.transport_socket import Socket, SocketTransport

_SECURED = {"wss": "https", "ws": "http"}


class UpstreamTransport:
    """Straight to the origin where it can; through aiohttp where there is a proxy or anything odd.

    The system's proxies are asked for once, for asking costs more than a request.
    """

    def __init__(self, trust: Callable[[], ssl.SSLContext] = system_trust) -> None:
        self._direct = DirectTransport(trust)
        self._session = SessionTransport()
        self._sockets = SocketTransport()
        self._frames = FramesTransport(self._sockets)
        self._proxies = getproxies()

    async def send(
        self, request: UpstreamRequest, timeouts: Timeouts, proxy: str = ""
    ) -> UpstreamAnswer:
        proxy = "" if proxy == NONE else proxy or self._system_proxy(request.url)
        if is_framed(request):
            return await self._frames.send(request, timeouts, proxy)
        if not proxy and self._direct.can_send(request):
            return await self._direct.send(request, timeouts)
        return await self._session.send(request, timeouts, proxy)

    async def connect(
        self, request: UpstreamRequest, timeouts: Timeouts, proxy: str = ""
    ) -> Socket:
        """See :meth:`SocketTransport.connect`."""
        proxy = "" if proxy == NONE else proxy or self._system_proxy(request.url)
        return await self._sockets.connect(request, timeouts, proxy)

    def _system_proxy(self, url: str) -> str:
        if not self._proxies:
            return ""
        parts = urlsplit(url)
        if proxy_bypass(parts.hostname or ""):
            return ""
        scheme = _SECURED.get(parts.scheme, parts.scheme)
        return self._proxies.get(scheme, "")

    async def close(self) -> None:
        await self._direct.close()
        await self._session.close()
        await self._frames.close()
        await self._sockets.close()
