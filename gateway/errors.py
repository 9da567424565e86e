"""Errors with stable codes. The core says what and why; dialects and the window word the rest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


class HomeportError(Exception):
    """Base of all errors that the program raises on purpose."""


@dataclass(frozen=True, slots=True)
class ErrorSpec:
    """A condition of the client API's error table."""

    status: int
    anthropic_type: str
    gemini_status: str
    openai_type: str = "invalid_request_error"


_AUTH = ErrorSpec(401, "authentication_error", "UNAUTHENTICATED")
_PERMISSION = ErrorSpec(403, "permission_error", "PERMISSION_DENIED")
_UNAVAILABLE = ErrorSpec(503, "overloaded_error", "UNAVAILABLE", "server_error")

SPECS: Mapping[str, ErrorSpec] = {
    "invalid_api_key": _AUTH,
    "token_expired": _AUTH,
    "token_disabled": _AUTH,
    "insufficient_quota": ErrorSpec(
        402, "billing_error", "RESOURCE_EXHAUSTED", "insufficient_quota"
    ),
    "budget_exceeded": ErrorSpec(
        429, "rate_limit_error", "RESOURCE_EXHAUSTED", "insufficient_quota"
    ),
    "rate_limit_exceeded": ErrorSpec(429, "rate_limit_error", "RESOURCE_EXHAUSTED", "requests"),
    "request_too_expensive": ErrorSpec(
        402, "billing_error", "RESOURCE_EXHAUSTED", "insufficient_quota"
    ),
    "model_not_allowed": _PERMISSION,
    "address_not_allowed": _PERMISSION,
    "address_banned": _PERMISSION,
    "model_unpriced": _PERMISSION,
    "batch_not_allowed": _PERMISSION,
    "host_not_allowed": _PERMISSION,
    "model_not_found": ErrorSpec(404, "not_found_error", "NOT_FOUND"),
    "not_found": ErrorSpec(404, "not_found_error", "NOT_FOUND"),
    "method_not_allowed": ErrorSpec(405, "invalid_request_error", "INVALID_ARGUMENT"),
    "no_available_channel": _UNAVAILABLE,
    "all_channels_failed": ErrorSpec(502, "api_error", "UNAVAILABLE", "server_error"),
    "previous_response_not_found": ErrorSpec(400, "invalid_request_error", "INVALID_ARGUMENT"),
    "idempotency_key_reused": ErrorSpec(422, "invalid_request_error", "INVALID_ARGUMENT"),
    "idempotency_key_in_use": ErrorSpec(409, "invalid_request_error", "ABORTED"),
    "invalid_request": ErrorSpec(400, "invalid_request_error", "INVALID_ARGUMENT"),
    "request_too_large": ErrorSpec(413, "request_too_large", "INVALID_ARGUMENT"),
    "not_implemented": ErrorSpec(501, "api_error", "UNIMPLEMENTED", "not_implemented"),
    "paused": _UNAVAILABLE,
    "vault_locked": _UNAVAILABLE,
    "store_unavailable": _UNAVAILABLE,
    "draining": _UNAVAILABLE,
    "upstream_refused": ErrorSpec(400, "invalid_request_error", "INVALID_ARGUMENT"),
    "upstream_interrupted": ErrorSpec(502, "api_error", "UNAVAILABLE", "server_error"),
    "internal_error": ErrorSpec(500, "api_error", "INTERNAL", "server_error"),
}


@dataclass(slots=True, eq=False)
class GatewayError(HomeportError):
    """A refusal or failure that a client is told about.

    ``code`` is one of :data:`SPECS`; ``status`` overrides its HTTP status (an upstream's own);
    ``retry_after_s`` becomes Retry-After; ``type``, ``upstream_code`` and ``param`` carry an
    upstream's own error fields where its refusal passes through.
    """

    code: str
    message: str
    status: int = 0
    retry_after_s: float | None = None
    should_retry: bool | None = None
    param: str | None = None
    type: str = ""
    upstream_code: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.status:
            self.status = SPECS[self.code].status
        Exception.__init__(self, self.message)

    @property
    def spec(self) -> ErrorSpec:
        return SPECS[self.code]


class DialectError(HomeportError):
    """A body that its dialect cannot decode. ``param`` names the field, where there is one.

    On a client's request it becomes ``invalid_request``; on an upstream's answer, a protocol
    failure.
    """

    def __init__(self, message: str, param: str | None = None) -> None:
        super().__init__(message)
        self.param = param


class Unconvertible(DialectError):
    """A request that is valid but that the upstream's dialect has no way to carry."""


class ServiceError(HomeportError):
    """A use case refused: ``code`` is stable, ``fields`` names what was wrong with which input."""

    def __init__(self, code: str, message: str, fields: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.fields = dict(fields or {})


class NotFound(ServiceError):
    def __init__(self, what: str, key: object) -> None:
        super().__init__("not_found", f"there is no {what} {key}")


class VaultError(HomeportError):
    """A secret cannot be sealed or opened. The vault's own errors say why."""


class StartError(HomeportError):
    """The program cannot start; the message is one clear line, ``exit_code`` is promised."""

    def __init__(self, message: str, exit_code: int) -> None:
        super().__init__(message)
        self.exit_code = exit_code


class StoreUnavailable(HomeportError):
    """The database did not commit (disk full, I/O error, locked by another program, closed).

    Nothing of what was asked has happened; the store tries again by itself.
    """


EXIT_ARGUMENTS = 2
EXIT_IN_USE = 3
EXIT_STORE = 4
EXIT_PORT = 5
