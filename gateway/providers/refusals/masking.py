"""Upstreams' own words without secrets: what was sent, and whatever else looks like a key."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, quote, urlsplit

from gateway.domain.credentials import secret_parts
from gateway.providers.base import Endpoint

MASK = "••••"
LONGEST_TEXT = 500
"""Characters of an error message that are kept."""

# Upstreams echo keys whole or with their own asterisks in the middle ("sk-abcd****wxyz").
_BODY = r"[A-Za-z0-9_.*•-]"
_HAS_DIGIT = rf"(?={_BODY}{{0,40}}[0-9*•])"
_KEY_LIKE = re.compile(
    rf"(?<![A-Za-z0-9])(?:sk|gsk|csk|xai|pplx|nvapi|tgp)[-_]{_BODY}{{8,}}"
    rf"|(?<![A-Za-z0-9])(?:hf|fw|r8|ms|key|rk|pk|sess|gh[opsu]|github_pat)[-_]{_HAS_DIGIT}{_BODY}{{8,}}"
    r"|\bAIza[A-Za-z0-9_*•-]{8,}"
    r"|\bAQ\.[A-Za-z0-9_*•-]{8,}"
    r"|\b(?:AKIA|ASIA|ALTAK-)[A-Za-z0-9]{8,}"
    r"|\b(?:ABSK|bedrock-api-key-)[A-Za-z0-9+/=_-]{8,}"
    r"|\bya29\.[A-Za-z0-9_.-]{8,}"
    r"|\bbce-v3/[A-Za-z0-9/_-]{8,}"
    r"|\beyJ[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]+){0,2}"
    r"|\b[0-9a-f]{32}\.[A-Za-z0-9]{16}\b"
)
_BEARER = re.compile(
    r"(?i)\b(bearer|basic)[ \t]+"
    r"(?:(?=[A-Za-z._~+/=*•-]{0,40}[0-9*•])[A-Za-z0-9._~+/=*•-]{6,}|[A-Za-z0-9._~+/=*•-]{16,})"
)
_LONG_RUN = re.compile(r"[A-Za-z0-9]{32,}")
_SHORTEST_KEY = 4
_SHORTEST_VALUE = 8


def secrets_of(endpoint: Endpoint | None) -> tuple[str, ...]:
    """Every value of an endpoint that must not be shown: its key and that key's parts, the token it
    was exchanged for, header values, query values.
    """
    if endpoint is None:
        return ()
    key = endpoint.key.strip()
    try:
        query = urlsplit(endpoint.base_url).query
    except ValueError:
        query = ""
    found = {*endpoint.headers.values(), *(value for _, value in parse_qsl(query))}
    # Header values such as "Bearer abc" are secret in their parts too.
    found.update(part for value in list(found) for part in value.split())
    secrets = {value for value in found if len(value) >= _SHORTEST_VALUE}
    if len(key) >= _SHORTEST_KEY:
        secrets.add(key)
    secrets.update(secret_parts(key))
    if endpoint.access:
        secrets.add(endpoint.access)
    secrets.update(quote(value, safe="") for value in list(secrets))
    # Longest first, lest a part be masked and the rest of the whole stand bare.
    return tuple(sorted(secrets, key=len, reverse=True))


def mask(text: str, secrets: tuple[str, ...] = ()) -> str:
    """``text`` with every secret, and everything that looks like one, replaced by :data:`MASK`."""
    for secret in secrets:
        text = text.replace(secret, MASK)
    text = _BEARER.sub(lambda found: f"{found[1]} {MASK}", text)
    text = _KEY_LIKE.sub(MASK, text)
    return _LONG_RUN.sub(_mask_run, text)


def _mask_run(found: re.Match[str]) -> str:
    run = found[0]
    mixed = any(c.isdigit() for c in run) and any(c.isalpha() for c in run)
    return MASK if mixed else run


def clean(text: str, secrets: tuple[str, ...] = (), longest: int = LONGEST_TEXT) -> str:
    """One line of at most ``longest`` characters, without secrets and control characters."""
    # Invisible characters go first: they could stand inside a secret and hide it.
    visible = "".join(c for c in text if c.isprintable() or c.isspace())
    line = " ".join(mask(visible, secrets).split())
    return line if len(line) <= longest else line[: longest - 1] + "…"
