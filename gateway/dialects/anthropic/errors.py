"""Errors in Anthropic's form (facts: error bodies)."""

from __future__ import annotations

from gateway.dialects import sse, wire
from gateway.errors import GatewayError

_BY_STATUS = {
    400: "invalid_request_error",
    401: "authentication_error",
    402: "billing_error",
    403: "permission_error",
    404: "not_found_error",
    413: "request_too_large",
    422: "invalid_request_error",
    429: "rate_limit_error",
    503: "overloaded_error",
    504: "timeout_error",
    529: "overloaded_error",
}
_OWN_TYPES = frozenset(_BY_STATUS.values()) | {"api_error"}


def encode_error(error: GatewayError, request_id: str) -> bytes:
    """``{"type": "error", "error": {type, message}, "request_id"}``."""
    return wire.dumps(
        {
            "type": "error",
            "error": {"type": _type(error), "message": error.message},
            "request_id": request_id,
        }
    )


def _type(error: GatewayError) -> str:
    if error.type in _OWN_TYPES:
        return error.type
    if error.status == error.spec.status:
        return error.spec.anthropic_type
    return _BY_STATUS.get(
        error.status, "api_error" if error.status >= 500 else "invalid_request_error"
    )


def stream_error(error: GatewayError, request_id: str) -> bytes:
    return sse.write(encode_error(error, request_id), "error")
