"""Gemini's models transcribe for OpenAI's clients, at AI Studio and at Vertex AI."""

from __future__ import annotations

import base64
import json
from typing import Any

import openai
import pytest

from gateway.domain.capability import Capability
from gateway.domain.failure import FailureClass
from tests.gateway.house import House
from tests.gateway.server.cloud_channels import redirect_tokens
from tests.gateway.server.media_stage import client, wav
from tests.upstreams import Reply, Upstreams

MODEL, SAID = "gemini-2.5-flash", "Ahoj, 母港!"
SOUND = wav(2.0)
FILE = ("hello.wav", SOUND)
USAGE = {
    "promptTokenCount": 90,
    "candidatesTokenCount": 12,
    "thoughtsTokenCount": 8,
    "totalTokenCount": 110,
    "promptTokensDetails": [
        {"modality": "TEXT", "tokenCount": 26},
        {"modality": "AUDIO", "tokenCount": 64},
    ],
}
CHARGE = 26 * 300 + 64 * 1_000 + 20 * 2_500
WHERE = pytest.mark.parametrize("where", ["gemini", "vertex"])


async def hearer(
    home: House, up: Upstreams, patch: pytest.MonkeyPatch, where: str = "gemini"
) -> Any:
    """The mock of a channel with a model that hears; its channel is the only one."""
    mock: Any = up.gemini
    if where == "gemini":
        await home.channel(mock, MODEL)
    else:
        mock = up.clouds.vertex
        redirect_tokens(up, patch)
        await home.channel(mock, MODEL, keys=(json.dumps(up.clouds.google.service_account()),))
    mock.always(Reply(text=SAID, usage=USAGE))
    return mock


@WHERE
async def test_a_transcript_is_paid_by_its_tokens(
    home: House, up: Upstreams, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    mock = await hearer(home, up, monkeypatch, where)
    async with client(home) as sdk:
        heard = await sdk.audio.transcriptions.create(
            model=MODEL, file=FILE, language="cs", prompt="Homeport", temperature=0.5
        )
    assert heard.text == SAID
    assert mock.last.path.endswith(f"/models/{MODEL}:generateContent")
    instruction, sound = mock.last.json["contents"][0]["parts"]
    assert sound == {
        "inlineData": {"mimeType": "audio/wav", "data": base64.b64encode(SOUND).decode()}
    }
    assert "word for word" in instruction["text"]
    assert "language is cs" in instruction["text"]
    assert instruction["text"].endswith("Homeport")
    assert mock.last.json["generationConfig"] == {"temperature": 0.5}
    (row,) = await home.log()
    assert (row.request.charge_nano, row.request.estimated) == (CHARGE, False)
    await home.check_ledger()


async def test_a_transcript_as_text_costs_the_same(
    home: House, up: Upstreams, monkeypatch: pytest.MonkeyPatch
) -> None:
    await hearer(home, up, monkeypatch)
    async with client(home, strict=False) as sdk:
        text = await sdk.audio.transcriptions.create(model=MODEL, file=FILE, response_format="text")
    assert text == f"{SAID}\n"
    (row,) = await home.log()
    assert (row.request.charge_nano, row.request.estimated) == (CHARGE, False)
    await home.check_ledger()


async def test_a_translation_is_asked_for_in_english(
    home: House, up: Upstreams, monkeypatch: pytest.MonkeyPatch
) -> None:
    mock = await hearer(home, up, monkeypatch)
    async with client(home) as sdk:
        with pytest.warns(DeprecationWarning, match="deprecated"):
            heard = await sdk.audio.translations.create(model=MODEL, file=FILE)
    assert heard.text == SAID
    assert "into English" in mock.last.json["contents"][0]["parts"][0]["text"]
    await home.check_ledger()


@pytest.mark.parametrize(
    ("asked", "param"),
    [
        ({"response_format": "srt"}, "response_format"),
        ({"stream": True}, "stream"),
        ({"file": ("hello.wav", b"no sound")}, "file"),
    ],
)
async def test_what_gemini_cannot_do_is_refused_before_anything_is_sent(
    home: House,
    up: Upstreams,
    monkeypatch: pytest.MonkeyPatch,
    asked: dict[str, Any],
    param: str,
) -> None:
    mock = await hearer(home, up, monkeypatch)
    wanted: dict[str, Any] = {"model": MODEL, "file": FILE, **asked}
    async with client(home) as sdk:
        with pytest.raises(openai.BadRequestError) as refused:
            await sdk.audio.transcriptions.create(**wanted)
    assert refused.value.param == param
    assert mock.requests == []
    await home.check_ledger()


@WHERE
async def test_what_is_blocked_is_a_refusal_that_costs_nothing(
    home: House, up: Upstreams, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    mock = await hearer(home, up, monkeypatch, where)
    mock.always(Reply(refusal="PROHIBITED_CONTENT"))
    async with client(home) as sdk:
        with pytest.raises(openai.BadRequestError, match="PROHIBITED_CONTENT"):
            await sdk.audio.transcriptions.create(model=MODEL, file=FILE)
    (row,) = await home.log()
    assert row.attempts[0].error_class == FailureClass.CONTENT_FILTER
    assert row.request.charge_nano == 0
    await home.check_ledger()


async def test_a_channel_is_tested_for_transcription(
    home: House, up: Upstreams, monkeypatch: pytest.MonkeyPatch
) -> None:
    mock = await hearer(home, up, monkeypatch)
    (channel,) = await home.gateway.channels.list()
    result = await home.gateway.channels.test(
        channel.id, MODEL, capability=Capability.TRANSCRIPTION
    )
    assert result.ok, result.failure
    assert (result.reply, result.cost_nano) == (SAID, CHARGE)
    assert mock.last.json["contents"][0]["parts"][1]["inlineData"]["mimeType"] == "audio/wav"
