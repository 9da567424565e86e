"""Channels to the big clouds' mocks, and requests of every kind of client through them."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import anthropic
import pytest
from google.genai import types
from google.genai.client import AsyncClient

from gateway.providers import azure
from gateway.providers.google import keys as google_keys
from tests.gateway.house import ROOT_KEY, House
from tests.upstreams import Upstreams
from tests.upstreams.mock import Mock
from tests.upstreams.tests.sdk import anthropic_sdk, google_sdk, openai_sdk
from tests.upstreams.vertex import LLAMA

PRICE = {"input": 2, "output": 8, "cached_input": 0.5, "cache_write": 2.5, "cache_write_1h": 4}
CLAUDE = "eu.anthropic.claude-haiku-4-5-20251001-v1:0"
NOVA = "amazon.nova-pro-v1:0"
VERTEX_CLAUDE = "claude-haiku-4-5@20251001"
GPT = "gpt-4o"
GEMINI = "gemini-3.5-flash"
TITAN = "amazon.titan-embed-text-v2:0"

CLOUDS: dict[str, tuple[str, str]] = {
    "azure": ("azure", GPT),
    "nova": ("bedrock", NOVA),
    "claude-at-bedrock": ("bedrock", CLAUDE),
    "gemini-at-vertex": ("vertex", GEMINI),
    "claude-at-vertex": ("vertex", VERTEX_CLAUDE),
    "llama-at-vertex": ("vertex", LLAMA),
}
"""Whose mock, and which model there."""


def mock_of(up: Upstreams, cloud: str) -> Mock:
    found: Mock = getattr(up.clouds, CLOUDS[cloud][0])
    return found


async def connect(
    home: House, up: Upstreams, monkeypatch: pytest.MonkeyPatch, cloud: str, **fields: Any
) -> tuple[Mock, str]:
    """A channel to this cloud for its model; the mock, and the model as clients ask for it."""
    mock, model = mock_of(up, cloud), CLOUDS[cloud][1]
    redirect_tokens(up, monkeypatch)
    if mock is up.clouds.vertex:
        fields.setdefault("keys", (json.dumps(up.clouds.google.service_account()),))
    await home.channel(mock, model, **fields)
    await home.gateway.settings_service.set_option("ModelPrice", json.dumps({model: PRICE}))
    return mock, model


def redirect_tokens(up: Upstreams, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tokens are made at the mocks instead of at Google and Microsoft."""
    monkeypatch.setattr(google_keys, "TOKEN_URI", f"{up.clouds.google.base_url}/token")
    monkeypatch.setattr(azure, "LOGINS", dict.fromkeys(azure.LOGINS, up.clouds.entra.base_url))


class Chat:
    """OpenAI's own package; answers as texts, finishes in OpenAI's words."""

    def __init__(self, home: House) -> None:
        self.client = openai_sdk(
            f"{home.url}/v1", ROOT_KEY, max_retries=0, _strict_response_validation=True
        )

    async def say(self, model: str, text: str, **more: Any) -> tuple[str, tuple[int, int]]:
        messages: Any = [{"role": "user", "content": text}]
        answer = await self.client.chat.completions.create(model=model, messages=messages, **more)
        assert answer.usage is not None
        usage = answer.usage.prompt_tokens, answer.usage.completion_tokens
        return answer.choices[0].message.content or "", usage

    async def stream(self, model: str, text: str) -> tuple[str, tuple[int, int]]:
        messages: Any = [{"role": "user", "content": text}]
        said, usage = "", (0, 0)
        async with await self.client.chat.completions.create(
            model=model, messages=messages, stream=True, stream_options={"include_usage": True}
        ) as stream:
            async for chunk in stream:
                said += (chunk.choices[0].delta.content or "") if chunk.choices else ""
                if chunk.usage is not None:
                    usage = chunk.usage.prompt_tokens, chunk.usage.completion_tokens
        return said, usage

    async def close(self) -> None:
        await self.client.close()


class Messages:
    """Anthropic's own package."""

    def __init__(self, home: House) -> None:
        self.client = anthropic_sdk(
            home.url, ROOT_KEY, max_retries=0, _strict_response_validation=True
        )

    async def say(self, model: str, text: str) -> tuple[str, tuple[int, int]]:
        answer = await self.client.messages.create(
            model=model, max_tokens=500, messages=[{"role": "user", "content": text}]
        )
        return _text_of(answer), _prompt_and_output(answer.usage)

    async def stream(self, model: str, text: str) -> tuple[str, tuple[int, int]]:
        async with self.client.messages.stream(
            model=model, max_tokens=500, messages=[{"role": "user", "content": text}]
        ) as stream:
            answer = await stream.get_final_message()
        return _text_of(answer), _prompt_and_output(answer.usage)

    async def close(self) -> None:
        await self.client.close()


class Responses:
    """OpenAI's own package, by its newer interface."""

    def __init__(self, home: House) -> None:
        self.client = openai_sdk(f"{home.url}/v1", ROOT_KEY, max_retries=0)

    async def say(self, model: str, text: str) -> tuple[str, tuple[int, int]]:
        answer = await self.client.responses.create(model=model, input=text, store=False)
        assert answer.usage is not None
        return answer.output_text, (answer.usage.input_tokens, answer.usage.output_tokens)

    async def stream(self, model: str, text: str) -> tuple[str, tuple[int, int]]:
        async with self.client.responses.stream(model=model, input=text, store=False) as stream:
            answer = await stream.get_final_response()
        assert answer.usage is not None
        return answer.output_text, (answer.usage.input_tokens, answer.usage.output_tokens)

    async def close(self) -> None:
        await self.client.close()


class Generate:
    """Google's own package."""

    def __init__(self, client: AsyncClient) -> None:
        self.client = client

    async def say(self, model: str, text: str) -> tuple[str, tuple[int, int]]:
        answer = await self.client.models.generate_content(model=model, contents=text)
        return answer.text or "", _google_usage(answer)

    async def stream(self, model: str, text: str) -> tuple[str, tuple[int, int]]:
        said, usage = "", (0, 0)
        async for part in await self.client.models.generate_content_stream(
            model=model, contents=text
        ):
            said += part.text or ""
            if part.usage_metadata is not None:
                usage = _google_usage(part)
        return said, usage


CLIENTS: Any = {"openai": Chat, "anthropic": Messages, "responses": Responses, "google": Generate}


@asynccontextmanager
async def client(home: House, name: str) -> AsyncIterator[Any]:
    if name == "google":
        async with google_sdk(home.url, ROOT_KEY) as google:
            yield Generate(google)
        return
    found = CLIENTS[name](home)
    try:
        yield found
    finally:
        await found.close()


def _text_of(answer: anthropic.types.Message) -> str:
    return "".join(block.text for block in answer.content if block.type == "text")


def _prompt_and_output(usage: anthropic.types.Usage) -> tuple[int, int]:
    cached = (usage.cache_read_input_tokens or 0) + (usage.cache_creation_input_tokens or 0)
    return usage.input_tokens + cached, usage.output_tokens


def _google_usage(answer: types.GenerateContentResponse) -> tuple[int, int]:
    usage = answer.usage_metadata
    assert usage is not None
    thoughts = usage.thoughts_token_count or 0
    return usage.prompt_token_count or 0, (usage.candidates_token_count or 0) + thoughts
