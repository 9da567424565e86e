"""A key is found wherever a client puts it, on every route of the client API."""

from __future__ import annotations

import base64
from typing import Any

import anthropic
import pytest

from tests.gateway.house import ROOT_KEY, House
from tests.upstreams import Upstreams

MODEL = "gpt-4o"
CHAT = {"model": MODEL, "max_tokens": 9, "messages": [{"role": "user", "content": "Hi"}]}
GEMINI = {"contents": [{"role": "user", "parts": [{"text": "Hi"}]}]}
ROUTES: tuple[tuple[str, str, Any], ...] = (
    ("POST", "/v1/chat/completions", CHAT),
    ("POST", "/v1/messages", CHAT),
    ("POST", "/anthropic/v1/messages", CHAT),
    ("POST", "/v1/messages/count_tokens", CHAT),
    ("POST", "/v1/responses", {"model": MODEL, "input": "Hi"}),
    ("POST", "/v1/embeddings", {"model": "text-embedding-3-small", "input": "Hi"}),
    ("POST", f"/v1beta/models/{MODEL}:generateContent", GEMINI),
    ("GET", "/v1/models", None),
    ("GET", f"/v1/models/{MODEL}", None),
    ("GET", "/v1beta/models", None),
    ("GET", "/dashboard/billing/subscription", None),
)


def basic(text: str) -> str:
    return "Basic " + base64.b64encode(text.encode()).decode()


WAYS: tuple[tuple[str, dict[str, str], str], ...] = (
    ("bearer", {"Authorization": f"Bearer {ROOT_KEY}"}, ""),
    ("bare", {"Authorization": ROOT_KEY}, ""),
    ("basic", {"Authorization": basic(f"anyone:{ROOT_KEY}")}, ""),
    ("basic user", {"Authorization": basic(f"{ROOT_KEY}:")}, ""),
    ("x-api-key", {"x-api-key": ROOT_KEY}, ""),
    ("api-key", {"api-key": ROOT_KEY}, ""),
    ("x-goog-api-key", {"x-goog-api-key": ROOT_KEY}, ""),
    ("query", {}, f"?key={ROOT_KEY}"),
)


@pytest.mark.parametrize(("headers", "query"), [way[1:] for way in WAYS], ids=[w[0] for w in WAYS])
async def test_every_way_on_every_route(
    home: House, up: Upstreams, headers: dict[str, str], query: str
) -> None:
    await home.channel(up.openai, MODEL, "text-embedding-3-small")
    for method, path, body in ROUTES:
        url = home.url + path + query
        async with home.session.request(method, url, json=body, headers=headers) as answer:
            assert answer.status == 200, (path, await answer.text())
    for sent in up.openai.requests:
        told = str(sent.raw_headers) + str(sent.query)
        assert ROOT_KEY not in told
        assert basic(f"anyone:{ROOT_KEY}") not in told


async def test_a_wrong_password_is_a_wrong_key(home: House) -> None:
    for method, path, body in ROUTES:
        headers = {"Authorization": basic("anyone:sk-none")}
        async with home.session.request(
            method, home.url + path, json=body, headers=headers
        ) as answer:
            assert answer.status == 401, path
            assert answer.headers["x-homeport-error"] == "invalid_api_key"


@pytest.mark.parametrize("version", ["2023-06-01", "2026-10-21"])
async def test_old_and_new_clients_of_anthropic(home: House, up: Upstreams, version: str) -> None:
    """The old package sends x-api-key, the new one a bearer token; both name their version."""
    await home.channel(up.anthropic, "claude-sonnet-5-5")
    old = {"x-api-key": ROOT_KEY, "Authorization": anthropic.Omit()}
    for headers in (old, {}):
        client = anthropic.AsyncAnthropic(
            base_url=home.url,
            api_key=ROOT_KEY,
            max_retries=0,
            default_headers={**headers, "anthropic-version": version},
            _strict_response_validation=True,
        )
        async with client:
            answer = await client.messages.create(
                model="claude-sonnet-5-5",
                max_tokens=9,
                messages=[{"role": "user", "content": "Hi"}],
            )
            assert answer.stop_reason
            sent = up.anthropic.last.headers
            assert sent["anthropic-version"] == version
            assert sent["x-api-key"] == up.anthropic.key
            assert (await client.models.list()).data[0].id == "claude-sonnet-5-5"
