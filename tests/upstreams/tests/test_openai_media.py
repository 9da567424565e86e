"""OpenAI's own package against the mock's endpoints beyond chat; and what OpenAI refuses there."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import openai
import pytest
from openai import AsyncOpenAI

from tests.upstreams import Reply, Upstreams
from tests.upstreams.openai_audio import TEXT, sound
from tests.upstreams.openai_images import PIXEL
from tests.upstreams.openai_models import MEDIA_MODELS
from tests.upstreams.tests.sdk import openai_sdk

WAV = ("a.wav", sound("wav", 50))


@pytest.fixture
async def media(up: Upstreams) -> AsyncIterator[AsyncOpenAI]:
    mock = up.add_openai("media", models=MEDIA_MODELS)
    async with openai_sdk(
        mock.base_url, mock.key, max_retries=0, _strict_response_validation=True
    ) as sdk:
        yield sdk


async def test_every_endpoint_answers_in_openais_types(media: AsyncOpenAI) -> None:
    drawn = await media.images.generate(model="gpt-image-1", prompt="x", size="1024x1536", n=2)
    assert drawn.data is not None
    assert [bool(one.b64_json) for one in drawn.data] == [True] * 2
    edited = await media.images.edit(model="dall-e-2", prompt="x", image=PIXEL, n=1)
    assert edited.data is not None
    said = await media.audio.speech.create(model="tts-1", voice="alloy", input="Hi")
    assert said.content == sound("mp3", 2)
    heard = await media.audio.transcriptions.create(model="gpt-4o-transcribe", file=WAV)
    assert heard.text == TEXT
    judged = await media.moderations.create(input="violence")
    assert judged.results[0].categories.violence
    written = await media.completions.create(
        model="gpt-3.5-turbo-instruct", prompt=["a", "b"], n=2, max_tokens=2
    )
    assert [choice.finish_reason for choice in written.choices] == ["length"] * 4


@pytest.mark.parametrize(
    ("call", "param"),
    [
        (lambda c: c.images.generate(model="dall-e-3", prompt="x", n=2), "n"),
        (lambda c: c.images.generate(model="dall-e-3", prompt="x", size="256x256"), "size"),
        (lambda c: c.images.generate(model="dall-e-2", prompt="x", quality="hd"), "quality"),
        (
            lambda c: c.images.generate(model="gpt-image-1", prompt="x", response_format="url"),
            "response_format",
        ),
        (lambda c: c.images.edit(model="dall-e-3", prompt="x", image=PIXEL), "model"),
        (lambda c: c.audio.speech.create(model="tts-1", voice="", input="x"), "voice"),
        (lambda c: c.audio.speech.create(model="tts-1", voice="v", input="x" * 4097), "input"),
        (
            lambda c: c.audio.transcriptions.create(
                model="gpt-4o-transcribe", file=WAV, response_format="srt"
            ),
            "response_format",
        ),
        (lambda c: c.audio.transcriptions.create(model="whisper-1", file=("a.txt", b"x")), "file"),
        (lambda c: c.audio.transcriptions.create(model="tts-1", file=WAV), "model"),
        (
            lambda c: c.completions.create(
                model="gpt-3.5-turbo-instruct", prompt="x", extra_body={"top_k": 1}
            ),
            "top_k",
        ),
        (
            lambda c: c.completions.create(
                model="gpt-3.5-turbo-instruct", prompt="x", n=3, best_of=2
            ),
            "best_of",
        ),
    ],
)
async def test_what_openai_refuses(media: AsyncOpenAI, call: Any, param: str) -> None:
    with pytest.raises(openai.BadRequestError) as caught:
        await call(media)
    assert caught.value.param == param


async def test_faults_are_openais(up: Upstreams, media: AsyncOpenAI) -> None:
    mock = up.mocks["media"]
    mock.script(Reply(error="rate_limit"), model="whisper-1")
    with pytest.raises(openai.RateLimitError):
        await media.audio.transcriptions.create(model="whisper-1", file=WAV)
    mock.script(Reply(error="server", error_in_stream_after=1))
    stream = await media.images.generate(
        model="gpt-image-1", prompt="x", stream=True, partial_images=3
    )
    with pytest.raises(openai.APIError):
        _ = [event async for event in stream]
