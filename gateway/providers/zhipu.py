"""Zhipu's GLM, at BigModel and Z.ai: OpenAI's chat, and keys that older addresses want signed.

https://docs.bigmodel.cn/api-reference, "authentication": ``id.secret`` as a bearer, or as a token
signed with the secret.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from dataclasses import replace
from datetime import datetime
from typing import Any

from gateway.providers.abilities import Signing
from gateway.providers.base import Endpoint, UpstreamRequest
from gateway.providers.media.own_transcripts import OwnTranscripts

_LIFE_MS = 300_000


def signed_token(key: str, timestamp_ms: int, life_ms: int = _LIFE_MS) -> str:
    """A JWT (HS256, ``sign_type`` SIGN) of an ``id.secret``; its times are milliseconds."""
    ident, _, secret = key.partition(".")
    head = {"alg": "HS256", "sign_type": "SIGN"}
    claims = {"api_key": ident, "exp": timestamp_ms + life_ms, "timestamp": timestamp_ms}
    signing = f"{_part(head)}.{_part(claims)}"
    signature = hmac.new(secret.encode(), signing.encode(), hashlib.sha256).digest()
    return f"{signing}.{_base64(signature)}"


def _part(value: Any) -> str:
    return _base64(json.dumps(value, separators=(",", ":")).encode())


def _base64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


class Zhipu(OwnTranscripts, Signing):
    """See Signing. Keys go as they are unless the channel says otherwise."""

    def sign(self, request: UpstreamRequest, endpoint: Endpoint, now: datetime) -> UpstreamRequest:
        key = endpoint.key.strip()
        bearer = f"Bearer {key}"
        wanted = endpoint.settings.get("auth") == "jwt" and "." in key
        if not wanted or request.headers.get("Authorization") != bearer:
            return request
        token = signed_token(key, int(now.timestamp() * 1000))
        return replace(request, headers={**request.headers, "Authorization": f"Bearer {token}"})
