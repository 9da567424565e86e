"""Anthropic's errors: `{"type": "error", "error": {type, message}, "request_id"}`."""

from __future__ import annotations

from typing import Any, NoReturn

from tests.upstreams.call import Refused, WireError
from tests.upstreams.script import ErrorKind

# kind: (status, type, message)
_ERRORS: dict[ErrorKind, tuple[int, str, str]] = {
    "bad_request": (400, "invalid_request_error", "Invalid request."),
    "unsupported": (400, "invalid_request_error", "`temperature` is deprecated for this model."),
    "bad_key": (401, "authentication_error", "invalid x-api-key"),
    "money": (402, "billing_error", "Your account has a problem with billing."),
    "permission": (
        403,
        "permission_error",
        "Your API key does not have permission to use the specified resource.",
    ),
    "not_found": (404, "not_found_error", "Not found"),
    "model": (404, "not_found_error", "model: claude-9"),
    "too_large": (413, "request_too_large", "Request exceeds the maximum size"),
    "rate_limit": (
        429,
        "rate_limit_error",
        "This request would exceed your organization's rate limit of 50,000 input tokens per "
        "minute. For details, refer to: https://docs.claude.com/en/api/rate-limits.",
    ),
    "server": (500, "api_error", "Internal server error"),
    "overloaded": (529, "overloaded_error", "Overloaded"),
    "timeout": (504, "timeout_error", "Request timed out"),
    "context": (
        400,
        "invalid_request_error",
        "prompt is too long: 210000 tokens > 200000 maximum",
    ),
    "content_filter": (
        400,
        "invalid_request_error",
        "Output blocked by content filtering policy",
    ),
}


class Invalid(Exception):
    """A 400 of type invalid_request_error; the mock adds the request's id."""


def invalid(message: str) -> NoReturn:
    """Refuse the request in Anthropic's words."""
    raise Invalid(message)


def body(
    kind: str, message: str, request_id: str, details: dict[str, Any] | None = None
) -> dict[str, Any]:
    """Anthropic's error body."""
    error: dict[str, Any] = {"type": kind, "message": message}
    if details is not None:
        error["details"] = details
    return {"type": "error", "error": error, "request_id": request_id}


def refusal(status: int, kind: str, message: str, request_id: str) -> Refused:
    """Anthropic's refusal with a status of its own."""
    return Refused(status, body(kind, message, request_id))


def error(kind: ErrorKind, request_id: str, status: int | None) -> WireError:
    """The error of that class.

    Being out of money comes in three forms: 402, an old 400, and a 429 without retry-after.
    """
    own_status, name, message = _ERRORS[kind]
    details = None
    headers = {"retry-after": "3"} if kind == "rate_limit" else {}
    if kind == "money" and status == 400:
        name = "invalid_request_error"
        message = (
            "Your credit balance is too low to access the Anthropic API. Please go to Plans & "
            "Billing to upgrade or purchase credits."
        )
    if kind == "money" and status == 429:
        name, details = "rate_limit_error", {"error_code": "enforced_spend_limit_reached"}
        message = "You have reached your specified API usage limits."
    return WireError(status or own_status, body(name, message, request_id, details), headers)
