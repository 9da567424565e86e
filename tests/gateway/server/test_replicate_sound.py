"""Replicate's models speak and hear for OpenAI's clients, by predictions."""

from __future__ import annotations

import json
from typing import Any

import openai
import pytest

from gateway.domain.capability import Capability
from gateway.domain.money import NANO
from gateway.tasks import spawn
from tests.gateway.house import House
from tests.gateway.server.media_stage import client, wav
from tests.upstreams import Upstreams
from tests.upstreams.openai_audio import sound
from tests.upstreams.replicate_sound import (
    CHATTERBOX,
    ELEVEN,
    FAST,
    GPT,
    KOKORO,
    MEANT,
    MINIMAX,
    SAID,
    VERSIONS,
    WHISPER,
    WHISPERX,
    ReplicateSoundMock,
)

TEXT = "Ahoy, 母港!"
OLD_WHISPER, OLD_KOKORO = VERSIONS
SMALL, LARGE = wav(2.5), wav(20, rate=16_000)
PER_CHARACTER = 60_000
UNKNOWN = ("somebody/whisper", "suno-ai/bark")
MODELS = (MINIMAX, KOKORO, CHATTERBOX, ELEVEN, WHISPER, FAST, WHISPERX, GPT, *VERSIONS, *UNKNOWN)


@pytest.fixture
async def mock(home: House, up: Upstreams, monkeypatch: pytest.MonkeyPatch) -> ReplicateSoundMock:
    monkeypatch.setattr("gateway.providers.replicate.provider._AGAIN_S", 0.0)
    made = up.add(ReplicateSoundMock())
    await home.channel(made, *MODELS, provider="replicate")
    per_second = {each: {"per_second_in": 0.0001} for each in (WHISPER, GPT)}
    await home.gateway.settings_service.set_option("ModelPrice", json.dumps(per_second))
    return made


def inputs(mock: ReplicateSoundMock) -> list[dict[str, Any]]:
    """Of the predictions, without sounds."""
    sent = [each.json["input"] for each in mock.requests if each.path.endswith("/predictions")]
    return [
        {name: value for name, value in each.items() if not str(value).startswith("data:")}
        for each in sent
    ]


@pytest.mark.parametrize("kind", ["mp3", "wav", "flac", "pcm"])
@pytest.mark.parametrize("slow", [0, 2], ids=["at once", "asked for"])
async def test_speech_is_fetched_and_paid_by_its_characters(
    home: House, mock: ReplicateSoundMock, kind: Any, slow: int
) -> None:
    mock.slow = slow
    token, key = await home.token(NANO)
    async with client(home, key) as sdk:
        made = await sdk.audio.speech.create(
            model=MINIMAX,
            **{"input": TEXT, "voice": "onyx", "response_format": kind, "speed": 1.2},
            extra_body={"emotion": "happy", "text": "something else"},
        )
    assert made.content == sound(kind, len(TEXT))
    rate = {"sample_rate": 24_000, "channel": "mono"} if kind == "pcm" else {}
    own = {"voice_id": "Deep_Voice_Man", "emotion": "happy", "audio_format": kind}
    assert inputs(mock) == [{"text": TEXT, "speed": 1.2, **own, **rate}]
    assert mock.requests[0].headers["prefer"] == "wait=5"
    assert "authorization" not in mock.last.headers
    (row,) = await home.log()
    charge = len(TEXT) * PER_CHARACTER
    assert (row.request.charge_nano, row.request.estimated) == (charge, False)
    assert home.balance(token) == NANO - charge
    await home.check_ledger()


async def test_characters_that_are_not_told_are_counted(
    home: House, mock: ReplicateSoundMock
) -> None:
    mock.counts = False
    async with client(home) as sdk:
        await sdk.audio.speech.create(model=MINIMAX, input=TEXT, voice="Wise_Woman")
    (row,) = await home.log()
    assert row.request.charge_nano == len(TEXT) * PER_CHARACTER
    await home.check_ledger()


@pytest.mark.parametrize(
    ("model", "more", "given"),
    [
        (OLD_KOKORO, {"voice": "onyx", "speed": 2}, {"text": TEXT, "voice": "am_onyx", "speed": 2}),
        (CHATTERBOX, {"voice": "alloy"}, {"prompt": TEXT}),
        (ELEVEN, {"voice": "nova"}, {"prompt": TEXT, "voice": "Rachel"}),
        (ELEVEN, {"voice": "Roger"}, {"prompt": TEXT, "voice": "Roger"}),
    ],
)
async def test_each_speaks_by_its_own_inputs(
    home: House, mock: ReplicateSoundMock, model: str, more: dict[str, Any], given: dict[str, Any]
) -> None:
    async with client(home) as sdk:
        made = await sdk.audio.speech.create(model=model, input=TEXT, **more)
    kind = "mp3" if model == ELEVEN else "wav"
    assert made.content == sound(kind, len(TEXT))
    assert inputs(mock) == [given]
    (row,) = await home.log()
    assert json.loads(row.request.price_json)["source"] == "unpriced"
    await home.check_ledger()


async def test_events_where_they_are_asked_for(home: House, mock: ReplicateSoundMock) -> None:
    asked = {"model": MINIMAX, "input": TEXT, "voice": "alloy", "stream_format": "sse"}
    status, headers, body = await home.post("/v1/audio/speech", asked)
    assert (status, headers["content-type"]) == (200, "text/event-stream")
    assert b"speech.audio.done" in body
    (row,) = await home.log()
    assert row.request.charge_nano == len(TEXT) * PER_CHARACTER
    await home.check_ledger()


@pytest.mark.parametrize(
    ("more", "param"),
    [
        ({"model": "suno-ai/bark"}, "model"),
        ({"model": MINIMAX, "response_format": "opus"}, "response_format"),
        ({"model": MINIMAX, "audio_format": "opus"}, "response_format"),
        ({"model": KOKORO, "response_format": "mp3"}, "response_format"),
        ({"model": CHATTERBOX, "speed": 2}, "speed"),
        ({"model": CHATTERBOX, "voice": "Luna"}, "voice"),
        ({"model": ELEVEN, "voice": {"id": "voice_1"}}, "voice"),
    ],
)
async def test_what_is_not_there_is_refused_before(
    home: House, mock: ReplicateSoundMock, more: dict[str, Any], param: str
) -> None:
    body = {"input": TEXT, "voice": "alloy", **more}
    status, _, said = await home.post("/v1/audio/speech", body)
    error = json.loads(said)["error"]
    assert (status, error["param"]) == (400, param), said
    if param == "model":
        assert MINIMAX in error["message"]
    assert mock.requests == []
    await home.check_ledger()


@pytest.mark.parametrize("made", ["http://127.0.0.1:1/a.mp3", "ftp://x.example/a", [], 7, {}])
async def test_sound_is_fetched_from_no_other_place(
    home: House, mock: ReplicateSoundMock, made: Any
) -> None:
    mock.made = made
    body = {"model": MINIMAX, "input": TEXT, "voice": "alloy"}
    status, _, said = await home.post("/v1/audio/speech", body)
    assert status == 502, said
    assert [each.method for each in mock.requests] == ["POST"]
    await home.check_ledger()


async def test_a_prediction_that_fails_costs_nothing(home: House, mock: ReplicateSoundMock) -> None:
    token, key = await home.token(NANO)
    mock.fails = "Input validation error: voice_id"
    speech = {"model": MINIMAX, "input": TEXT, "voice": "alloy"}
    status, _, said = await home.post("/v1/audio/speech", speech, key)
    assert (status, b"voice_id" in said) == (400, True), said
    async with client(home, key) as sdk:
        with pytest.raises(openai.BadRequestError, match="voice_id"):
            await sdk.audio.transcriptions.create(model=WHISPER, file=("a.wav", SMALL))
    assert home.balance(token) == NANO
    await home.check_ledger()


@pytest.mark.parametrize(
    ("model", "given"),
    [
        (OLD_WHISPER, {"language": "cs", "initial_prompt": "harbours", "temperature": 0.2}),
        (FAST, {"language": "czech"}),
        (WHISPERX, {"language": "cs", "initial_prompt": "harbours", "temperature": 0.2}),
        (GPT, {"language": "cs", "prompt": "harbours", "temperature": 0.2}),
    ],
)
@pytest.mark.parametrize("file", [SMALL, LARGE], ids=["data", "uploaded"])
async def test_sound_is_heard(
    home: House, mock: ReplicateSoundMock, model: str, given: dict[str, Any], file: bytes
) -> None:
    async with client(home) as sdk:
        heard = await sdk.audio.transcriptions.create(
            model=model, file=("a.wav", file), language="cs", prompt="harbours", temperature=0.2
        )
    assert heard.text == SAID.strip()
    assert mock.whole == [file]
    takes = "audio" if model in (OLD_WHISPER, FAST) else "audio_file"
    large = {takes: "https://api.replicate.com/v1/files/file-0"} if file is LARGE else {}
    assert inputs(mock) == [{**given, **large}]
    assert mock.files == ([("audio/wav", LARGE)] if large else [])
    (row,) = await home.log()
    assert len(row.attempts) == 1
    await home.check_ledger()


@pytest.mark.parametrize(("file", "seconds"), [(SMALL, 2.5), (LARGE, 20)])
async def test_hearing_is_paid_by_the_second(
    home: House, mock: ReplicateSoundMock, file: bytes, seconds: float
) -> None:
    mock.slow = 2
    token, key = await home.token(NANO)
    async with client(home, key) as sdk:
        await sdk.audio.transcriptions.create(model=GPT, file=("a.wav", file))
    (row,) = await home.log()
    charge = int(seconds * 100_000)
    assert (row.request.charge_nano, row.request.estimated) == (charge, True)
    assert home.balance(token) == NANO - charge
    await home.check_ledger()


async def test_a_transcript_has_the_form_that_was_asked_for(
    home: House, mock: ReplicateSoundMock
) -> None:
    async with client(home, strict=False) as sdk:

        async def asked(model: str, form: Any, **more: Any) -> Any:
            return await sdk.audio.transcriptions.create(
                model=model, file=("a.wav", SMALL), response_format=form, **more
            )

        for model in (WHISPER, FAST, WHISPERX):
            assert await asked(model, "text") == f"{SAID.strip()}\n"
            first = "1\n00:00:00,000 --> 00:00:01,500\nAhoj, 世界.\n\n"
            assert (await asked(model, "srt")).startswith(first)
            assert (await asked(model, "vtt")).startswith("WEBVTT\n\n00:00:00.000 -->")
            told = await asked(model, "verbose_json")
            assert [each.end for each in told.segments] == [1.5, 2.5]
        for model in (FAST, WHISPERX):
            told = await asked(model, "verbose_json", timestamp_granularities=["word"])
            assert [(each.word, each.end) for each in told.words][:2] == [
                ("Ahoj,", 0.5),
                ("世界.", 1.5),
            ]
            assert len(told.words) == 4
        with pytest.raises(openai.BadRequestError, match="single words"):
            await asked(WHISPER, "verbose_json", timestamp_granularities=["word"])
        with pytest.raises(openai.BadRequestError, match="can be had"):
            await asked(GPT, "srt")
        with pytest.raises(openai.BadRequestError, match="no number"):
            await asked(GPT, "json", temperature="warm")
        with pytest.raises(openai.BadRequestError, match=r"known are openai/whisper"):
            await asked("somebody/whisper", "json")
    await home.check_ledger()


async def test_own_inputs_are_passed_on_as_what_they_are(
    home: House, mock: ReplicateSoundMock
) -> None:
    async with client(home) as sdk:
        own = {"batch_size": 8, "diarise_audio": "false"}
        await sdk.audio.transcriptions.create(
            model=FAST, file=("a.wav", SMALL), language="ht", extra_body=own
        )
        await sdk.audio.transcriptions.create(
            model=WHISPER, file=("a.wav", SMALL), extra_body={"suppress_tokens": "-1"}
        )
        elsewhere = {"audio_file": "https://x.example/another.wav"}
        await sdk.audio.transcriptions.create(
            model=GPT, file=("a.wav", SMALL), extra_body=elsewhere
        )
    assert inputs(mock) == [
        {"language": "haitian creole", "batch_size": 8, "diarise_audio": False},
        {"suppress_tokens": "-1"},
        {},
    ]
    assert mock.whole == [SMALL] * 3


async def test_length_is_paid_where_the_vendor_tells_characters_alone(
    home: House, mock: ReplicateSoundMock
) -> None:
    await home.gateway.settings_service.set_option(
        "ModelPrice", json.dumps({MINIMAX: {"per_second_out": 0.001}})
    )
    async with client(home) as sdk:
        await sdk.audio.speech.create(
            model=MINIMAX, input=TEXT, voice="alloy", response_format="wav"
        )
    (row,) = await home.log()
    assert row.request.charge_nano == 60 * len(TEXT) * 1_000
    await home.check_ledger()


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
async def test_two_translate(home: House, mock: ReplicateSoundMock) -> None:
    async with client(home, strict=False) as sdk:

        async def asked(model: str, form: Any = "json") -> Any:
            return await sdk.audio.translations.create(
                model=model, file=("a.wav", SMALL), response_format=form
            )

        assert (await asked(WHISPER)).text == MEANT.strip()
        assert (await asked(FAST)).text == MEANT.strip()
        assert (await asked(FAST, "srt")).startswith("1\n")
        with pytest.raises(openai.BadRequestError, match="can be had"):
            await asked(WHISPER, "srt")
        for model in (GPT, WHISPERX):
            with pytest.raises(openai.BadRequestError, match="translates nothing"):
                await asked(model)
    assert inputs(mock)[:2] == [{"translate": True}, {"task": "translate"}]
    await home.check_ledger()


@pytest.mark.parametrize("made", ["", [7], {"text": 7}, None, {"segments": 3}])
@pytest.mark.parametrize("model", [WHISPER, FAST, WHISPERX])
async def test_what_holds_no_text_is_no_transcript(
    home: House, mock: ReplicateSoundMock, model: str, made: Any
) -> None:
    mock.made = made if made is not None else {}
    async with client(home) as sdk:
        with pytest.raises(openai.InternalServerError):
            await sdk.audio.transcriptions.create(model=model, file=("a.wav", SMALL))
    await home.check_ledger()


@pytest.mark.parametrize("file", [None, SMALL, LARGE], ids=["speech", "data", "uploaded"])
async def test_who_leaves_ends_the_prediction(
    home: House, mock: ReplicateSoundMock, file: bytes | None
) -> None:
    mock.slow = 10**9

    async def ask() -> None:
        async with client(home) as sdk:
            if file is None:
                await sdk.audio.speech.create(model=MINIMAX, input=TEXT, voice="alloy")
            else:
                await sdk.audio.transcriptions.create(model=GPT, file=("a.wav", file))

    asking = spawn(ask(), "a client that leaves")
    await mock.wait_requests(4)
    asking.cancel()
    await mock.told.wait()
    assert len(mock.cancelled) == 1
    await home.settled()
    await home.check_ledger()


@pytest.mark.parametrize(
    ("model", "capability"),
    [
        (MINIMAX, Capability.SPEECH),
        (OLD_KOKORO, Capability.SPEECH),
        (CHATTERBOX, Capability.SPEECH),
        (ELEVEN, Capability.SPEECH),
        (OLD_WHISPER, Capability.TRANSCRIPTION),
        (GPT, Capability.TRANSCRIPTION),
    ],
)
async def test_each_is_tested_by_what_it_does(
    home: House, up: Upstreams, model: str, capability: Capability
) -> None:
    channel = await home.channel(up.add(ReplicateSoundMock()), model, provider="replicate")
    (plan,) = home.gateway.channels.test_plans(channel.id)
    assert plan.capability is capability
    result = await home.gateway.channels.test(channel.id, capability=capability)
    assert result.ok, result.failure
    assert result.sound_ms
