"""MiniMax speaks for OpenAI's clients, paid by its characters."""

from __future__ import annotations

import base64
import json
from typing import Any

import openai
import pytest

from gateway.domain.capability import Capability
from gateway.domain.failure import FailureClass
from tests.gateway.house import House
from tests.gateway.server.media_stage import client
from tests.upstreams import Reply, Upstreams
from tests.upstreams.minimax_speech import SPEAKS, MiniMaxSpeechMock
from tests.upstreams.openai_audio import sound

TEXT = "Ahoy, 母港!"
BILLED = len(TEXT) + 2
PER_CHARACTER = 100_000
FORMS = {"mp3": "audio/mpeg", "wav": "audio/wav", "flac": "audio/flac", "pcm": "audio/pcm"}


@pytest.fixture
async def speaker(home: House, up: Upstreams) -> MiniMaxSpeechMock:
    mock = up.add(MiniMaxSpeechMock())
    await home.channel(mock, SPEAKS, provider="minimax")
    return mock


@pytest.mark.parametrize("kind", sorted(FORMS))
async def test_speech_is_paid_by_the_characters_it_bills(
    home: House, speaker: MiniMaxSpeechMock, kind: Any
) -> None:
    async with client(home) as sdk:
        made = await sdk.audio.speech.create(
            model=SPEAKS, input=TEXT, voice="onyx", response_format=kind, speed=1.5
        )
    assert made.response.headers["content-type"] == FORMS[kind]
    assert made.content == sound(kind, len(TEXT))
    rate = {"sample_rate": 24_000, "channel": 1} if kind == "pcm" else {}
    assert speaker.last.path == "/v1/t2a_v2"
    assert speaker.last.json == {
        "model": SPEAKS,
        "text": TEXT,
        "stream": False,
        "output_format": "hex",
        "voice_setting": {"voice_id": "male-qn-badao", "speed": 1.5},
        "audio_setting": {"format": kind, **rate},
    }
    (row,) = await home.log()
    assert (row.request.charge_nano, row.request.estimated) == (BILLED * PER_CHARACTER, False)
    await home.check_ledger()


async def test_its_own_words_stay(home: House, speaker: MiniMaxSpeechMock) -> None:
    own = {
        "voice_setting": {"voice_id": "female-tianmei", "emotion": "happy"},
        "audio_setting": {"format": "wav", "bitrate": 64000},
        "language_boost": "auto",
    }
    async with client(home) as sdk:
        made = await sdk.audio.speech.create(
            model=SPEAKS, input=TEXT, voice="alloy", instructions="softly", extra_body=own
        )
    assert made.response.headers["content-type"] == "audio/wav"
    sent = speaker.last.json
    assert {name: sent[name] for name in own} == own
    assert "instructions" not in sent


async def test_events_where_they_are_asked_for(home: House, speaker: MiniMaxSpeechMock) -> None:
    asked = {"model": SPEAKS, "input": TEXT, "voice": "alloy", "stream_format": "sse"}
    status, headers, body = await home.post("/v1/audio/speech", asked)
    assert (status, headers["content-type"]) == (200, "text/event-stream")
    events = [json.loads(line[6:]) for line in body.split(b"\n\n") if line]
    assert b"".join(base64.b64decode(each.get("audio", "")) for each in events) == sound(
        "mp3", len(TEXT)
    )
    assert events[-1]["type"] == "speech.audio.done"
    (row,) = await home.log()
    assert row.request.charge_nano == BILLED * PER_CHARACTER
    await home.check_ledger()


async def test_where_it_does_not_say_what_it_bills_letters_are(
    home: House, speaker: MiniMaxSpeechMock
) -> None:
    speaker.script(Reply(usage=None))
    async with client(home) as sdk:
        await sdk.audio.speech.create(model=SPEAKS, input=TEXT, voice="alloy")
    (row,) = await home.log()
    assert row.request.charge_nano == len(TEXT) * PER_CHARACTER
    await home.check_ledger()


@pytest.mark.parametrize(
    ("error", "status", "kind"),
    [
        ("bad_key", 502, FailureClass.BAD_KEY),
        ("money", 502, FailureClass.NO_MONEY),
        ("rate_limit", 429, FailureClass.RATE_LIMIT),
        ("content_filter", 400, FailureClass.CONTENT_FILTER),
        ("bad_request", 400, FailureClass.BAD_REQUEST),
    ],
)
async def test_a_refusal_inside_200_costs_nothing(
    home: House, speaker: MiniMaxSpeechMock, error: Any, status: int, kind: FailureClass
) -> None:
    speaker.script(Reply(error=error))
    body = {"model": SPEAKS, "input": TEXT, "voice": "alloy"}
    found, headers, _ = await home.post("/v1/audio/speech", body)
    assert headers["content-type"].startswith("application/json")
    (row,) = await home.log()
    assert (found, row.attempts[0].error_class) == (status, kind)
    assert row.request.charge_nano == 0
    await home.check_ledger()


async def test_forms_it_does_not_make_are_refused_before_anything_is_sent(
    home: House, speaker: MiniMaxSpeechMock
) -> None:
    async with client(home) as sdk:
        with pytest.raises(openai.BadRequestError, match="mp3 or wav") as refused:
            await sdk.audio.speech.create(
                model=SPEAKS, input=TEXT, voice="alloy", response_format="opus"
            )
    assert refused.value.param == "response_format"
    assert speaker.requests == []
    await home.check_ledger()


async def test_a_channel_is_tested_for_speech(home: House, speaker: MiniMaxSpeechMock) -> None:
    (channel,) = await home.gateway.channels.list()
    result = await home.gateway.channels.test(channel.id, capability=Capability.SPEECH)
    assert result.ok, result.failure
    letters = len(speaker.last.json["text"])
    assert (result.sound_ms, result.cost_nano) == (60 * letters, letters * PER_CHARACTER)
