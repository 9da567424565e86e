"""AWS Signature Version 4 for one whole request.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from urllib.parse import parse_qsl, quote, urlsplit

from gateway.providers.base import UpstreamRequest

_ALGORITHM = "AWS4-HMAC-SHA256"
_SIGNED = frozenset({"content-type", "host", "x-amz-date", "x-amz-security-token"})
"""What proxies leave alone; other ``x-amz-`` headers are signed too."""


@dataclass(frozen=True, slots=True)
class AwsCredentials:
    """``session_token`` is '' for a long-lived key."""

    access_key_id: str
    secret: str = field(repr=False)
    session_token: str = field(default="", repr=False)


def sign(
    request: UpstreamRequest,
    credentials: AwsCredentials,
    region: str,
    service: str,
    now: datetime,
) -> UpstreamRequest:
    """``request`` with ``X-Amz-Date`` and ``Authorization``; its URL has to be encoded already."""
    at = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    headers = {**request.headers, "X-Amz-Date": at}
    if credentials.session_token:
        headers["X-Amz-Security-Token"] = credentials.session_token
    parts = urlsplit(request.url)
    lower = {name.lower(): " ".join(value.split()) for name, value in headers.items()}
    lower["host"] = parts.netloc
    signed = {name: value for name, value in lower.items() if _is_signed(name)}
    canonical = canonical_request(
        request.method, parts.path, parts.query, signed, hashlib.sha256(request.body).hexdigest()
    )
    scope = f"{at[:8]}/{region}/{service}/aws4_request"
    digest = hashlib.sha256(canonical.encode()).hexdigest()
    key = f"AWS4{credentials.secret}".encode()
    for part in scope.split("/"):
        key = hmac.digest(key, part.encode(), "sha256")
    signature = hmac.digest(key, f"{_ALGORITHM}\n{at}\n{scope}\n{digest}".encode(), "sha256").hex()
    headers["Authorization"] = (
        f"{_ALGORITHM} Credential={credentials.access_key_id}/{scope}, "
        f"SignedHeaders={';'.join(sorted(signed))}, Signature={signature}"
    )
    return replace(request, headers=headers)


def _is_signed(name: str) -> bool:
    return name in _SIGNED or name.startswith("x-amz-") or name.startswith("x-amzn-")


def _without_dots(path: str) -> str:
    kept: list[str] = []
    for segment in path.split("/"):
        if segment == "..":
            del kept[-1:]
        elif segment not in ("", "."):
            kept.append(segment)
    return "/" + "/".join(kept) + ("/" if kept and path.endswith("/") else "")


def canonical_request(
    method: str, path: str, query: str, headers: Mapping[str, str], payload_hash: str
) -> str:
    """The text that is signed. ``path`` as it goes over the wire: each segment is encoded again,
    and dots that lead nowhere are left out, as every service but S3 does (RFC 3986, 5.2.4).
    """
    lines = [
        method,
        quote(_without_dots(path), safe="/-_.~"),
        _canonical_query(query),
        *(f"{name}:{headers[name]}" for name in sorted(headers)),
        "",
        ";".join(sorted(headers)),
        payload_hash,
    ]
    return "\n".join(lines)


def _canonical_query(query: str) -> str:
    pairs = parse_qsl(query, keep_blank_values=True)
    encoded = [(quote(name, safe="-_.~"), quote(value, safe="-_.~")) for name, value in pairs]
    return "&".join(f"{name}={value}" for name, value in sorted(encoded))
