"""One HTTP request on its way through the server: who, from where, what it carries."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import msgspec
from aiohttp import web

from gateway.dialects.media.forms import Form, is_form
from gateway.errors import DialectError, GatewayError
from gateway.relay.call import new_request_id
from gateway.relay.callers import Caller, key_from_headers
from gateway.server import intake
from gateway.server.spool import BodyTooLarge, Spool

if TYPE_CHECKING:
    from gateway.parts import Parts

_JSON = msgspec.json.Encoder()


class Visit:
    """Wraps aiohttp's request with what every route of the client API needs.

    Lazy: nothing is read twice.
    """

    __slots__ = (
        *("_body", "_caller", "at", "gateway", "headers", "keyless", "params", "path"),
        *("request", "request_id", "started"),
    )

    def __init__(
        self,
        gateway: Parts,
        request: web.BaseRequest,
        params: Mapping[str, str],
        headers: dict[str, str],
    ) -> None:
        self.gateway = gateway
        self.request = request
        self.params = params
        self.path = request.path
        """As the routes know it, whatever the client wrote."""
        self.at = gateway.now_ms()
        self.started = time.monotonic()
        self.request_id = new_request_id()
        self.headers = headers
        headers["x-request-id"] = self.request_id
        self.keyless = ""
        """The token that serves this computer's programs without a key, '' for none."""
        self._caller: Caller | None = None
        self._body: bytes | None = None

    @property
    def address(self) -> str:
        """Whose request it is; forwarding headers are believed from named proxies alone."""
        return self.gateway.door.address(self.request)

    @property
    def user_agent(self) -> str:
        return self.request.headers.get("User-Agent", "")

    async def caller(self) -> Caller:
        """Who asks. Unknown keys are answered the later, the more of them an address sends."""
        if self._caller is None:
            self._caller = await self._find_caller()
        return self._caller

    async def _find_caller(self) -> Caller:
        key = key_from_headers(self.request.headers, self.request.query_string)
        if not key and self.keyless and self.gateway.door.is_this_computer(self.request):
            return self.gateway.callers.named(self.keyless, self.address)
        try:
            return self.gateway.callers.find(key, self.address)
        except GatewayError as error:
            if error.code == "invalid_api_key" and key:
                await self.gateway.door.failed(self.request)
            raise

    async def body(self) -> bytes:
        """The whole body, without its content codings, and JSON as UTF-8, whatever it is called.

        Raises GatewayError 400, 413 or 415.
        """
        if self._body is None:
            patience = self.gateway.door.patience_s(self.request)
            if patience is None:
                self._body = await intake.take(self.request)
            else:
                async with _within(patience):
                    self._body = await intake.take(self.request)
            content_type = self.request.headers.get("Content-Type", "")
            if not content_type.startswith("multipart/"):
                self._body = intake.utf8(self._body, content_type)
        return self._body

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
                async with _within(self.gateway.door.patience_s(self.request)):
                    await spool.take(await self._pieces(), limit)
                form = await spool.form(content_type)
            except BodyTooLarge as error:
                raise self._too_large() from error
            except DialectError as error:
                raise GatewayError("invalid_request", str(error), param=error.param) from error
            except web.RequestPayloadError as error:
                raise _unreadable() from error
            yield form

    async def _pieces(self) -> AsyncIterator[bytes]:
        """A form as it comes; one in a content coding is unpacked whole first."""
        if "Content-Encoding" not in self.request.headers:
            await intake.go_on(self.request)
            return self.request.content.iter_any()
        return _once(await intake.take(self.request))

    def _too_large(self) -> GatewayError:
        limit = self.gateway.settings.max_body_mb
        return GatewayError("request_too_large", f"the request is larger than {limit} MiB")

    def json(self, value: Any, status: int = 200) -> web.Response:
        return web.Response(
            status=status,
            body=_JSON.encode(value),
            headers={**self.headers, "content-type": "application/json"},
        )


@asynccontextmanager
async def _within(seconds: float | None) -> AsyncIterator[None]:
    """Guests may not keep a request's body coming for ever. Raises GatewayError 408."""
    try:
        async with asyncio.timeout(seconds):
            yield
    except TimeoutError as error:
        message = f"the request's body did not come within {seconds:g} s"
        raise GatewayError("invalid_request", message, status=408) from error


async def _once(body: bytes) -> AsyncIterator[bytes]:
    yield body


def _unreadable() -> GatewayError:
    return GatewayError("invalid_request", "the request's body cannot be read")
