"""What a channel's provider has not is asked of others, or refused before anything is sent."""

from __future__ import annotations

import json
from typing import Any

import openai
import pytest

from gateway.domain.capability import Capability
from gateway.errors import ServiceError
from tests.gateway.house import House
from tests.gateway.server.media_stage import client, media_mock, wav
from tests.upstreams import Upstreams

BODIES: dict[str, dict[str, Any]] = {
    "images/generations": {"model": "dall-e-2", "prompt": "a cat"},
    "audio/speech": {"model": "tts-1", "input": "Hello", "voice": "alloy"},
    "moderations": {"model": "omni-moderation-latest", "input": "hello"},
    "rerank": {"model": "rerank-v3.5", "query": "sky", "documents": ["the sky"]},
    "embeddings": {"model": "text-embedding-3-small", "input": "hello"},
}


@pytest.mark.parametrize(
    ("ident", "path"),
    [
        ("deepseek", "images/generations"),
        ("groq", "images/generations"),
        ("sambanova", "images/generations"),
        ("cerebras", "audio/speech"),
        ("cohere", "audio/speech"),
        ("moonshot", "moderations"),
        ("zhipu", "moderations"),
        ("openai", "rerank"),
        ("cerebras", "embeddings"),
        ("zai", "embeddings"),
        ("anthropic", "embeddings"),
    ],
)
async def test_an_endpoint_a_vendor_lacks_is_anothers(
    home: House, up: Upstreams, ident: str, path: str
) -> None:
    lacking, mock = up.add_openai("lacking"), media_mock(up)
    body = BODIES[path]
    await home.channel(lacking, body["model"], provider=ident, priority=9)
    status, headers, said = await home.post(f"/v1/{path}", body)
    assert (status, headers["x-homeport-error"]) == (501, "not_implemented"), said
    assert f"has no {path}" in json.loads(said)["error"]["message"]
    other = up.openai if path == "embeddings" else mock
    await home.channel(other, body["model"])
    status, _, said = await home.post(f"/v1/{path}", body)
    assert status == 200, said
    assert lacking.requests == []
    await home.check_ledger()


async def test_a_form_is_refused_as_well(home: House, up: Upstreams) -> None:
    lacking = up.add_openai("lacking")
    await home.channel(lacking, "whisper-1", provider="deepseek")
    async with client(home) as sdk:
        with pytest.raises(openai.InternalServerError) as caught:
            await sdk.audio.transcriptions.create(model="whisper-1", file=("a.wav", wav(1.0)))
    assert "DeepSeek has no audio/transcriptions" in str(caught.value)
    assert lacking.requests == []


async def test_geminis_clients_are_told_in_their_own_dialect(home: House, up: Upstreams) -> None:
    lacking = up.add_openai("lacking")
    await home.channel(lacking, "embedder", provider="moonshot")
    content = {"content": {"parts": [{"text": "hello"}]}}
    status, _, said = await home.post("/v1beta/models/embedder:embedContent", content)
    assert (status, json.loads(said)["error"]["status"]) == (501, "UNIMPLEMENTED")
    assert lacking.requests == []


async def test_a_channel_is_tested_for_what_its_provider_has(home: House, up: Upstreams) -> None:
    mock = media_mock(up)
    models = ("gpt-4o-mini", "dall-e-2", "tts-1", "whisper-1", "rerank-v3.5")
    channel = await home.channel(mock, *models, provider="groq")
    plans = {plan.capability for plan in home.gateway.channels.test_plans(channel.id)}
    assert plans == {Capability.CHAT, Capability.SPEECH, Capability.TRANSCRIPTION}
    with pytest.raises(ServiceError) as refused:
        await home.gateway.channels.test(channel.id, "dall-e-2")
    assert refused.value.code == "not_testable"
    assert mock.requests == []
    gateway = {"account_id": "0" * 32, "gateway_id": "g", "behind": "groq"}
    behind = await home.channel(
        mock, *models, provider="cloudflare_gateway", settings=gateway, keys=("k|t",)
    )
    assert {plan.capability for plan in home.gateway.channels.test_plans(behind.id)} == plans
