"""Cloudflare's own models, and its gateway before others."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from gateway.domain.credentials import hint_of
from gateway.providers.base import Endpoint, Operation
from gateway.providers.registry import PROVIDERS
from tests.gateway.house import House
from tests.gateway.server.api import Api
from tests.gateway.server.cloud_channels import (
    CLAUDE,
    GEMINI,
    NOVA,
    TITAN,
    VERTEX_CLAUDE,
    redirect_tokens,
)
from tests.gateway.server.world_clients import CLIENTS, say, stream
from tests.upstreams import Reply, Upstreams, Usage
from tests.upstreams.cloudflare import (
    ACCOUNT,
    GATEWAY,
    MODEL,
    RESOURCE,
    AIGatewayMock,
    WorkersAIMock,
)
from tests.upstreams.vertex import LLAMA

SAID = "Ahoj, 世界"


@pytest.mark.parametrize("client", CLIENTS)
async def test_workers_ai_answers_below_its_account(
    home: House, up: Upstreams, client: str
) -> None:
    mock = up.add(WorkersAIMock())
    own = {"provider": "workers_ai", "settings": {"account_id": ACCOUNT}}
    await home.channel(mock, MODEL, "llama", aliases={"llama": MODEL}, **own)
    mock.always(Reply(text=SAID, usage=Usage(1000, 300)))
    assert await say(home, client, "llama") == (SAID, (1000, 300))
    assert await stream(home, client, "llama") == (SAID, (1000, 300))
    await home.check_ledger()


async def test_workers_ai_lists_its_models_by_their_tasks(home: House, up: Upstreams) -> None:
    mock = up.add(WorkersAIMock())
    await home.channel(mock, MODEL, provider="workers_ai", settings={"account_id": ACCOUNT})
    models = await home.gateway.channels.fetch_models(1)
    assert {model.id: model.kind for model in models} == {
        MODEL: "chat",
        "@cf/baai/bge-m3": "embedding",
    }


async def test_one_apis_channel_of_type_37_keeps_its_account(home: House, up: Upstreams) -> None:
    mock = up.add(WorkersAIMock())
    body: dict[str, Any] = {
        "type": 37,
        "name": "Workers",
        "key": mock.key,
        "base_url": mock.base_url.removesuffix("/client/v4"),
        "models": MODEL,
        "config": f'{{"user_id": "{ACCOUNT}"}}',
    }
    channel = (await Api(home).post("/api/channel/", body)).data
    assert (channel["provider"], channel["type"]) == ("workers_ai", 37)
    assert channel["settings"] == {"account_id": ACCOUNT}
    status, _, answer = await home.chat(MODEL)
    assert status == 200, answer
    without = await Api(home).post("/api/channel/", body | {"config": "{}"})
    assert "account_id" in without.refusal


BEHIND = {
    "openai": ("openai", "gpt-4o"),
    "compat": ("openai", "gpt-4o"),
    "anthropic": ("anthropic", "claude-sonnet-4-5"),
    "google-ai-studio": ("gemini", "gemini-3.5-flash"),
    "openrouter": ("openai", "gpt-4o"),
    "cerebras": ("openai", "gpt-4o"),
    "baseten": ("openai", "gpt-4o"),
}


async def connect_behind(home: House, up: Upstreams, behind: str, mock: Any, *models: str) -> None:
    gateway = up.add(AIGatewayMock({behind: mock}))
    settings = {"account_id": ACCOUNT, "gateway_id": GATEWAY, "behind": behind}
    if behind == "azure-openai":
        settings["azure_resource"] = RESOURCE
    keys = (f"{mock.key}|{gateway.key}",)
    own = {"provider": "cloudflare_gateway", "settings": settings, "keys": keys}
    await home.channel(gateway.base_url, *models, **own)


@pytest.mark.parametrize("behind", BEHIND)
async def test_the_gateway_speaks_as_who_is_behind_it(
    home: House, up: Upstreams, behind: str
) -> None:
    name, model = BEHIND[behind]
    mock = up.mocks[name]
    await connect_behind(home, up, behind, mock, model)
    mock.always(Reply(text=SAID, usage=Usage(1000, 300)))
    for client in CLIENTS:
        assert await say(home, client, model) == (SAID, (1000, 300)), client
        assert await stream(home, client, model) == (SAID, (1000, 300)), client
    assert AIGatewayMock.default_key not in str(mock.last.headers.get("authorization"))
    await home.check_ledger()


async def test_a_wrong_token_of_the_gateway_is_a_bad_key_and_shown_nowhere(
    home: House, up: Upstreams
) -> None:
    gateway = up.add(AIGatewayMock({"compat": up.openai}))
    wrong = "cf-aig-token-wrong-0123456789"
    await home.channel(
        gateway.base_url,
        "gpt-4o",
        provider="cloudflare_gateway",
        settings={"account_id": ACCOUNT, "gateway_id": GATEWAY},
        keys=(f"{up.openai.key}|{wrong}",),
    )
    status, _, body = await home.chat("gpt-4o")
    assert status == 502
    assert wrong.encode() not in body
    assert up.openai.key.encode() not in body
    (row,) = await home.log()
    assert row.attempts[0].error_class == "bad_key"
    assert hint_of(f"{up.openai.key}|{wrong}") == up.openai.key[-4:]


async def test_azure_is_asked_below_its_resource_and_deployment(home: House, up: Upstreams) -> None:
    mock = up.clouds.azure
    models = ("gpt-4o", "text-embedding-3-small", "painter")
    await connect_behind(home, up, "azure-openai", mock, *models)
    mock.always(Reply(text=SAID, usage=Usage(1000, 300)))
    for client in CLIENTS:
        assert await say(home, client, "gpt-4o") == (SAID, (1000, 300)), client
        assert await stream(home, client, "gpt-4o") == (SAID, (1000, 300)), client
    assert mock.last.path == "/openai/deployments/gpt-4o/chat/completions"
    assert mock.last.query == {"api-version": "2024-10-21"}
    assert mock.last.headers["api-key"] == mock.key
    mock.reset()
    body = {"model": "text-embedding-3-small", "input": SAID}
    status, _, answer = await home.post("/v1/embeddings", body)
    assert status == 200, answer
    status, _, answer = await home.post(
        "/v1/images/generations", {"model": "painter", "prompt": "x"}
    )
    assert status == 200, answer
    assert mock.last.path == "/openai/deployments/painter/images/generations"
    await home.check_ledger()


async def test_azure_behind_the_gateway_needs_its_resource(home: House, up: Upstreams) -> None:
    gateway = up.add(AIGatewayMock({"azure-openai": up.clouds.azure}))
    settings = {"account_id": ACCOUNT, "gateway_id": GATEWAY, "behind": "azure-openai"}
    keys = (f"{up.clouds.azure.key}|{gateway.key}",)
    own = {"provider": "cloudflare_gateway", "settings": settings, "keys": keys}
    await home.channel(gateway.base_url, "gpt-4o", **own)
    status, _, answer = await home.chat("gpt-4o")
    assert (status, b"resource" in answer) == (502, True), answer
    assert not up.clouds.azure.requests


async def connect_cloud(
    home: House, up: Upstreams, behind: str, mock: Any, key: str, *models: str, **settings: Any
) -> None:
    """A channel whose gateway's token is one of its headers."""
    gateway = up.add(AIGatewayMock({behind: mock}))
    where = {"account_id": ACCOUNT, "gateway_id": GATEWAY, "behind": behind, **settings}
    headers = {"cf-aig-authorization": f"Bearer {gateway.key}"}
    own: dict[str, Any] = {"provider": "cloudflare_gateway", "settings": where, "headers": headers}
    await home.channel(gateway.base_url, *models, keys=(key,), **own)


@pytest.mark.parametrize("model", [NOVA, CLAUDE])
async def test_bedrock_is_signed_for_as_at_its_own_address(
    home: House, up: Upstreams, model: str
) -> None:
    mock = up.clouds.bedrock
    await connect_cloud(home, up, "aws-bedrock", mock, mock.key, model, TITAN)
    mock.always(Reply(text=SAID, usage=Usage(1000, 300)))
    for client in CLIENTS:
        assert await say(home, client, model) == (SAID, (1000, 300)), client
        assert await stream(home, client, model) == (SAID, (1000, 300)), client
    status, _, answer = await home.post("/v1/embeddings", {"model": TITAN, "input": SAID})
    assert status == 200, answer
    assert not (await home.log())[-1].request.estimated  # AWS tells it in a header
    await home.check_ledger()


@pytest.mark.parametrize("model", [GEMINI, VERTEX_CLAUDE, LLAMA])
async def test_vertex_is_asked_with_a_token_made_of_the_key(
    home: House, up: Upstreams, monkeypatch: pytest.MonkeyPatch, model: str
) -> None:
    redirect_tokens(up, monkeypatch)
    mock, key = up.clouds.vertex, json.dumps(up.clouds.google.service_account())
    await connect_cloud(home, up, "google-vertex-ai", mock, key, model, region="europe-west4")
    mock.always(Reply(text=SAID, usage=Usage(1000, 300)))
    for client in CLIENTS:
        asked = model.replace("/", "%2F") if client == "gemini" else model
        assert await say(home, client, asked) == (SAID, (1000, 300)), client
        assert await stream(home, client, asked) == (SAID, (1000, 300)), client
    assert "/locations/europe-west4/" in mock.last.path
    await home.check_ledger()


@pytest.mark.parametrize(
    ("behind", "model", "settings", "path"),
    [
        ("aws-bedrock", NOVA, {"region": "eu-west-1"}, "/bedrock-runtime/eu-west-1/model/"),
        (
            "google-vertex-ai",
            GEMINI,
            {"region": "us-central1", "project": "harbour-123456"},
            "/google-vertex-ai/v1/projects/harbour-123456/locations/us-central1/",
        ),
    ],
)
async def test_where_cloudflare_keeps_the_key_it_signs_itself(
    behind: str, model: str, settings: dict[str, str], path: str
) -> None:
    provider: Any = PROVIDERS["cloudflare_gateway"]
    where = {"account_id": ACCOUNT, "gateway_id": GATEWAY, "behind": behind, **settings}
    endpoint = Endpoint(provider.base_url, "|cf-token", where, model=model)
    (dialect,) = provider.dialects_for(endpoint)
    assert provider.token_identity(endpoint) == ""
    made = provider.request(Operation.CHAT, dialect, endpoint, b"{}", {}, stream=False)
    made = provider.sign(made, endpoint, datetime.now(UTC))
    assert path in made.url
    sent = {name.lower(): value for name, value in made.headers.items()}
    assert sent["cf-aig-authorization"] == "Bearer cf-token"
    assert not {"authorization", "x-amz-date"} & set(sent)


async def test_a_refusal_of_aws_is_read_by_its_name(home: House, up: Upstreams) -> None:
    mock = up.clouds.bedrock
    await connect_cloud(home, up, "aws-bedrock", mock, mock.key, NOVA)
    mock.always(Reply(error="rate_limit"))
    await home.chat(NOVA)
    (row,) = await home.log()
    assert row.attempts[0].error_class == "rate_limit"
