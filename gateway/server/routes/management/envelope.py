"""The envelope of every answer: ``{"success","message","data"}``, and lists in one-api's pages."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import msgspec
from aiohttp import web

from gateway.errors import ServiceError

T = TypeVar("T")

ONE_API_ROWS = 10
MOST_ROWS = 200
_MOST_PAGES = 1_000_000
_MOST_NUMBER = 2**53
_encode = msgspec.json.Encoder(decimal_format="number").encode


@dataclass(frozen=True, slots=True)
class Window:
    """Which rows of a list were asked for. ``counted``: as one page of a list with a total."""

    offset: int
    limit: int
    counted: bool = False

    @classmethod
    def of(cls, request: web.BaseRequest) -> Window:
        """one-api's ``p`` (from 0, ten rows), or our ``page`` (from 1) with ``size``."""
        query = request.query
        if "page" in query or "size" in query:
            size = min(MOST_ROWS, max(1, number(query.get("size"), ONE_API_ROWS)))
            return cls(
                (min(_MOST_PAGES, max(1, number(query.get("page"), 1))) - 1) * size, size, True
            )
        page = min(_MOST_PAGES, max(0, number(query.get("p"), 0)))
        return cls(page * ONE_API_ROWS, ONE_API_ROWS)

    def answer(self, items: Sequence[Any], total: int) -> Any:
        """The list's ``data``: the rows alone, or with their total."""
        if not self.counted:
            return list(items)
        page = self.offset // self.limit + 1
        return {"items": list(items), "total": total, "page": page, "size": self.limit}

    def cut(self, items: Sequence[T]) -> Sequence[T]:
        return items[self.offset : self.offset + self.limit]


def number(text: str | None, otherwise: int) -> int:
    """A query parameter as a whole number; what is none counts as not given, as in one-api.

    Times in seconds stay within what a database holds in milliseconds.
    """
    try:
        found = int(text) if text else otherwise
    except ValueError:
        return otherwise
    return max(-_MOST_NUMBER, min(_MOST_NUMBER, found))


def envelope(data: Any = None, message: str = "", **more: Any) -> web.Response:
    """A success."""
    return json_answer({"success": True, "message": message, "data": data, **more})


def envelope_error(message: str, status: int = 200, **more: Any) -> web.Response:
    """A failure. Refused use cases are HTTP 200, as in one-api."""
    return json_answer({"success": False, "message": message, **more}, status)


def service_error(error: ServiceError) -> web.Response:
    """A refused use case, with our stable code and the fields it is about."""
    more: dict[str, Any] = {"code": error.code}
    if error.fields:
        more["fields"] = error.fields
    return envelope_error(error.message, 503 if error.code == "vault_locked" else 200, **more)


def json_answer(value: Any, status: int = 200) -> web.Response:
    return web.Response(
        status=status, body=_encode(value), content_type="application/json", charset="utf-8"
    )


Handler = Callable[..., Awaitable[web.StreamResponse]]
