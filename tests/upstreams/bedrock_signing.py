"""Signatures of requests, checked by AWS's own package."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import NoReturn

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from tests.upstreams.call import Call, Refused

_AUTHORIZATION = re.compile(
    r"AWS4-HMAC-SHA256 Credential=([A-Z0-9]+)/(\d{8})/([a-z0-9-]+)/([a-z-]+)/aws4_request, ?"
    r"SignedHeaders=([a-z0-9;-]+), ?Signature=([0-9a-f]{64})"
)


def check_signature(
    call: Call, secrets: Mapping[str, str], session_tokens: Mapping[str, str], region: str
) -> str:
    """The access key id that signed. Raises Refused as AWS does."""
    found = _AUTHORIZATION.fullmatch(call.headers.get("authorization", ""))
    if found is None:
        _refuse("MissingAuthenticationTokenException", "Missing Authentication Token")
    ident, date, signed_region, service, signed, signature = found.groups()
    if ident not in secrets:
        _refuse(
            "UnrecognizedClientException", "The security token included in the request is invalid."
        )
    if call.headers.get("x-amz-security-token", "") != session_tokens.get(ident, ""):
        _refuse("ExpiredTokenException", "The security token included in the request is expired")
    at = call.headers.get("x-amz-date", "")
    _check_time(at, date)
    if (signed_region, service) != (region, "bedrock"):
        _refuse("InvalidSignatureException", f"Credential should be scoped to '{region}'.")
    names = signed.split(";")
    if not {"host", "x-amz-date"} <= set(names):
        _refuse("InvalidSignatureException", "'Host' must be a 'SignedHeader'.")
    if _signature(call, ident, secrets[ident], region, names, at) != signature:
        _refuse(
            "InvalidSignatureException",
            "The request signature we calculated does not match the signature you provided. Check "
            "your AWS Secret Access Key and signing method.",
        )
    return ident


def _signature(call: Call, ident: str, secret: str, region: str, names: list[str], at: str) -> str:
    auth = SigV4Auth(Credentials(ident, secret), "bedrock", region)
    url = f"http://{call.headers['host']}{call.request.raw_path}"
    headers = {name: call.headers[name] for name in names if name != "host"}
    request = AWSRequest(call.exchange.method, url, headers, call.exchange.body)
    request.context["timestamp"] = at
    canonical = auth.canonical_request(request)
    return str(auth.signature(auth.string_to_sign(request, canonical), request))


def _check_time(at: str, date: str) -> None:
    try:
        moment = datetime.strptime(at, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    except ValueError:
        _refuse("IncompleteSignatureException", "Date must be in ISO-8601 'basic format'.")
    now = datetime.now(UTC)
    if moment < now - timedelta(minutes=5):
        _refuse("InvalidSignatureException", f"Signature expired: {at} is now earlier than {now}")
    if moment > now + timedelta(minutes=5) or at[:8] != date:
        _refuse("InvalidSignatureException", f"Signature not yet current: {at} is later")


def _refuse(name: str, message: str) -> NoReturn:
    headers = {"x-amzn-ErrorType": f"{name}:http://internal.amazon.com/coral/"}
    raise Refused(403, {"message": message}, headers)
