"""Google's errors: ``{"error": {code, message, status, details}}``."""

from __future__ import annotations

from typing import Any, NoReturn

from tests.upstreams.call import Refused, WireError
from tests.upstreams.script import ErrorKind

_RPC = "type.googleapis.com/google.rpc."


def _reason(reason: str) -> dict[str, Any]:
    return {"@type": f"{_RPC}ErrorInfo", "reason": reason, "domain": "googleapis.com"}


_QUOTA = {
    "@type": f"{_RPC}QuotaFailure",
    "violations": [
        {
            "quotaMetric": "generativelanguage.googleapis.com/generate_content_requests",
            "quotaId": "GenerateRequestsPerMinutePerProjectPerModel-FreeTier",
            "quotaValue": "10",
        }
    ],
}
_RETRY = {"@type": f"{_RPC}RetryInfo", "retryDelay": "17s"}
_BAD_KEY = "API key not valid. Please pass a valid API key."

# kind: (status, status word, message, details)
_ERRORS: dict[ErrorKind, tuple[int, str, str, list[dict[str, Any]]]] = {
    "bad_request": (400, "INVALID_ARGUMENT", "Request contains an invalid argument.", []),
    "unsupported": (400, "INVALID_ARGUMENT", "Penalty is not enabled for this model", []),
    "bad_key": (400, "INVALID_ARGUMENT", _BAD_KEY, [_reason("API_KEY_INVALID")]),
    "money": (
        403,
        "PERMISSION_DENIED",
        "This API method requires billing to be enabled. Please enable billing on project #123 by "
        "visiting https://console.developers.google.com/billing/enable?project=123 then retry.",
        [_reason("BILLING_DISABLED")],
    ),
    "permission": (403, "PERMISSION_DENIED", "The caller does not have permission", []),
    "not_found": (404, "NOT_FOUND", "Requested entity was not found.", []),
    "model": (
        404,
        "NOT_FOUND",
        "models/gemini-9 is not found for API version v1beta, or is not supported for "
        "generateContent. Call ListModels to see the list of available models and their "
        "supported methods.",
        [],
    ),
    "too_large": (
        400,
        "INVALID_ARGUMENT",
        "Request payload size exceeds the limit: 20971520 bytes.",
        [],
    ),
    "rate_limit": (
        429,
        "RESOURCE_EXHAUSTED",
        "Resource has been exhausted (e.g. check quota).",
        [_QUOTA, _RETRY],
    ),
    "server": (500, "INTERNAL", "An internal error has occurred. Please retry.", []),
    "overloaded": (
        503,
        "UNAVAILABLE",
        "The model is overloaded. Please try again later.",
        [],
    ),
    "timeout": (504, "DEADLINE_EXCEEDED", "Deadline expired before operation completed.", []),
    "context": (
        400,
        "INVALID_ARGUMENT",
        "The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).",
        [],
    ),
}


def body(status: int, word: str, message: str, details: list[dict[str, Any]]) -> dict[str, Any]:
    """Google's error body."""
    error: dict[str, Any] = {"code": status, "message": message, "status": word}
    return {"error": error | ({"details": details} if details else {})}


def refuse(message: str, status: int = 400, word: str = "INVALID_ARGUMENT") -> NoReturn:
    """Refuse the request in Google's words."""
    raise Refused(status, body(status, word, message, []))


def error(kind: ErrorKind, status: int | None = None) -> WireError:
    """The error of that class; Google sends no Retry-After, its RetryInfo says it."""
    own, word, message, details = _ERRORS.get(kind, _ERRORS["server"])
    return WireError(status or own, body(status or own, word, message, details), {})


def bad_key() -> Refused:
    found = error("bad_key")
    return Refused(found.status, found.body)
