"""A running set of mocks, and the vendors' SDKs pointed at it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import anthropic
import openai
import pytest

from tests.upstreams import Upstreams


@pytest.fixture
async def up() -> AsyncIterator[Upstreams]:
    async with Upstreams() as upstreams:
        yield upstreams


@pytest.fixture
async def client(up: Upstreams) -> AsyncIterator[openai.AsyncOpenAI]:
    """OpenAI's SDK in its strictest mode: an answer its types do not allow raises."""
    async with openai.AsyncOpenAI(
        api_key=up.openai.key,
        base_url=up.openai.base_url,
        max_retries=0,
        _strict_response_validation=True,
    ) as sdk:
        yield sdk


@pytest.fixture
async def claude(up: Upstreams) -> AsyncIterator[anthropic.AsyncAnthropic]:
    """Anthropic's SDK in its strictest mode."""
    async with anthropic.AsyncAnthropic(
        api_key=up.anthropic.key,
        base_url=up.anthropic.base_url,
        max_retries=0,
        _strict_response_validation=True,
    ) as sdk:
        yield sdk
