"""Keys, tokens, model lists, embeddings and tests of channels at the big clouds."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest

from gateway.domain.channel import ChannelDraft, Secret
from gateway.errors import ServiceError
from tests.gateway.house import ACCESS_TOKEN, House
from tests.gateway.server.cloud_channels import (
    CLAUDE,
    CLOUDS,
    GPT,
    NOVA,
    TITAN,
    VERTEX_CLAUDE,
    connect,
    redirect_tokens,
)
from tests.upstreams import Reply, Upstreams, faults
from tests.upstreams.bedrock import ACCESS_KEY_ID, SECRET

APP = "11111111-2222-3333-4444-555555555555"


def service_account(up: Upstreams) -> str:
    return json.dumps(up.clouds.google.service_account(), indent=2)


async def test_many_requests_at_once_share_one_token(
    home: House, up: Upstreams, monkeypatch: pytest.MonkeyPatch
) -> None:
    mock, model = await connect(home, up, monkeypatch, "gemini-at-vertex")
    mock.always(Reply(text="Hi"))
    answers = await asyncio.gather(*(home.chat(model) for _ in range(8)))
    assert {status for status, _, _ in answers} == {200}
    assert len(up.clouds.google.requests) == 1


async def test_a_revoked_token_is_renewed_and_the_key_stays(
    home: House, up: Upstreams, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, model = await connect(home, up, monkeypatch, "gemini-at-vertex")
    assert (await home.chat(model))[0] == 200
    up.clouds.google.issued.clear()
    assert (await home.chat(model))[0] == 200
    assert len(up.clouds.google.requests) == 2
    rows = await home.log()
    assert [len(row.attempts) for row in rows] == [1, 1]
    (channel,) = await home.gateway.channels.list()
    assert channel.keys[0].state.value == "ready"


async def test_a_key_that_gets_no_token_is_rejected(
    home: House, up: Upstreams, monkeypatch: pytest.MonkeyPatch
) -> None:
    mock, model = await connect(home, up, monkeypatch, "gemini-at-vertex")
    up.clouds.google.always(faults.failing("server"))
    assert (await home.chat(model))[0] == 503
    up.clouds.google.reset()
    up.clouds.google.email = "somebody@else"
    await home.gateway.channels.resume(1)
    status, _, body = await home.chat(model)
    assert status == 502, body
    (channel,) = await home.gateway.channels.list()
    assert channel.keys[0].state.value == "rejected"
    assert "account not found" in channel.keys[0].reason
    assert not mock.requests


async def test_azure_takes_an_applications_token(
    home: House, up: Upstreams, monkeypatch: pytest.MonkeyPatch
) -> None:
    up.clouds.entra.apps[APP] = "se~cret"
    mock, model = await connect(home, up, monkeypatch, "azure", keys=(f"tenant|{APP}|se~cret",))
    assert (await home.chat(model))[0] == 200
    assert mock.last.headers["authorization"].startswith("Bearer eyJ0eXAi.")
    assert "api-key" not in mock.last.headers
    assert up.clouds.entra.last.path == "/tenant/oauth2/v2.0/token"


@pytest.mark.parametrize(
    ("settings", "path"),
    [
        ({"api_version": "2024-10-21", "remove_dots": True}, "gpt-41-mini"),
        (
            {"api_version": "2024-10-21", "deployments": {"gpt-4.1-mini": "harbour-chat"}},
            "harbour-chat",
        ),
    ],
)
async def test_azures_dated_addresses(
    home: House, up: Upstreams, settings: dict[str, Any], path: str
) -> None:
    await home.channel(up.clouds.azure, "gpt-4.1-mini", settings=settings)
    await home.price(**{"gpt_4.1_mini": {"input": 1, "output": 1}})
    status, _, body = await home.chat("gpt-4.1-mini", stream=True)
    assert status == 200, body
    assert b'"object":""' not in body.replace(b" ", b""), "the filters' verdict is no chunk"
    assert up.clouds.azure.last.path == f"/openai/deployments/{path}/chat/completions"
    assert up.clouds.azure.last.query == {"api-version": "2024-10-21"}


@pytest.mark.parametrize("kind", ["bearer", "session", "signed"])
async def test_every_kind_of_aws_credential(home: House, up: Upstreams, kind: str) -> None:
    mock = up.clouds.bedrock
    if kind == "bearer":
        key, settings = min(mock.api_keys), {"region": mock.region}
    elif kind == "session":
        mock.session_tokens[ACCESS_KEY_ID] = "token/with+signs=="
        key, settings = f"{ACCESS_KEY_ID}|{SECRET}|token/with+signs==", {"region": mock.region}
    else:
        key, settings = mock.key, {}
    await home.channel(mock, CLAUDE, NOVA, keys=(key,), settings=settings)
    for model in (CLAUDE, NOVA):
        status, _, body = await home.chat(model)
        assert status == 200, body
    assert SECRET not in str(await home.log())


async def test_models_are_listed_by_who_has_them(
    home: House, up: Upstreams, monkeypatch: pytest.MonkeyPatch
) -> None:
    redirect_tokens(up, monkeypatch)
    clouds = up.clouds
    for provider, mock, key, expected, absent in (
        ("azure_openai", clouds.azure, clouds.azure.key, "harbour-chat", "old"),
        ("aws_bedrock", clouds.bedrock, clouds.bedrock.key, f"{CLAUDE}", CLAUDE[3:]),
        ("vertex_ai", clouds.vertex, service_account(up), VERTEX_CLAUDE, "bert-base"),
    ):
        draft = ChannelDraft(provider, base_url=mock.base_url, keys=(Secret(key),))
        models = {each.id: each for each in await home.gateway.channels.fetch_models(draft)}
        assert expected in models
        assert absent not in models
        kinds = {"chat", "embedding", "image", "audio", "rerank", "other"}
        assert {each.kind for each in models.values()} <= kinds
    clouds.azure.lists_deployments = False
    draft = ChannelDraft(
        "azure_openai", base_url=clouds.azure.base_url, keys=(Secret(clouds.azure.key),)
    )
    assert GPT in {each.id for each in await home.gateway.channels.fetch_models(draft)}


async def test_a_channel_is_tested_by_what_it_speaks(
    home: House, up: Upstreams, monkeypatch: pytest.MonkeyPatch
) -> None:
    for cloud in CLOUDS:
        mock, model = await connect(home, up, monkeypatch, cloud)
        mock.always(Reply(text="Ahoj"))
        channel = (await home.gateway.channels.list())[-1]
        result = await home.gateway.channels.test(channel.id, model)
        assert result.ok, (cloud, result.failure)
        assert result.reply == "Ahoj"


@pytest.mark.parametrize(
    ("cloud", "model"),
    [
        ("azure", "text-embedding-3-small"),
        ("bedrock", TITAN),
        ("vertex", "text-embedding-005"),
        ("vertex", "gemini-embedding-2"),
    ],
)
async def test_embeddings(
    home: House, up: Upstreams, monkeypatch: pytest.MonkeyPatch, cloud: str, model: str
) -> None:
    redirect_tokens(up, monkeypatch)
    mock = getattr(up.clouds, cloud)
    keys = (service_account(up),) if cloud == "vertex" else (mock.key,)
    await home.channel(mock, model, keys=keys)
    await home.gateway.settings_service.set_option("ModelPrice", json.dumps({model: {"input": 1}}))
    status, _, body = await home.post("/v1/embeddings", {"model": model, "input": "Ahoj"})
    assert status == 200, body
    assert len(json.loads(body)["data"][0]["embedding"]) >= 8
    (row,) = await home.log()
    assert row.request.charge_nano > 0
    await home.check_ledger()


async def test_vertex_counts_tokens_for_who_asks(
    home: House, up: Upstreams, monkeypatch: pytest.MonkeyPatch
) -> None:
    mock, model = await connect(home, up, monkeypatch, "claude-at-vertex")
    asked = {"model": model, "messages": [{"role": "user", "content": "Hi"}]}
    status, _, body = await home.post("/v1/messages/count_tokens", asked)
    assert (status, json.loads(body)) == (200, {"input_tokens": 8})
    assert mock.last.json["model"] == model


async def test_one_apis_composite_credentials_are_keys_and_never_settings(
    home: House, up: Upstreams
) -> None:
    headers = {"Authorization": ACCESS_TOKEN}
    config = {"ak": ACCESS_KEY_ID, "sk": SECRET, "region": "eu-central-1"}
    account = service_account(up)
    vertex = {
        "region": "us-east5",
        "vertex_ai_project_id": "harbour-123456",
        "vertex_ai_adc": account,
    }
    rows: list[dict[str, Any]] = [
        {"type": 33, "key": f"{ACCESS_KEY_ID}|{SECRET}|eu-central-1", "config": config},
        {"type": 42, "key": "us-east5|harbour-123456|{}", "config": json.dumps(vertex)},
        {"type": 3, "key": "k" * 32, "base_url": "https://h.openai.azure.com", "other": ""},
    ]
    for row in rows:
        body = {"name": "x", "models": "m", **row}
        async with home.session.post(f"{home.url}/api/channel/", json=body, headers=headers) as got:
            assert (await got.json())["success"], await got.text()
    bedrock, google, azure = await home.gateway.channels.list()
    assert (bedrock.provider, google.provider, azure.provider) == (
        "aws_bedrock",
        "vertex_ai",
        "azure_openai",
    )
    assert bedrock.settings == {"region": "eu-central-1"}
    assert google.settings == {"region": "us-east5", "project": "harbour-123456"}
    assert azure.settings == {"api_version": "2024-10-21", "remove_dots": True}
    assert bedrock.keys[0].hint == ACCESS_KEY_ID[-4:]
    assert google.keys[0].hint == up.clouds.google.service_account()["private_key_id"][-4:]


async def test_a_key_of_somebody_else_is_refused_before_it_is_stored(
    home: House, up: Upstreams
) -> None:
    for provider in ("aws_bedrock", "vertex_ai"):
        draft = ChannelDraft(provider, keys=(Secret("sk-1"),), models=("m",))
        with pytest.raises(ServiceError) as refused:
            await home.gateway.channels.create(draft)
        assert refused.value.code == "invalid_key"
