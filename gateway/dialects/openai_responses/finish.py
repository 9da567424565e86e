"""A response's status and the reason why it is incomplete (facts: finish reason table)."""

from __future__ import annotations

from typing import Any

from gateway.dialects import failures
from gateway.dialects.openai_responses.schema import Body, Event
from gateway.domain.conversation import Finish
from gateway.domain.failure import Failure, FailureClass

CALLS = frozenset({"function_call", "custom_tool_call"})
"""Output items that ask the client to do something."""


def decode_finish(response: Body, *, called: bool) -> Finish:
    """The neutral finish; ``called`` tells that the response holds tool calls."""
    details = response.incomplete_details
    reason = details.get("reason") if isinstance(details, dict) else None
    if response.status == "incomplete" or reason:
        return Finish.FILTERED if reason == "content_filter" else Finish.LENGTH
    return Finish.TOOL_CALL if called else Finish.STOP


def encode_finish(finish: Finish) -> tuple[str, dict[str, Any] | None]:
    """Status and ``incomplete_details``."""
    if finish in (Finish.LENGTH, Finish.CONTEXT_FULL):
        return "incomplete", {"reason": "max_output_tokens"}
    if finish is Finish.FILTERED:
        return "incomplete", {"reason": "content_filter"}
    return "completed", None


def error_of(response: Body) -> Failure | None:
    """An error inside HTTP 200: a failed response, or an error body in anybody's form."""
    if response.error:
        return failures.from_error(response.error)
    if response.status in ("failed", "cancelled"):
        return Failure(FailureClass.OVERLOADED, 0, f"The response was {response.status}")
    if response.status in ("queued", "in_progress"):
        return failures.protocol(f"The response is still {response.status}")
    return None


def event_error(event: Event) -> Failure:
    """What an ``error`` event says: flat as documented, nested as it is sent."""
    if event.error:
        return failures.from_error(event.error)
    return failures.from_error({"message": event.message, "code": event.code, "param": event.param})
