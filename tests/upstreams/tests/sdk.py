"""The vendors' SDKs on plain HTTP: without TLS contexts, which cost more than the tests."""

from __future__ import annotations

from typing import Any

import httpx2
from anthropic import AsyncAnthropic
from openai import AsyncOpenAI


def openai_sdk(base_url: str, key: str, **options: Any) -> AsyncOpenAI:
    """OpenAI's client; `_strict_response_validation=True` refuses what its types do not allow."""
    http = httpx2.AsyncClient(verify=False, timeout=30.0)
    return AsyncOpenAI(api_key=key, base_url=base_url, http_client=http, **options)


def anthropic_sdk(base_url: str, key: str, **options: Any) -> AsyncAnthropic:
    """Anthropic's client."""
    http = httpx2.AsyncClient(verify=False, timeout=30.0)
    return AsyncAnthropic(api_key=key, base_url=base_url, http_client=http, **options)
