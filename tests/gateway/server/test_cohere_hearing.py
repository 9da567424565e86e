"""Cohere hears for OpenAI's clients."""

from __future__ import annotations

import json
from typing import Any

import openai
import pytest

from gateway.domain.capability import Capability
from gateway.domain.failure import FailureClass
from tests.gateway.house import House
from tests.gateway.server.media_stage import client, wav
from tests.upstreams import Reply, Upstreams
from tests.upstreams.call import Call
from tests.upstreams.cohere import CohereMock
from tests.upstreams.cohere_sound import SAID
from tests.upstreams.mock import Route

HEARS = "cohere-transcribe-03-2026"


class CompatibleMock(CohereMock):
    """The same account, at the address that speaks OpenAI's wire; v2 stands beside that."""

    def __init__(self) -> None:
        super().__init__("v2")

    @property
    def base_url(self) -> str:
        return f"{self.origin}/compatibility/v1"

    def route(self, call: Call) -> Route:
        call.exchange.path = f"/v2{call.exchange.path}"
        return super().route(call)


@pytest.mark.parametrize("make", [CohereMock, CompatibleMock])
async def test_sound_is_heard(home: House, up: Upstreams, make: type[CohereMock]) -> None:
    mock = up.add(make())
    await home.channel(mock, HEARS, provider="cohere")
    recording = wav(2.5)
    async with client(home) as sdk:
        heard = await sdk.audio.transcriptions.create(
            model=HEARS, file=("a.wav", recording), language="cs", prompt="x", temperature=0.2
        )
    assert heard.text == SAID
    assert mock.last.path == "/v2/audio/transcriptions"
    assert mock.last.json == {"model": HEARS, "language": "cs", "temperature": "0.2"}
    assert mock.last.files["file"][0].data == recording
    (row,) = await home.log()
    assert json.loads(row.request.price_json)["source"] == "unpriced"
    await home.check_ledger()


async def test_forms_it_has_and_forms_it_has_not(home: House, up: Upstreams) -> None:
    mock = up.add(CohereMock())
    await home.channel(mock, HEARS, provider="cohere")
    async with client(home) as sdk:

        async def asked(form: Any, **more: Any) -> Any:
            return await sdk.audio.transcriptions.create(
                model=HEARS, file=("a.wav", wav(1)), response_format=form, **more
            )

        assert await asked("text", language="cs") == f"{SAID}\n"
        for form in ("srt", "vtt", "verbose_json"):
            with pytest.raises(openai.BadRequestError) as refused:
                await asked(form, language="cs")
            assert refused.value.param == "response_format"
        with pytest.raises(openai.BadRequestError, match="language") as refused:
            await asked("json")
        assert refused.value.param == "language"
    assert len(mock.requests) == 1
    await home.check_ledger()


async def test_a_refusal_is_coheres(home: House, up: Upstreams) -> None:
    mock = up.add(CohereMock())
    await home.channel(mock, HEARS, provider="cohere")
    async with client(home) as sdk:
        with pytest.raises(openai.BadRequestError, match="flac, mp3"):
            await sdk.audio.transcriptions.create(
                model=HEARS, file=("a.m4a", b"sound"), language="cs"
            )
        mock.script(Reply(error="bad_key"))
        with pytest.raises(openai.APIStatusError):
            await sdk.audio.transcriptions.create(
                model=HEARS, file=("a.wav", wav(1)), language="cs"
            )
    first, second = await home.log()
    assert second.attempts[0].error_class == FailureClass.BAD_KEY
    assert (first.request.charge_nano, second.request.charge_nano) == (0, 0)
    await home.check_ledger()


async def test_a_channel_is_tested_for_hearing(home: House, up: Upstreams) -> None:
    channel = await home.channel(up.add(CohereMock()), HEARS, provider="cohere")
    (plan,) = home.gateway.channels.test_plans(channel.id)
    assert plan.capability is Capability.TRANSCRIPTION
    result = await home.gateway.channels.test(channel.id, capability=Capability.TRANSCRIPTION)
    assert result.ok, result.failure
