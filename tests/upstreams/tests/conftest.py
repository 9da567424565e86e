"""A running set of mocks, and the vendors' SDKs pointed at it, in their strictest mode."""

from __future__ import annotations

from collections.abc import AsyncIterator

import anthropic
import openai
import pytest

from tests.upstreams import Upstreams
from tests.upstreams.tests.sdk import anthropic_sdk, openai_sdk


@pytest.fixture
async def up() -> AsyncIterator[Upstreams]:
    async with Upstreams() as upstreams:
        yield upstreams


@pytest.fixture
async def client(up: Upstreams) -> AsyncIterator[openai.AsyncOpenAI]:
    """OpenAI's SDK; an answer that its types do not allow raises."""
    async with openai_sdk(
        up.openai.base_url, up.openai.key, max_retries=0, _strict_response_validation=True
    ) as sdk:
        yield sdk


@pytest.fixture
async def claude(up: Upstreams) -> AsyncIterator[anthropic.AsyncAnthropic]:
    """Anthropic's SDK; an answer that its types do not allow raises."""
    async with anthropic_sdk(
        up.anthropic.base_url, up.anthropic.key, max_retries=0, _strict_response_validation=True
    ) as sdk:
        yield sdk
