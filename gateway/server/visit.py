"""One HTTP request on its way through the server: who, from where, what it carries."""

from __future__ import annotations

import random
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import msgspec
from aiohttp import web

from gateway.dialects.media.forms import Form, is_form
from gateway.errors import DialectError, GatewayError
from gateway.relay.callers import Caller, key_from_headers
from gateway.server.spool import BodyTooLarge, Spool

if TYPE_CHECKING:
    from gateway.app import Gateway

_JSON = msgspec.json.Encoder()


class Visit:
    """Wraps aiohttp's request with what every route of the client API needs.

    Lazy: nothing is read twice.
    """

    __slots__ = ("at", "gateway", "headers", "params", "request", "request_id", "started")

    def __init__(
        self,
        gateway: Gateway,
        request: web.BaseRequest,
        params: Mapping[str, str],
        headers: dict[str, str],
    ) -> None:
        self.gateway = gateway
        self.request = request
        self.params = params
        self.at = gateway.now_ms()
        self.started = time.monotonic()
        self.request_id = new_request_id()
        self.headers = headers
        headers["x-request-id"] = self.request_id

    @property
    def address(self) -> str:
        """Whose request it is; forwarding headers are believed from named proxies alone."""
        return self.gateway.door.address(self.request)

    @property
    def user_agent(self) -> str:
        return self.request.headers.get("User-Agent", "")

    async def caller(self) -> Caller:
        """Who asks. Unknown keys are answered the later, the more of them an address sends."""
        key = key_from_headers(self.request.headers, self.request.query_string)
        try:
            return self.gateway.callers.find(key, self.address)
        except GatewayError as error:
            if error.code == "invalid_api_key" and key:
                await self.gateway.door.failed(self.request)
            raise

    async def body(self) -> bytes:
        """The whole body, decoded by its Content-Encoding. Raises GatewayError 413 or 400."""
        await self._invite()
        try:
            return await self.request.read()
        except web.HTTPRequestEntityTooLarge as error:
            raise self._too_large() from error
        except web.RequestPayloadError as error:
            raise _unreadable() from error

    @asynccontextmanager
    async def form(self) -> AsyncIterator[Form | None]:
        """The body as a form, on disk where it is large, until the block ends; None if it is none.

        Raises GatewayError 413 or 400.
        """
        content_type = self.request.headers.get("Content-Type", "")
        if not is_form(content_type):
            yield None
            return
        limit = self.gateway.settings.max_body_mb * 2**20
        with Spool() as spool:
            try:
                if (self.request.content_length or 0) > limit:
                    raise BodyTooLarge
                await self._invite()
                await spool.take(self.request.content.iter_any(), limit)
                form = await spool.form(content_type)
            except BodyTooLarge as error:
                raise self._too_large() from error
            except DialectError as error:
                raise GatewayError("invalid_request", str(error), param=error.param) from error
            except web.RequestPayloadError as error:
                raise _unreadable() from error
            yield form

    async def _invite(self) -> None:
        """Asks for a body that waits to be asked for: curl holds long ones back for a second."""
        if self.request.headers.get("Expect", "").lower() == "100-continue":
            await self.request.writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")

    def _too_large(self) -> GatewayError:
        limit = self.gateway.settings.max_body_mb
        return GatewayError("request_too_large", f"the request is larger than {limit} MiB")

    def json(self, value: Any, status: int = 200) -> web.Response:
        return web.Response(
            status=status,
            body=_JSON.encode(value),
            headers={**self.headers, "content-type": "application/json"},
        )


def _unreadable() -> GatewayError:
    return GatewayError("invalid_request", "the request's body cannot be read")


def new_request_id() -> str:
    """``req_`` and 24 hex digits, roughly in the order of time."""
    return f"req_{time.time_ns() >> 20:011x}{random.getrandbits(52):013x}"
