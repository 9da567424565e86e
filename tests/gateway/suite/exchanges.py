"""What left for an upstream, what came, and what the client heard, as a reader wants to see it."""

from __future__ import annotations

import base64
import json
import struct
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import parse_qsl

from tests.gateway.suite.masking import Masker, digest
from tests.upstreams.forms import read_form
from tests.upstreams.record import Exchange

_LEFT_OUT = frozenset(
    {
        *("host", "connection", "content-length", "accept-encoding", "user-agent", "upgrade"),
        *("transfer-encoding", "sec-websocket-key", "sec-websocket-version", "keep-alive"),
        *("sec-websocket-extensions",),
    }
)
"""Of a request's headers: what every connection has; and below it what nearly every one says."""
_USUAL = (("accept", "application/json"), ("content-type", "application/json"))
_TELLING = ("retry-after", "retry-after-ms", "x-should-retry", "x-amzn-errortype", "location")
_HEARD = ("x-homeport-error", "x-should-retry")
_FORM = "application/x-www-form-urlencoded"


def upstream(exchanges: Iterable[Exchange], mask: Masker) -> list[dict[str, Any]]:
    """Requests and their answers, in order."""
    return [{**_sent(each, mask), **_came(each, mask)} for each in exchanges]


def _sent(exchange: Exchange, mask: Masker) -> dict[str, Any]:
    path = exchange.target.partition("?")[0]
    headers = {
        name: mask.text(value, name)
        for name, value in exchange.headers.items()
        if name not in _LEFT_OUT and (name, value) not in _USUAL
    }
    line = f"{exchange.method} {mask.text(path)}{mask.query(exchange.query)}"
    sent: dict[str, Any] = {"sent": line, "headers": headers}
    if exchange.body:
        sent["body"] = body_of(exchange, mask)
    return sent


def body_of(exchange: Exchange, mask: Masker) -> Any:
    """A request's body: JSON, a form by its fields, or what else it is."""
    kind = exchange.headers.get("content-type", "")
    if kind.startswith("multipart/") and (exchange.files or read_form(exchange)):
        return _form(exchange, mask)
    if kind.startswith(_FORM):
        return {name: mask.text(value, name) for name, value in parse_qsl(exchange.body.decode())}
    return content(exchange.body, kind, mask)


def _form(exchange: Exchange, mask: Masker) -> dict[str, Any]:
    form = dict(mask.value(exchange.json or {}))
    for name, files in exchange.files.items():
        form[name] = [f"{each.name}, {each.content_type}, {digest(each.data)}" for each in files]
    return {"form": form}


def _came(exchange: Exchange, mask: Masker) -> dict[str, Any]:
    headers = exchange.answer_headers
    told = {name: mask.text(headers[name], name) for name in _TELLING if name in headers}
    kind = headers.get("content-type", "")
    return {
        "came": f"{exchange.status or 101} {kind}".strip(),
        **({"told": told} if told else {}),
        "answer": content(bytes(exchange.answer or b""), kind or "application/x-ndjson", mask),
    }


def heard(status: int, headers: Mapping[str, str], body: bytes, mask: Masker) -> dict[str, Any]:
    """What the client was answered."""
    kind = headers.get("content-type", "")
    told = {name: headers[name] for name in _HEARD if name in headers}
    if "retry-after" in headers:
        told["retry-after"] = "<seconds>"
    return {
        "heard": f"{status} {kind}",
        **({"told": told} if told else {}),
        "answer": content(body, kind, mask),
    }


def content(body: bytes, kind: str, mask: Masker) -> Any:
    """A body decoded as far as it has a form: JSON, events, lines, frames; else its size."""
    if kind.startswith("text/event-stream"):
        return {"events": [mask.value(each) for each in _events(body.decode())]}
    if kind.startswith("application/vnd.amazon.eventstream"):
        return {"events": [mask.value(each) for each in _frames(body)]}
    if kind.startswith("application/x-ndjson"):
        return {"events": [mask.value(json.loads(line)) for line in body.splitlines() if line]}
    if kind.startswith(("audio/", "image/", "application/octet-stream")):
        return digest(body)
    try:
        return mask.value(json.loads(body))
    except ValueError:
        return mask.text(body.decode("utf-8", "replace"))


def _events(text: str) -> Iterable[Any]:
    """Server-sent events by their fields; those that are only data as that alone."""
    for block in text.replace("\r\n", "\n").split("\n\n"):
        if not block:
            continue
        fields: dict[str, Any] = {}
        for line in block.split("\n"):
            name, _, value = line.partition(":")
            name = name or ": comment"
            value = value.removeprefix(" ")
            fields[name] = f"{fields[name]}\n{value}" if name in fields else value
        if "data" in fields:
            fields["data"] = _loaded(fields["data"])
        yield fields["data"] if fields.keys() == {"data"} else fields


def _loaded(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text


def _frames(body: bytes) -> Iterable[dict[str, Any]]:
    """Amazon's event stream: string headers and a JSON payload (section A.7 of the facts)."""
    while body:
        total, above = struct.unpack(">II", body[:8])
        raw, payload = body[12 : 12 + above], body[12 + above : total - 4]
        fields: dict[str, Any] = {}
        while raw:
            name = raw[1 : 1 + raw[0]].decode()
            raw = raw[1 + raw[0] :]
            (length,) = struct.unpack(">H", raw[1:3])
            fields[name] = raw[3 : 3 + length].decode()
            raw = raw[3 + length :]
        found = _loaded(payload.decode())
        if isinstance(found, dict) and "bytes" in found:
            found["bytes"] = _loaded(base64.b64decode(found["bytes"]).decode())
        yield {**{k: v for k, v in fields.items() if k != ":content-type"}, "payload": found}
        body = body[total:]
