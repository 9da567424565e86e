"""Request bodies: asked for where the client waits, unpacked, and read as UTF-8."""

from __future__ import annotations

import asyncio
import codecs

from aiohttp import web

from gateway.errors import GatewayError
from gateway.server import codings

_CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"
_UTF8 = ("utf-8", "ascii")
_ASCII_LIKE = ("iso8859", "cp125", "latin")
"""Python's names of charsets in which ASCII is what it is in UTF-8 (``iso8859-1``, ``cp1252``)."""


async def take(request: web.BaseRequest) -> bytes:
    """The whole body without its content codings. Raises GatewayError 400, 413 or 415."""
    limit = request.client_max_size
    try:
        applied = codings.names(request.headers.getall("Content-Encoding", ()))
        if (request.content_length or 0) > limit:
            raise codings.TooLarge
        await go_on(request)
        body = await request.read()
        if applied:
            return await asyncio.to_thread(codings.unpacked, body, applied, limit)
    except (web.HTTPRequestEntityTooLarge, codings.TooLarge) as error:
        message = f"the request is larger than {limit // 2**20} MiB"
        raise GatewayError("request_too_large", message) from error
    except codings.UnknownCoding as error:
        message = f"{error}; Homeport takes {codings.ACCEPTED}"
        raise GatewayError("invalid_request", message, status=415) from error
    except codings.BrokenCoding as error:
        raise GatewayError("invalid_request", str(error)) from error
    except web.RequestPayloadError as error:
        raise GatewayError("invalid_request", "the request's body cannot be read") from error
    return body


async def go_on(request: web.BaseRequest) -> None:
    """Tells a client that waits before it sends its body (RFC 9110, 10.1.1)."""
    if request.headers.get("Expect", "").lower() == "100-continue":
        await request.writer.write(_CONTINUE)
        request.writer.output_size = 0  # nothing of the answer is out yet


def utf8(body: bytes, content_type: str) -> bytes:
    """A JSON body without its byte order mark; what it is called does not matter.

    Raises GatewayError 400 for another charset, by name or by its first bytes.
    """
    if body.startswith(codecs.BOM_UTF8):
        return body[len(codecs.BOM_UTF8) :]
    wide = body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in body[:4]
    declared = _charset(content_type)
    if wide or not (declared in _UTF8 or (declared.startswith(_ASCII_LIKE) and body.isascii())):
        found = "UTF-16 or UTF-32" if wide else repr(declared[:40])
        raise GatewayError(
            "invalid_request", f"the body is in {found}; JSON is sent in UTF-8 (RFC 8259)"
        )
    return body


def _charset(content_type: str) -> str:
    """Python's name of the charset a Content-Type declares; UTF-8 where it declares none."""
    if "charset" not in content_type.lower():
        return "utf-8"
    for parameter in content_type.split(";")[1:]:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            charset = value.strip().strip("\"'")
            try:
                return codecs.lookup(charset).name if charset else "utf-8"
            except (LookupError, ValueError):
                return charset
    return "utf-8"
