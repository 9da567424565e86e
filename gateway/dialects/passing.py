"""The part of a pass-through pipe that dialects share: frames out, an ending held back."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Protocol, TypeVar

import msgspec

from gateway.dialects import failures, sse, wire
from gateway.dialects.base import StreamMeter
from gateway.domain.failure import Failure
from gateway.domain.usage import Usage
from gateway.errors import DialectError

T = TypeVar("T")


class FrameParser(Protocol):
    def feed(self, data: bytes) -> list[sse.Frame]: ...

    def close(self) -> sse.Frame | None: ...


class PassPipe(ABC):
    """A :class:`~gateway.dialects.base.StreamPipe` over SSE or JSON lines.

    A dialect says what its frames mean.

    ``_read`` is given every frame with data and calls ``_send``, ``_hold``, ``_fail`` or nothing
    (the frame is dropped). Once something is held, what is sent is held behind it.
    """

    def __init__(self, parser: FrameParser | None = None) -> None:
        self.meter = StreamMeter()
        self._parser = parser or sse.Parser()
        self._out: list[bytes] = []
        self._held: list[bytes] = []
        self._ended = False

    def feed(self, data: bytes) -> bytes:
        for frame in self._parser.feed(data):
            if self.meter.error is not None:
                break
            self._take(frame)
        return self._flush()

    def close(self) -> bytes:
        if self.meter.error is not None:
            return b""
        frame = self._parser.close()
        if frame is not None and frame.data is not None and not self._ended:
            self._last(frame)
        if self.meter.error is None:
            self._at_end()
        return self._flush()

    def cut(self, usage: Usage) -> bytes:
        self._out, self._held, self._ended = [], [], True
        self.meter.usage = usage
        return self._cut(usage)

    def ending(self) -> bytes:
        held, self._held = self._held, []
        return b"".join(held)

    def _flush(self) -> bytes:
        out = self._out
        if not out:
            return b""
        self._out = []
        return out[0] if len(out) == 1 else b"".join(out)

    def _take(self, frame: sse.Frame) -> None:
        if self._ended:
            return  # nothing belongs behind the terminator
        if not frame.data or frame.data.isspace():
            self._send(frame.raw)
            return
        try:
            self._read(frame, frame.data)
        except DialectError as error:
            fixed = repair_utf8(frame)
            if fixed is None:
                self._fail(failures.protocol(f"A frame of the stream cannot be read: {error}"))
            else:
                self._take(fixed)

    def _last(self, frame: sse.Frame) -> None:
        """A frame that the end of the body may have cut: used if it is whole, else left out."""
        try:
            self._read(frame, frame.data or b"")
        except DialectError:
            return

    def _send(self, raw: bytes) -> None:
        (self._held if self._held else self._out).append(raw)

    def _hold(self, raw: bytes) -> None:
        self._held.append(raw)

    def _release(self) -> None:
        """What was held was not the ending after all."""
        self._out += self._held
        self._held = []

    def _fail(self, failure: Failure) -> None:
        self.meter.error = failure
        self._held = []

    @abstractmethod
    def _read(self, frame: sse.Frame, data: bytes) -> None: ...

    @abstractmethod
    def _cut(self, usage: Usage) -> bytes: ...

    @abstractmethod
    def _at_end(self) -> None:
        """The body ended without an error: decide ``meter.complete``."""


def decode_frame(decoder: msgspec.json.Decoder[T], frame: sse.Frame, data: bytes) -> T:
    """A frame's data, mended where it is not UTF-8. Raises DialectError."""
    try:
        return wire.decode(decoder, data)
    except DialectError:
        fixed = repair_utf8(frame)
        if fixed is None or fixed.data is None:
            raise
        return wire.decode(decoder, fixed.data)


def repair_utf8(frame: sse.Frame) -> sse.Frame | None:
    """``frame`` with invalid UTF-8 replaced, which strict clients die of; None if it is valid."""
    raw = mend_utf8(frame.raw)
    if raw is None:
        return None
    return sse.Frame(raw, frame.event, frame.data and (mend_utf8(frame.data) or frame.data))


def mend_utf8(data: bytes) -> bytes | None:
    """``data`` with invalid UTF-8 replaced; None if it is valid."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("utf-8", "replace").encode()
    return None
