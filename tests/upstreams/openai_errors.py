"""Errors of OpenAI and of the servers that speak its wire.

OpenAI: body `{"error": {message, type, param, code}}`, statuses and codes of its error guide.
"""

from __future__ import annotations

from typing import Any, NoReturn

from tests.upstreams.call import Refused, WireError
from tests.upstreams.openai_models import Flavour
from tests.upstreams.script import ErrorKind

_INVALID = "invalid_request_error"

# kind: (status, type, code, message)
_OPENAI: dict[ErrorKind, tuple[int, str, str | None, str]] = {
    "bad_request": (400, _INVALID, None, "Invalid request."),
    "unsupported": (
        400,
        _INVALID,
        "unsupported_parameter",
        "Unsupported parameter: 'top_k' is not supported with this model.",
    ),
    "bad_key": (
        401,
        _INVALID,
        "invalid_api_key",
        "Incorrect API key provided: sk-****. You can find your API key at "
        "https://platform.openai.com/account/api-keys.",
    ),
    "money": (
        429,
        "insufficient_quota",
        "insufficient_quota",
        "You exceeded your current quota, please check your plan and billing details. For more "
        "information on this error, read the docs: "
        "https://platform.openai.com/docs/guides/error-codes/api-errors.",
    ),
    "permission": (
        403,
        "request_forbidden",
        "unsupported_country_region_territory",
        "Country, region, or territory not supported",
    ),
    "not_found": (404, _INVALID, None, "Not found"),
    "model": (
        404,
        _INVALID,
        "model_not_found",
        "The model does not exist or you do not have access to it.",
    ),
    "too_large": (413, _INVALID, None, "Maximum content size limit exceeded."),
    "rate_limit": (
        429,
        "tokens",
        "rate_limit_exceeded",
        "Rate limit reached for gpt-4o-mini in organization org-mock on tokens per min (TPM): "
        "Limit 200000, Used 199000, Requested 5000. Please try again in 1.2s. Visit "
        "https://platform.openai.com/account/rate-limits to learn more.",
    ),
    "server": (
        500,
        "server_error",
        None,
        "The server had an error while processing your request. Sorry about that!",
    ),
    "overloaded": (
        503,
        "server_error",
        None,
        "The engine is currently overloaded, please try again later.",
    ),
    "timeout": (504, "server_error", None, "The request timed out."),
    "context": (
        400,
        _INVALID,
        "context_length_exceeded",
        "This model's maximum context length is 128000 tokens. However, your messages resulted "
        "in 130000 tokens. Please reduce the length of the messages.",
    ),
    "content_filter": (
        400,
        _INVALID,
        "content_policy_violation",
        "Your request was rejected as a result of our safety system.",
    ),
}
_PARAM: dict[ErrorKind, str] = {"context": "messages", "unsupported": "top_k"}


def refuse(
    message: str,
    param: str | None = None,
    code: str | None = None,
    *,
    status: int = 400,
    kind: str = _INVALID,
) -> NoReturn:
    """Refuse the request in OpenAI's body."""
    raise refusal(message, param, code, status=status, kind=kind)


def refusal(
    message: str,
    param: str | None = None,
    code: str | None = None,
    *,
    status: int = 400,
    kind: str = _INVALID,
) -> Refused:
    """OpenAI's refusal."""
    return Refused(status, body(message, kind, param, code))


def body(message: str, kind: str, param: str | None, code: str | int | None) -> dict[str, Any]:
    """OpenAI's error body."""
    return {"error": {"message": message, "type": kind, "param": param, "code": code}}


def error(kind: ErrorKind, flavour: Flavour, status: int | None) -> WireError:
    """The error of that class as the flavour words it."""
    own_status, kind_name, code, message = _OPENAI[kind]
    status = status or own_status
    headers: dict[str, str] = {}
    if flavour.openai_headers:
        if kind == "rate_limit":
            headers = {"retry-after": "2", "retry-after-ms": "1200"}
        elif kind == "overloaded":
            headers = {"retry-after": "1"}
    if flavour.name == "llama.cpp":
        return WireError(status, _llama_cpp(kind, status, message), headers)
    if flavour.name == "lm-studio":
        return WireError(status, {"error": message}, headers)
    if flavour.name == "ollama":
        return WireError(status, ollama_body(status, message), headers)
    return WireError(status, body(message, kind_name, _PARAM.get(kind), code), headers)


def ollama_body(status: int, message: str) -> dict[str, Any]:
    """Ollama's error body on its OpenAI surface."""
    kind = {400: _INVALID, 404: "not_found_error"}.get(status, "api_error")
    return body(message, kind, None, None)


def _llama_cpp(kind: ErrorKind, status: int, message: str) -> dict[str, Any]:
    """llama.cpp's error body: a numeric code, and sizes when the context is too small."""
    if kind == "context":
        return {
            "error": {
                "code": 400,
                "message": "the request exceeds the available context size, try increasing it",
                "type": "exceed_context_size_error",
                "n_prompt_tokens": 9000,
                "n_ctx": 4096,
            }
        }
    names = {
        400: _INVALID,
        401: "authentication_error",
        403: "permission_error",
        404: "not_found_error",
        501: "not_supported_error",
        503: "unavailable_error",
    }
    words = {"bad_key": "Invalid API Key", "not_found": "File Not Found"}
    text = "Loading model" if status == 503 else words.get(kind, message)
    return {"error": {"code": status, "message": text, "type": names.get(status, "server_error")}}
