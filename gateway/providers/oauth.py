"""Token endpoints (RFC 6749): a form goes in, a token of a limited life comes out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from gateway.domain.failure import Failure
from gateway.errors import DialectError
from gateway.providers.abilities import AccessToken
from gateway.providers.base import Endpoint, UpstreamRequest
from gateway.providers.headers import USER_AGENT
from gateway.providers.refusals.errors import classify

_UNSAID_S = 3600.0


def identity(*parts: str) -> str:
    """A name for what yields one token, from which nothing can be read."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def form(url: str, fields: Mapping[str, str]) -> UpstreamRequest:
    headers = {
        "User-Agent": USER_AGENT,
        "Accept": "application/json",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    return UpstreamRequest("POST", url, headers, urlencode(fields).encode())


def parse_token(body: bytes) -> AccessToken:
    """Raises DialectError for what is no token."""
    value = _object(body)
    token, life = value.get("access_token"), value.get("expires_in")
    if not isinstance(token, str) or not token:
        raise DialectError("the answer of the token endpoint holds no token")
    try:
        seconds = float(life) if life is not None else _UNSAID_S
    except (TypeError, ValueError):
        seconds = _UNSAID_S
    return AccessToken(token, seconds)


def refused(status: int, headers: Mapping[str, str], body: bytes, endpoint: Endpoint) -> Failure:
    """The refusal of a token, in RFC 6749's words (``error``, ``error_description``)."""
    value = _object(body)
    name = value.get("error")
    if isinstance(name, str):
        told = value.get("error_description")
        message = told if isinstance(told, str) and told else name
        error = {"error": {"type": name, "code": name, "message": message}}
        body = json.dumps(error).encode()
    return classify(status, headers, body, endpoint=endpoint)


def _object(body: bytes) -> dict[str, Any]:
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}
