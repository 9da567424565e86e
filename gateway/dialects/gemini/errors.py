"""Errors in Google's form (facts: error bodies), read and written."""

from __future__ import annotations

import math
import re
from typing import Any

from gateway.dialects import failures, sse, wire
from gateway.domain.failure import Failure
from gateway.errors import GatewayError

_BY_STATUS = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    402: "RESOURCE_EXHAUSTED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    409: "ABORTED",
    429: "RESOURCE_EXHAUSTED",
    499: "CANCELLED",
    500: "INTERNAL",
    501: "UNIMPLEMENTED",
    503: "UNAVAILABLE",
    504: "DEADLINE_EXCEEDED",
}
_TYPES = "type.googleapis.com/google.rpc."
_DELAY = re.compile(r"(\d+(?:\.\d+)?)s")


def failure_of(error: Any) -> Failure:
    """The failure that an ``error`` member is; its ``status`` word counts as its type."""
    if not isinstance(error, dict):
        return failures.from_error(error)
    named = {**error, "type": error.get("status")}
    details = error.get("details")
    rows = details if isinstance(details, list) else []
    named["details"] = None
    delays = [row.get("retryDelay") for row in rows if isinstance(row, dict)]
    found = [_DELAY.fullmatch(delay) for delay in delays if isinstance(delay, str)]
    waits = [float(match[1]) for match in found if match is not None]
    return failures.from_error(named, retry_after_s=max(waits, default=None))


def encode_error(error: GatewayError) -> bytes:
    """``{"error": {code, message, status, details}}``; our own code is the detail's reason."""
    reason = (error.upstream_code if _is_word(error.upstream_code) else "") or error.code
    details: list[dict[str, Any]] = [
        {"@type": f"{_TYPES}ErrorInfo", "reason": reason.upper(), "domain": "homeport"}
    ]
    if error.retry_after_s is not None:
        seconds = max(1, math.ceil(error.retry_after_s))
        details.append({"@type": f"{_TYPES}RetryInfo", "retryDelay": f"{seconds}s"})
    body = {
        "code": error.status,
        "message": error.message,
        "status": _status(error),
        "details": details,
    }
    return wire.dumps({"error": body})


def _is_word(code: str) -> bool:
    return bool(code) and not code.isdigit()


def _status(error: GatewayError) -> str:
    if error.status == error.spec.status:
        return error.spec.gemini_status
    other = "UNAVAILABLE" if error.status >= 500 else "INVALID_ARGUMENT"
    return _BY_STATUS.get(error.status, other)


def stream_error(error: GatewayError) -> bytes:
    """One data frame with the error, which Google's package raises."""
    return sse.write(encode_error(error))
