"""Errors in OpenAI's form (facts: error bodies), also of every other OpenAI-style endpoint."""

from __future__ import annotations

from gateway.dialects import sse, wire
from gateway.errors import GatewayError

_BY_STATUS = {402: "insufficient_quota", 429: "rate_limit_exceeded"}


def encode_error(error: GatewayError) -> bytes:
    """``{"error": {message, type, param, code}}``; an upstream's own words where it refused."""
    return wire.dumps(
        {
            "error": {
                "message": error.message,
                "type": error.type or _type(error),
                "param": error.param,
                "code": error.upstream_code or error.code,
            }
        }
    )


def _type(error: GatewayError) -> str:
    if error.status == error.spec.status:
        return error.spec.openai_type
    return _BY_STATUS.get(
        error.status, "server_error" if error.status >= 500 else "invalid_request_error"
    )


def stream_error(error: GatewayError) -> bytes:
    """One data frame with the error; no ``[DONE]``, which would call the answer whole."""
    return sse.write(encode_error(error))
