"""Alibaba speaks and hears for OpenAI's clients, by its own interface."""

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
from tests.upstreams.dashscope import DashScopeMock
from tests.upstreams.dashscope_sound import (
    BY_TOKENS,
    HEARS,
    SAID,
    SPEAKS,
    SYNTHESIZES,
    TOLD_HOW,
)
from tests.upstreams.openai_audio import sound

TEXT = "Ahoy, 母港!"
CONVERSES = "/api/v1/services/aigc/multimodal-generation/generation"
SYNTHESIZER = "/api/v1/services/audio/tts/SpeechSynthesizer"
MODELS = (SPEAKS, TOLD_HOW, SYNTHESIZES, BY_TOKENS, HEARS)


@pytest.fixture(params=["dashscope", "dashscope_intl"])
async def alibaba(home: House, up: Upstreams, request: pytest.FixtureRequest) -> DashScopeMock:
    mock = up.add(DashScopeMock())
    await home.channel(mock, *MODELS, provider=request.param)
    return mock


@pytest.mark.parametrize("kind", ["wav", "pcm"])
async def test_qwen_speaks_and_is_paid_by_the_character(
    home: House, alibaba: DashScopeMock, kind: Any
) -> None:
    token, key = await home.token(NANO)
    async with client(home, key) as sdk:
        made = await sdk.audio.speech.create(
            model=SPEAKS,
            **{"input": TEXT, "voice": "onyx", "response_format": kind},
            instructions="softly",
        )
    assert made.content == sound(kind, len(TEXT))
    asked, fetched = alibaba.requests
    assert asked.path == CONVERSES
    assert asked.json == {"model": SPEAKS, "input": {"text": TEXT, "voice": "Ethan"}}
    assert fetched.path == "/sounds/0.wav"
    (row,) = await home.log()
    charge = len(TEXT) * 10_000
    assert (row.request.charge_nano, row.request.estimated) == (charge, False)
    assert home.balance(token) == NANO - charge
    await home.check_ledger()


async def test_instructions_where_a_model_has_them(home: House, alibaba: DashScopeMock) -> None:
    async with client(home) as sdk:
        await sdk.audio.speech.create(
            model=TOLD_HOW,
            **{"input": TEXT, "voice": "Cherry", "instructions": "softly"},
            extra_body={"language_type": "Chinese"},
        )
    assert alibaba.requests[0].json["input"] == {
        **{"text": TEXT, "voice": "Cherry", "instructions": "softly"},
        "language_type": "Chinese",
    }


@pytest.mark.parametrize("kind", ["mp3", "wav", "opus", "pcm"])
async def test_cosyvoice_speaks_in_more_forms(
    home: House, alibaba: DashScopeMock, kind: Any
) -> None:
    async with client(home) as sdk:
        made = await sdk.audio.speech.create(
            model=SYNTHESIZES,
            **{"input": TEXT, "voice": "alloy", "response_format": kind, "speed": 1.5},
            instructions="softly",
        )
    assert made.content == sound(kind, len(TEXT))
    asked = alibaba.requests[0]
    assert asked.path == SYNTHESIZER
    assert asked.json["input"] == {
        **{"text": TEXT, "voice": "longanyang", "format": kind, "sample_rate": 24_000},
        **{"rate": 1.5, "instruction": "softly"},
    }
    await home.check_ledger()


async def test_what_is_billed_by_tokens_is_paid_by_them(
    home: House, alibaba: DashScopeMock
) -> None:
    async with client(home) as sdk:
        await sdk.audio.speech.create(model=BY_TOKENS, input=TEXT, voice="alloy")
    (row,) = await home.log()
    assert row.request.charge_nano == 7 * 230 + 90 * 1870
    assert not row.request.estimated
    await home.check_ledger()


@pytest.mark.parametrize(
    ("model", "more", "param"),
    [
        (SPEAKS, {"response_format": "mp3"}, "response_format"),
        (SPEAKS, {"speed": 2}, "speed"),
        (SYNTHESIZES, {"response_format": "flac"}, "response_format"),
        (SYNTHESIZES, {"voice": {"id": "voice_1"}}, "voice"),
    ],
)
async def test_what_it_has_not_is_refused_before_anything_is_sent(
    home: House, alibaba: DashScopeMock, model: str, more: dict[str, Any], param: str
) -> None:
    body = {"model": model, "input": TEXT, "voice": "alloy", **more}
    status, _, said = await home.post("/v1/audio/speech", body)
    assert (status, json.loads(said)["error"]["param"]) == (400, param)
    assert alibaba.requests == []
    await home.check_ledger()


async def test_a_voice_of_another_version_is_refused_by_alibaba(
    home: House, alibaba: DashScopeMock
) -> None:
    body = {"model": SYNTHESIZES, "input": TEXT, "voice": "longxiaochun"}
    status, _, said = await home.post("/v1/audio/speech", body)
    assert (status, b"418" in said) == (400, True)
    (row,) = await home.log()
    assert row.attempts[0].error_class == FailureClass.BAD_REQUEST
    assert row.request.charge_nano == 0
    await home.check_ledger()


@pytest.mark.parametrize(
    "body",
    [
        *(b"[]", b"\xff\xfe", b"{}", b'{"output":{"audio":{"url":7}}}'),
        b'{"output":{"audio":{"url":"http://169.254.169.254/x.wav"}}}',
        b'{"output":{"audio":{"url":"file:///etc/passwd"}}}',
    ],
)
async def test_an_answer_that_is_none_is_said_so(
    home: House, alibaba: DashScopeMock, body: bytes
) -> None:
    alibaba.script(Reply(error_status=200, error_body=body))
    asked = {"model": SPEAKS, "input": TEXT, "voice": "alloy"}
    status, _, said = await home.post("/v1/audio/speech", asked)
    assert status == 502, said
    assert len(alibaba.requests) == 1
    assert not any(row.request.charge_nano for row in await home.log())
    await home.check_ledger()


async def test_sound_is_heard_and_paid_by_the_second(home: House, alibaba: DashScopeMock) -> None:
    recording = wav(2.5)
    async with client(home) as sdk:
        heard = await sdk.audio.transcriptions.create(
            model=HEARS,
            file=("a.wav", recording),
            language="cs",
            prompt="harbours",
            extra_body={"enable_itn": "true"},
        )
        assert heard.text == SAID
        text = await sdk.audio.transcriptions.create(
            model=HEARS, file=("a.wav", recording), response_format="text"
        )
        assert str(text) == f"{SAID}\n"
    first, second = (each.json for each in alibaba.requests)
    system, user = first["input"]["messages"]
    assert system == {"role": "system", "content": [{"text": "harbours"}]}
    head, _, data = user["content"][0]["audio"].partition(",")
    assert head in ("data:audio/wav;base64", "data:audio/x-wav;base64")
    assert base64.b64decode(data) == recording
    assert first["parameters"] == {"asr_options": {"language": "cs", "enable_itn": True}}
    assert second.keys() == {"model", "input"}
    rows = await home.log()
    told = [(row.request.charge_nano, row.request.estimated) for row in rows]
    assert told == [(105_000, False)] * 2
    await home.check_ledger()


async def test_silence_is_an_empty_text(home: House, alibaba: DashScopeMock) -> None:
    alibaba.script(Reply(text=""))
    async with client(home) as sdk:
        heard = await sdk.audio.transcriptions.create(model=HEARS, file=("a.wav", wav(1)))
    assert heard.text == ""


async def test_a_large_file_is_packed_while_it_leaves(home: House, alibaba: DashScopeMock) -> None:
    recording = wav(100)
    assert len(recording) > 2**20
    async with client(home) as sdk:
        await sdk.audio.transcriptions.create(model=HEARS, file=("a.wav", recording))
    (message,) = alibaba.last.json["input"]["messages"]
    data = message["content"][0]["audio"].partition(",")[2]
    assert base64.b64decode(data) == recording


@pytest.mark.parametrize("form", ["srt", "vtt", "verbose_json", "diarized_json"])
async def test_times_it_does_not_tell(home: House, alibaba: DashScopeMock, form: Any) -> None:
    async with client(home) as sdk:
        with pytest.raises(openai.BadRequestError) as refused:
            await sdk.audio.transcriptions.create(
                model=HEARS, file=("a.wav", wav(1)), response_format=form
            )
    assert refused.value.param == "response_format"
    assert alibaba.requests == []
    await home.check_ledger()


@pytest.mark.parametrize("model", ["paraformer-v2", "qwen3-asr-flash-filetrans", "fun-asr"])
async def test_what_wants_an_address_is_refused(home: House, up: Upstreams, model: str) -> None:
    mock = up.add(DashScopeMock())
    await home.channel(mock, model, provider="dashscope")
    async with client(home) as sdk:
        with pytest.raises(openai.BadRequestError, match="Qwen3-ASR-Flash alone") as refused:
            await sdk.audio.transcriptions.create(model=model, file=("a.wav", wav(1)))
    assert (refused.value.param, mock.requests) == ("model", [])


@pytest.mark.parametrize(
    ("model", "capability"),
    [
        (SPEAKS, Capability.SPEECH),
        (BY_TOKENS, Capability.SPEECH),
        (HEARS, Capability.TRANSCRIPTION),
    ],
)
async def test_each_is_tested_by_what_it_does(
    home: House, up: Upstreams, model: str, capability: Capability
) -> None:
    channel = await home.channel(up.add(DashScopeMock()), model, provider="dashscope")
    (plan,) = home.gateway.channels.test_plans(channel.id)
    assert plan.capability is capability
    result = await home.gateway.channels.test(channel.id, capability=capability)
    assert result.ok, result.failure
    await home.check_ledger()
