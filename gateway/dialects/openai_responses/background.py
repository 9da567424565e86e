"""A response that is made in the background: the stream in which it is made, as its own.

Whoever makes it is asked for a stream, which nobody waits for: its events are numbered anew behind
those that announce the response, and name it as its client knows it. After OpenAI's guide to the
background mode (2026-11).
"""

from __future__ import annotations

from typing import Any

import msgspec

from gateway.dialects import sse, wire
from gateway.dialects.openai_responses.echo import Echo, KeptAs

Wire = dict[str, Any]

ENDED = frozenset({"completed", "incomplete", "failed", "cancelled"})
_BEGINS = frozenset({"response.created", "response.queued", "response.in_progress"})
_ENDS = {f"response.{status}": status for status in ENDED}


class _Event(msgspec.Struct):
    type: Any = None
    response: Any = None
    output_index: Any = None
    item: msgspec.Raw = msgspec.Raw(b"null")


_event: msgspec.json.Decoder[_Event] = msgspec.json.Decoder(_Event)


def asked_for(request: bytes) -> bytes:
    """What the one who makes the response is sent: a stream that is kept nowhere else."""
    members = wire.members(request)
    members.pop("background", None)
    members["stream"] = wire.as_raw(b"true")
    members["store"] = wire.as_raw(b"false")
    return wire.encode(members)


class Track:
    """One response. ``frames[n]`` is the event with the number ``n``."""

    def __init__(self, request: bytes, ident: str, previous: str) -> None:
        self._echo = Echo(request, KeptAs(ident, previous))
        self._named: Wire = {
            "id": ident,
            "background": True,
            "store": True,
            "previous_response_id": previous or None,
        }
        self._response: Wire = {
            **self._echo.response(ident, self._echo.model, status="queued"),
            **self._named,
        }
        self._parser = sse.Parser()
        self._done: dict[int, msgspec.Raw] = {}
        self.frames: list[bytes] = []
        for kind in ("response.created", "response.queued"):
            self._say(kind, {"response": self._response})

    @property
    def status(self) -> str:
        return str(self._response.get("status"))

    @property
    def ended(self) -> bool:
        return self.status in ENDED

    def response(self) -> Wire:
        """The response as it is now, whole."""
        if self.ended:
            return self._response
        return self._echo.whole({**self._response, "output": self._output()})

    def _output(self) -> list[Any]:
        return [wire.loads(item) for _, item in sorted(self._done.items())]

    def begin(self) -> None:
        """It is being made."""
        self._response = {**self._response, "status": "in_progress"}
        self._say("response.in_progress", {"response": self._response})

    def take(self, data: bytes) -> None:
        """Frames of the stream in which it is made."""
        for frame in self._parser.feed(data):
            if frame.data and not frame.data.isspace() and not self.ended:
                self._take(frame.data)

    def _take(self, data: bytes) -> None:
        event = wire.decode(_event, data)
        kind = str(event.type or "")
        if kind == "error":
            return  # how it failed is told by its last event
        if kind == "response.output_item.done":
            index = event.output_index if isinstance(event.output_index, int) else 0
            self._done[index] = event.item
        changes: Wire = {"sequence_number": len(self.frames)}
        if isinstance(event.response, dict):
            told: Wire = {**event.response, **self._named}
            told["created_at"] = self._response["created_at"]
            self._response = self._echo.whole(told) if kind in _ENDS else told
            changes["response"] = told
        if kind in _BEGINS:
            return  # that is told already
        self.frames.append(sse.write(wire.edit(data, changes), kind))

    def fail(self, code: str, message: str) -> None:
        """It will not be made, or not to its end."""
        self._end("failed")
        self._response["error"] = {"code": code, "message": message}
        self._say("response.failed", {"response": self._response})

    def cancel(self) -> None:
        """Its client wants it no more. No event tells that; the stream ends."""
        self._end("cancelled")

    def _end(self, status: str) -> None:
        self._response = {**self.response(), "status": status}

    def _say(self, kind: str, members: Wire) -> None:
        event = {"type": kind, "sequence_number": len(self.frames), **members}
        self.frames.append(sse.write(wire.dumps(event), kind))


def lost(response: Wire) -> Wire:
    """A response that was under way when the program ended."""
    message = "Homeport was restarted while it made this response"
    return {
        **response,
        "status": "failed",
        "error": {"code": "server_error", "message": message},
    }
