"""Mistral speaks and hears for OpenAI's clients."""

from __future__ import annotations

import base64
import json
from typing import Any

import openai
import pytest

from gateway.domain.capability import Capability
from gateway.domain.failure import FailureClass
from gateway.domain.money import NANO
from tests.gateway.house import House
from tests.gateway.server.media_stage import client, wav
from tests.upstreams import Reply, Upstreams
from tests.upstreams.mistral import MistralMock
from tests.upstreams.mistral_sound import HEARS, SAID, SPEAKS
from tests.upstreams.openai_audio import sound

TEXT = "Ahoy, 母港!"
A_CHARACTER = 16_000
FORMS = {"mp3": "audio/mpeg", "wav": "audio/wav", "flac": "audio/flac", "opus": "audio/ogg"}


@pytest.fixture
async def mistral(home: House, up: Upstreams) -> MistralMock:
    mock = up.add(MistralMock())
    await home.channel(mock, SPEAKS, HEARS, provider="mistral")
    return mock


@pytest.mark.parametrize("kind", sorted(FORMS))
async def test_speech_is_paid_by_the_character(
    home: House, mistral: MistralMock, kind: Any
) -> None:
    token, key = await home.token(NANO)
    async with client(home, key) as sdk:
        made = await sdk.audio.speech.create(
            model=SPEAKS, input=TEXT, voice="onyx", response_format=kind, instructions="softly"
        )
    assert made.content == sound(kind, len(TEXT))
    assert made.response.headers["content-type"] == FORMS[kind]
    assert mistral.last.json == {
        **{"model": SPEAKS, "input": TEXT, "response_format": kind, "stream": False},
        "voice_id": "gb_oliver_confident",
    }
    (row,) = await home.log()
    charge = len(TEXT) * A_CHARACTER
    assert (row.request.charge_nano, row.request.estimated) == (charge, False)
    assert home.balance(token) == NANO - charge
    await home.check_ledger()


@pytest.mark.parametrize(
    "own",
    [
        {"voice_id": "b0c6f3f4-6f0e-4b5e-8e56-0a1b2c3d4e5f", "expressiveness": 0.4},
        {"ref_audio": base64.b64encode(b"a voice").decode()},
    ],
)
async def test_its_own_words_stay(home: House, mistral: MistralMock, own: dict[str, Any]) -> None:
    async with client(home) as sdk:
        made = await sdk.audio.speech.create(
            model=SPEAKS, input=TEXT, voice="alloy", extra_body=own
        )
    assert made.content == sound("mp3", len(TEXT))
    sent = mistral.last.json
    assert {name: sent.get(name) for name in ("voice_id", *own)} == {"voice_id": None, **own}


async def test_events_where_they_are_asked_for(home: House, mistral: MistralMock) -> None:
    asked = {"model": SPEAKS, "input": TEXT, "voice": "alloy", "stream_format": "sse"}
    status, headers, body = await home.post("/v1/audio/speech", asked)
    assert (status, headers["content-type"]) == (200, "text/event-stream")
    events = [json.loads(line[6:]) for line in body.split(b"\n\n") if line]
    data = b"".join(base64.b64decode(each.get("audio", "")) for each in events)
    assert data == sound("mp3", len(TEXT))
    assert events[-1]["type"] == "speech.audio.done"
    (row,) = await home.log()
    assert row.request.charge_nano == len(TEXT) * A_CHARACTER
    await home.check_ledger()


@pytest.mark.parametrize(
    ("more", "param"),
    [
        ({"response_format": "pcm"}, "response_format"),
        ({"response_format": "aac"}, "response_format"),
        ({"speed": 1.5}, "speed"),
        ({"voice": {"id": "voice_1"}}, "voice"),
    ],
)
async def test_what_it_has_not_is_refused_before_anything_is_sent(
    home: House, mistral: MistralMock, more: dict[str, Any], param: str
) -> None:
    body = {"model": SPEAKS, "input": TEXT, "voice": "alloy", **more}
    status, _, said = await home.post("/v1/audio/speech", body)
    assert (status, json.loads(said)["error"]["param"]) == (400, param)
    assert mistral.requests == []
    await home.check_ledger()


@pytest.mark.parametrize(
    "body", [b"[]", b"\xff\xfe", b"{}", b'{"audio_data":7}', b'{"audio_data":"?"}']
)
async def test_an_answer_that_is_none_is_said_so(
    home: House, mistral: MistralMock, body: bytes
) -> None:
    mistral.script(Reply(error_status=200, error_body=body))
    asked = {"model": SPEAKS, "input": TEXT, "voice": "alloy"}
    status, _, said = await home.post("/v1/audio/speech", asked)
    assert status == 502, said
    assert not any(row.request.charge_nano for row in await home.log())
    await home.check_ledger()


async def test_sound_is_heard_and_paid_by_the_second(home: House, mistral: MistralMock) -> None:
    async with client(home, strict=False) as sdk:
        heard = await sdk.audio.transcriptions.create(
            model=HEARS, file=("a.wav", wav(2.5)), language="cs", prompt="harbours", temperature=0
        )
        assert heard.text.strip() == SAID
        assert mistral.last.json == {"model": HEARS, "language": "cs", "temperature": "0"}
        text = await sdk.audio.transcriptions.create(
            model=HEARS, file=("a.wav", wav(2.5)), response_format="text", language="cs"
        )
        assert str(text) == f"{SAID}\n"
    rows = await home.log()
    assert len({row.request.charge_nano for row in rows}) == 1
    assert [row.request.estimated for row in rows] == [False, False]
    assert rows[0].request.charge_nano == 3 * NANO * 3 // 1000 // 60  # 0.003 dollars a minute
    await home.check_ledger()


async def test_times_are_told_where_they_are_asked_for(home: House, mistral: MistralMock) -> None:
    """Mistral takes no language then."""
    async with client(home, strict=False) as sdk:

        async def asked(form: Any, **more: Any) -> Any:
            return await sdk.audio.transcriptions.create(
                model=HEARS, file=("a.wav", wav(2.5)), response_format=form, language="cs", **more
            )

        assert await asked("srt") == f"1\n00:00:00,000 --> 00:00:02,500\n{SAID}\n\n"
        assert mistral.last.json == {"model": HEARS, "timestamp_granularities": "segment"}
        assert (await asked("vtt")).startswith("WEBVTT\n\n00:00:00.000 --> 00:00:02.500\n")
        told = await asked("verbose_json")
        assert [each.text for each in told.segments] == [SAID]
        assert (told.words, told.duration) == (None, 3.0)
        words = await asked("verbose_json", timestamp_granularities=["word", "segment"])
        assert mistral.last.json["timestamp_granularities"] == "word"
        assert [(each.word, each.end) for each in words.words] == [("Ahoj,", 1.2), ("世界.", 2.5)]
        assert [each.text for each in words.segments] == ["Ahoj, 世界."]
        sent = len(mistral.requests)
        with pytest.raises(openai.BadRequestError, match="can be had"):
            await asked("diarized_json")
    assert len(mistral.requests) == sent
    await home.check_ledger()


async def test_a_client_of_mistrals_is_told_times_in_json(
    home: House, mistral: MistralMock
) -> None:
    async with client(home, strict=False) as sdk:
        told: Any = await sdk.audio.transcriptions.create(
            model=HEARS,
            file=("a.wav", wav(2.5)),
            extra_body={"timestamp_granularities": "segment", "diarize": "false"},
        )
    assert [each["text"] for each in told.segments] == [SAID]
    assert mistral.last.json["diarize"] == "false"
    await home.check_ledger()


async def test_a_refusal_costs_nothing(home: House, mistral: MistralMock) -> None:
    mistral.script(Reply(error="bad_key"))
    async with client(home) as sdk:
        with pytest.raises(openai.APIStatusError):
            await sdk.audio.transcriptions.create(model=HEARS, file=("a.wav", wav(1)))
    found = [row.attempts[0].error_class for row in await home.log()]
    assert found == [FailureClass.BAD_KEY]
    assert not any(row.request.charge_nano for row in await home.log())
    await home.check_ledger()


@pytest.mark.parametrize(
    ("model", "capability"),
    [(SPEAKS, Capability.SPEECH), (HEARS, Capability.TRANSCRIPTION)],
)
async def test_each_is_tested_by_what_it_does(
    home: House, up: Upstreams, model: str, capability: Capability
) -> None:
    mock = up.add(MistralMock())
    channel = await home.channel(mock, model, provider="mistral")
    (plan,) = home.gateway.channels.test_plans(channel.id)
    assert plan.capability is capability
    result = await home.gateway.channels.test(channel.id, capability=capability)
    assert result.ok, result.failure
    assert result.sound_ms
    await home.check_ledger()
