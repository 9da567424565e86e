"""The vendors' SDKs on plain HTTP: without TLS contexts, which cost more than the tests."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx2
from anthropic import AsyncAnthropic
from google import genai
from google.genai.client import AsyncClient
from google.genai.types import HttpOptions
from openai import AsyncOpenAI


def openai_sdk(base_url: str, key: str, **options: Any) -> AsyncOpenAI:
    """OpenAI's client; `_strict_response_validation=True` refuses what its types do not allow."""
    http = httpx2.AsyncClient(verify=False, timeout=30.0)
    return AsyncOpenAI(api_key=key, base_url=base_url, http_client=http, **options)


def anthropic_sdk(base_url: str, key: str, **options: Any) -> AsyncAnthropic:
    """Anthropic's client."""
    http = httpx2.AsyncClient(verify=False, timeout=30.0)
    return AsyncAnthropic(api_key=key, base_url=base_url, http_client=http, **options)


@asynccontextmanager
async def google_sdk(
    base_url: str, key: str, version: str | None = None
) -> AsyncIterator[AsyncClient]:
    """Google's client; it does not close the connections it was given."""
    with httpx2.Client(verify=False) as unused:
        async with httpx2.AsyncClient(verify=False, timeout=30.0) as http:
            options = HttpOptions(
                base_url=base_url,
                api_version=version,
                httpx_client=unused,
                httpx_async_client=http,
            )
            client = genai.Client(api_key=key, http_options=options)
            yield client.aio
            await client.aio.aclose()
            client.close()
