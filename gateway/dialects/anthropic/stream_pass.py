"""Anthropic on both sides: frames pass as they came, read on the way."""

from __future__ import annotations

from typing import Any

from gateway.dialects import failures, sse, wire
from gateway.dialects.anthropic import schema
from gateway.dialects.anthropic.finish import decode_finish
from gateway.dialects.anthropic.usage import decode_usage, encode_usage, merge
from gateway.dialects.passing import PassPipe
from gateway.domain.usage import Usage

STOP = sse.write(b'{"type":"message_stop"}', "message_stop")

_SHOWN_WHOLE = frozenset({"text", "thinking"})
"""Blocks that begin empty; any other kind is content as soon as it begins."""


class MessagesPipe(PassPipe):
    """See :class:`~gateway.dialects.base.StreamPipe`.

    The ending begins with the ``message_delta`` that has a stop reason. An upstream that leaves
    ``message_stop`` out behind it gets one.
    """

    def __init__(self, model: str | None) -> None:
        super().__init__()
        self._model = model
        self._usage: dict[str, Any] = {}
        self._open_block: int | None = None
        self._stop = b""

    def ending(self) -> bytes:
        self._held.append(self._stop or STOP)
        return super().ending()

    def _read(self, frame: sse.Frame, data: bytes) -> None:
        if data.startswith(b"[DONE]"):
            return  # compatible vendors add it; strict clients of this dialect choke on it
        event = wire.decode(schema.event, data)
        kind = event.type
        if kind == "content_block_delta":
            self._delta(event)
            self._send(frame.raw)
        elif kind == "error" or event.error is not None or frame.event == "error":
            self._fail(failures.from_error(event.error or wire.loads(data)))
        elif kind == "message_start":
            self._send(self._start(frame, data, event))
        elif kind == "message_delta":
            self._message_delta(frame.raw, event)
        elif kind == "message_stop":
            self._stop, self._ended = frame.raw, True
            self._at_end()
        else:
            if kind == "content_block_start":
                self._block(event)
            elif kind == "content_block_stop":
                self._open_block = None
            self._send(frame.raw)

    def _delta(self, event: schema.Event) -> None:
        delta = event.delta
        if delta is None:
            return
        for text in (delta.text, delta.thinking, delta.partial_json):
            if type(text) is str and text:
                if self._held:
                    self._release()
                self.meter.add_text(text)

    def _block(self, event: schema.Event) -> None:
        block = event.content_block
        self._open_block = event.index if isinstance(event.index, int) else None
        if block is None:
            return
        for text in (block.text, block.thinking, block.name):
            if isinstance(text, str):
                self.meter.add_text(text)
        if block.type not in _SHOWN_WHOLE:
            self.meter.started = True

    def _start(self, frame: sse.Frame, data: bytes, event: schema.Event) -> bytes:
        message = event.message
        if message is None:
            return frame.raw
        meter = self.meter
        meter.upstream_model = str(message.model or "")
        meter.upstream_id = str(message.id or "")
        merge(self._usage, message.usage)
        meter.usage = decode_usage(self._usage)
        if self._model is None or message.model is None or message.model == self._model:
            return frame.raw
        named = wire.edit(bytes(wire.members(data)["message"]), {"model": self._model})
        return frame.with_data(wire.edit(data, {"message": wire.as_raw(named)}))

    def _message_delta(self, raw: bytes, event: schema.Event) -> None:
        merge(self._usage, event.usage)
        meter = self.meter
        meter.usage = decode_usage(self._usage)
        if event.delta is None or not event.delta.stop_reason:
            self._send(raw)
            return
        meter.finished = True
        meter.finish = decode_finish(event.delta.stop_reason).value
        self._hold(raw)

    def _cut(self, usage: Usage) -> bytes:
        closed = b""
        if self._open_block is not None:
            stop = {"type": "content_block_stop", "index": self._open_block}
            closed = sse.write(wire.dumps(stop), "content_block_stop")
        delta = {
            "type": "message_delta",
            "delta": {"stop_reason": "max_tokens", "stop_sequence": None},
            "usage": encode_usage(usage, delta=True),
        }
        return closed + sse.write(wire.dumps(delta), "message_delta") + STOP

    def _at_end(self) -> None:
        meter = self.meter
        if meter.finished or (self._ended and meter.started):
            meter.complete = meter.finished = True
        elif self._ended:
            self._fail(failures.protocol("The stream ended before it began an answer"))
