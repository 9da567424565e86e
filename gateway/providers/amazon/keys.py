"""AWS credentials as one text: ``AK|SK``, ``AK|SK|region``, with a session token, or an API key."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from gateway.domain.credentials import SEPARATOR, parts_of
from gateway.providers.amazon.sigv4 import AwsCredentials
from gateway.providers.base import invalid_key

EXAMPLE = "AKIA…|secret access key|us-east-1"
REGION = r"[a-z]{2,4}(?:-[a-z]+)+-\d{1,2}"

_REGION = re.compile(REGION)
_ACCESS_KEY_ID = re.compile(r"[A-Z0-9]{16,128}")
_SECRET = re.compile(r"[A-Za-z0-9/+=]{16,128}")
_SHORTEST_API_KEY = 20


@dataclass(frozen=True, slots=True)
class AwsKey:
    """Either ``credentials`` to sign with, or ``bearer``; ``region`` '' where the key has none."""

    credentials: AwsCredentials | None = None
    bearer: str = field(default="", repr=False)
    region: str = ""


def read_key(key: str) -> AwsKey:
    """What a key's text holds. Raises ServiceError ``invalid_key``."""
    access_key_id, *rest = parts_of(key.strip()) or ("",)
    if not rest:
        if len(access_key_id) < _SHORTEST_API_KEY or access_key_id.startswith(("AKIA", "ASIA")):
            raise invalid_key(EXAMPLE)
        return AwsKey(bearer=access_key_id)
    secret, others = rest[0], rest[1:]
    region = next((part for part in others if _REGION.fullmatch(part)), "")
    token = next((part for part in others if part and not _REGION.fullmatch(part)), "")
    if not (_ACCESS_KEY_ID.fullmatch(access_key_id) and _SECRET.fullmatch(secret)):
        raise invalid_key(EXAMPLE)
    return AwsKey(AwsCredentials(access_key_id, secret, token), region=region)


def written(key: AwsKey) -> str:
    """The key as it is stored."""
    signed = key.credentials
    if signed is None:
        return key.bearer
    parts = (signed.access_key_id, signed.secret, key.region, signed.session_token)
    return SEPARATOR.join(part for part in parts if part)
