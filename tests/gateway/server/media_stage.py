"""What the tests of the endpoints beyond chat share: an upstream that has them, and a client."""

from __future__ import annotations

import io
import wave
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from openai import AsyncOpenAI

from tests.gateway.house import ROOT_KEY, House
from tests.upstreams import OpenAIMock, Upstreams
from tests.upstreams.openai_models import MEDIA_MODELS
from tests.upstreams.tests.sdk import openai_sdk


def media_mock(up: Upstreams, name: str = "media") -> OpenAIMock:
    return up.add_openai(name, models=MEDIA_MODELS)


@asynccontextmanager
async def client(
    home: House, key: str = ROOT_KEY, *, strict: bool = True
) -> AsyncIterator[AsyncOpenAI]:
    """OpenAI's own package; an answer that its types do not allow raises. (They do not allow what
    OpenAI itself streams of completions: ``finish_reason`` null.)
    """
    async with openai_sdk(
        f"{home.url}/v1", key, max_retries=0, _strict_response_validation=strict
    ) as sdk:
        yield sdk


def wav(seconds: float, rate: int = 8_000) -> bytes:
    """Silence."""
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(rate)
        out.writeframes(b"\0\0" * int(seconds * rate))
    return file.getvalue()
