"""Speech and transcripts through Hugging Face's router, in the words of whoever has the model."""

from __future__ import annotations

import base64
import json
from typing import Any

import openai
import pytest

from gateway.domain.capability import Capability
from gateway.domain.money import NANO
from tests.gateway.house import House
from tests.gateway.server.media_stage import client, wav
from tests.upstreams import Reply, Upstreams
from tests.upstreams.huggingface import row
from tests.upstreams.huggingface_sound import (
    EARS,
    FLAC,
    HEAR,
    SAID,
    SPEAK,
    VOICE,
    HuggingFaceSoundMock,
)
from tests.upstreams.openai_audio import sound

TEXT = "Ahoy, 母港!"
A_LETTER, HEARD = 15_000, 250_000
"""In nano-dollars: a character that is spoken, and the file that is heard."""
FILE = wav(2.5)
DATA = f"data:audio/wav;base64,{base64.b64encode(FILE).decode()}"
ASKED: dict[str, dict[str, Any]] = {
    "deepinfra": {"model": SPEAK["deepinfra"], "input": TEXT, "voice": "af_sky"},
    "fal-ai": {"text": TEXT, "voice": "af_sky"},
    "replicate": {"version": "f559560e", "input": {"text": TEXT, "voice": "af_sky"}},
    "together": {"model": SPEAK["together"], "input": TEXT, "voice": "af_sky"},
}
TIMED = "1\n00:00:00,000 --> 00:00:01,200\nAhoj,\n\n2\n00:00:01,200 --> 00:00:02,500\n世界.\n\n"


async def router(home: House, up: Upstreams, *models: str) -> HuggingFaceSoundMock:
    mock = up.add(HuggingFaceSoundMock())
    await home.channel(mock, *models, provider="huggingface")
    prices = {
        model: {"per_second_in": 0.0001} if EARS in model else {"per_char_in": 0.000015}
        for model in models
    }
    await home.gateway.settings_service.set_option("ModelPrice", json.dumps(prices))
    return mock


def hearing(model: str, **more: Any) -> dict[str, Any]:
    return {"model": model, "file": ("a.wav", FILE), **more}


async def ask(sdk: openai.AsyncOpenAI, model: str) -> None:
    if EARS in model:
        await sdk.audio.transcriptions.create(**hearing(model))
    else:
        await sdk.audio.speech.create(model=model, input=TEXT, voice="alloy")


@pytest.mark.parametrize("by", sorted(ASKED))
async def test_each_speaks_in_its_own_words(home: House, up: Upstreams, by: str) -> None:
    model = f"{VOICE}:{by}"
    mock = await router(home, up, model)
    token, key = await home.token(NANO)
    async with client(home, key) as sdk:
        made = await sdk.audio.speech.create(model=model, input=TEXT, voice="af_sky")
    lists, asks = mock.requests[:2]
    assert (lists.path, asks.path.split("/")[1]) == (f"/api/models/{VOICE}", by)
    lies = by in ("fal-ai", "replicate")
    form = {} if lies else {"response_format": "mp3"}
    assert asks.json == ASKED[by] | form
    assert made.content == (sound("wav", 4) if lies else sound("mp3", len(TEXT)))
    assert made.response.headers["content-type"] == ("audio/wav" if lies else "audio/mpeg")
    if lies:
        assert "authorization" not in mock.last.headers
    (entry,) = await home.log()
    assert entry.request.charge_nano == len(TEXT) * A_LETTER
    assert home.balance(token) == NANO - len(TEXT) * A_LETTER
    await home.check_ledger()


async def test_hf_inference_answers_with_the_sound_of_its_model(home: House, up: Upstreams) -> None:
    mock = await router(home, up, f"{VOICE}:hf-inference")
    asked = {"model": f"{VOICE}:hf-inference", "input": TEXT, "voice": "alloy"}
    status, headers, body = await home.post("/v1/audio/speech", {**asked, "top_k": 5})
    assert (status, headers["content-type"], body) == (200, "audio/flac", FLAC)
    assert mock.last.json == {"inputs": TEXT, "parameters": {"top_k": 5}}
    status, headers, body = await home.post("/v1/audio/speech", {**asked, "stream_format": "sse"})
    assert (status, headers["content-type"]) == (200, "text/event-stream")
    assert base64.b64encode(FLAC) in body
    for more in ({"voice": "af_sky"}, {"speed": 2}, {"response_format": "pcm"}):
        status, _, said = await home.post("/v1/audio/speech", {**asked, **more})
        assert (status, json.loads(said)["error"]["type"]) == (400, "invalid_request_error"), said
    assert [each.request.charge_nano > 0 for each in await home.log()].count(True) == 2
    await home.check_ledger()


async def test_sound_that_lies_elsewhere_comes_in_events_too(home: House, up: Upstreams) -> None:
    model = f"{VOICE}:fal-ai"
    await router(home, up, model)
    asked = {"model": model, "input": TEXT, "voice": "alloy", "stream_format": "sse"}
    status, headers, body = await home.post("/v1/audio/speech", asked)
    assert (status, headers["content-type"]) == (200, "text/event-stream")
    events = [json.loads(line[6:]) for line in body.split(b"\n\n") if line]
    data = b"".join(base64.b64decode(each.get("audio", "")) for each in events)
    assert data == sound("wav", 4)
    (entry,) = await home.log()
    assert entry.request.charge_nano == len(TEXT) * A_LETTER
    await home.check_ledger()


async def test_who_can_do_what_is_asked_is_asked(home: House, up: Upstreams) -> None:
    mock = await router(home, up, VOICE, EARS)
    mock.speaks = {
        name: row(SPEAK[name], task="text-to-speech") for name in ("hf-inference", "together")
    }
    task = "automatic-speech-recognition"
    mock.hears = {name: row(HEAR[name], task=task) for name in ("fal-ai", "hf-inference")}
    async with client(home, strict=False) as sdk:
        made = await sdk.audio.speech.create(
            model=VOICE, input=TEXT, voice="alloy", response_format="pcm"
        )
        assert made.content == sound("pcm", len(TEXT))
        assert mock.last.path == "/together/v1/audio/speech"
        await sdk.audio.transcriptions.create(**hearing(EARS))
        assert mock.last.path == f"/fal-ai/{HEAR['fal-ai']}"
        told: Any = await sdk.audio.transcriptions.create(**hearing(EARS, response_format="srt"))
        assert (mock.last.path, told) == (f"/hf-inference/models/{EARS}", TIMED)
    await home.check_ledger()


@pytest.mark.parametrize("by", sorted(HEAR))
async def test_each_hears_and_is_paid_by_the_second(home: House, up: Upstreams, by: str) -> None:
    model = f"{EARS}:{by}"
    mock = await router(home, up, model)
    token, key = await home.token(NANO)
    async with client(home, key) as sdk:
        heard = await sdk.audio.transcriptions.create(**hearing(model, language="cs"))
    assert heard.text == SAID
    lists, asks = mock.requests
    assert (lists.path, asks.path.split("/")[1]) == (f"/api/models/{EARS}", by)
    assert not lists.body
    match by:
        case "hf-inference":
            assert (asks.body, asks.headers["content-type"]) == (FILE, "audio/wav")
        case "fal-ai":
            assert asks.json == {"audio_url": DATA, "language": "cs"}
        case "replicate":
            assert asks.json == {"input": {"audio": DATA}}
        case _:
            form = {"model": HEAR[by], "language": "cs", "response_format": "json"}
            assert (asks.json, asks.files["file"][0].data) == (form, FILE)
    (entry,) = await home.log()
    assert (entry.request.charge_nano, entry.request.estimated) == (HEARD, True)
    assert home.balance(token) == NANO - HEARD
    await home.check_ledger()


async def test_mp3_is_called_as_everywhere(home: House, up: Upstreams) -> None:
    models = [f"{EARS}:{by}" for by in ("hf-inference", "fal-ai", "deepinfra")]
    mock = await router(home, up, *models)
    asks = []
    async with client(home) as sdk:
        for model in models:
            await sdk.audio.transcriptions.create(
                model=model, file=("a.mp3", sound("mp3", 8), "audio/mp3")
            )
            asks.append(mock.last)
    raw, address, form = asks
    assert raw.headers["content-type"] == "audio/mpeg"
    assert address.json["audio_url"].startswith("data:audio/mpeg;base64,")
    (file,) = form.files["file"]
    assert (file.name, file.content_type) == ("audio.mp3", "audio/mpeg")


async def test_forms_with_times_are_made_of_its_chunks(home: House, up: Upstreams) -> None:
    model = f"{EARS}:hf-inference"
    mock = await router(home, up, model)
    async with client(home, strict=False) as sdk:
        told: Any = await sdk.audio.transcriptions.create(
            **hearing(model, response_format="verbose_json", extra_body={"top_k": "5"})
        )
        assert (told.duration, told.text) == (2.5, SAID)
        assert [(each.start, each.end) for each in told.segments] == [(0.0, 1.2), (1.2, 2.5)]
        parameters = {"top_k": 5, "return_timestamps": True}
        assert mock.last.json == {"inputs": DATA.partition(",")[2], "parameters": parameters}
        text: Any = await sdk.audio.transcriptions.create(**hearing(model, response_format="text"))
        assert text == f"{SAID}\n"
    assert [each.request.charge_nano for each in await home.log()] == [HEARD] * 2
    await home.check_ledger()


async def test_deepinfra_tells_segments(home: House, up: Upstreams) -> None:
    model = f"{EARS}:deepinfra"
    mock = await router(home, up, model)
    async with client(home, strict=False) as sdk:
        told: Any = await sdk.audio.transcriptions.create(**hearing(model, response_format="vtt"))
    assert told == f"WEBVTT\n\n00:00:00.000 --> 00:00:02.500\n{SAID}\n\n"
    assert mock.last.json["response_format"] == "verbose_json"
    await home.check_ledger()


@pytest.mark.parametrize(
    "output", [SAID, [SAID, "more"], {"transcription": SAID}, {"txt_file": "made/heard.txt"}]
)
async def test_predictions_hold_texts_in_many_ways(home: House, up: Upstreams, output: Any) -> None:
    model = f"{EARS}:replicate"
    mock = await router(home, up, model)
    if isinstance(output, dict) and "txt_file" in output:
        output = {"txt_file": f"{mock.origin}/{mock.name}/made/heard.txt"}
    mock.output = output
    async with client(home) as sdk:
        assert (await sdk.audio.transcriptions.create(**hearing(model))).text == SAID
    await home.check_ledger()


async def test_what_nobody_has_is_refused_before_anybody_is_asked(
    home: House, up: Upstreams
) -> None:
    mock = await router(home, up, EARS, VOICE)
    async with client(home) as sdk:
        for more in (
            {"response_format": "diarized_json"},
            {"stream": True},
            {"response_format": "verbose_json", "timestamp_granularities": ["word"]},
        ):
            with pytest.raises(openai.BadRequestError):
                await sdk.audio.transcriptions.create(**hearing(EARS, **more))
        with pytest.raises(openai.BadRequestError, match="no kind"):
            await sdk.audio.transcriptions.create(model=EARS, file=("a.wav", b"nothing of sound"))
        with pytest.raises(openai.BadRequestError, match="voice"):
            await sdk.audio.speech.create(model=VOICE, input="x", voice={"id": "voice_1"})
    assert mock.requests == []
    await home.check_ledger()


async def test_times_that_a_company_does_not_tell_are_refused(home: House, up: Upstreams) -> None:
    model = f"{EARS}:fal-ai"
    mock = await router(home, up, model)
    async with client(home) as sdk:
        with pytest.raises(openai.BadRequestError, match="can be had here"):
            await sdk.audio.transcriptions.create(**hearing(model, response_format="srt"))
    assert len(mock.requests) == 1
    assert [each.request.charge_nano for each in await home.log()] == [0]
    await home.check_ledger()


@pytest.mark.parametrize("mapping", [None, {}, {"groq": row("w")}, ["x", 7, {"provider": []}]])
async def test_what_nobody_speaks_or_hears_with_is_not_found(
    home: House, up: Upstreams, mapping: Any
) -> None:
    mock = await router(home, up, EARS, VOICE)
    mock.speaks = mock.hears = mapping
    async with client(home) as sdk:
        with pytest.raises(openai.InternalServerError, match="hears with"):
            await sdk.audio.transcriptions.create(**hearing(EARS))
        with pytest.raises(openai.InternalServerError, match="speaks with"):
            await sdk.audio.speech.create(model=VOICE, input="x", voice="alloy")
    for entry in await home.log():
        assert (entry.request.charge_nano, entry.attempts[0].cost_nano) == (0, 0)
        assert entry.attempts[0].error_class == "model_not_found"
    await home.check_ledger()


@pytest.mark.parametrize(
    ("kind", "failure"),
    [("money", "no_money"), ("rate_limit", "rate_limit"), ("overloaded", "overloaded")],
)
@pytest.mark.parametrize("model", [f"{VOICE}:fal-ai", f"{EARS}:hf-inference"])
async def test_refusals_cost_nothing(
    home: House, up: Upstreams, kind: Any, failure: str, model: str
) -> None:
    mock = await router(home, up, model)
    mock.script(Reply(error=kind))
    async with client(home) as sdk:
        with pytest.raises(openai.APIStatusError):
            await ask(sdk, model)
    (entry,) = await home.log()
    assert entry.attempts[0].error_class == failure
    assert len(mock.requests) == 2  # an order that was refused is not given again
    assert (entry.request.charge_nano, entry.attempts[0].cost_nano) == (0, 0)
    await home.check_ledger()


@pytest.mark.parametrize("model", [f"{VOICE}:replicate", f"{EARS}:replicate"])
@pytest.mark.parametrize("running", [False, True])
async def test_a_prediction_that_made_nothing_is_not_charged(
    home: House, up: Upstreams, model: str, running: bool
) -> None:
    mock = await router(home, up, model)
    mock.running, mock.failed = running, "" if running else "CUDA out of memory"
    async with client(home) as sdk:
        with pytest.raises(openai.APIStatusError):
            await ask(sdk, model)
    (entry,) = await home.log()
    assert entry.request.charge_nano == 0
    await home.check_ledger()


@pytest.mark.parametrize(
    ("model", "capability"),
    [(f"{VOICE}:fal-ai", Capability.SPEECH), (f"{EARS}:fal-ai", Capability.TRANSCRIPTION)],
)
async def test_each_is_tested_by_what_it_does(
    home: House, up: Upstreams, model: str, capability: Capability
) -> None:
    mock = up.add(HuggingFaceSoundMock())
    channel = await home.channel(mock, model, provider="huggingface")
    (plan,) = home.gateway.channels.test_plans(channel.id)
    assert plan.capability is capability
    result = await home.gateway.channels.test(channel.id, capability=capability)
    assert result.ok, result.failure
