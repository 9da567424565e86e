"""One request while it is answered: which reply it gets, and the ways to send it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from aiohttp import web

from tests.upstreams.record import Exchange
from tests.upstreams.script import Reply
from tests.upstreams.wire import JSON, Wire

if TYPE_CHECKING:
    from tests.upstreams.mock import Mock

HTML_PAGE = (
    b"<!DOCTYPE html>\n<html><head><title>502 Bad Gateway</title></head>\n"
    b"<body><center><h1>502 Bad Gateway</h1></center><hr><center>nginx</center></body></html>\n"
)


Body = Mapping[str, Any] | str | bytes


@dataclass(frozen=True, slots=True)
class WireError:
    """One error as a provider words it: status, body, and headers of its own."""

    status: int
    body: Body
    headers: Mapping[str, str]

    @property
    def raw(self) -> bytes:
        """The body as bytes."""
        if isinstance(self.body, bytes):
            return self.body
        return self.body.encode() if isinstance(self.body, str) else encode(self.body)


class Refused(Exception):
    """The provider's refusal of a request, in its own words."""

    def __init__(self, status: int, body: Body, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(f"{status} {body!r}")
        self.error = WireError(status, body, headers or {})


@dataclass(slots=True, eq=False)
class Scripted:
    """A reply on the script, and the requests it is for; `stays` ones are not used up."""

    reply: Reply
    key: str | None
    model: str | None
    path: str | None
    stays: bool
    offers: str | None = None


class Call:
    """One request while it is answered."""

    def __init__(self, mock: Mock, request: web.BaseRequest, exchange: Exchange) -> None:
        self.mock = mock
        self.request = request
        self.exchange = exchange
        self.key: str | None = None
        self.number = mock.log.serial
        self._scripted: Scripted | None = None

    @property
    def headers(self) -> dict[str, str]:
        """Request headers, names in lower case."""
        return self.exchange.headers

    @property
    def body(self) -> dict[str, Any]:
        """The decoded request body; handlers run only when it is an object."""
        assert isinstance(self.exchange.json, dict)
        return self.exchange.json

    @property
    def reply(self) -> Reply:
        """What the script says to this request."""
        return self._scripted.reply if self._scripted is not None else Reply()

    def id(self, prefix: str, length: int = 24, part: int = 0) -> str:
        """An id that depends on the mock, the request's number and `part` alone."""
        seed = f"{self.mock.name}:{self.number}:{prefix}:{part}"
        return prefix + hashlib.sha256(seed.encode()).hexdigest()[:length]

    def find_reply(self, scripted: Sequence[Scripted], only_by_path: bool) -> None:
        """Choose the first scripted reply that this request matches."""
        model = self.exchange.json.get("model") if isinstance(self.exchange.json, dict) else None
        for entry in scripted:
            if entry.path is None and only_by_path:
                continue
            wanted = (entry.key, entry.model)
            actual = (self.key, model)
            if any(w is not None and w != a for w, a in zip(wanted, actual, strict=True)):
                continue
            if entry.offers is not None and f'"{entry.offers}"' not in self._tools():
                continue
            if entry.path is None or self.exchange.path.endswith(entry.path):
                self._scripted = entry
                return

    def _tools(self) -> str:
        """The tools a request offers, as JSON."""
        body = self.exchange.json
        return dumps(body.get("tools")) if isinstance(body, dict) else ""

    def accept(self) -> Reply:
        """The request is valid: take its reply off the script."""
        entry = self._scripted
        if entry is not None and not entry.stays:
            self.mock.scripted.remove(entry)
        return self.reply

    async def send(
        self, status: int, body: Mapping[str, Any] | bytes, content_type: str = JSON
    ) -> web.StreamResponse:
        """A plain answer, JSON unless said, faults of the reply included."""
        raw = body if isinstance(body, bytes) else encode(body)
        headers = self.mock.answer_headers(self) | {"Content-Type": content_type}
        return await self._wire().plain(status, raw, headers)

    async def stream(
        self, frames: Sequence[bytes], content_type: str, broken: Sequence[bytes]
    ) -> web.StreamResponse:
        """A streamed answer; `broken` is the provider's in-band error."""
        headers = self.mock.answer_headers(self)
        return await self._wire().stream(frames, content_type, headers, broken)

    async def refuse(self, refused: Refused) -> web.StreamResponse:
        """An error the request itself earned; the script is not touched."""
        headers = self.mock.answer_headers(self) | dict(refused.error.headers)
        wire = Wire(self.request, self.exchange, self.mock.log, Reply())
        return await wire.plain(refused.error.status, refused.error.raw, headers)

    async def fail(self, reply: Reply, error: WireError) -> web.StreamResponse:
        """The scripted error instead of an answer."""
        headers = self.mock.answer_headers(self)
        if not any(name.startswith("retry-after") for name in reply.headers):
            headers |= error.headers
        if reply.html:
            headers["Content-Type"] = "text/html; charset=utf-8"
            return await self._wire().plain(reply.error_status or 502, HTML_PAGE, headers)
        status = 200 if reply.body_error_200 else error.status
        return await self._wire().plain(status, error.raw, headers)

    def _wire(self) -> Wire:
        return Wire(self.request, self.exchange, self.mock.log, self.reply)


def encode(value: Mapping[str, Any] | Sequence[Any]) -> bytes:
    """Compact JSON, UTF-8 as it is."""
    return dumps(value).encode()


def dumps(value: Any) -> str:
    """Compact JSON text."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
