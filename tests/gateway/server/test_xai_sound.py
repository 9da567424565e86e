"""xAI speaks and hears for OpenAI's clients."""

from __future__ import annotations

import json
from typing import Any

import openai
import pytest

from gateway.domain.capability import Capability
from gateway.domain.money import NANO
from tests.gateway.house import House
from tests.gateway.server.media_stage import client, wav
from tests.upstreams import Reply, Upstreams
from tests.upstreams.openai_audio import sound
from tests.upstreams.xai_sound import HEARS, SAID, SPEAKS, XAISoundMock

TEXT = "Ahoy, 母港!"


@pytest.fixture
async def xai(home: House, up: Upstreams) -> XAISoundMock:
    mock = up.add(XAISoundMock())
    await home.channel(mock, SPEAKS, HEARS, provider="xai")
    return mock


@pytest.mark.parametrize("kind", ["mp3", "wav", "pcm"])
async def test_speech_comes_as_it_is_made(home: House, xai: XAISoundMock, kind: Any) -> None:
    async with client(home) as sdk:
        made = await sdk.audio.speech.create(
            model=SPEAKS,
            **{"input": TEXT, "voice": "onyx", "response_format": kind, "speed": 1.2},
        )
    assert made.content == sound(kind, len(TEXT))
    rate = {"sample_rate": 24_000} if kind == "pcm" else {}
    assert xai.last.path == "/v1/tts"
    assert xai.last.json == {
        **{"text": TEXT, "voice_id": "leo", "language": "auto", "speed": 1.2},
        "output_format": {"codec": kind, **rate},
    }
    (row,) = await home.log()
    assert json.loads(row.request.price_json)["source"] == "unpriced"
    await home.check_ledger()


async def test_its_own_words_stay(home: House, xai: XAISoundMock) -> None:
    own = {"language": "cs", "output_format": {"codec": "mp3", "bit_rate": 192_000}}
    async with client(home) as sdk:
        await sdk.audio.speech.create(model=SPEAKS, input=TEXT, voice="Eve", extra_body=own)
    assert {name: xai.last.json[name] for name in own} == own


async def test_events_where_they_are_asked_for(home: House, xai: XAISoundMock) -> None:
    asked = {"model": SPEAKS, "input": TEXT, "voice": "alloy", "stream_format": "sse"}
    status, headers, body = await home.post("/v1/audio/speech", asked)
    assert (status, headers["content-type"]) == (200, "text/event-stream")
    assert b"speech.audio.done" in body
    await home.check_ledger()


async def test_forms_and_voices_it_has_not(home: House, xai: XAISoundMock) -> None:
    for more, param in (
        ({"response_format": "opus"}, "response_format"),
        ({"voice": {"id": "voice_1"}}, "voice"),
    ):
        body = {"model": SPEAKS, "input": TEXT, "voice": "alloy", **more}
        status, _, said = await home.post("/v1/audio/speech", body)
        assert (status, json.loads(said)["error"]["param"]) == (400, param)
    assert xai.requests == []
    body = {"model": SPEAKS, "input": TEXT, "voice": "nobody"}
    status, _, said = await home.post("/v1/audio/speech", body)
    assert (status, b"voice" in said) == (400, True)
    assert not any(row.request.charge_nano for row in await home.log())
    await home.check_ledger()


async def test_sound_is_heard_and_paid_by_the_second(home: House, xai: XAISoundMock) -> None:
    token, key = await home.token(NANO)
    async with client(home, key) as sdk:
        heard = await sdk.audio.transcriptions.create(
            model=HEARS,
            file=("a.wav", wav(2.5)),
            language="cs",
            prompt="harbours",
            extra_body={"keyterm": "母港"},
        )
    assert heard.text == SAID
    assert xai.last.json == {"model": HEARS, "language": "cs", "keyterm": "母港"}
    (row,) = await home.log()
    assert (row.request.charge_nano, row.request.estimated) == (69_445, False)
    assert home.balance(token) == NANO - 69_445
    await home.check_ledger()


async def test_a_transcript_has_the_form_that_was_asked_for(home: House, xai: XAISoundMock) -> None:
    async with client(home, strict=False) as sdk:

        async def asked(form: Any, **more: Any) -> Any:
            return await sdk.audio.transcriptions.create(
                model=HEARS, file=("a.wav", wav(2.5)), response_format=form, **more
            )

        assert await asked("text") == f"{SAID}\n"
        assert await asked("srt") == f"1\n00:00:00,000 --> 00:00:02,500\n{SAID}\n\n"
        assert (await asked("vtt")).startswith("WEBVTT\n\n00:00:00.000 --> 00:00:02.500\n")
        told = await asked("verbose_json", timestamp_granularities=["word"])
        assert [(each.word, each.end) for each in told.words] == [("Ahoj,", 1.2), ("世界.", 2.5)]
        assert told.duration == 2.5
        with pytest.raises(openai.BadRequestError, match="can be had"):
            await asked("diarized_json")
    await home.check_ledger()


async def test_what_it_does_not_tell_is_counted(home: House, xai: XAISoundMock) -> None:
    xai.script(Reply(usage=None))
    async with client(home) as sdk:
        await sdk.audio.transcriptions.create(model=HEARS, file=("a.wav", wav(2.5)))
    (row,) = await home.log()
    assert (row.request.charge_nano, row.request.estimated) == (69_445, True)
    await home.check_ledger()


async def test_it_translates_nothing(home: House, xai: XAISoundMock) -> None:
    async with client(home) as sdk:
        with pytest.warns(DeprecationWarning, match="deprecated"):
            asked = sdk.audio.translations.create(model=HEARS, file=("a.wav", wav(1)))
        with pytest.raises(openai.InternalServerError, match="has no audio/translations"):
            await asked
    assert xai.requests == []


@pytest.mark.parametrize(
    ("model", "capability"),
    [(SPEAKS, Capability.SPEECH), (HEARS, Capability.TRANSCRIPTION)],
)
async def test_each_is_tested_by_what_it_does(
    home: House, up: Upstreams, model: str, capability: Capability
) -> None:
    channel = await home.channel(up.add(XAISoundMock()), model, provider="xai")
    (plan,) = home.gateway.channels.test_plans(channel.id)
    assert plan.capability is capability
    result = await home.gateway.channels.test(channel.id, capability=capability)
    assert result.ok, result.failure
    assert result.sound_ms
