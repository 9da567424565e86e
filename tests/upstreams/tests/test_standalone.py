"""`python -m tests.upstreams`: a process for kill tests and benchmarks, steered by `/_control`, and
everybody there is for people who try a channel by hand.
"""

from __future__ import annotations

import asyncio
import json
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from openai import APIError

from gateway.providers.registry import PROVIDERS
from tests.upstreams.tests.sdk import openai_sdk

ROOT = Path(__file__).parents[3]
HELLO: Any = [{"role": "user", "content": "Say hello"}]


@asynccontextmanager
async def serving(
    *options: str,
) -> AsyncIterator[tuple[asyncio.subprocess.Process, dict[str, Any]]]:
    command = (sys.executable, "-m", "tests.upstreams", "--json", *options)
    running = await asyncio.create_subprocess_exec(
        *command, cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )
    assert running.stdout is not None
    try:
        yield running, json.loads(await running.stdout.readline())
    finally:
        if running.returncode is None:
            running.kill()
            await running.wait()


async def test_it_serves_scripts_records_and_ends_cleanly() -> None:
    async with serving("--basic", "--account", "openai:second") as (running, addresses):
        await _steered(running, addresses)


async def test_everybody_is_there_with_what_a_channel_needs() -> None:
    async with serving() as (running, addresses), aiohttp.ClientSession() as http:
        missing = [
            ident
            for ident in PROVIDERS
            if ident != "echo" and not {ident, f"{ident}-media"} & addresses.keys()
        ]
        assert not missing
        cohere = addresses["cohere"]
        body = {"model": cohere["models"][0], "messages": HELLO}
        for key, status in ((cohere["key"], 200), ("nobody's", 401)):
            headers = {"Authorization": f"Bearer {key}"}
            url = f"{cohere['base_url']}/chat"
            async with http.post(url, json=body, headers=headers) as response:
                assert response.status == status
        async with http.get(f"{cohere['control']}/requests") as response:
            assert [each["status"] for each in await response.json()] == [200, 401]
        for name, each in addresses.items():
            if "provider" in each:
                assert each["models"], name
                async with http.get(f"{each['control']}/requests") as response:
                    assert response.status == 200, name
        running.send_signal(signal.SIGTERM)
        assert await running.wait() == 0


async def _steered(running: asyncio.subprocess.Process, addresses: dict[str, Any]) -> None:
    assert set(addresses) == {
        "openai",
        "anthropic",
        "ollama",
        "gemini",
        "second",
        "fast",
        "control",
    }
    control = addresses["control"]
    second = addresses["second"]
    async with aiohttp.ClientSession() as http:
        order = {
            "replies": [
                {"text": "Scripted", "usage": {"prompt": 1000, "completion": 500}},
                {"error": "overloaded"},
            ],
            "model": "gpt-4o",
        }
        async with http.post(f"{control}/second/script", json=order) as response:
            assert response.status == 200
        async with http.post(f"{control}/second/script", json={"replies": [{"tex": 1}]}) as wrong:
            assert wrong.status == 400
        async with openai_sdk(second["base_url"], second["key"], max_retries=0) as client:
            answer = await client.chat.completions.create(model="gpt-4o", messages=HELLO)
            assert answer.choices[0].message.content == "Scripted"
            assert answer.usage is not None
            assert answer.usage.total_tokens == 1500
            with pytest.raises(APIError, match="overloaded"):
                await client.chat.completions.create(model="gpt-4o", messages=HELLO)
        async with http.get(f"{control}/second/requests") as response:
            seen = await response.json()
        assert [exchange["json"]["messages"] for exchange in seen] == [HELLO, HELLO]
        assert [exchange["status"] for exchange in seen] == [200, 503]
        async with http.delete(f"{control}/second") as response:
            assert (await response.json())["requests"] == 0
        async with http.get(control) as response:
            assert (await response.json())["openai"]["open_requests"] == 0
    running.send_signal(signal.SIGTERM)
    assert await running.wait() == 0
