"""What every mock provider has in common: keys, a script, a log, and the dispatch of a request."""

from __future__ import annotations

import asyncio
import time
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aiohttp import web

from tests.upstreams.call import Call, Refused, Scripted, WireError
from tests.upstreams.forms import read_form
from tests.upstreams.record import Exchange, Log
from tests.upstreams.script import ErrorKind, Reply

if TYPE_CHECKING:
    from tests.upstreams.listener import Listener

TARGET = web.RequestKey("target", str)
"""The path and query of a request below the mock's name, still encoded."""
Handler = Callable[[Call], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True)
class Route:
    """A path of the provider; `scripted` ones take replies that name no path."""

    handler: Handler
    scripted: bool = True
    json_only: bool = True
    """A POST without a JSON object is refused before the handler."""
    form: bool = False
    """It takes a multipart form; `json` too where `takes_json`."""
    takes_json: bool = True


class Mock(ABC):
    """A provider on a loopback port.

    `base_url` is what a channel is given, `keys` the accepted keys, `requests` what was seen.
    """

    prefix: str
    default_key: str
    body_limit = 64 << 20
    whole_host = False
    """Paths that begin at the host, and not below the mock's name, are its own too."""

    def __init__(self, name: str, keys: Iterable[str] | None = None) -> None:
        self.name = name
        self.keys: set[str] = {self.default_key} if keys is None else set(keys)
        self.log = Log()
        self.scripted: list[Scripted] = []
        self.listener: Listener | None = None
        self.closing = False

    # What tests use.

    @property
    def key(self) -> str:
        """An accepted key; empty when the provider wants none."""
        return min(self.keys, default="")

    @property
    def origin(self) -> str:
        """Scheme, host and port."""
        assert self.listener is not None, "the mock is in no Upstreams"
        return self.listener.origin

    @property
    def base_url(self) -> str:
        """The address for a channel and for the vendor's SDK."""
        return f"{self.origin}/{self.name}{self.prefix}"

    @property
    def requests(self) -> list[Exchange]:
        """Every request in the order of arrival."""
        return self.log.requests

    @property
    def last(self) -> Exchange:
        """The latest request."""
        return self.log.requests[-1]

    @property
    def open_requests(self) -> int:
        """Requests whose answer is not finished."""
        return self.log.open_requests

    @property
    def open_streams(self) -> int:
        """Streams whose headers are out and whose end is not."""
        return self.log.open_streams

    @property
    def open_connections(self) -> int:
        """TCP connections, idle ones included."""
        return 0 if self.listener is None else self.listener.open_connections

    def script(
        self,
        *replies: Reply,
        key: str | None = None,
        model: str | None = None,
        path: str | None = None,
        offers: str | None = None,
    ) -> None:
        """Queue replies, each for one request.

        A request takes the oldest reply whose `key`, `model`, end of `path` and tool that it
        `offers` fit; without a `path` only generating requests take it. A refused request (bad key,
        bad body) takes none.
        """
        at = sum(not entry.stays for entry in self.scripted)
        self.scripted[at:at] = [
            Scripted(reply, key, model, path, False, offers) for reply in replies
        ]

    def always(
        self,
        reply: Reply,
        *,
        key: str | None = None,
        model: str | None = None,
        path: str | None = None,
    ) -> None:
        """Answer so whenever no queued reply fits; the latest such rule wins."""
        at = sum(not entry.stays for entry in self.scripted)
        self.scripted.insert(at, Scripted(reply, key, model, path, True))

    def reset(self) -> None:
        """Forget the script and the requests, and let stalled answers go on."""
        self.scripted.clear()
        self.log.requests.clear()
        self.log.release()

    def release(self) -> None:
        """Let stalled answers go on."""
        self.log.release()

    async def wait_requests(self, count: int, limit: float = 5.0) -> list[Exchange]:
        """Wait until `count` requests have arrived in all."""
        await self.log.until(lambda: len(self.requests) >= count, f"request {count}", limit)
        return self.requests

    async def wait_frames(self, count: int, limit: float = 5.0) -> Exchange:
        """Wait until the latest request was sent `count` frames."""
        await self.log.until(
            lambda: bool(self.requests) and self.last.frames_sent >= count, f"frame {count}", limit
        )
        return self.last

    async def wait_stalled(self, count: int = 1, limit: float = 5.0) -> None:
        """Wait until `count` answers stand still at their `stall_after`."""
        await self.log.until(lambda: self.log.stalled >= count, f"stall {count}", limit)

    async def wait_closed_streams(self, limit: float = 5.0) -> None:
        """Wait until no stream is open: ended, cut, or left by the client."""
        await self.log.until(lambda: not self.open_streams, "the end of all streams", limit)

    async def wait_connections(self, count: int, limit: float = 5.0) -> None:
        """Wait until exactly `count` TCP connections are open."""
        await self.log.until(
            lambda: self.open_connections == count, f"{count} open connections", limit
        )

    async def wait_idle(self, limit: float = 5.0) -> None:
        """Wait until no request is open."""
        await self.log.until(lambda: not self.open_requests, "the end of all requests", limit)

    async def stop(self) -> None:
        """Go down: refuse connections and reset those that are open."""
        assert self.listener is not None
        await self.listener.stop()

    async def start(self) -> None:
        """Come back on the same port."""
        assert self.listener is not None
        await self.listener.start()

    # What a provider defines.

    @abstractmethod
    def route(self, call: Call) -> Route:
        """The handler of the request's path.

        Raises:
            Refused: no such path or method, in the provider's words.
        """

    @abstractmethod
    def authenticate(self, call: Call) -> str | None:
        """The key the request carries.

        Raises:
            Refused: none, or one that is not in `keys`.
        """

    @abstractmethod
    def bad_json(self, call: Call) -> Refused:
        """The refusal of a body that is no JSON object."""

    @abstractmethod
    def error(self, kind: ErrorKind, call: Call, status: int | None = None) -> WireError:
        """The provider's own error of that class."""

    def answer_headers(self, call: Call) -> dict[str, str]:
        """Headers of every answer."""
        return {}

    def check_head(self, call: Call) -> None:  # noqa: B027
        """What is checked before the body is looked at, the key apart."""

    # How a request goes.

    async def handle(self, request: web.BaseRequest, path: str) -> web.StreamResponse:
        """Record and answer one request; `path` is below the mock's prefix."""
        exchange = Exchange(
            mock=self.name,
            method=request.method,
            path=path,
            query=dict(request.query),
            headers={name.lower(): value for name, value in request.headers.items()},
            raw_headers=list(request.headers.items()),
            at=time.time(),
            target=request[TARGET],
            answer=bytearray() if self.log.keeps_answers else None,
        )
        self.log.open_requests += 1
        try:
            exchange.read_body(await request.read())
            self.log.add(exchange)
            return await self._answer(Call(self, request, exchange))
        except (asyncio.CancelledError, ConnectionError):
            left = not (exchange.finished or exchange.cut or self.closing)
            exchange.disconnected = left
            raise
        finally:
            self.log.open_requests -= 1
            self.log.changed()

    async def _answer(self, call: Call) -> web.StreamResponse:
        try:
            route = self.route(call)
            call.key = self.authenticate(call)
            self.check_head(call)
            if len(call.exchange.body) > self.body_limit:
                error = self.error("too_large", call)
                raise Refused(error.status, error.body, error.headers)
            if not (route.form and read_form(call.exchange)):
                is_object = route.takes_json and isinstance(call.exchange.json, dict)
                is_object = is_object or not route.json_only
                if call.exchange.method == "POST" and not is_object:
                    raise self.bad_json(call)
            call.find_reply(self.scripted, only_by_path=not route.scripted)
            if call.reply.fails_at_once:
                return await call.fail(call.accept(), self.scripted_error(call))
            return await route.handler(call)
        except Refused as refused:
            return await call.refuse(refused)

    def scripted_error(self, call: Call) -> WireError:
        """The error a reply asks for: its class, its status, its body."""
        reply = call.reply
        kind = reply.error or KIND_OF_STATUS.get(reply.error_status or 500, "server")
        error = self.error(kind, call, reply.error_status)
        if reply.error_body is None:
            return error
        return WireError(error.status, reply.error_body, error.headers)


KIND_OF_STATUS: dict[int, ErrorKind] = {
    400: "bad_request",
    401: "bad_key",
    402: "money",
    403: "permission",
    404: "not_found",
    408: "timeout",
    413: "too_large",
    422: "bad_request",
    429: "rate_limit",
    500: "server",
    502: "server",
    503: "overloaded",
    504: "timeout",
    529: "overloaded",
}
