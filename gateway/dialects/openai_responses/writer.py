"""Writes the events of one response: numbers them, and remembers what its end has to repeat."""

from __future__ import annotations

from typing import Any

from gateway.dialects import sse, wire
from gateway.dialects.openai_responses.finish import encode_finish
from gateway.dialects.openai_responses.ids import Ids
from gateway.dialects.openai_responses.usage import encode_usage
from gateway.domain.conversation import Finish
from gateway.domain.usage import Usage
from gateway.errors import GatewayError

Wire = dict[str, Any]

_CODES = frozenset({"server_error", "rate_limit_exceeded", "context_length_exceeded"})
"""Codes of a failed response that clients tell apart."""


class Writer:
    """``response`` is the response as it was announced; ``number`` the next event's."""

    def __init__(self, ids: Ids | None = None) -> None:
        self.ids = ids or Ids()
        self.response: Wire | None = None
        self.number = 0
        self.final: Wire | tuple[bytes, str | None] | None = None
        """The response that ended the stream well: as it was written, or the upstream's last event
        and the model's name in place of its own.
        """
        self.done: dict[int, Any] = {}
        """Finished items by output index, ready to be encoded."""

    def event(self, kind: str, **members: Any) -> bytes:
        data = wire.dumps({"type": kind, "sequence_number": self.number, **members})
        self.number += 1
        return sse.write(data, kind)

    def begin(self, response: Wire) -> bytes:
        self.response = response
        return self.event("response.created", response=response) + self.event(
            "response.in_progress", response=response
        )

    def item_done(self, index: int, item: Any) -> bytes:
        self.done[index] = item
        return self.event("response.output_item.done", output_index=index, item=item)

    def end(self, finish: Finish, usage: Usage | None, completed_at: int) -> bytes:
        status, details = encode_finish(finish)
        body = self._ended(status, completed_at)
        body["incomplete_details"] = details
        body["usage"] = encode_usage(usage or Usage())
        self.final = body
        return self.event(f"response.{status}", response=body)

    def fail(self, error: GatewayError, response: Wire) -> bytes:
        """An ``error`` event, at which OpenAI's package raises, and the failed response, which
        other clients wait for. ``response`` is used if none was announced.
        """
        self.response = self.response or response
        code = error.upstream_code or error.code
        inner = {
            "type": error.type or error.spec.openai_type,
            "code": code,
            "message": error.message,
            "param": error.param,
        }
        flat = {name: inner[name] for name in ("code", "message", "param")}
        if code not in _CODES:
            code = "rate_limit_exceeded" if error.status == 429 else "server_error"
        out = self.event("error", **flat, error=inner)
        body = self._ended("failed", 0)
        body["error"] = {"code": code, "message": error.message}
        return out + self.event("response.failed", response=body)

    def _ended(self, status: str, completed_at: int) -> Wire:
        body = dict(self.response or {})
        body["status"] = status
        body["output"] = [item for _, item in sorted(self.done.items())]
        if status == "completed":
            body["completed_at"] = completed_at
        return body
