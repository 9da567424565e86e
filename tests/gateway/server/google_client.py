"""Google's own client in front of a gateway, with any kind of channel behind it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import pytest
from google.genai import types
from google.genai.client import AsyncClient

from tests.gateway.house import ROOT_KEY, House
from tests.upstreams import Upstreams
from tests.upstreams.tests.sdk import google_sdk

PRICE = {"input": 2, "output": 8, "cached_input": 0.5}
CITY = {
    "type": "object",
    "properties": {"city": {"type": "string"}},
    "required": ["city"],
}
WEATHER = types.Tool(
    function_declarations=[
        types.FunctionDeclaration(
            name="get_weather", description="The weather", parameters_json_schema=CITY
        ),
        types.FunctionDeclaration(name="get_time", description="The time"),
    ]
)
NO_CALLING = types.AutomaticFunctionCallingConfig(disable=True)

KINDS = {
    "gemini": "gemini-2.5-flash",
    "gemini3": "gemini-3.5-flash",
    "openai": "gpt-4o",
    "anthropic": "claude-sonnet-4-5",
    "ollama": "llama3.2",
}


async def streamed_text(client: AsyncClient, model: str, seen: list[str]) -> None:
    """Reads a stream to its end; what was seen before an error stays in ``seen``."""
    stream = await client.models.generate_content_stream(model=model, contents="Hi")
    async for chunk in stream:
        seen += [chunk.text or ""]


EVERYWHERE = pytest.mark.parametrize("kind", KINDS)


def google(
    home: House, key: str = ROOT_KEY, version: str | None = None
) -> AbstractAsyncContextManager[AsyncClient]:
    return google_sdk(home.url, key, version)


@asynccontextmanager
async def behind(
    home: House, up: Upstreams, kind: str
) -> AsyncIterator[tuple[AsyncClient, Any, str]]:
    """Google's client, the mock behind the gateway, and the model."""
    mock = getattr(up, kind.removesuffix("3"))
    model = KINDS[kind]
    fields: dict[str, Any] = {"settings": {"num_ctx": 8192}} if kind == "ollama" else {}
    await home.channel(mock, model, **fields)
    await home.price(**{model.replace("-", "_"): PRICE})
    async with google(home) as client:
        yield client, mock, model
