"""The vendors' SDKs take every legal liberty, and see the failures that come in the stream."""

from __future__ import annotations

from typing import Any

import anthropic
import openai
import pytest
from anthropic import AsyncAnthropic
from openai import AsyncOpenAI

from tests.upstreams import COMPATIBLE, LLAMA_CPP, LM_STUDIO, Reply, Upstreams, chat_models, faults
from tests.upstreams.tests.sdk import anthropic_sdk, openai_sdk

HELLO: Any = [{"role": "user", "content": "Say hello"}]
HAIKU = "claude-haiku-4-5"


def said(reply: Reply) -> str:
    return reply.text if reply.text is not None else "".join(reply.chunks or ())


@pytest.mark.parametrize("name", faults.LEGAL)
async def test_openai_takes(up: Upstreams, name: str) -> None:
    reply = faults.LEGAL[name]
    up.openai.script(reply)
    async with openai_sdk(up.openai.base_url, up.openai.key) as client:
        stream = await client.chat.completions.create(
            model="gpt-5.4", messages=HELLO, stream=True, stream_options={"include_usage": True}
        )
        chunks = [chunk async for chunk in stream]
    text = "".join(c.choices[0].delta.content or "" for c in chunks if c.choices)
    assert text == said(reply)
    usages = [chunk.usage for chunk in chunks if chunk.usage is not None]
    assert usages
    assert usages[-1].completion_tokens == -(-len(said(reply).encode()) // 4)


@pytest.mark.parametrize("name", faults.LEGAL)
async def test_anthropic_takes(claude: AsyncAnthropic, up: Upstreams, name: str) -> None:
    reply = faults.LEGAL[name]
    up.anthropic.script(reply)
    async with claude.messages.stream(
        model="claude-sonnet-4-6", max_tokens=64_000, messages=HELLO
    ) as stream:
        message = await stream.get_final_message()
    assert message.content[0].type == "text"
    # Blocks hold 64,000 tokens at most.
    assert message.content[0].text == said(reply).encode()[:256_000].decode()


async def test_openai_sees_an_error_in_the_stream(client: AsyncOpenAI, up: Upstreams) -> None:
    up.openai.script(faults.error_in_stream(after=3))
    stream = await client.chat.completions.create(model="gpt-4o-mini", messages=HELLO, stream=True)
    with pytest.raises(openai.APIError, match="overloaded"):
        async for _ in stream:
            pass


async def test_anthropic_sees_an_error_in_the_stream(claude: AsyncAnthropic, up: Upstreams) -> None:
    up.anthropic.script(faults.error_in_stream(after=5))
    stream = await claude.messages.create(model=HAIKU, max_tokens=100, messages=HELLO, stream=True)
    with pytest.raises(anthropic.APIStatusError, match="Overloaded"):
        async for _ in stream:
            pass


async def test_sdks_honour_retry_after_of_the_mocks(up: Upstreams) -> None:
    up.openai.script(faults.rate_limited(after=None, ms=1), Reply(text="at last"))
    up.anthropic.script(
        Reply(error="overloaded", headers={"retry-after-ms": "1"}), Reply(text="at last")
    )
    async with openai_sdk(up.openai.base_url, up.openai.key) as sdk:
        chat = await sdk.chat.completions.create(model="gpt-4o", messages=HELLO)
    assert chat.choices[0].message.content == "at last"
    async with anthropic_sdk(up.anthropic.base_url, up.anthropic.key) as other:
        message = await other.messages.create(model=HAIKU, max_tokens=9, messages=HELLO)
    assert message.content[0].type == "text"
    assert (len(up.openai.requests), len(up.anthropic.requests)) == (2, 2)


async def test_compatible_servers_are_lenient_and_show_their_reasoning(up: Upstreams) -> None:
    mock = up.add_openai("deep", keys={"k"}, models=chat_models(["deep-r1"]), flavour=COMPATIBLE)
    replies = {
        "reasoning_content": Reply(reasoning="Hm, well.", text="Yes"),
        "reasoning": Reply(reasoning="Hm, well.", text="Yes", reasoning_field="reasoning"),
    }
    mock.script(*replies.values(), Reply(reasoning="Hm.", text="Yes", reasoning_field="think"))
    async with openai_sdk(mock.base_url, "k") as client:
        for name in replies:
            stream = await client.chat.completions.create(
                model="deep-r1", messages=HELLO, stream=True, extra_body={"top_k": 5}
            )
            deltas = [chunk.choices[0].delta async for chunk in stream if chunk.choices]
            thoughts = [(delta.model_extra or {}).get(name) or "" for delta in deltas]
            assert "".join(thoughts) == "Hm, well."
        whole = await client.chat.completions.create(model="deep-r1", messages=HELLO)
    assert whole.choices[0].message.content == "<think>Hm.</think>\n\nYes"
    assert whole.model == "deep-r1"


async def test_reasoning_details_of_routers(up: Upstreams) -> None:
    mock = up.add_openai("router", keys={"k"}, models=chat_models(["m"]), flavour=COMPATIBLE)
    mock.script(Reply(reasoning="Hm.", text="Yes", reasoning_field="reasoning_details"))
    async with openai_sdk(mock.base_url, "k") as client:
        answer = await client.chat.completions.create(model="m", messages=HELLO)
    extra = answer.choices[0].message.model_extra or {}
    assert extra["reasoning"] == "Hm."
    assert extra["reasoning_details"][0]["type"] == "reasoning.text"


async def test_usage_can_be_missing_or_anything(up: Upstreams, client: AsyncOpenAI) -> None:
    odd = {"prompt_tokens": 5, "completion_tokens": 2, "total_tokens": 100, "own_counter": 3}
    up.openai.script(Reply(usage=None), Reply(usage=odd), Reply(usage=None))
    missing = await client.chat.completions.create(model="gpt-4o", messages=HELLO)
    assert missing.usage is None
    given = await client.chat.completions.create(model="gpt-4o", messages=HELLO)
    assert given.usage is not None
    # As xAI: the total holds reasoning that the completion leaves out.
    assert given.usage.total_tokens == 100
    assert given.usage.model_extra == {"own_counter": 3}
    stream = await client.chat.completions.create(
        model="gpt-4o", messages=HELLO, stream=True, stream_options={"include_usage": True}
    )
    assert [chunk.usage async for chunk in stream if chunk.usage is not None] == []


async def test_usage_unasked(up: Upstreams, client: AsyncOpenAI) -> None:
    up.openai.script(Reply(text="Hi", usage_unasked=True))
    stream = await client.chat.completions.create(model="gpt-4o", messages=HELLO, stream=True)
    usages = [chunk.usage async for chunk in stream if chunk.usage is not None]
    assert [usage.completion_tokens for usage in usages] == [1]


async def test_local_servers_have_errors_of_their_own(up: Upstreams) -> None:
    studio = up.add_openai("studio", models=chat_models(["m"]), flavour=LM_STUDIO)
    llama = up.add_openai("llama", models=chat_models(["m"]), flavour=LLAMA_CPP)
    llama.script(faults.failing("overloaded"), faults.failing("context"))
    async with openai_sdk(studio.base_url, "none") as client:
        # LM Studio says 200 to a path it does not have.
        answer: Any = await client.get("/nothing", cast_to=object)
        assert answer == {"error": "Unexpected endpoint or method. (GET /v1/nothing)"}
    async with openai_sdk(llama.base_url, "none", max_retries=0) as client:
        with pytest.raises(openai.InternalServerError) as loading:
            await client.chat.completions.create(model="m", messages=HELLO)
        assert loading.value.type == "unavailable_error"
        with pytest.raises(openai.BadRequestError) as context:
            await client.chat.completions.create(model="m", messages=HELLO)
        assert context.value.type == "exceed_context_size_error"
        health: Any = await client.get(f"{llama.origin}/llama/health", cast_to=object)
        assert health == {"status": "ok"}


async def test_second_accounts_have_ports_keys_and_scripts_of_their_own(up: Upstreams) -> None:
    second = up.add_openai("second", keys={"sk-second"})
    other = up.add_anthropic("other", keys={"sk-ant-other"})
    assert len({up.openai.origin, second.origin, other.origin, up.anthropic.origin}) == 4
    second.always(Reply(text="from the second"))
    async with openai_sdk(second.base_url, "sk-second") as client:
        answer = await client.chat.completions.create(model="gpt-4o", messages=HELLO)
    assert answer.choices[0].message.content == "from the second"
    assert not up.openai.requests
    with pytest.raises(ValueError, match="already"):
        up.add_openai("second")
