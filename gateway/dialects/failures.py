"""What an upstream's own error words mean: errors inside a 200 answer or stream.

Error objects differ little between vendors; refused requests, with
their statuses and vendors' own codes, are the providers' business.
"""

from __future__ import annotations

import re
from typing import Any

from gateway.domain.conversation import StreamError
from gateway.domain.failure import Failure, FailureClass

_SECRET = re.compile(r"\b(sk|gsk|xai|AIza|rk|pk)([-_]?)[A-Za-z0-9_\-*]{12,}")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Types, codes and statuses, in the order in which they decide. Vendors' numbers are not here: the
# same number means other things elsewhere.
_NAMES: tuple[tuple[FailureClass, frozenset[str]], ...] = (
    (
        FailureClass.NO_MONEY,
        _words("""
            insufficient_quota insufficient_user_quota billing_hard_limit_reached billing_error
            exceeded_current_quota_error insufficient_balance arrearage accountoverdueerror
            enforced_spend_limit_reached contract_spend_limit_reached budget_exceeded
            pre_consume_token_quota_failed billing_not_active 402
        """),
    ),
    (
        FailureClass.BAD_KEY,
        _words("""
            invalid_api_key authentication_error invalid_authentication_error auth_error
            incorrect_api_key_error account_deactivated invalid_organization unauthenticated 401
            unrecognizedclientexception expiredtokenexception invalidsignatureexception
        """),
    ),
    (
        FailureClass.RATE_LIMIT,
        _words("""
            rate_limit rate_limit_error rate_limit_exceeded rate_limited requests tokens
            rate_limit_reached_error too_many_requests resource_exhausted throttling 429
            throttlingexception servicequotaexceededexception
        """),
    ),
    (
        FailureClass.CONTEXT_TOO_LONG,
        _words("""
            context_length_exceeded exceed_context_size_error request_too_large tokens_too_long
            string_above_max_length 413
        """),
    ),
    (
        FailureClass.CONTENT_FILTER,
        _words("""
            content_filter content_policy_violation moderation_blocked sensitive
            datainspectionfailed data_inspection_failed image_generation_user_error 451
        """),
    ),
    # Or this key has no right to the model: another candidate may, and the key stays good.
    (
        FailureClass.MODEL_NOT_FOUND,
        _words("""
            model_not_found not_found_error permission_error permission_denied
            insufficient_permissions accessdeniedexception resourcenotfoundexception 403 404
        """),
    ),
    (FailureClass.NETWORK, _words("request_forbidden unsupported_country_region_territory")),
    (FailureClass.TIMEOUT, _words("timeout timeout_error modeltimeoutexception 408 504")),
    (
        FailureClass.OVERLOADED,
        _words("""
            overloaded overloaded_error engine_overloaded_error serveroverloaded server_error
            api_error internal_error internal_server_error unavailable_error unavailable
            service_unavailable internalserverexception serviceunavailableexception
            modelstreamerrorexception modelnotreadyexception modelerrorexception 500 502 503 529
        """),
    ),
    (
        FailureClass.BAD_REQUEST,
        _words("""
            invalid_request_error invalid_request unsupported_parameter unsupported_value
            badrequesterror bad_request invalid_argument invalid_image_url validationexception
            400 422
        """),
    ),
)

_CONTAINED: tuple[tuple[FailureClass, tuple[str, ...]], ...] = (
    (
        FailureClass.CONTEXT_TOO_LONG,
        (
            "prompt is too long",
            "maximum context length",
            "input is too long",
            "exceeded model token limit",
            "exceeds the maximum number of tokens",
            "input length exceeds the context length",
        ),
    ),
    (FailureClass.RATE_LIMIT, ("rate limit", "too many requests")),
    (FailureClass.OVERLOADED, ("overloaded", "负载已饱和", "try again later")),
)
# A message can quote what a person wrote, so what takes a key out of use is anchored at its start.
_BEGINNINGS: tuple[tuple[FailureClass, tuple[str, ...]], ...] = (
    (
        FailureClass.NO_MONEY,
        (
            "your credit balance is too low",
            "insufficient balance",
            "insufficient account balance",
            "insufficient quota",
            "you exceeded your current quota",
        ),
    ),
    (FailureClass.BAD_KEY, ("incorrect api key", "invalid api key", "api key not valid")),
    (FailureClass.CONTENT_FILTER, ("output blocked by content filtering policy",)),
)

# MiniMax answers 200 with base_resp.status_code; the numbers of its error table.
_MINIMAX = {
    1001: FailureClass.TIMEOUT,
    1002: FailureClass.RATE_LIMIT,
    1004: FailureClass.BAD_KEY,
    1008: FailureClass.NO_MONEY,
    1026: FailureClass.CONTENT_FILTER,
    1027: FailureClass.CONTENT_FILTER,
    1039: FailureClass.RATE_LIMIT,
    1041: FailureClass.RATE_LIMIT,
    1042: FailureClass.BAD_REQUEST,
    2013: FailureClass.BAD_REQUEST,
    2045: FailureClass.RATE_LIMIT,
    2049: FailureClass.BAD_KEY,
    2056: FailureClass.RATE_LIMIT,
}

# A generic word; the message may say more precisely what it means.
_VAGUE = frozenset({FailureClass.BAD_REQUEST, FailureClass.OVERLOADED})


def classify(error_type: str, code: str, message: str, status: int = 0) -> FailureClass:
    """The class of an error object. An unknown one counts as the upstream's own fault."""
    code, error_type = code.lower(), error_type.lower()
    found: FailureClass | None = None
    for word in (code, error_type, str(status) if status else ""):
        found = _by_name(word) if word else None
        if found is not None:
            break
    if found is None or found in _VAGUE:
        lowered = message.lower()
        for kind, texts in _BEGINNINGS:
            if lowered.startswith(texts):
                return kind
        for kind, texts in _CONTAINED:
            if any(text in lowered for text in texts):
                return kind
    return found or FailureClass.OVERLOADED


def _by_name(name: str) -> FailureClass | None:
    for kind, names in _NAMES:
        if name in names:
            return kind
    return None


def from_error(error: Any, *, retry_after_s: float | None = None) -> Failure:
    """A failure from an ``error`` member's value: an object in any vendor's form, or a text."""
    if not isinstance(error, dict):
        return _failure(_text(error) or "The upstream reported an error", "", "", "")
    message = error.get("message") or error.get("detail")
    inner = error.get("error")
    if message is None and inner is not None:
        return from_error(inner, retry_after_s=retry_after_s)
    code = error.get("code")
    details = error.get("details")
    if isinstance(details, dict) and isinstance(details.get("error_code"), str):
        code = details["error_code"]
    metadata = error.get("metadata")
    if isinstance(metadata, dict) and ("flagged_input" in metadata or "reasons" in metadata):
        code = "content_filter"  # OpenRouter's moderation
    return _failure(
        _text(message) or "The upstream reported an error",
        _text(error.get("type")),
        _text(code),
        _text(error.get("param")),
        retry_after_s,
    )


def from_base_resp(base_resp: dict[str, Any]) -> Failure | None:
    """The failure in MiniMax's ``base_resp``; None where it reports success."""
    code = base_resp.get("status_code")
    if not isinstance(code, int) or code == 0:
        return None
    message = redact(_text(base_resp.get("status_msg")) or "The upstream reported an error")
    kind = _MINIMAX.get(code, FailureClass.OVERLOADED)
    return Failure(kind, 0, message, error_code=str(code))


def from_stream_error(event: StreamError) -> Failure:
    """The failure that a decoder's :class:`StreamError` means."""
    return _failure(
        event.message, event.type, event.code, "", event.retry_after_s, status=event.status
    )


def to_stream_error(failure: Failure) -> StreamError:
    """The event a decoder yields for ``failure``."""
    return StreamError(
        message=failure.message,
        type=failure.error_type,
        code=failure.error_code,
        status=failure.status,
        retry_after_s=failure.retry_after_s,
    )


def protocol(message: str) -> Failure:
    """An answer that is not what its dialect says."""
    return Failure(FailureClass.PROTOCOL, 0, redact(message))


def redact(message: str) -> str:
    """``message`` without what looks like a key, at most 2,000 characters."""
    return _SECRET.sub(r"\1\2…", message[:2000])


def _failure(
    message: str,
    error_type: str,
    code: str,
    param: str,
    retry_after_s: float | None = None,
    status: int = 0,
) -> Failure:
    if not status and len(code) == 3 and code.isdigit():
        status = int(code)
    return Failure(
        classify(error_type, code, message, status),
        status,
        redact(message),
        retry_after_s,
        error_type,
        code,
        param,
    )


def _text(value: Any) -> str:
    if value is None or isinstance(value, bool):
        return ""
    return value if isinstance(value, str) else str(value)
