"""Zhipu's signed keys, against a token computed elsewhere."""

from __future__ import annotations

from datetime import UTC, datetime

from gateway.providers.base import Endpoint, UpstreamRequest
from gateway.providers.registry import PROVIDERS
from gateway.providers.zhipu import Zhipu, signed_token

TOKEN = (
    "eyJhbGciOiJIUzI1NiIsInNpZ25fdHlwZSI6IlNJR04ifQ."
    "eyJhcGlfa2V5IjoiYWJjIiwiZXhwIjoxNzY3MzIzMzQ1MDAwLCJ0aW1lc3RhbXAiOjE3NjczMjMwNDUwMDB9."
    "OZRRY6yJKQxYQGEclx_X2-K4t9meNyWu3sXKr1eN5Hk"
)
NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def test_the_vector() -> None:
    assert signed_token("abc.secretdef", 1_767_323_045_000) == TOKEN


def test_only_the_key_itself_is_signed_and_only_where_that_is_wanted() -> None:
    zhipu = PROVIDERS["zhipu"]
    assert isinstance(zhipu, Zhipu)
    base = zhipu.base_url
    signed = Endpoint(base, "abc.secretdef", settings={"auth": "jwt"})
    request = zhipu.models_requests(signed)[0]
    assert zhipu.sign(request, signed, NOW).headers["Authorization"] == f"Bearer {TOKEN}"
    assert zhipu.sign(request, Endpoint(base, "abc.secretdef"), NOW) is request
    new = Endpoint(base, "newkey", settings={"auth": "jwt"})
    plain = zhipu.models_requests(new)[0]
    assert zhipu.sign(plain, new, NOW) is plain
    own = UpstreamRequest("GET", request.url, {"Authorization": "Bearer proxy"})
    assert zhipu.sign(own, signed, NOW) is own  # the channel's own header wins
