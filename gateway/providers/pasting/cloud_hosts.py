"""Addresses of the big clouds, which say more of a channel than where it leads."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from gateway.providers.urls import BaseUrl

_HOSTS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (ident, re.compile(pattern))
    for ident, pattern in (
        ("azure_openai", r".*\.(?:openai|cognitiveservices|services\.ai)\.azure\.(?:com|us|cn)"),
        (
            "aws_bedrock",
            r"(?P<usual>bedrock-runtime\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?)"
            r"|bedrock[a-z-]*\..*amazonaws\.com(?:\.cn)?",
        ),
        (
            "vertex_ai",
            r"(?P<usual>(?:[a-z0-9-]+-)?aiplatform(?:\.(?:us|eu)\.rep)?\.googleapis\.com)",
        ),
    )
)
_SAID: Mapping[str, Mapping[str, re.Pattern[str]]] = {
    "azure_openai": {
        "api_version": re.compile(
            r"[?&]api-version=(\d{4}-\d{2}-\d{2}(?:-preview)?|preview|latest)"
        ),
        "model": re.compile(r"/openai/deployments/([^/?]{1,200})"),
    },
    "aws_bedrock": {
        "region": re.compile(r"\.([a-z]{2,4}(?:-[a-z]+)+-\d{1,2})\.amazonaws\."),
        "model": re.compile(r"/model/([^/?]{1,300})/"),
    },
    "vertex_ai": {
        "region": re.compile(
            r"(?:\A|/locations/)([a-z][a-z0-9-]*\d|global|us|eu)(?:-aiplatform\.|/|\?|\Z)"
        ),
        "project": re.compile(r"/projects/([a-z0-9.:-]{4,64})"),
        "model": re.compile(r"/models/([^/:?]{1,200})"),
    },
}


@dataclass(frozen=True, slots=True)
class CloudAddress:
    """``usual``: the provider's own address where its settings decide; ``said`` are settings, and a
    ``model``.
    """

    provider: str
    usual: bool
    said: Mapping[str, str]


def cloud_address(url: BaseUrl, text: str) -> CloudAddress | None:
    """None for an address elsewhere; ``text`` is the address as it was pasted."""
    for ident, sign in _HOSTS:
        found = sign.fullmatch(url.host)
        if found is not None:
            whole = f"{url.host}{urlsplit(text).path}?{url.query}"
            said = {
                name: unquote(matched[1])
                for name, each in _SAID[ident].items()
                if (matched := each.search(whole))
            }
            return CloudAddress(ident, found.groupdict().get("usual") is not None, said)
    return None
