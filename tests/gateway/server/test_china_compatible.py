"""Chinese vendors of OpenAI's wire: what they refuse of it never reaches them, what they answer is
understood, and every class of refusal is known for what it is.
"""

from __future__ import annotations

from typing import Any

import pytest

from gateway.providers.registry import PROVIDERS
from tests.gateway.house import ROOT_KEY, House
from tests.upstreams import Reply, ToolCall, Upstreams, Usage, faults
from tests.upstreams.script import ErrorKind
from tests.upstreams.tests.sdk import anthropic_sdk, openai_sdk
from tests.upstreams.vendors import DEEPSEEK, MOONSHOT, SILICONFLOW, Vendor, VendorMock
from tests.upstreams.vendors_more import BAICHUAN, DASHSCOPE, DOUBAO, MINIMAX, QIANFAN, ZHIPU
from tests.upstreams.vendors_small import HUNYUAN, LINGYIWANWU, STEPFUN, ZHINAO

VENDORS = (
    *(DEEPSEEK, MOONSHOT, SILICONFLOW, ZHIPU, DASHSCOPE),
    *(MINIMAX, DOUBAO, BAICHUAN, QIANFAN),
    *(STEPFUN, LINGYIWANWU, ZHINAO, HUNYUAN),
)
PRICE = {"input": 2, "output": 8, "cached_input": 0.5}
CLASSES: dict[ErrorKind, str] = {
    "bad_request": "bad_request",
    "bad_key": "bad_key",
    "money": "no_money",
    "model": "model_not_found",
    "context": "context_too_long",
    "content_filter": "content_filter",
    "rate_limit": "rate_limit",
    "overloaded": "overloaded",
    "server": "overloaded",
}
TOOL: Any = {
    "type": "function",
    "function": {
        "name": "weather",
        "parameters": {"type": "object", "properties": {"city": {"type": "string"}}},
    },
}


async def connect(home: House, up: Upstreams, vendor: Vendor, **fields: Any) -> VendorMock:
    """A channel to the vendor's mock, its models priced."""
    mock = up.add(VendorMock(vendor))
    names = [model.id for model in vendor.models]
    fields.setdefault("provider", vendor.name)
    await home.channel(mock, *names, **fields)
    await home.price(**{name: PRICE for name in names})
    return mock


async def test_what_openai_allows_is_sent_as_the_vendor_takes_it(
    home: House, up: Upstreams
) -> None:
    for vendor in VENDORS:
        await check_chat(home, up, vendor)
    rows = await home.log()
    charge = 600 * 2000 + 400 * 500 + 300 * 8000
    assert [row.request.charge_nano for row in rows] == [charge] * 2 * len(VENDORS)
    assert not any(row.request.estimated for row in rows)
    await home.check_ledger()


async def check_chat(home: House, up: Upstreams, vendor: Vendor) -> None:
    """A call and a stream of a client that knows OpenAI alone."""
    mock = await connect(home, up, vendor)
    model = vendor.models[0].id
    client = openai_sdk(f"{home.url}/v1", ROOT_KEY, max_retries=0)
    messages: Any = [{"role": "user", "content": "Weather in 北京?"}]
    usage = Usage(1000, 300, cached=400, reasoning=100)
    call = ToolCall("weather", {"city": '北京 "x"'})
    mock.always(Reply(reasoning="Let me see.", tool_calls=(call,), usage=wire(usage), split=5))
    whole = await client.chat.completions.create(
        model=model,
        messages=messages,
        tools=[TOOL],
        tool_choice="required",
        temperature=1.7,
        top_p=1,
        max_completion_tokens=500,
        reasoning_effort="none",
    )
    answered = whole.choices[0]
    assert answered.finish_reason == "tool_calls"
    called: Any = (answered.message.tool_calls or [])[0]
    assert called.function.arguments == call.json
    assert getattr(answered.message, "reasoning_content", "") == "Let me see."
    sent = mock.last.json
    assert sent.get("max_tokens", sent.get("max_completion_tokens")) == 500
    mock.always(Reply(text="Sunny, 晴", reasoning="Hm.", usage=wire(usage), comments=True))
    said = thought = ""
    counted = None
    async with await client.chat.completions.create(
        model=model, messages=messages, stream=True, reasoning_effort="high", temperature=0
    ) as stream:
        async for chunk in stream:
            for choice in chunk.choices:
                said += choice.delta.content or ""
                thought += getattr(choice.delta, "reasoning_content", None) or ""
            counted = chunk.usage or counted
    assert (said, thought, counted) == ("Sunny, 晴", "Hm.", None)  # usage was not asked for
    await client.close()


def wire(usage: Usage) -> dict[str, Any]:
    """With the details that these vendors add to the counts."""
    return {
        "prompt_tokens": usage.prompt,
        "completion_tokens": usage.completion,
        "total_tokens": usage.prompt + usage.completion,
        "prompt_tokens_details": {"cached_tokens": usage.cached},
        "completion_tokens_details": {"reasoning_tokens": usage.reasoning},
    }


async def test_every_class_of_refusal_is_known(home: House, up: Upstreams) -> None:
    wanted = []
    for vendor in VENDORS:
        mock = await connect(home, up, vendor)
        channel = (await home.gateway.channels.list())[-1].id
        for kind in filter(vendor.errors.__contains__, CLASSES):
            mock.always(faults.failing(kind))
            for stream in (False, True):
                await home.gateway.channels.resume(channel)
                status, headers, _ = await home.chat(vendor.models[0].id, stream=stream)
                assert status >= 400, (vendor.name, kind)
                assert "json" in headers["content-type"]
                wanted.append((vendor.name, kind, CLASSES[kind]))
    rows = await home.log()
    found_out = [row.attempts[0].error_class for row in rows]
    assert found_out == [kind for _, _, kind in wanted], list(zip(wanted, found_out, strict=True))
    assert not any(row.request.charge_nano for row in rows)
    keys = {vendor.key for vendor in VENDORS}
    assert not any(key in row.request.error_message for row in rows for key in keys)
    await home.check_ledger()


async def test_glm_keys_are_signed_where_the_channel_says_so(home: House, up: Upstreams) -> None:
    mock = await connect(home, up, ZHIPU, settings={"auth": "jwt"})
    mock.keys = set()
    channel = (await home.gateway.channels.list())[0]
    status, _, _ = await home.chat("glm-4.6")
    assert status == 200
    assert (await home.gateway.channels.test(channel.id)).ok
    assert len(await home.gateway.channels.fetch_models(channel.id)) == 3
    embedded = {"model": "embedding-3", "input": ["a", "b"]}
    assert (await home.post("/v1/embeddings", embedded))[0] == 200
    assert {each.headers["authorization"].count(".") for each in mock.requests} == {2}


async def test_a_web_search_of_the_vendors_own_passes_as_it_is(home: House, up: Upstreams) -> None:
    mock = await connect(home, up, ZHIPU)
    search = {"type": "web_search", "web_search": {"enable": True, "search_engine": "search_pro"}}
    more = {"tools": [search], "tool_stream": True, "thinking": {"type": "disabled"}}
    assert (await home.chat("glm-4.6", reasoning_effort="high", **more))[0] == 200
    sent = mock.last.json
    assert (sent["tools"], sent["tool_stream"]) == ([search], True)
    assert sent["thinking"] == {"type": "disabled"}  # the client's own word counts


async def test_open_qwen_models_answer_whole_without_thinking(home: House, up: Upstreams) -> None:
    mock = await connect(home, up, DASHSCOPE)
    assert (await home.chat("qwen3-32b"))[0] == 200
    assert mock.last.json["enable_thinking"] is False
    assert (await home.chat("qwen3-32b", stream=True))[0] == 200
    assert "enable_thinking" not in mock.last.json
    assert (await home.chat("qwen-plus", enable_thinking=True))[0] == 200
    assert mock.last.json["enable_thinking"] is True


async def test_minimax_takes_its_group_in_the_query(home: House, up: Upstreams) -> None:
    mock = await connect(home, up, MINIMAX, settings={"group_id": "17&x"})
    assert (await home.chat("MiniMax-M2"))[0] == 200
    assert mock.last.query == {"GroupId": "17&x"}


async def test_claude_clients_are_passed_on_where_the_vendor_speaks_their_dialect(
    home: House, up: Upstreams, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At the vendor's own host; what stands at a proxy's address nobody knows."""
    at_proxy = await connect(home, up, DEEPSEEK, name="behind a proxy")
    client = anthropic_sdk(home.url, ROOT_KEY, max_retries=0)
    hello: Any = [{"role": "user", "content": "Hi"}]
    answer = await client.messages.create(model="deepseek-chat", max_tokens=50, messages=hello)
    assert answer.content
    assert at_proxy.last.path == "/v1/chat/completions"
    monkeypatch.setattr(PROVIDERS["deepseek"], "hosts", frozenset({"127.0.0.1"}))
    status, _, _ = await home.post(
        "/v1/messages", {"model": "deepseek-chat", "max_tokens": 50, "messages": hello}
    )
    assert status == 502  # this mock has no such path; the request went there all the same
    assert at_proxy.last.path == "/anthropic/v1/messages"
    assert at_proxy.last.headers["authorization"] == f"Bearer {at_proxy.key}"
    await client.close()
