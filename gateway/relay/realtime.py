"""A Realtime session: frames both ways between a client and an upstream, metered on the way."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import Protocol
from urllib.parse import quote

from gateway.dialects import realtime
from gateway.domain.failure import Failure
from gateway.errors import DialectError, GatewayError
from gateway.providers.abilities import Keeper
from gateway.providers.base import Provider, UpstreamRequest
from gateway.relay import refusals
from gateway.relay.channel_gauges import ChannelSeat
from gateway.relay.objects import ObjectKeepers, is_of_channel
from gateway.relay.planner import Candidate, Planner
from gateway.relay.realtime_turns import Turns, TurnTools, Visitor
from gateway.relay.settling import store_unavailable
from gateway.relay.transport import Timeouts, TransportError
from gateway.relay.transport_socket import Socket, SocketRefused
from gateway.relay.ways import channel_endpoint, channel_timeouts
from gateway.tasks import TaskGroup

_POLICY = 1008
_CODES = {"upstream_interrupted": 1011, "draining": 1001, "store_unavailable": 1011}
"""WebSocket close codes (RFC 6455, 7.4.1) of our codes; others are the policy's."""


class Connects(Protocol):
    async def connect(
        self, request: UpstreamRequest, timeouts: Timeouts, proxy: str = "", authority: str = ""
    ) -> Socket: ...


class Realtime:
    """Opens sessions."""

    def __init__(
        self,
        tools: TurnTools,
        keepers: ObjectKeepers,
        planner: Planner,
        provider: Callable[[str], Provider],
        transport: Connects,
        relay_proxy: Callable[[], str],
    ) -> None:
        self._tools = tools
        self._keepers = keepers
        self._planner = planner
        self._provider = provider
        self._transport = transport
        self._relay_proxy = relay_proxy

    async def open(self, visitor: Visitor, headers: Mapping[str, str]) -> tuple[Session, Socket]:
        """A session that can pay for its first response, and the upstream's end of it.

        Nothing is said yet, so whichever channel will have it may. Raises GatewayError.
        """
        if not self._tools.settler.working:
            raise store_unavailable()
        caller, asked = visitor.caller, visitor.asked
        if not caller.token.allows_model(asked):
            raise refusals.model_not_allowed(caller.token, asked)
        if not self._planner.plan(caller.group, asked, caller.pin).tiers:
            known = self._planner.snapshot.models(caller.group)
            raise refusals.model_not_found(asked, known)
        plan = self._keepers.plan(caller, "realtime", (asked,))
        failed: list[tuple[Candidate, Failure]] = []
        refused: GatewayError | None = None
        for home in self._keepers.candidates(plan, "realtime"):
            try:
                session = Session(self._tools, visitor, home)
                session.turns.open()
                session.seat = self._planner.enter(home)  # without a pause since it was chosen
            except GatewayError as error:  # at another's price it may be paid
                refused = error
                plan.skip(home.channel.id)
                continue
            found = await self._connect(session, headers)
            if not isinstance(found, Failure):
                return session, found
            failed.append((home, found))
            if not is_of_channel(found):
                break
            plan.failed(home, found)
        if len(failed) == 1:
            raise refusals.channel_failed(failed[0][0].channel.name, failed[0][1])
        raise refusals.all_failed(asked, failed) if failed or refused is None else refused

    async def _connect(self, session: Session, headers: Mapping[str, str]) -> Socket | Failure:
        """The upstream's end; on failure the session is over."""
        home = session.home
        channel = home.channel
        provider = self._provider(channel.provider)
        assert isinstance(provider, Keeper)  # noqa: S101 - chosen for it
        secret = home.key.secret.reveal() if home.key.secret else ""
        endpoint = channel_endpoint(channel, secret, home.sent_model)
        request = provider.plain_request("GET", "realtime", endpoint, headers)
        mark = "&" if "?" in request.url else "?"
        url = f"{request.url}{mark}model={quote(home.sent_model, safe='')}"
        handshake = UpstreamRequest("GET", url, request.headers)
        try:
            return await self._transport.connect(
                handshake,
                channel_timeouts(channel),
                endpoint.proxy or self._relay_proxy(),
                endpoint.authority,
            )
        except TransportError as error:
            session.abandon("failed", error.failure.message)
            return error.failure
        except SocketRefused as error:
            failure = provider.classify(error.status, error.headers, b"", endpoint)
            session.abandon("failed", failure.message)
            return failure
        except BaseException:
            session.abandon("cancelled", "the client closed the connection")
            raise

    async def run(self, session: Session, client: Socket, upstream: Socket) -> None:
        """Until one side leaves, or the payer's money does."""
        await session.run(client, upstream)


class Session:
    """One client with one upstream. Whatever ends it, every response is settled or let go."""

    def __init__(self, tools: TurnTools, visitor: Visitor, home: Candidate) -> None:
        self.home = home
        self._asked = visitor.asked
        self._tools = tools
        self._ended = asyncio.Event()
        self.turns = Turns(tools, visitor, home, self._ended.set)
        self._rename = home.sent_model != visitor.asked
        self.seat: ChannelSeat | None = None
        """Its place among its channel's limits."""

    def abandon(self, status: str, message: str) -> None:
        """It is over: what still runs is paid for as far as it came."""
        self.turns.abandon(status, message)
        if self.seat is not None:
            self.seat.leave()
            self.seat = None

    async def run(self, client: Socket, upstream: Socket) -> None:
        group = TaskGroup("realtime")
        ways = {
            group.spawn(self._send(client, upstream), "client"),
            group.spawn(self._hear(client, upstream), "upstream"),
            group.spawn(self._end(), "owner"),
        }
        error: GatewayError | None = None
        try:
            done, _ = await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
            error = next((cause for task in done if (cause := _result(task))), None)
        finally:
            try:
                await group.close()
            finally:  # cancelled again, as the end of the program does
                status = "cancelled" if error is None else "cut_short"
                why = error.message if error else "the client closed the connection"
                self.abandon(status, why)
                await self._part(client, upstream, error)

    async def _end(self) -> GatewayError | None:
        """Until the owner ends a response of this session."""
        await self._ended.wait()
        return GatewayError("draining", "Homeport ended this session")

    async def _part(self, client: Socket, upstream: Socket, error: GatewayError | None) -> None:
        """Tells the client why, if it is not the client who left."""
        code = 1000 if error is None else _CODES.get(error.code, _POLICY)
        try:
            if error is not None:
                await _sent(client, realtime.error_event(error, self._event_id()))
        finally:
            await upstream.close()
        await client.close(code, error.code if error else "")

    async def _send(self, client: Socket, upstream: Socket) -> GatewayError | None:
        """The client's frames; what may not pass is answered here. None: the client left."""
        while (frame := await client.receive()) is not None:
            try:
                passed = self._outgoing(frame)
            except GatewayError as error:
                if not await _sent(client, realtime.error_event(error, self._event_id())):
                    return None
                continue
            if not await _sent(upstream, passed):
                return _gone()
        return None

    def _outgoing(self, frame: str) -> str:
        """A client's frame as it goes on. Raises GatewayError for one that does not."""
        try:
            said = realtime.read_client(frame)
            if said.model and said.model != self._asked:
                raise GatewayError(
                    "invalid_request",
                    f"this session's model is '{self._asked}'; another needs a new session",
                    param="session.model",
                )
            self.turns.note_client(said)
            if said.model and self._rename:
                return realtime.renamed(frame, self.home.sent_model)
        except DialectError as error:
            raise GatewayError("invalid_request", str(error), param=error.param) from error
        return frame

    async def _hear(self, client: Socket, upstream: Socket) -> GatewayError | None:
        """The upstream's frames, each paid for before it is passed on."""
        try:
            while (frame := await upstream.receive()) is not None:
                heard = realtime.read_server(frame)
                await self._meter(heard)
                if self._rename and heard.session.get("model"):
                    frame = realtime.renamed(frame, self._asked)
                await client.send(frame)
                if heard.type == "response.done":
                    self.turns.open()
        except GatewayError as error:
            return error
        except DialectError as error:
            return GatewayError("upstream_interrupted", f"the upstream's event: {error}")
        except ConnectionError:
            return None
        return _gone()

    async def _meter(self, heard: realtime.Heard) -> None:
        """Raises GatewayError at the payer's last cent."""
        if heard.type == "response.created":
            self.turns.begin(heard.response_id)
        elif heard.chars or heard.audio_bytes:
            self.turns.grow(heard.response_id, heard.chars, heard.audio_bytes)
        elif heard.type == "response.done":
            await self.turns.done(heard.response_id, heard.usage, heard.status)
        elif heard.transcribed is not None:
            await self.turns.transcribed(heard.transcribed)
        elif heard.session:
            self.turns.note_session(heard.session)

    def _event_id(self) -> str:
        return f"event_{self._tools.new_id().removeprefix('req_')}"


async def _sent(socket: Socket, frame: str) -> bool:
    """Whether the other side is still there to get it."""
    try:
        await socket.send(frame)
    except ConnectionError:
        return False
    return True


def _result(task: asyncio.Task[GatewayError | None]) -> GatewayError | None:
    if task.cancelled():
        return None
    if task.exception() is not None:
        return GatewayError("internal_error", "Homeport failed on this session; see its log")
    return task.result()


def _gone() -> GatewayError:
    return GatewayError("upstream_interrupted", "the upstream closed the session")
