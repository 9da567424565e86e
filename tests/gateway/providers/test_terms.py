"""Links to terms lead to the vendors' own pages, and nowhere else."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest

from gateway.providers.registry import PROVIDERS
from gateway.providers.terms import TERMS

ELSEWHERE = {
    "gemini": "google.dev",
    "azure_openai": "microsoft.com",
    "github": "github.com",
    "dashscope": "alicdn.com",
    "fastgpt": "fastgpt.io",
}
"""Domains that are the vendor's own, though no key is made or used there."""
NOT_FOUND = {"lingyiwanwu", "baichuan", "zhinao"}
"""Vendors whose page nobody has found."""
NOBODYS = {"one_api", "litellm", "homeport", "openai_compatible", "anthropic_compatible"}
"""What is whoever's who runs it."""
GONE = {"palm"}


def domain(url: str) -> str:
    host = urlsplit(url).hostname or ""
    return ".".join(host.split(".")[-2:])


@pytest.mark.parametrize(("ident", "url"), TERMS.items())
def test_terms_are_a_page_of_the_vendors_own(ident: str, url: str) -> None:
    parts = urlsplit(url)
    assert parts.scheme == "https"
    assert not parts.query
    assert parts.username is None
    assert parts.port is None
    provider = PROVIDERS[ident]
    assert not provider.local
    own = {domain(provider.base_url), domain(provider.key_url), ELSEWHERE.get(ident, "")}
    assert domain(url) in own


def test_every_vendor_has_its_terms_or_is_known_to_lack_them() -> None:
    vendors = {ident for ident, provider in PROVIDERS.items() if not provider.local}
    assert vendors - TERMS.keys() == NOT_FOUND | NOBODYS | GONE
    assert not NOT_FOUND & TERMS.keys()
