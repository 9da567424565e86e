"""Sound through a real gateway: spoken as it is made, heard from forms, paid by what it is."""

from __future__ import annotations

import asyncio
import base64
import json

import openai
import pytest

from gateway.domain.money import NANO
from tests.gateway.house import ROOT_KEY, House
from tests.gateway.server.media_stage import client, media_mock, wav
from tests.upstreams import BEFORE_HEADERS, Reply, Upstreams
from tests.upstreams.openai_audio import TEXT, sound

SAY = {"voice": "alloy", "input": "Good morning"}


async def charges(home: House) -> list[int]:
    await home.check_ledger()
    return [entry.request.charge_nano for entry in await home.log()]


async def test_speech_is_passed_as_it_comes_and_paid_by_the_letter(
    home: House, up: Upstreams
) -> None:
    mock = media_mock(up)
    await home.channel(mock, "tts-1", aliases={"voice": "tts-1"})
    token, key = await home.token(NANO)
    async with client(home, key) as sdk:
        for kind in ("mp3", "opus", "wav", "pcm"):
            answer = await sdk.audio.speech.create(model="voice", response_format=kind, **SAY)
            assert answer.content == sound(kind, 12)
    assert mock.last.json["model"] == "tts-1"
    rows = await home.log()
    assert [row.request.charge_nano for row in rows] == [12 * 15_000] * 4
    assert not any(row.request.estimated for row in rows)
    assert all(row.request.stream and row.request.first_token_ms for row in rows)
    await home.check_ledger()
    assert home.balance(token) == NANO - 4 * 12 * 15_000


async def test_the_first_sound_is_heard_before_the_last_is_made(home: House, up: Upstreams) -> None:
    mock = media_mock(up)
    await home.channel(mock, "tts-1")
    mock.script(Reply(stall_after=2))
    headers = {"Authorization": f"Bearer {ROOT_KEY}"}
    async with home.session.post(
        f"{home.url}/v1/audio/speech", json={"model": "tts-1", **SAY}, headers=headers
    ) as answer:
        assert answer.content_type == "audio/mpeg"
        assert answer.headers["x-request-id"]
        first = await answer.content.readany()
        assert first == sound("mp3", 12)[: len(first)]
        await mock.wait_stalled()
        assert await home.gateway.database.read(lambda: None) is None
        mock.release()
        assert first + await answer.read() == sound("mp3", 12)


async def test_speech_that_is_priced_by_the_second_is_measured(home: House, up: Upstreams) -> None:
    await home.channel(media_mock(up), "gpt-4o-mini-tts")
    async with client(home) as sdk:
        await sdk.audio.speech.create(model="gpt-4o-mini-tts", response_format="pcm", **SAY)
        await sdk.audio.speech.create(model="gpt-4o-mini-tts", **SAY)
        await sdk.audio.speech.create(model="gpt-4o-mini-tts", response_format="aac", **SAY)
    exact, mp3, guessed = await home.log()
    # 12 letters of 60 ms, $0.00025 a second
    assert exact.request.charge_nano == 720 * 250
    assert mp3.request.charge_nano == 720 * 250
    assert not exact.request.estimated
    assert guessed.request.estimated
    assert guessed.request.charge_nano == 12 * 84 * 250
    await home.check_ledger()


async def test_speech_as_events_says_its_tokens(home: House, up: Upstreams) -> None:
    await home.channel(media_mock(up), "gpt-4o-mini-tts")
    body = {"model": "gpt-4o-mini-tts", "stream_format": "sse", **SAY}
    status, headers, content = await home.post("/v1/audio/speech", body)
    assert status == 200
    assert headers["content-type"].startswith("text/event-stream")
    events = [json.loads(line[6:]) for line in content.decode().split("\n") if line[:5] == "data:"]
    assert [event["type"] for event in events] == ["speech.audio.delta"] * 2 + ["speech.audio.done"]
    heard = b"".join(base64.b64decode(event["audio"]) for event in events[:2])
    assert heard == sound("mp3", 12)
    # 3 tokens in at $0.60, 12 out at $12 a million
    assert await charges(home) == [3 * 600 + 12 * 12_000]


async def test_sound_that_breaks_off_is_paid_and_never_ends_well(
    home: House, up: Upstreams
) -> None:
    mock = media_mock(up)
    await home.channel(mock, "tts-1")
    token, key = await home.token(NANO)
    mock.script(Reply(cut_after=3))
    with pytest.raises(Exception, match=r"(?i)payload|disconnected|reset|incomplete"):
        await home.post("/v1/audio/speech", {"model": "tts-1", **SAY}, key)
    (row,) = await home.log()
    assert (row.request.status, row.request.estimated) == ("cut_short", True)
    await home.check_ledger()
    assert home.balance(token) == NANO - 12 * 15_000
    mock.script(Reply(cut_after=BEFORE_HEADERS), Reply(error="server"))
    for _ in range(2):
        status, _, _ = await home.post("/v1/audio/speech", {"model": "tts-1", **SAY}, key)
        assert status in (502, 503)
    await home.check_ledger()
    assert home.balance(token) == NANO - 12 * 15_000


async def test_who_hangs_up_pays_for_what_was_asked(home: House, up: Upstreams) -> None:
    mock = media_mock(up)
    await home.channel(mock, "tts-1")
    token, key = await home.token(NANO)
    mock.script(Reply(stall_after=2))
    asked = asyncio.ensure_future(home.post("/v1/audio/speech", {"model": "tts-1", **SAY}, key))
    await mock.wait_stalled()
    asked.cancel()
    await mock.wait_idle()
    await home.check_ledger()
    assert home.balance(token) == NANO - 12 * 15_000
    assert (await home.log())[0].request.status == "cancelled"


async def test_recordings_are_paid_by_the_second_that_is_told(home: House, up: Upstreams) -> None:
    mock = media_mock(up)
    await home.channel(mock, "whisper-1", aliases={"ear": "whisper-1"})
    file = ("talk.wav", wav(2.5))
    async with client(home) as sdk:
        heard = await sdk.audio.transcriptions.create(
            model="ear", file=file, timestamp_granularities=["word"], response_format="verbose_json"
        )
        assert heard.text == TEXT
        await sdk.audio.transcriptions.create(model="whisper-1", file=file)
        text = await sdk.audio.transcriptions.create(model="ear", file=file, response_format="srt")
        assert text.startswith("1\n00:00:00")
        with pytest.warns(DeprecationWarning, match="deprecated"):
            asked = sdk.audio.translations.create(model="ear", file=file)
        assert (await asked).text == TEXT
    assert [exchange.json["model"] for exchange in mock.requests] == ["whisper-1"] * 4
    assert mock.requests[0].json["timestamp_granularities"] == ["word"]
    assert all(exchange.files["file"][0].data == file[1] for exchange in mock.requests)
    rows = await home.log()
    assert [row.request.charge_nano for row in rows] == [300_000] * 2 + [250_000] * 2
    # OpenAI says whole seconds; what the answer did not say was measured.
    assert [row.request.estimated for row in rows] == [False, False, True, True]
    assert {row.request.endpoint for row in rows} == {
        "/v1/audio/transcriptions",
        "/v1/audio/translations",
    }
    await home.check_ledger()


async def test_recordings_are_paid_by_tokens_where_they_are_told(
    home: House, up: Upstreams
) -> None:
    mock = media_mock(up)
    await home.channel(mock, "gpt-4o-transcribe")
    file = ("talk.wav", wav(2))
    mock.script(Reply(), Reply(), Reply(usage=None))
    async with client(home) as sdk:
        await sdk.audio.transcriptions.create(model="gpt-4o-transcribe", file=file)
        stream = await sdk.audio.transcriptions.create(
            model="gpt-4o-transcribe", file=file, stream=True
        )
        events = [event async for event in stream]
        assert events[-1].type == "transcript.text.done"
        assert "".join(e.delta for e in events if e.type == "transcript.text.delta") == TEXT
        await sdk.audio.transcriptions.create(model="gpt-4o-transcribe", file=file)
    by_tokens = 20 * 2_500 + 7 * 10_000
    assert await charges(home) == [by_tokens, by_tokens, 2_000 * 100]
    rows = await home.log()
    assert [row.request.estimated for row in rows] == [False, False, True]


async def test_a_page_is_no_transcript(home: House, up: Upstreams) -> None:
    mock = media_mock(up)
    await home.channel(mock, "whisper-1")
    token, key = await home.token(NANO)
    mock.script(Reply(html=True, error_status=200))
    async with client(home, key) as sdk:
        with pytest.raises(openai.APIStatusError) as caught:
            await sdk.audio.transcriptions.create(
                model="whisper-1", file=("a.wav", wav(1)), response_format="text"
            )
    assert caught.value.status_code == 502
    await home.check_ledger()
    assert home.balance(token) == NANO


async def test_one_apis_default_model_and_its_ratio(home: House, up: Upstreams) -> None:
    mock = media_mock(up)
    await home.channel(mock, "whisper-1")
    await home.gateway.settings_service.set_option("ModelRatio", json.dumps({"whisper-1": 15}))
    form = (
        b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.wav"\r\n\r\n'
        + wav(60)
        + b"\r\n--x--\r\n"
    )
    status, _, answer = await home.post(
        "/v1/audio/transcriptions", form, **{"Content-Type": "multipart/form-data; boundary=x"}
    )
    assert status == 200, answer
    assert mock.last.json == {"model": "whisper-1"}
    # 200 tokens a minute at 15 times $2 a million: OpenAI's $0.006
    assert await charges(home) == [6_000_000]
