"""Server-sent events of apps: read as they come, or all at once where only streams are told."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Iterator
from math import isfinite
from typing import Any

from gateway.dialects import sse
from gateway.domain.conversation import (
    StreamEvent,
)
from gateway.domain.usage import Usage
from gateway.errors import DialectError


class AppDecoder(ABC):
    """See :class:`~gateway.dialects.base.StreamDecoder`. ``_event`` sets ``_ended`` at the end."""

    def __init__(self) -> None:
        self._parser = sse.Parser()
        self._ended = False

    def feed(self, data: bytes) -> list[StreamEvent]:
        events: list[StreamEvent] = []
        for frame in self._parser.feed(data):
            events += self._frame(frame)
        return events

    def close(self) -> list[StreamEvent]:
        frame = self._parser.close()
        if frame is None or self._ended:
            return []
        try:
            return list(self._frame(frame))
        except DialectError:
            return []  # cut in the middle of a frame

    def _frame(self, frame: sse.Frame) -> Iterator[StreamEvent]:
        if self._ended or frame.data is None:
            return
        yield from self._event(frame.event or "", frame.data)

    @abstractmethod
    def _event(self, name: str, data: bytes) -> Iterator[StreamEvent]: ...


def object_of(data: bytes) -> dict[str, Any]:
    """Raises DialectError for what is no JSON object."""
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        raise DialectError("An event of the stream cannot be read") from None
    if not isinstance(value, dict):
        raise DialectError("An event of the stream is no object")
    return value


def text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def member(value: Any, *names: str) -> Any:
    """A member of a member, None where there is none."""
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def usage(read: Any, written: Any) -> Usage | None:
    """None where there are no counts, or only zeros, as of who does not count."""
    counts = _count(read), _count(written)
    return Usage(counts[0], counts[1]) if any(counts) else None


def _count(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        return 0
    return max(0, int(value))
