"""Google Cloud's credentials as one text, and the tokens they are exchanged for.

A service account's JSON (alone, or as one-api's ``region|project|{...}``), a user's from gcloud
(``authorized_user``), an API key of express mode, or an access token. RFC 7523,
https://developers.google.com/identity/protocols/oauth2/service-account
"""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from gateway.domain.credentials import SEPARATOR, compact, document_of, parts_of
from gateway.providers import oauth
from gateway.providers.base import UpstreamRequest, invalid_key

EXAMPLE = '{"type":"service_account", …}'
TOKEN_URI = "https://oauth2.googleapis.com/token"  # noqa: S105 - an address
"""Never the one in a key's document: a forged document would send its assertion elsewhere."""
SCOPE = "https://www.googleapis.com/auth/cloud-platform"
LIFE_S = 3600

_GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
_API_KEYS = ("AIza", "AQ.")
_TOKEN = "ya29."  # noqa: S105 - a prefix
_ACCOUNT = ("client_email", "private_key")
_USER = ("client_id", "client_secret", "refresh_token")


@dataclass(frozen=True, slots=True)
class GoogleKey:
    """One of ``document``, ``api_key`` and ``token``; region and project where they are told."""

    document: dict[str, Any] | None = field(default=None, repr=False)
    api_key: str = field(default="", repr=False)
    token: str = field(default="", repr=False)
    region: str = ""
    project: str = ""


@lru_cache(maxsize=256)
def read_key(key: str) -> GoogleKey:
    """What a key's text holds. Raises ServiceError ``invalid_key``."""
    key = key.strip()
    document = document_of(key)
    if document is None:
        if key.startswith(_API_KEYS):
            return GoogleKey(api_key=key)
        if key.startswith(_TOKEN):
            return GoogleKey(token=key)
        raise invalid_key(EXAMPLE)
    region, project, *_ = (*parts_of(key), "", "")
    wanted = _USER if document.get("type") == "authorized_user" else _ACCOUNT
    if not all(isinstance(document.get(name), str) and document[name] for name in wanted):
        raise invalid_key(EXAMPLE)
    own = document.get("project_id") or document.get("quota_project_id")
    return GoogleKey(document, region=region, project=project or (own if own else ""))


def checked_key(key: str) -> str:
    """The key as it is stored. Raises ServiceError ``invalid_key``."""
    found = read_key(key)
    if found.document is None:
        return key.strip()
    if found.document.get("type") != "authorized_user":
        _private_key(str(found.document["private_key"]))
    return SEPARATOR.join((*parts_of(key), compact(found.document)))


def token_identity(key: str) -> str:
    """'' where the key itself is sent."""
    found = read_key(key)
    return oauth.identity(TOKEN_URI, key) if found.document is not None else ""


def grant(key: str, now: datetime) -> UpstreamRequest:
    """The request for a token. Raises ServiceError ``invalid_key``."""
    document = read_key(key).document
    if document is None:
        raise invalid_key(EXAMPLE)
    if document.get("type") == "authorized_user":
        fields = {name: str(document[name]) for name in _USER}
        return oauth.form(TOKEN_URI, {"grant_type": "refresh_token", **fields})
    return oauth.form(TOKEN_URI, {"grant_type": _GRANT, "assertion": assertion(document, now)})


def assertion(document: dict[str, Any], now: datetime) -> str:
    """A JWT that a service account signs for itself (RS256), good for an hour."""
    at = int(now.timestamp())
    header = {"alg": "RS256", "typ": "JWT", "kid": str(document.get("private_key_id") or "")}
    claims = {
        "iss": document["client_email"],
        "scope": SCOPE,
        "aud": TOKEN_URI,
        "iat": at,
        "exp": at + LIFE_S,
    }
    text = ".".join(_base64(compact(part).encode()) for part in (header, claims))
    key = _private_key(str(document["private_key"]))
    return f"{text}.{_base64(key.sign(text.encode(), PKCS1v15(), SHA256()))}"


@lru_cache(maxsize=64)
def _private_key(pem: str) -> RSAPrivateKey:
    try:
        key = load_pem_private_key(pem.encode(), password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise invalid_key(EXAMPLE) from None
    if not isinstance(key, RSAPrivateKey):
        raise invalid_key(EXAMPLE)
    return key


def _base64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
