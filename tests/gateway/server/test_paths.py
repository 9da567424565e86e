"""What clients make of a base URL."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.server.factory import CLIENT_ROUTES
from gateway.server.paths import canonical
from tests.gateway.house import ROOT_KEY, House
from tests.upstreams import Upstreams

MEANT = {
    "/": "/",
    "//": "/",
    "/v1/": "/v1",
    "/v1/chat/completions/": "/v1/chat/completions",
    "//v1//chat///completions": "/v1/chat/completions",
    "/v1/v1/chat/completions": "/v1/chat/completions",
    "/v1/v1/v1/models": "/v1/models",
    "/chat/completions": "/v1/chat/completions",
    "/embeddings": "/v1/embeddings",
    "/models/gpt-4o": "/v1/models/gpt-4o",
    "/models/x:generateContent": "/v1/models/x:generateContent",
    "/openai/v1/chat/completions": "/v1/chat/completions",
    "/openai/chat/completions": "/v1/chat/completions",
    "/v1/openai/v1/models": "/v1/models",
    "/v1beta/openai/chat/completions": "/v1/chat/completions",
    "/v1/v1/messages": "/v1/messages",
    "/messages/count_tokens": "/v1/messages/count_tokens",
    "/anthropic/v1/v1/messages": "/anthropic/v1/messages",
    "/anthropic/messages": "/anthropic/v1/messages",
    "/v1/anthropic/v1/messages": "/anthropic/v1/messages",
    "/v1/v1beta/models/x:generateContent": "/v1beta/models/x:generateContent",
    "/v1beta/v1beta/models": "/v1beta/models",
    "/gemini/v1beta/v1beta/models": "/gemini/v1beta/models",
    "/v1/dashboard/billing/usage/": "/v1/dashboard/billing/usage",
    # As they are: models' names, and words that only begin alike.
    "/v1/models/openai/v1/gpt": "/v1/models/openai/v1/gpt",
    "/v1beta/models/v1/x": "/v1beta/models/v1/x",
    "/modelsx": "/modelsx",
    "/v10/v1/models": "/v10/v1/models",
    "/nothing/v1/models": "/nothing/v1/models",
}


@pytest.mark.parametrize(("asked", "meant"), MEANT.items())
def test_the_path_that_was_meant(asked: str, meant: str) -> None:
    assert canonical(asked) == meant


@pytest.mark.parametrize("path", CLIENT_ROUTES)
def test_our_own_paths_stay(path: str) -> None:
    assert canonical(path) == path


_PART = st.sampled_from(["v1", "v1beta", "openai", "anthropic", "gemini", "api", "models", "x", ""])


@given(st.lists(_PART, max_size=8).map("/".join))
def test_no_path_becomes_the_management_apis(tail: str) -> None:
    path = f"/{tail}"
    meant = canonical(path)
    assert meant.startswith("/")
    assert not meant.startswith("/api/") or path.lstrip("/").startswith("api/")
    assert canonical(meant) == meant or meant.startswith(("/v1", "/openai", "/anthropic"))


async def test_they_are_served(home: House, up: Upstreams) -> None:
    await home.channel(up.openai, "gpt-4o")
    body = {"model": "gpt-4o", "messages": [{"role": "user", "content": "Hi"}], "max_tokens": 9}
    for path in (
        "//v1/chat/completions",
        "/v1/v1/chat/completions/",
        "/openai/v1/chat/completions",
        "/chat/completions",
        "/v1/v1/messages",
    ):
        status, _, content = await home.post(path, body)
        assert status == 200, (path, content)
    assert {entry.request.endpoint for entry in await home.log()} == {
        "/v1/chat/completions",
        "/v1/messages",
    }


async def test_a_refusal_is_in_the_dialect_of_the_path_that_was_meant(home: House) -> None:
    for path, told in (
        ("//v1//messages", "authentication_error"),
        ("/v1/v1/messages/", "authentication_error"),
    ):
        async with home.session.post(home.url + path, json={}) as answer:
            assert (await answer.json())["error"]["type"] == told
    async with home.session.get(f"{home.url}/v1/v1beta/models") as answer:
        assert (await answer.json())["error"]["status"] == "UNAUTHENTICATED"


async def test_slashes_open_no_way_into_the_management_api(home: House) -> None:
    for path in ("//api/token/", "/v1/api/token/", "/v1//api/status", "/openai/api/token/"):
        headers = {"Authorization": f"Bearer {ROOT_KEY}"}
        async with home.session.get(home.url + path, headers=headers) as answer:
            assert answer.status == 404, path
            assert answer.headers["x-homeport-error"] == "not_found"
