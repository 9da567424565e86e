"""Dify and Coze speak and hear for OpenAI's clients."""

from __future__ import annotations

import base64
import json
from typing import Any

import openai
import pytest

from gateway.domain.capability import Capability
from gateway.domain.failure import FailureClass
from tests.gateway.house import House
from tests.gateway.server.media_stage import client, wav
from tests.upstreams import Reply, Upstreams
from tests.upstreams.app_sound import SAID, VOICE, CozeSoundMock, DifySoundMock
from tests.upstreams.openai_audio import sound

TEXT = "Ahoy, 母港!"
BOT, NAMED = "bot-7370000000000000001", f"voice-{VOICE}"
PRICE = {"per_char_in": 0.00001, "per_second_in": 0.001, "input": 2, "output": 8}
SPOKEN = len(TEXT) * 10_000
HEARD = 2_500_000
BOTH = pytest.mark.parametrize("name", ["dify", "coze"])


async def priced(home: House, mock: Any, provider: str, *models: str) -> None:
    await home.channel(mock, *models, provider=provider)
    prices = dict.fromkeys(models, PRICE)
    await home.gateway.settings_service.set_option("ModelPrice", json.dumps(prices))


async def asking(home: House, model: str, form: Any) -> None:
    """For ``speech``, or for a transcript in this form."""
    async with client(home, strict=False) as sdk:
        if form == "speech":
            await sdk.audio.speech.create(model=model, input=TEXT, voice="alloy")
            return
        file = ("a.wav", wav(1))
        await sdk.audio.transcriptions.create(model=model, file=file, response_format=form)


@pytest.fixture
async def dify(home: House, up: Upstreams) -> DifySoundMock:
    mock = up.add(DifySoundMock())
    await priced(home, mock, "dify", "dify")
    return mock


@pytest.fixture
async def coze(home: House, up: Upstreams) -> CozeSoundMock:
    mock = up.add(CozeSoundMock())
    await priced(home, mock, "coze", BOT, NAMED)
    return mock


@pytest.fixture
def both(dify: DifySoundMock, coze: CozeSoundMock) -> dict[str, tuple[Any, str]]:
    return {"dify": (dify, "dify"), "coze": (coze, NAMED)}


@pytest.mark.parametrize(("kind", "told"), [("mp3", "audio/mpeg"), ("wav", "audio/wav")])
async def test_dify_speaks_in_the_form_of_its_app(
    home: House, dify: DifySoundMock, kind: Any, told: str
) -> None:
    dify.kind = kind
    async with client(home) as sdk:
        made = await sdk.audio.speech.create(
            model="dify", input=TEXT, voice="alloy", response_format=kind
        )
    assert made.content == sound(kind, len(TEXT))
    assert made.response.headers["content-type"] == told
    assert dify.last.path == "/v1/text-to-audio"
    assert dify.last.json == {"text": TEXT, "user": "homeport", "voice": "alloy"}
    (row,) = await home.log()
    assert (row.request.charge_nano, row.request.estimated) == (SPOKEN, False)
    await home.check_ledger()


@pytest.mark.parametrize(
    ("kind", "sent", "told"),
    [
        *(("mp3", "mp3", "audio/mpeg"), ("wav", "wav", "audio/wav"), ("pcm", "pcm", "audio/pcm")),
        *(("opus", "ogg_opus", "audio/ogg"), ("ogg_opus", "ogg_opus", "audio/ogg")),
    ],
)
async def test_coze_speaks_in_the_form_that_is_wanted(
    home: House, coze: CozeSoundMock, kind: Any, sent: str, told: str
) -> None:
    own = {"emotion": "happy", "loudness_rate": 30, "Input": "another text", "model_name": "x"}
    async with client(home) as sdk:
        made = await sdk.audio.speech.create(
            model=BOT, input=TEXT, voice=VOICE, response_format=kind, speed=1.5, extra_body=own
        )
    assert made.content == sound("opus" if sent == "ogg_opus" else sent, len(TEXT))
    assert made.response.headers["content-type"] == told
    rate = {"sample_rate": 24_000} if kind == "pcm" else {}
    assert coze.last.json == {
        **{"input": TEXT, "voice_id": VOICE, "response_format": sent, "speed": 1.5, **rate},
        **{"emotion": "happy", "loudness_rate": 30},
    }
    (row,) = await home.log()
    assert (row.request.charge_nano, row.request.estimated) == (SPOKEN, False)
    await home.check_ledger()


async def test_a_voice_of_cozes_is_the_clients_or_the_models(
    home: House, coze: CozeSoundMock
) -> None:
    asked = {"model": NAMED, "input": TEXT, "voice": "Alloy"}
    assert (await home.post("/v1/audio/speech", asked))[0] == 200
    own = {"model": BOT, "input": TEXT, "voice": "alloy", "voice_id": VOICE}
    assert (await home.post("/v1/audio/speech", own))[0] == 200
    assert [each.json["voice_id"] for each in coze.requests] == [VOICE, VOICE]
    async with client(home) as sdk:
        with pytest.raises(openai.BadRequestError, match="voices of its own") as refused:
            await sdk.audio.speech.create(model=BOT, input=TEXT, voice="alloy")
    assert refused.value.param == "voice"
    assert len(coze.requests) == 2
    await home.check_ledger()


@BOTH
async def test_events_where_they_are_asked_for(
    home: House, both: dict[str, tuple[Any, str]], name: str
) -> None:
    asked = {"model": both[name][1], "input": TEXT, "voice": "alloy", "stream_format": "sse"}
    status, headers, body = await home.post("/v1/audio/speech", asked)
    assert (status, headers["content-type"]) == (200, "text/event-stream")
    events = [json.loads(line[6:]) for line in body.split(b"\n\n") if line]
    made = b"".join(base64.b64decode(each.get("audio", "")) for each in events)
    assert made == sound("mp3", len(TEXT))
    assert events[-1]["type"] == "speech.audio.done"
    (row,) = await home.log()
    assert row.request.charge_nano == SPOKEN
    await home.check_ledger()


@pytest.mark.parametrize(
    ("name", "more", "param"),
    [
        ("dify", {"response_format": "opus"}, "response_format"),
        ("dify", {"speed": 1.5}, "speed"),
        ("dify", {"voice": {"id": "voice_1"}}, "voice"),
        ("dify", {"message_id": "cf3d8a6c-0000-4000-8000-000000000000"}, "message_id"),
        ("coze", {"response_format": "flac"}, "response_format"),
        ("coze", {"response_format": "pcm", "sample_rate": 48_000}, "sample_rate"),
        ("coze", {"voice": {"id": "voice_1"}}, "voice"),
    ],
)
async def test_what_they_have_not_is_refused_before_anything_is_sent(
    home: House, both: dict[str, tuple[Any, str]], name: str, more: dict[str, Any], param: str
) -> None:
    mock, model = both[name]
    body = {"model": model, "input": TEXT, "voice": "alloy", **more}
    status, _, said = await home.post("/v1/audio/speech", body)
    assert (status, json.loads(said)["error"]["param"]) == (400, param)
    assert mock.requests == []
    await home.check_ledger()


@pytest.mark.parametrize(
    ("file", "kind"),
    [("a.wav", "audio/wav"), ("a.MP3", "audio/mp3"), ("a.mpeg", "audio/mpga")],
)
async def test_dify_hears_and_is_paid_by_the_second(
    home: House, dify: DifySoundMock, file: str, kind: str
) -> None:
    async with client(home) as sdk:
        heard = await sdk.audio.transcriptions.create(
            model="dify",
            file=(file, wav(2.5)),
            language="cs",
            prompt="ships",
            extra_body={"user": "mia"},
        )
    assert heard.text == SAID
    assert (dify.last.path, dify.last.json) == ("/v1/audio-to-text", {"user": "mia"})
    (sent,) = dify.last.files["file"]
    assert (sent.name, sent.content_type, sent.data) == (file, kind, wav(2.5))
    (row,) = await home.log()
    assert (row.request.charge_nano, row.request.estimated) == (HEARD, True)
    await home.check_ledger()


@BOTH
async def test_a_transcript_has_the_form_that_was_asked_for(
    home: House, both: dict[str, tuple[Any, str]], name: str
) -> None:
    mock, model = both[name]
    async with client(home, strict=False) as sdk:

        async def asked(form: Any) -> Any:
            return await sdk.audio.transcriptions.create(
                model=model, file=("a.wav", wav(2.5)), response_format=form
            )

        assert (await asked("json")).text == SAID
        assert await asked("text") == f"{SAID}\n"
        assert len(mock.requests) == 2
        for form in ("srt", "verbose_json"):
            with pytest.raises(openai.BadRequestError, match="can be had"):
                await asked(form)
    assert len(mock.requests) == 2
    rows = await home.log()
    assert sorted(row.request.charge_nano for row in rows)[-2:] == [HEARD] * 2
    await home.check_ledger()


@BOTH
@pytest.mark.parametrize("form", ["json", "text", "speech"])
@pytest.mark.parametrize(
    ("error", "status", "kind"),
    [
        ("bad_key", 502, FailureClass.BAD_KEY),
        ("money", 502, FailureClass.NO_MONEY),
        ("rate_limit", 429, FailureClass.RATE_LIMIT),
        ("bad_request", 400, FailureClass.BAD_REQUEST),
    ],
)
async def test_an_error_costs_nothing(
    home: House,
    both: dict[str, tuple[Any, str]],
    name: str,
    form: Any,
    error: Any,
    status: int,
    kind: FailureClass,
) -> None:
    """Coze's inside HTTP 200."""
    mock, model = both[name]
    mock.always(Reply(error=error, body_error_200=name == "coze"))
    with pytest.raises(openai.APIStatusError) as told:
        await asking(home, model, form)
    (row,) = await home.log()
    assert (told.value.status_code, row.attempts[0].error_class) == (status, kind)
    assert row.request.charge_nano == 0
    await home.check_ledger()


@BOTH
@pytest.mark.parametrize("form", ["json", "text", "speech"])
@pytest.mark.parametrize("body", [b"null", b"{}", b'{"code":0,"data":{}}', b""])
async def test_an_answer_with_nothing_in_it_costs_nothing(
    home: House, both: dict[str, tuple[Any, str]], name: str, form: str, body: bytes
) -> None:
    mock, model = both[name]
    mock.always(Reply(error="server", error_body=body, body_error_200=True))
    with pytest.raises(openai.InternalServerError):
        await asking(home, model, form)
    (row,) = await home.log()
    assert row.request.charge_nano == 0
    await home.check_ledger()


async def test_dify_says_what_it_does_not_hear_or_speak(home: House, dify: DifySoundMock) -> None:
    dify.speaks = False
    async with client(home) as sdk:
        with pytest.raises(openai.BadRequestError, match="TTS is not enabled"):
            await sdk.audio.speech.create(model="dify", input=TEXT, voice="alloy")
        with pytest.raises(openai.APIStatusError, match="Audio type not allowed"):
            await sdk.audio.transcriptions.create(model="dify", file=("a.flac", b"fLaC" * 99))
        dify.longest = 100
        with pytest.raises(openai.APIStatusError, match="larger than 30 mb"):
            await sdk.audio.transcriptions.create(model="dify", file=("a.mp3", b"?" * 101))
    rows = await home.log()
    assert {row.attempts[0].error_class for row in rows} == {FailureClass.BAD_REQUEST}
    assert not any(row.request.charge_nano for row in rows)
    await home.check_ledger()


@BOTH
async def test_they_translate_nothing(
    home: House, both: dict[str, tuple[Any, str]], name: str
) -> None:
    mock, model = both[name]
    async with client(home) as sdk:
        with pytest.warns(DeprecationWarning, match="deprecated"):
            asked = sdk.audio.translations.create(model=model, file=("a.wav", wav(1)))
        with pytest.raises(openai.InternalServerError, match="has no audio/translations"):
            await asked
    assert mock.requests == []


@BOTH
@pytest.mark.parametrize("capability", [Capability.SPEECH, Capability.TRANSCRIPTION])
async def test_each_is_tested_by_what_it_does(
    home: House, up: Upstreams, name: str, capability: Capability
) -> None:
    mock = up.add(DifySoundMock() if name == "dify" else CozeSoundMock())
    model = "dify" if name == "dify" else NAMED
    own = {capability.value: model}
    channel = await home.channel(mock, model, provider=name, test_models=own)
    result = await home.gateway.channels.test(channel.id, capability=capability)
    assert result.ok, result.failure
    assert result.sound_ms
