"""Vendors that make some of OpenAI's transcripts and sounds: the others are made here."""

from __future__ import annotations

from typing import Any

import openai
import pytest

from gateway.domain.capability import Capability
from gateway.domain.failure import FailureClass
from gateway.domain.money import NANO
from tests.gateway.house import House
from tests.gateway.server.media_stage import client, wav
from tests.upstreams import Reply, Upstreams
from tests.upstreams.openai_audio import sound
from tests.upstreams.vendor_sound import SAID, SOUNDING, SoundMock

TIMED = ("openrouter", "groq", "together")
UNTIMED = ("siliconflow", "zhipu")
PLAIN = ("siliconflow", "stepfun", "zhipu")
SPEAKING = [ident for ident, each in SOUNDING.items() if each.speaks]
TEXT = "Ahoy, 母港!"


async def hearing(home: House, up: Upstreams, ident: str) -> tuple[SoundMock, str]:
    mock = up.add(SoundMock(ident))
    await home.channel(mock, mock.own.hears, provider=ident)
    return mock, mock.own.hears


async def speaking(home: House, up: Upstreams, ident: str) -> tuple[SoundMock, str]:
    mock = up.add(SoundMock(ident))
    await home.channel(mock, mock.own.speaks, provider=ident)
    return mock, mock.own.speaks


@pytest.mark.parametrize("ident", sorted(SOUNDING))
async def test_sound_is_heard(home: House, up: Upstreams, ident: str) -> None:
    mock, model = await hearing(home, up, ident)
    recording = wav(2.5)
    async with client(home, strict=False) as sdk:
        heard = await sdk.audio.transcriptions.create(model=model, file=("a.wav", recording))
    assert heard.text == SAID
    (file,) = mock.last.files["file"]
    assert (file.name, file.data) == ("a.wav", recording)
    assert mock.last.path == f"{mock.prefix}/audio/transcriptions"
    await home.check_ledger()


@pytest.mark.parametrize("ident", sorted(SOUNDING))
async def test_plain_text_can_be_had(home: House, up: Upstreams, ident: str) -> None:
    mock, model = await hearing(home, up, ident)
    async with client(home) as sdk:
        heard = await sdk.audio.transcriptions.create(
            model=model, file=("a.wav", wav(1)), response_format="text"
        )
    own = "text" in mock.own.forms
    assert str(heard) == (f"text: {SAID}" if own else f"{SAID}\n")
    await home.check_ledger()


@pytest.mark.parametrize("ident", TIMED)
async def test_subtitles_are_made_of_what_tells_times(
    home: House, up: Upstreams, ident: str
) -> None:
    mock, model = await hearing(home, up, ident)
    async with client(home, strict=False) as sdk:

        async def asked(form: Any, **more: Any) -> Any:
            return await sdk.audio.transcriptions.create(
                model=model, file=("a.wav", wav(2.5)), response_format=form, **more
            )

        assert await asked("srt") == f"1\n00:00:00,000 --> 00:00:02,500\n{SAID}\n\n"
        assert mock.last.json["response_format"] == "verbose_json"
        assert (await asked("vtt")).startswith("WEBVTT\n\n00:00:00.000 --> 00:00:02.500\n")
        told = await asked("verbose_json", timestamp_granularities=["word"])
        assert [(each.word, each.end) for each in told.words] == [("Ahoj,", 1.2), ("世界.", 2.5)]
    await home.check_ledger()


@pytest.mark.parametrize("ident", UNTIMED)
@pytest.mark.parametrize("form", ["srt", "vtt", "verbose_json"])
async def test_times_that_nobody_tells_are_not_made_up(
    home: House, up: Upstreams, ident: str, form: Any
) -> None:
    mock, model = await hearing(home, up, ident)
    async with client(home) as sdk:
        with pytest.raises(openai.BadRequestError, match="does not tell when") as refused:
            await sdk.audio.transcriptions.create(
                model=model, file=("a.wav", wav(1)), response_format=form
            )
    assert refused.value.param == "response_format"
    assert mock.requests == []
    await home.check_ledger()


async def test_stepfun_makes_subtitles_itself(home: House, up: Upstreams) -> None:
    mock, model = await hearing(home, up, "stepfun")
    async with client(home) as sdk:
        made = await sdk.audio.transcriptions.create(
            model=model, file=("a.wav", wav(1)), response_format="srt"
        )
    assert (str(made), mock.last.json["response_format"]) == (f"srt: {SAID}", "srt")


async def test_what_is_heard_is_paid_by_the_second(home: House, up: Upstreams) -> None:
    """As Groq counts it where text says nothing, and as its answer tells otherwise."""
    _, model = await hearing(home, up, "groq")
    token, key = await home.token(NANO)
    async with client(home, key) as sdk:
        for form in ("json", "srt"):
            await sdk.audio.transcriptions.create(
                model=model, file=("a.wav", wav(2.5)), response_format=form
            )
    counted, told = await home.log()
    assert counted.request.charge_nano == told.request.charge_nano > 0
    assert (counted.request.estimated, told.request.estimated) == (True, False)
    assert home.balance(token) == NANO - 2 * told.request.charge_nano
    await home.check_ledger()


@pytest.mark.parametrize("ident", sorted(SOUNDING))
async def test_a_refusal_is_the_vendors_and_costs_nothing(
    home: House, up: Upstreams, ident: str
) -> None:
    mock, model = await hearing(home, up, ident)
    mock.script(Reply(error="bad_key"))
    async with client(home) as sdk:
        with pytest.raises(openai.APIStatusError):
            await sdk.audio.transcriptions.create(
                model=model, file=("a.wav", wav(1)), response_format="text"
            )
    (row,) = await home.log()
    assert row.attempts[0].error_class == FailureClass.BAD_KEY
    assert row.request.charge_nano == 0
    await home.check_ledger()


@pytest.mark.parametrize("body", [b"[]", b"\xff\xfe", b'{"text":7}', b"no"])
async def test_an_answer_that_is_none_is_said_so(home: House, up: Upstreams, body: bytes) -> None:
    mock, model = await hearing(home, up, "together")
    mock.script(Reply(error_status=200, error_body=body))
    async with client(home) as sdk:
        with pytest.raises(openai.APIStatusError) as refused:
            await sdk.audio.transcriptions.create(
                model=model, file=("a.wav", wav(1)), response_format="srt"
            )
    assert refused.value.status_code == 502
    assert not any(row.request.charge_nano for row in await home.log())
    await home.check_ledger()


@pytest.mark.parametrize("ident", SPEAKING)
@pytest.mark.parametrize("kind", ["mp3", "wav", "pcm", None])
async def test_speech_has_the_form_that_is_asked_for_where_there_is_it(
    home: House, up: Upstreams, ident: str, kind: Any
) -> None:
    """Without a form named it is MP3, as OpenAI's clients expect, or what the model has alone."""
    mock, model = await speaking(home, up, ident)
    only = {"groq": "wav", "zhipu": "wav"}
    made = kind or only.get(ident, "mp3")
    own = "raw" if (ident, made) == ("together", "pcm") else made
    named = {"response_format": kind} if kind else {}
    async with client(home) as sdk:
        asked = sdk.audio.speech.create(model=model, input=TEXT, voice="alloy", **named)
        if own not in mock.own.kinds:
            with pytest.raises(openai.BadRequestError):
                await asked
            return
        found = await asked
    assert found.content == sound(made, len(TEXT))
    assert mock.last.json["response_format"] == own
    await home.check_ledger()


@pytest.mark.parametrize("ident", sorted(SOUNDING))
async def test_a_channel_is_tested_for_hearing(home: House, up: Upstreams, ident: str) -> None:
    mock = up.add(SoundMock(ident))
    channel = await home.channel(mock, mock.own.hears, provider=ident)
    result = await home.gateway.channels.test(channel.id, capability=Capability.TRANSCRIPTION)
    assert result.ok, result.failure


@pytest.mark.parametrize("ident", SPEAKING)
async def test_a_channel_is_tested_for_speech(home: House, up: Upstreams, ident: str) -> None:
    mock = up.add(SoundMock(ident))
    channel = await home.channel(mock, mock.own.speaks, provider=ident)
    result = await home.gateway.channels.test(channel.id, capability=Capability.SPEECH)
    assert result.ok, result.failure
    assert result.sound_ms == 60 * len(mock.last.json["input"])
