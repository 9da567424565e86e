"""JSON bodies of management requests: typed, and precise about what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any, TypeVar

import msgspec
from aiohttp import web

from gateway.errors import GatewayError, HomeportError
from gateway.server import intake

T = TypeVar("T")

Whole = Annotated[int, msgspec.Meta(ge=-(2**53), le=2**53)]
"""A whole number that JSON carries exactly everywhere, and that a database can hold."""

_PATH = re.compile(r" - at `\$\.?(?:key in )?(?P<path>[^`]*)`$")


class BadBody(HomeportError):
    """A body that is not JSON, or has a value of the wrong type in ``field``."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field

    @property
    def more(self) -> dict[str, Any]:
        return {"fields": {self.field: str(self)}} if self.field else {}


async def read_body(request: web.BaseRequest, kind: type[T]) -> T:
    """The body as ``kind``. Raises BadBody (HTTP 400)."""
    try:
        return msgspec.json.decode(await intake.take(request), type=kind)
    except GatewayError as error:
        raise BadBody(error.message) from error
    except msgspec.ValidationError as error:
        raise _wrong_type(str(error)) from error
    except (msgspec.DecodeError, RecursionError) as error:
        raise BadBody(f"the body is not JSON: {error}") from error


def _wrong_type(text: str) -> BadBody:
    found = _PATH.search(text)
    if found is None:
        return BadBody(text)
    field = found["path"]
    return BadBody(f"{field}: {text[: found.start()]}", field)


def names(value: str | list[str] | None) -> tuple[str, ...] | None:
    """A comma list (one-api's) or an array of names; None where nothing was given."""
    if value is None:
        return None
    parts = value.replace("\n", ",").split(",") if isinstance(value, str) else value
    return tuple(part.strip() for part in parts if part.strip())


def object_of(value: str | Mapping[str, Any] | None, field: str) -> dict[str, Any] | None:
    """An object, or JSON text of one (one-api's); '' is the empty one. Raises BadBody."""
    if value is None:
        return None
    if isinstance(value, str):
        try:
            value = msgspec.json.decode(value) if value.strip() else {}
        except (msgspec.DecodeError, RecursionError) as error:
            raise BadBody(f"{field}: not JSON: {error}", field) from error
    if not isinstance(value, Mapping):
        raise BadBody(f"{field}: has to be a JSON object", field)
    return dict(value)


def texts_of(value: str | Mapping[str, Any] | None, field: str) -> dict[str, str] | None:
    """As :func:`object_of`, with texts as values."""
    found = object_of(value, field)
    for name, text in (found or {}).items():
        if not isinstance(text, str):
            raise BadBody(f"{field}.{name}: has to be text", field)
    return found
