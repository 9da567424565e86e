from __future__ import annotations

from urllib.parse import urlsplit

from gateway.providers.registry import PROVIDERS
from gateway.providers.terms import TERMS


def test_terms_are_pages_of_vendors_that_are_there() -> None:
    assert TERMS.keys() <= PROVIDERS.keys()
    for ident, url in TERMS.items():
        parts = urlsplit(url)
        assert parts.scheme == "https", ident
        assert parts.hostname, ident
        assert not PROVIDERS[ident].local
