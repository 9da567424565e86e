"""Answers in pieces: OpenAI's typed events without a terminator, and bytes of sound."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import msgspec
from msgspec import Struct

from gateway.dialects import failures, sse, wire
from gateway.dialects.base import StreamMeter
from gateway.dialects.passing import PassPipe
from gateway.domain.usage import Usage

_ENDINGS = (".completed", ".done")
_HEAD = 4096


class _Event(Struct):
    type: Any = None
    delta: Any = None
    usage: Any = None
    error: Any = None


_event: msgspec.json.Decoder[_Event] = msgspec.json.Decoder(_Event)


class EventPipe(PassPipe):
    """``image_generation.partial_image``, ``transcript.text.delta``, ``speech.audio.delta`` and
    their endings. Several images end several times; what each says it consumed is added up.
    """

    def __init__(self, usage_of: Callable[[Any], Usage | None]) -> None:
        super().__init__()
        self._usage_of = usage_of

    def _read(self, frame: sse.Frame, data: bytes) -> None:
        if data.startswith(b"[DONE]"):
            self._hold(frame.raw)
            return
        event = wire.decode(_event, data)
        kind = event.type if isinstance(event.type, str) else frame.event
        if event.error or kind == "error" or frame.event == "error":
            self._fail(failures.from_error(event.error or wire.loads(data)))
            return
        if kind.endswith(_ENDINGS):
            self.meter.finished = True
            self._add(self._usage_of(event.usage))
            self._hold(frame.raw)
            return
        self.meter.started = True
        if kind.startswith("transcript") and isinstance(event.delta, str):
            self.meter.add_text(event.delta)
        self._send(frame.raw)

    def _add(self, usage: Usage | None) -> None:
        known = self.meter.usage
        self.meter.usage = usage if known is None or usage is None else added(known, usage)

    def _cut(self, usage: Usage) -> bytes:
        return b""

    def _at_end(self) -> None:
        self.meter.complete = self.meter.finished


def added(one: Usage, other: Usage) -> Usage:
    """Both together."""
    units = dict(one.units)
    for kind, count in other.units:
        units[kind] = units.get(kind, 0) + count
    return Usage(
        input=one.input + other.input,
        output=one.output + other.output,
        cache_read=one.cache_read + other.cache_read,
        audio_in=one.audio_in + other.audio_in,
        audio_out=one.audio_out + other.audio_out,
        image_in=one.image_in + other.image_in,
        image_out=one.image_out + other.image_out,
        units=tuple(units.items()),
        made=one.made or other.made,
    )


class BytesPipe:
    """Bytes as they come, but for the last one, which is the ending: it waits for the bill.

    ``measured`` is asked at the end, with the first bytes and the number of all of them, for what
    was not ``told`` of what they consumed.
    """

    def __init__(self, measured: Callable[[bytes, int], Usage], told: Usage | None = None) -> None:
        self.meter = StreamMeter(usage=told)
        self._measured = measured
        self._head = b""
        self._size = 0
        self._last = b""

    def feed(self, data: bytes) -> bytes:
        if not data:
            return b""
        self.meter.started = True
        self._size += len(data)
        if len(self._head) < _HEAD:
            self._head += data[: _HEAD - len(self._head)]
        out, self._last = self._last + data[:-1], data[-1:]
        return out

    def close(self) -> bytes:
        if not self._size:
            self.meter.error = failures.protocol("The answer is empty")
            return b""
        self.meter.finished = self.meter.complete = True
        told, measured = self.meter.usage, self._measured(self._head, self._size)
        self.meter.usage = measured if told is None else _completed(told, measured)
        return b""

    def cut(self, usage: Usage) -> bytes:
        return self._last

    def ending(self) -> bytes:
        return self._last


def _completed(told: Usage, measured: Usage) -> Usage:
    """What a vendor tells in units, and those that it does not tell; tokens are the whole bill."""
    if told.total:
        return told
    counted = dict(told.units)
    more = tuple(each for each in measured.units if each[0] not in counted)
    return replace(told, units=(*told.units, *more))
