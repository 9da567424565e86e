"""OpenAI's Realtime sessions: ``/v1/realtime?model=``, a WebSocket."""

from __future__ import annotations

from aiohttp import WSMsgType, web

from gateway.domain.clients import client_name
from gateway.errors import GatewayError
from gateway.relay.realtime_turns import Visitor
from gateway.relay.transport_socket import HEARTBEAT_S, MAX_FRAME
from gateway.server.routes.relay import check_open
from gateway.server.visit import Visit

_CLOSE_S = 2.0


class _Client:
    """See :class:`~gateway.relay.transport_socket.Socket`."""

    def __init__(self, socket: web.WebSocketResponse) -> None:
        self._socket = socket

    async def receive(self) -> str | None:
        message = await self._socket.receive()
        while message.type is WSMsgType.BINARY:  # the API has none
            message = await self._socket.receive()
        return message.data if message.type is WSMsgType.TEXT else None

    async def send(self, frame: str) -> None:
        await self._socket.send_str(frame)

    async def close(self, code: int = 1000, reason: str = "") -> None:
        await self._socket.close(code=code, message=reason.encode()[:120])


async def connect(visit: Visit) -> web.StreamResponse:
    """The upstream is asked first, so that what it refuses is an HTTP error here, too."""
    request = visit.request
    check_open(visit)
    caller = await visit.caller()
    if request.headers.get("Upgrade", "").lower() != "websocket":
        raise GatewayError("invalid_request", "this endpoint is a WebSocket", status=426)
    model = request.query.get("model", "")
    if not model:
        raise GatewayError("invalid_request", "the address names no ?model=", param="model")

    def admit() -> None:
        check_open(visit)
        visit.gateway.callers.check(caller.token.id, visit.address)

    user_agent = visit.user_agent
    visitor = Visitor(
        caller=caller,
        asked=model,
        admit=admit,
        endpoint=visit.path,
        client=client_name(user_agent),
        user_agent=user_agent,
        address=visit.address,
    )
    sessions = visit.gateway.realtime
    session, upstream = await sessions.open(visitor, request.headers)
    socket = web.WebSocketResponse(
        protocols=("realtime",),
        max_msg_size=MAX_FRAME,
        heartbeat=HEARTBEAT_S,
        compress=False,
        timeout=_CLOSE_S,
    )
    socket.headers.update(visit.headers)
    try:
        await socket.prepare(request)
    except BaseException:
        session.abandon("cancelled", "the client closed the connection")
        await upstream.close()
        raise
    await sessions.run(session, _Client(socket), upstream)
    return socket
