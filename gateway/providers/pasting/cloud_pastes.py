"""Credentials of the big clouds, whose parts belong together although they stand apart."""

from __future__ import annotations

import re

from gateway.domain.credentials import SEPARATOR, compact, document_of, split_keys
from gateway.providers.amazon.keys import REGION
from gateway.providers.pasting.pasted import Finding

AWS, VERTEX = "aws_bedrock", "vertex_ai"

_JOINED = re.compile(r"(?:AKIA|ASIA)[0-9A-Z]{16}(?:\|[A-Za-z0-9/+=-]{1,4096}){1,3}")
_ID = re.compile(r"(?<![A-Za-z0-9/+])(?:AKIA|ASIA)[0-9A-Z]{16}(?![A-Za-z0-9/+])")
_SECRET = re.compile(r"(?<![A-Za-z0-9/+])(?=[A-Za-z/+]*\d)[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])")
_TOKEN = re.compile(r"(?<![A-Za-z0-9/+])[A-Za-z0-9/+]{100,4096}={0,2}(?![A-Za-z0-9/+=])")
_REGION = re.compile(rf"(?<![a-z0-9-]){REGION}(?![a-z0-9-])")
_BEFORE = re.compile(r"([a-z][a-z0-9-]{1,40})\|([a-z0-9.:-]{4,64})\|\Z")
_KINDS = ("service_account", "authorized_user")


def cloud_findings(text: str) -> tuple[list[Finding], str]:
    """What is of AWS and of Google Cloud in a text, and the text without it."""
    accounts, text = _google(text)
    pairs, text = _aws(text)
    return [*accounts, *pairs], text


def _google(text: str) -> tuple[list[Finding], str]:
    """Service accounts and users of gcloud; one-api writes region and project before them."""
    if not any(f'"{kind}"' in text for kind in _KINDS):
        return [], text
    found: list[Finding] = []
    for key in split_keys(text):
        document = document_of(key)
        if document is None or document.get("type") not in _KINDS:
            continue
        complete = bool(document.get("private_key") or document.get("refresh_token"))
        finding = Finding(provider=VERTEX, placeholder=not complete)
        before = _BEFORE.match(key[: key.index("{")])
        if before is not None:
            finding.settings = {"region": before[1], "project": before[2]}
        elif isinstance(document.get("project_id"), str):
            finding.settings = {"project": document["project_id"]}
        if complete:
            finding.add_key(compact(document))
        found.append(finding)
    # The documents were read; nothing else in such a text is meant.
    return found, "" if found else text


def _aws(text: str) -> tuple[list[Finding], str]:
    """Access keys with their secrets, whichever names or separators stand between them."""
    found: list[Finding] = []
    for joined in _JOINED.findall(text):
        found.append(Finding(provider=AWS, keys=[joined]))
        text = text.replace(joined, " ")
    ids = list(dict.fromkeys(_ID.findall(text)))
    if not ids:
        return found, text
    region = _REGION.search(text)
    for ident, following in zip(ids, [*ids[1:], ""], strict=True):
        start = text.index(ident) + len(ident)
        end = text.index(following, start) if following and following in text[start:] else len(text)
        finding, used = _pair(ident, text[start:end])
        if region is not None:
            finding.settings["region"] = region[0]
        found.append(finding)
        for part in (ident, *used):
            text = text.replace(part, " ")
    return found, text


def _pair(ident: str, behind: str) -> tuple[Finding, list[str]]:
    secret = _SECRET.search(behind)
    if secret is None:
        return Finding(provider=AWS, placeholder=True), []
    parts = [ident, secret[0]]
    token = _TOKEN.search(behind) if ident.startswith("ASIA") else None
    if token is not None:
        parts.append(token[0])
    return Finding(provider=AWS, keys=[SEPARATOR.join(parts)]), parts[1:]
