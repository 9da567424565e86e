"""Workers AI speaks for OpenAI's clients: Deepgram's Aura and MeloTTS."""

from __future__ import annotations

import base64
import json
from typing import Any

import openai
import pytest

from gateway.domain.capability import Capability
from gateway.domain.money import NANO
from tests.gateway.house import House
from tests.gateway.server.media_stage import client
from tests.upstreams import Reply, Upstreams
from tests.upstreams.cloudflare import ACCOUNT, WorkersAIMock
from tests.upstreams.openai_audio import sound
from tests.upstreams.workers_ai_bodies import refused
from tests.upstreams.workers_ai_speech import AURA, AURA_2, MELO, SPANISH

SETTINGS = {"account_id": ACCOUNT}
TEXT = "Ahoy, 母港!"
RATE = {"sample_rate": 24_000}
ENCODED: dict[str, dict[str, Any]] = {
    "mp3": {"encoding": "mp3"},
    "opus": {"encoding": "opus", "container": "ogg"},
    "aac": {"encoding": "aac"},
    "flac": {"encoding": "flac"},
    "wav": {"encoding": "linear16", "container": "wav", **RATE},
    "pcm": {"encoding": "linear16", "container": "none", **RATE},
}


async def speaker(home: House, up: Upstreams, model: str) -> WorkersAIMock:
    mock = up.add(WorkersAIMock())
    await home.channel(mock, model, provider="workers_ai", settings=SETTINGS)
    return mock


@pytest.mark.parametrize("kind", sorted(ENCODED))
async def test_aura_speaks_in_every_form(home: House, up: Upstreams, kind: Any) -> None:
    mock = await speaker(home, up, AURA_2)
    token, key = await home.token(NANO)
    async with client(home, key) as sdk:
        made = await sdk.audio.speech.create(
            model=AURA_2, input=TEXT, voice="onyx", response_format=kind
        )
    assert made.content == sound(kind, len(TEXT))
    assert mock.last.json == {"text": TEXT, "speaker": "zeus", **ENCODED[kind]}
    assert mock.last.path == f"/client/v4/accounts/{ACCOUNT}/ai/run/{AURA_2}"
    (row,) = await home.log()
    charge = len(TEXT) * 30_000
    assert (row.request.charge_nano, row.request.estimated) == (charge, False)
    assert home.balance(token) == NANO - charge
    await home.check_ledger()


@pytest.mark.parametrize("model", [AURA, AURA_2, SPANISH])
async def test_each_of_openais_voices_is_one_of_the_models(
    home: House, up: Upstreams, model: str
) -> None:
    await speaker(home, up, model)
    names = "alloy ash ballad coral echo fable onyx nova sage shimmer verse marin cedar"
    async with client(home) as sdk:
        for voice in names.split():
            await sdk.audio.speech.create(model=model, input="x", voice=voice)


async def test_its_own_voice_and_members_stay(home: House, up: Upstreams) -> None:
    mock = await speaker(home, up, SPANISH)
    async with client(home) as sdk:
        await sdk.audio.speech.create(
            model=SPANISH, input=TEXT, voice="javier", extra_body={"bit_rate": 48_000}
        )
    assert (mock.last.json["speaker"], mock.last.json["bit_rate"]) == ("javier", 48_000)


async def test_melotts_is_paid_by_the_second(home: House, up: Upstreams) -> None:
    mock = await speaker(home, up, MELO)
    async with client(home) as sdk:
        made = await sdk.audio.speech.create(model=MELO, input=TEXT, voice="alloy")
        assert made.content == sound("mp3", 8)
        assert mock.last.json == {"prompt": TEXT}
        await sdk.audio.speech.create(model=MELO, input=TEXT, voice="FR")
        assert mock.last.json == {"prompt": TEXT, "lang": "fr"}
        with pytest.raises(openai.BadRequestError, match="lang"):
            await sdk.audio.speech.create(model=MELO, input=TEXT, voice="Zuzana")
        with pytest.raises(openai.BadRequestError, match="mp3 alone"):
            await sdk.audio.speech.create(
                model=MELO, input=TEXT, voice="alloy", response_format="wav"
            )
    assert len(mock.requests) == 3
    made_ones = [row.request for row in await home.log() if row.request.charge_nano]
    assert [row.charge_nano for row in made_ones] == [1600, 1600]  # 0.48 s, by the second
    await home.check_ledger()


async def test_events_where_they_are_asked_for(home: House, up: Upstreams) -> None:
    await speaker(home, up, AURA)
    asked = {"model": AURA, "input": TEXT, "voice": "alloy", "stream_format": "sse"}
    status, headers, body = await home.post("/v1/audio/speech", asked)
    assert (status, headers["content-type"]) == (200, "text/event-stream")
    events = [json.loads(line[6:]) for line in body.split(b"\n\n") if line]
    data = b"".join(base64.b64decode(each.get("audio", "")) for each in events)
    assert data == sound("mp3", len(TEXT))
    await home.check_ledger()


async def test_a_speed_is_refused_and_so_is_a_voice_it_has_not(home: House, up: Upstreams) -> None:
    mock = await speaker(home, up, AURA)
    body = {"model": AURA, "input": TEXT, "voice": "alloy", "speed": 2}
    status, _, said = await home.post("/v1/audio/speech", body)
    assert (status, json.loads(said)["error"]["param"], mock.requests) == (400, "speed", [])
    body = {"model": AURA, "input": TEXT, "voice": "nobody"}
    status, _, said = await home.post("/v1/audio/speech", body)
    assert (status, b"speaker" in said) == (400, True)
    mock.script(Reply(error_status=429, error_body=refused("you have used up", 3036).error.body))
    status, _, said = await home.post("/v1/audio/speech", {**body, "voice": "luna"})
    assert (status, b"used up" in said) == (429, True)
    assert not any(row.request.charge_nano for row in await home.log())
    await home.check_ledger()


@pytest.mark.parametrize(
    "body", [b'{"result":[]}', b'{"result":{"audio":7}}', b'{"result":{"audio":"?"}}']
)
async def test_an_answer_that_is_none_is_said_so(home: House, up: Upstreams, body: bytes) -> None:
    mock = await speaker(home, up, MELO)
    mock.script(Reply(error_status=200, error_body=body))
    asked = {"model": MELO, "input": "x", "voice": "alloy"}
    status, _, said = await home.post("/v1/audio/speech", asked)
    assert status == 502, said
    assert not any(row.request.charge_nano for row in await home.log())
    await home.check_ledger()


@pytest.mark.parametrize("model", [AURA, AURA_2, SPANISH, MELO])
async def test_a_channel_is_tested_for_speech(home: House, up: Upstreams, model: str) -> None:
    await speaker(home, up, model)
    (channel,) = await home.gateway.channels.list()
    (plan,) = home.gateway.channels.test_plans(channel.id)
    assert plan.capability is Capability.SPEECH
    result = await home.gateway.channels.test(channel.id, capability=Capability.SPEECH)
    assert result.ok, result.failure
    assert result.sound_ms
