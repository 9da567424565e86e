"""The four kinds of channel that a Responses client can meet, with OpenAI's package in front."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import openai

from tests.gateway.house import ROOT_KEY, House
from tests.upstreams import Upstreams
from tests.upstreams.mock import Mock

PRICE = {"input": 2, "output": 8, "cached_input": 0.5}
WEATHER: Any = {
    "type": "function",
    "name": "get_weather",
    "description": "The weather in a city",
    "parameters": {
        "type": "object",
        "properties": {"city": {"type": "string"}},
        "required": ["city"],
        "additionalProperties": False,
    },
    "strict": True,
}


@dataclass(frozen=True)
class Kind:
    """A kind of channel: its model, its mock, and what the channel's form says."""

    dialect: str
    model: str
    mock: Callable[[Upstreams], Mock]
    provider: str
    settings: dict[str, Any]
    caches: bool = True

    async def open(self, home: House, up: Upstreams) -> Mock:
        mock = self.mock(up)
        await home.channel(mock, self.model, provider=self.provider, settings=self.settings)
        name = self.model.replace("-", "_")
        await home.price(**{name: PRICE})
        return mock


KINDS = {
    "responses": Kind("openai_responses", "gpt-5.4", lambda up: up.openai, "openai", {}),
    "chat": Kind("openai_chat", "gpt-5.4", lambda up: up.openai, "openai_compatible", {}),
    "anthropic": Kind("anthropic", "claude-sonnet-5-5", lambda up: up.anthropic, "anthropic", {}),
    "ollama": Kind(
        "ollama", "qwen3:8b", lambda up: up.ollama, "ollama", {"num_ctx": 8192}, caches=False
    ),
}


@asynccontextmanager
async def client(home: House, key: str = ROOT_KEY) -> AsyncIterator[openai.AsyncOpenAI]:
    """OpenAI's package; an answer that its types do not allow raises."""
    async with openai.AsyncOpenAI(
        base_url=f"{home.url}/v1", api_key=key, max_retries=0, _strict_response_validation=True
    ) as sdk:
        yield sdk
