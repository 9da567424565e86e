"""Gemini's models speak for OpenAI's clients, at AI Studio and at Vertex AI."""

from __future__ import annotations

import base64
import io
import json
import wave
from typing import Any

import openai
import pytest

from gateway.domain.capability import Capability
from gateway.domain.failure import FailureClass
from tests.gateway.house import House
from tests.gateway.server.cloud_channels import redirect_tokens
from tests.gateway.server.media_stage import client
from tests.upstreams import Reply, Upstreams
from tests.upstreams.gemini_speech import spoken_tokens
from tests.upstreams.openai_audio import sound

OLD, NEW = "gemini-3.1-flash-tts-preview", "gemini-3.8-flash-tts"
TEXT = "Ahoy, harbour!"
WHERE = pytest.mark.parametrize("where", ["gemini", "vertex"])
MODELS = pytest.mark.parametrize("model", [OLD, NEW])


async def speaker(
    home: House, up: Upstreams, patch: pytest.MonkeyPatch, where: str = "gemini", model: str = NEW
) -> Any:
    """The mock of a channel with a model that speaks; its channel is the only one."""
    if where == "gemini":
        await home.channel(up.gemini, model)
        return up.gemini
    mock = up.clouds.vertex
    mock.models |= {name: up.gemini.models[name] for name in (OLD, NEW)}
    redirect_tokens(up, patch)
    await home.channel(mock, model, keys=(json.dumps(up.clouds.google.service_account()),))
    return mock


@WHERE
@MODELS
async def test_speech_is_a_wav_file_paid_by_its_tokens(
    home: House, up: Upstreams, monkeypatch: pytest.MonkeyPatch, where: str, model: str
) -> None:
    mock = await speaker(home, up, monkeypatch, where, model)
    async with client(home) as sdk:
        made = await sdk.audio.speech.create(
            model=model, input=TEXT, voice="Puck", response_format="wav"
        )
    assert made.response.headers["content-type"] == "audio/wav"
    with wave.open(io.BytesIO(made.content)) as read:
        assert (read.getframerate(), read.getnchannels(), read.getsampwidth()) == (24_000, 1, 2)
        assert read.getnframes() == 24 * 60 * len(TEXT)
    assert mock.last.path.endswith(f"/models/{model}:generateContent")
    (row,) = await home.log()
    tokens = spoken_tokens(len(TEXT))
    assert (row.request.output_tokens, row.request.estimated) == (tokens, False)
    price = home.gateway.prices.price("gemini", model)
    assert price is not None
    lines = {kind: count for kind, count, _ in json.loads(row.request.price_json)["lines"]}
    assert lines["audio_out"] == tokens
    dollars = {OLD: (1_000, 20_000), NEW: (500, 9_000)}[model]
    assert row.request.charge_nano == row.request.input_tokens * dollars[0] + tokens * dollars[1]
    await home.check_ledger()


@MODELS
async def test_samples_alone_where_they_are_asked_for(
    home: House, up: Upstreams, monkeypatch: pytest.MonkeyPatch, model: str
) -> None:
    await speaker(home, up, monkeypatch, model=model)
    async with client(home) as sdk:
        made = await sdk.audio.speech.create(
            model=model, input=TEXT, voice="alloy", response_format="pcm"
        )
    assert made.response.headers["content-type"] == "audio/pcm"
    assert made.content == sound("pcm", len(TEXT))


async def test_a_style_stands_beside_the_text_or_before_it(
    home: House, up: Upstreams, monkeypatch: pytest.MonkeyPatch
) -> None:
    mock = await speaker(home, up, monkeypatch)
    await home.channel(up.gemini, OLD)
    async with client(home) as sdk:
        for model in (NEW, OLD):
            await sdk.audio.speech.create(
                model=model, input=TEXT, voice="onyx", instructions="Whisper", speed=1
            )
    new, old = (each.json for each in mock.requests)
    assert new["contents"][0]["parts"] == [{"text": TEXT, "speechMetadata": {"style": "Whisper"}}]
    assert new["generationConfig"]["speechConfig"] == {"voiceConfig": {"voice": "Charon"}}
    assert old["contents"][0]["parts"] == [{"text": f"Whisper: {TEXT}"}]
    voice = {"prebuiltVoiceConfig": {"voiceName": "Charon"}}
    assert old["generationConfig"]["speechConfig"] == {"voiceConfig": voice}


async def test_events_where_they_are_asked_for(
    home: House, up: Upstreams, monkeypatch: pytest.MonkeyPatch
) -> None:
    await speaker(home, up, monkeypatch)
    asked = {"model": NEW, "input": TEXT, "voice": "Kore", "response_format": "pcm"}
    status, headers, body = await home.post("/v1/audio/speech", {**asked, "stream_format": "sse"})
    assert (status, headers["content-type"]) == (200, "text/event-stream")
    events = [json.loads(line[6:]) for line in body.split(b"\n\n") if line]
    pieces = [base64.b64decode(each["audio"]) for each in events if "audio" in each]
    assert b"".join(pieces) == sound("pcm", len(TEXT))
    assert events[-1]["type"] == "speech.audio.done"
    assert events[-1]["usage"]["output_tokens"] == spoken_tokens(len(TEXT))
    (row,) = await home.log()
    assert row.request.output_tokens == spoken_tokens(len(TEXT))
    await home.check_ledger()


@pytest.mark.parametrize(
    ("asked", "param"),
    [
        ({"response_format": "mp3"}, "response_format"),
        ({"speed": 1.5}, "speed"),
        ({"voice": {"id": "voice_1"}}, "voice"),
    ],
)
async def test_what_gemini_cannot_do_is_refused_before_anything_is_sent(
    home: House,
    up: Upstreams,
    monkeypatch: pytest.MonkeyPatch,
    asked: dict[str, Any],
    param: str,
) -> None:
    mock = await speaker(home, up, monkeypatch)
    body = {"model": NEW, "input": TEXT, "voice": "Kore", **asked}
    status, _, said = await home.post("/v1/audio/speech", body)
    assert (status, json.loads(said)["error"]["param"]) == (400, param)
    assert mock.requests == []
    await home.check_ledger()


@WHERE
async def test_what_is_blocked_is_a_refusal_that_costs_nothing(
    home: House, up: Upstreams, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    mock = await speaker(home, up, monkeypatch, where)
    mock.script(Reply(refusal="PROHIBITED_CONTENT"))
    async with client(home) as sdk:
        with pytest.raises(openai.BadRequestError, match="PROHIBITED_CONTENT"):
            await sdk.audio.speech.create(model=NEW, input=TEXT, voice="Kore")
    (row,) = await home.log()
    assert row.attempts[0].error_class == FailureClass.CONTENT_FILTER
    assert row.request.charge_nano == 0
    await home.check_ledger()


async def test_a_voice_nobody_has_is_googles_refusal(
    home: House, up: Upstreams, monkeypatch: pytest.MonkeyPatch
) -> None:
    await speaker(home, up, monkeypatch)
    async with client(home) as sdk:
        with pytest.raises(openai.BadRequestError, match="Nobody is not supported"):
            await sdk.audio.speech.create(model=NEW, input=TEXT, voice="Nobody")


@WHERE
async def test_the_next_channel_speaks_where_one_cannot(
    home: House, up: Upstreams, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    mock = await speaker(home, up, monkeypatch, where)
    other = up.add_openai("other")
    await home.channel(other, NEW, provider="deepseek", priority=9)
    mock.script(Reply(error="rate_limit"), Reply())
    await home.channel(up.gemini, NEW, priority=-1)
    async with client(home) as sdk:
        made = await sdk.audio.speech.create(model=NEW, input=TEXT, voice="Kore")
    assert len(made.content) > 44
    assert other.requests == []
    (row,) = await home.log()
    assert [each.status for each in row.attempts] == ["failed", "done"]
    await home.check_ledger()


@WHERE
async def test_a_channel_is_tested_for_speech(
    home: House, up: Upstreams, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    mock = await speaker(home, up, monkeypatch, where)
    (channel,) = await home.gateway.channels.list()
    assert [plan.capability for plan in home.gateway.channels.test_plans(channel.id)] == [
        Capability.SPEECH
    ]
    result = await home.gateway.channels.test(channel.id, capability=Capability.SPEECH)
    assert result.ok, result.failure
    letters = len(mock.last.json["contents"][0]["parts"][0]["text"])
    assert result.sound_ms == 60 * letters
    assert result.cost_nano
    assert result.cost_nano >= spoken_tokens(letters) * 9_000
