"""Batches: which models they ask, under which names they are sent, what their results consumed.

After OpenAI's Batch API (a line a request: ``custom_id``, ``method``, ``url``, ``body``) and
Anthropic's Message Batches (``requests`` of ``custom_id`` and ``params``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

import msgspec
from msgspec import Raw, Struct

from gateway.dialects import wire
from gateway.dialects.ndjson import Parser
from gateway.dialects.registry import dialect
from gateway.domain.usage import NO_USAGE, Usage
from gateway.errors import DialectError

METERED: Mapping[str, str] = {
    "/v1/chat/completions": "openai_chat",
    "/v1/responses": "openai_responses",
    "/v1/embeddings": "openai_embeddings",
}
"""Endpoints of OpenAI batches whose results say what they consumed, and in which dialect."""
MESSAGES = "/v1/messages"


class _Model(Struct):
    model: str | None = None


class _Line(Struct):
    url: str | None = None
    body: Raw = Raw()


class _Result(Struct):
    """A line of either vendor's results."""

    response: Raw = Raw()
    result: Raw = Raw()


class _Response(Struct):
    status_code: int | None = None
    body: Raw = Raw()


class _Succeeded(Struct):
    type: str | None = None
    message: Raw = Raw()


class _Order(Struct):
    requests: list[Raw] | None = None


class _Request(Struct):
    params: Raw = Raw()


_model = msgspec.json.Decoder(_Model)
_line = msgspec.json.Decoder(_Line)
_result = msgspec.json.Decoder(_Result)
_response = msgspec.json.Decoder(_Response)
_succeeded = msgspec.json.Decoder(_Succeeded)
_order = msgspec.json.Decoder(_Order)
_request = msgspec.json.Decoder(_Request)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a batch's requests ask: models by first appearance, and the one endpoint of all."""

    models: tuple[str, ...]
    endpoint: str


def asked_by_file(data: bytes) -> Asked:
    """Of an OpenAI batch's input file. Raises DialectError with the line that is wrong."""
    models: dict[str, None] = {}
    endpoint = ""
    for number, text in _lines(data):
        line = _read(_line, text, number)
        if line.url is None or line.url not in METERED:
            known = ", ".join(METERED)
            raise DialectError(f"Line {number}: url must be one of {known}", "url")
        if endpoint and line.url != endpoint:
            raise DialectError(f"Line {number}: all requests of a batch have one url", "url")
        endpoint = line.url
        models[_named(line.body, f"Line {number}")] = None
    if not models:
        raise DialectError("The batch has no requests", "file")
    return Asked(tuple(models), endpoint)


def asked_by_order(body: bytes) -> Asked:
    """Of an Anthropic batch's creation. Raises DialectError."""
    requests = wire.decode(_order, body).requests
    if not requests:
        raise DialectError("requests must hold at least one request", "requests")
    models: dict[str, None] = {}
    for number, raw in enumerate(requests):
        params = wire.decode(_request, raw).params
        models[_named(params, f"requests[{number}].params")] = None
    return Asked(tuple(models), MESSAGES)


def renamed_file(data: bytes, sent: Callable[[str], str]) -> bytes:
    """The same file with the names that ``sent`` gives models; other members keep their bytes."""
    out: list[bytes] = []
    for _, text in _lines(data):
        members = wire.members(text)
        body = _renamed(members["body"], sent)
        out.append(wire.edit(text, {"body": wire.as_raw(body)}))
    return b"\n".join(out) + b"\n"


def renamed_order(body: bytes, sent: Callable[[str], str]) -> bytes:
    requests: list[Any] = []
    for raw in wire.decode(_order, body).requests or ():
        members = wire.members(raw)
        params = wire.as_raw(_renamed(members["params"], sent))
        requests.append({**members, "params": params})
    return wire.edit(body, {"requests": requests})


class Consumed:
    """Adds up results, fed as they come, by the model that answered. Errors cost nothing."""

    def __init__(self, endpoint: str) -> None:
        self._spoken = dialect(METERED.get(endpoint, "anthropic"))
        self._parser = Parser()
        self.usage: dict[str, Usage] = {}

    def feed(self, data: bytes) -> None:
        """Raises DialectError for a line that is no result."""
        for frame in self._parser.feed(data):
            if frame.data:
                self._take(frame.data)

    def close(self) -> None:
        frame = self._parser.close()
        if frame is not None and frame.data:
            self._take(frame.data)

    def _take(self, line: bytes) -> None:
        answer = _answer_of(wire.decode(_result, line))
        if answer is None:
            return
        usage, _, failure = self._spoken.answer_usage(answer)
        if usage is None or failure is not None:
            return
        model = wire.decode(_model, answer).model or ""
        self.usage[model] = added(self.usage.get(model, NO_USAGE), usage)


def added(one: Usage, other: Usage) -> Usage:
    sums = {
        field.name: getattr(one, field.name) + getattr(other, field.name)
        for field in fields(Usage)
        if type(getattr(one, field.name)) is int
    }
    return replace(one, **sums)


def _answer_of(line: _Result) -> bytes | None:
    """The answer in a line of results; None for an error."""
    if bytes(line.response) not in (b"", b"null"):
        response = wire.decode(_response, line.response)
        good = response.status_code is not None and 200 <= response.status_code < 300
        return bytes(response.body) if good else None
    if bytes(line.result) not in (b"", b"null"):
        result = wire.decode(_succeeded, line.result)
        return bytes(result.message) if result.type == "succeeded" else None
    return None


def _lines(data: bytes) -> list[tuple[int, bytes]]:
    return [(n, line) for n, line in enumerate(data.splitlines(), 1) if line.strip()]


def _read(decoder: msgspec.json.Decoder[_Line], text: bytes, number: int) -> _Line:
    try:
        return wire.decode(decoder, text)
    except DialectError as error:
        raise DialectError(f"Line {number}: {error}", error.param) from None


def _named(body: Raw, where: str) -> str:
    model = wire.decode(_model, body).model if bytes(body) else None
    if not model:
        raise DialectError(f"{where}: the request names no model", "model")
    return model


def _renamed(body: Raw, sent: Callable[[str], str]) -> bytes:
    model = wire.decode(_model, body).model or ""
    name = sent(model)
    return bytes(body) if name == model else wire.edit(bytes(body), {"model": name})
