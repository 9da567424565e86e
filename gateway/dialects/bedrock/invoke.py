"""Anthropic's events out of InvokeModelWithResponseStream, as the server-sent events they are."""

from __future__ import annotations

import base64
import binascii

from msgspec import Struct
from msgspec.json import Decoder

from gateway.dialects import sse, wire
from gateway.dialects.bedrock.eventstream import Message, Parser
from gateway.dialects.bedrock.stream_decode import fault_of
from gateway.errors import DialectError


class _Chunk(Struct):
    bytes: str = ""


class _Event(Struct):
    type: str = ""


_chunk: Decoder[_Chunk] = Decoder(_Chunk)
_event: Decoder[_Event] = Decoder(_Event)
_METRICS = "amazon-bedrock-invocationMetrics"


class InvokeReframer:
    """See :class:`~gateway.dialects.base.Reframer`. Exceptions become Anthropic's ``error``."""

    content_type = "text/event-stream; charset=utf-8"

    def __init__(self) -> None:
        self._parser = Parser()

    def feed(self, data: bytes) -> bytes:
        return b"".join(self._frame(message) for message in self._parser.feed(data))

    def close(self) -> bytes:
        return b""

    def _frame(self, message: Message) -> bytes:
        if message.kind != "event":
            fault = fault_of(message)
            error = {"type": fault.type, "message": fault.message}
            return sse.write(wire.dumps({"type": "error", "error": error}), "error")
        if message.name != "chunk":
            return b""
        try:
            data = base64.b64decode(wire.decode(_chunk, message.payload).bytes, validate=True)
        except (binascii.Error, ValueError):
            raise DialectError("A chunk of the stream is not base64") from None
        event = wire.decode(_event, data).type
        if event == "message_stop":
            members = wire.members(data)
            if members.pop(_METRICS, None) is not None:
                data = wire.encode(members)
        return sse.write(data, event)
