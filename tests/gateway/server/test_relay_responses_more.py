"""Responses where it is not plain chat: coding agents' tools, models that exist nowhere else,
counting, what is kept at OpenAI, bytes that pass.
"""

from __future__ import annotations

import json
import re
from typing import Any

import anthropic
import openai
import pytest

from gateway.dialects.registry import dialect
from gateway.domain.usage import Usage as Tokens
from tests.gateway.house import ROOT_KEY, House
from tests.gateway.server.responses_channels import KINDS, PRICE, WEATHER, Kind, client
from tests.upstreams import Reply, ToolCall, Upstreams, Usage
from tests.upstreams.openai_models import COMPATIBLE, chat_models

CODEX = "gpt-5.3-codex"
PATCH = "*** Begin Patch\n*** Add File: a.txt\n+ahoj\n*** End Patch"
CODEX_TOOLS: list[Any] = [
    {
        "type": "function",
        "name": "exec_command",
        "description": "Runs a command",
        "strict": False,
        "parameters": {
            "type": "object",
            "properties": {"cmd": {"type": "string"}},
            "required": ["cmd"],
            "additionalProperties": False,
        },
    },
    {
        "type": "custom",
        "name": "apply_patch",
        "description": "Edits files",
        "format": {"type": "grammar", "syntax": "lark", "definition": "start: begin_patch"},
    },
    {
        "type": "namespace",
        "name": "mcp__docs",
        "description": "The documentation",
        "tools": [
            {
                "type": "function",
                "name": "search",
                "description": "Finds pages",
                "strict": False,
                "parameters": {"type": "object", "properties": {"q": {"type": "string"}}},
            }
        ],
    },
    {"type": "web_search", "external_web_access": False},
]


def codex_body(model: str, *items: dict[str, Any]) -> dict[str, Any]:
    """What Codex sends."""
    return {
        "model": model,
        "input": [
            {
                "type": "message",
                "role": "developer",
                "content": [{"type": "input_text", "text": "You are Codex."}],
            },
            {
                "type": "message",
                "role": "user",
                "content": [{"type": "input_text", "text": "Write ahoj into a.txt"}],
            },
            *items,
        ],
        "tools": CODEX_TOOLS,
        "tool_choice": "auto",
        "parallel_tool_calls": True,
        "reasoning": {"effort": "medium", "summary": "auto"},
        "store": False,
        "stream": True,
        "include": ["reasoning.encrypted_content"],
        "prompt_cache_key": "0199-thread",
        "text": {"verbosity": "medium"},
    }


CHANNELS = {
    **KINDS,
    "compatible": Kind(
        "openai_chat",
        "deepseek-chat",
        lambda up: (
            up.mocks.get("deep")
            or up.add_openai("deep", models=chat_models(["deepseek-chat"]), flavour=COMPATIBLE)
        ),
        "openai_compatible",
        {},
    ),
}


@pytest.mark.parametrize("kind", CHANNELS.values(), ids=list(CHANNELS))
async def test_a_coding_agents_loop(home: House, up: Upstreams, kind: Kind) -> None:
    mock = await kind.open(home, up)
    if kind.dialect == "openai_responses":
        calls = [ToolCall("apply_patch", PATCH), ToolCall("mcp__docs.search", {"q": "x"})]
    else:
        patch = {"custom_tool_input": PATCH}
        calls = [ToolCall("apply_patch", patch), ToolCall("mcp__docs__search", {"q": "x"})]
    mock.script(Reply(tool_calls=calls, usage=Usage(100, 20)), Reply(text="Done."))
    async with client(home) as sdk:
        body = codex_body(kind.model)
        events: list[Any] = [event async for event in await sdk.responses.create(**body)]
        items = [event.item for event in events if event.type == "response.output_item.done"]
        asked = [item for item in items if item.type != "reasoning"]
        assert [(item.type, item.name, item.namespace) for item in asked] == [
            ("custom_tool_call", "apply_patch", None),
            ("function_call", "search", "mcp__docs"),
        ]
        assert asked[0].input == PATCH
        assert json.loads(asked[1].arguments) == {"q": "x"}
        deltas = [event.delta for event in events
                  if event.type == "response.custom_tool_call_input.delta"]  # fmt: skip
        assert "".join(deltas) == PATCH
        last = events[-1]
        assert last.type == "response.completed"
        assert [item.id for item in last.response.output] == [item.id for item in items]
        answers = [
            {"type": "custom_tool_call_output", "call_id": asked[0].call_id, "output": "ok"},
            {"type": "function_call_output", "call_id": asked[1].call_id, "output": "[]"},
        ]
        back = [item.model_dump(exclude_none=True) for item in items]
        body = codex_body(kind.model, *back, *answers)
        async with sdk.responses.stream(**{k: v for k, v in body.items() if k != "stream"}) as run:
            assert (await run.get_final_response()).output_text == "Done."
    sent = mock.last.json
    if kind.dialect == "openai_responses":
        assert sent == body
    else:
        names = [
            (tool.get("function") or tool.get("custom") or tool)["name"] for tool in sent["tools"]
        ]
        assert names == ["exec_command", "apply_patch", "mcp__docs__search"]
        assert "You are Codex." in json.dumps(sent)
        assert json.dumps(PATCH)[1:-1] in json.dumps(sent).replace("\\\\n", "\\n")
    await home.check_ledger()


async def test_a_model_that_exists_only_in_responses_serves_chat_clients(
    home: House, up: Upstreams
) -> None:
    await home.channel(up.openai, CODEX, provider="openai")
    await home.price(**{"gpt_5.3_codex": PRICE})
    tool: Any = {"type": "function", "function": {k: v for k, v in WEATHER.items() if k != "type"}}
    messages: list[Any] = [
        {"role": "system", "content": "Be brief."},
        {"role": "user", "content": "Weather?"},
    ]
    async with client(home) as sdk:
        for stream in (False, True):
            up.openai.script(
                Reply(
                    reasoning="Rome.",
                    text="Looking.",
                    tool_calls=[ToolCall("get_weather", {"city": "Rome"}), ToolCall("get_weather")],
                    usage=Usage(100, 20, cached=40, reasoning=5),
                ),
            )
            if stream:
                async with sdk.chat.completions.stream(
                    model=CODEX, messages=messages, tools=[tool], reasoning_effort="low",
                    stream_options={"include_usage": True},
                ) as running:  # fmt: skip
                    answer = await running.get_final_completion()
            else:
                answer = await sdk.chat.completions.create(
                    model=CODEX, messages=messages, tools=[tool], reasoning_effort="low"
                )  # type: ignore[assignment]
            message = answer.choices[0].message
            assert message.content == "Looking."
            assert answer.choices[0].finish_reason == "tool_calls"
            assert message.tool_calls is not None
            assert [call.function.arguments for call in message.tool_calls] == [
                '{"city":"Rome"}',
                "{}",
            ]
            assert answer.usage is not None
            assert answer.usage.completion_tokens_details is not None
            assert answer.usage.completion_tokens_details.reasoning_tokens == 5
            dumped = message.model_dump(exclude_none=True, exclude={"parsed"})
            (thought,) = dumped["thinking_blocks"]
            assert thought["signature"].startswith("homeport:openai:rs_")
            messages.append(dumped)
            messages += [
                {"role": "tool", "tool_call_id": call.id, "content": "20C"}
                for call in message.tool_calls
            ]
        up.openai.script(Reply(text="Warm."))
        last = await sdk.chat.completions.create(
            model=CODEX, messages=messages, tools=[tool], max_completion_tokens=5, stop=["x"]
        )
        assert last.choices[0].message.content == "Warm."
    sent = up.openai.last.json
    assert up.openai.last.path == "/v1/responses"
    assert sent["instructions"] == "Be brief."
    assert (sent["store"], sent["max_output_tokens"]) == (False, 16)
    assert [item.get("type") for item in sent["input"]].count("reasoning") == 2
    rows = await home.log()
    assert rows[0].request.charge_nano == 60 * 2000 + 40 * 500 + 20 * 8000
    assert rows[0].request.charge_nano == rows[1].request.charge_nano
    assert {row.request.dialect_out for row in rows} == {"openai_responses"}
    await home.check_ledger()


async def test_a_model_that_exists_only_in_responses_serves_anthropic_clients(
    home: House, up: Upstreams
) -> None:
    await home.channel(up.openai, CODEX, provider="openai")
    messages: list[Any] = [{"role": "user", "content": "Weather?"}]
    tool: Any = {"name": "get_weather", "input_schema": WEATHER["parameters"]}
    async with anthropic.AsyncAnthropic(
        base_url=home.url, api_key=ROOT_KEY, max_retries=0, _strict_response_validation=True
    ) as sdk:
        for _ in range(2):
            up.openai.script(
                Reply(
                    reasoning="Rome, surely.",
                    tool_calls=[ToolCall("get_weather", {"city": "Rome"})],
                    usage=Usage(100, 20, cached=40),
                )
            )
            async with sdk.messages.stream(
                model=CODEX,
                max_tokens=5000,
                messages=messages,
                tools=[tool],
                thinking={"type": "enabled", "budget_tokens": 2048, "display": "summarized"},
            ) as stream:
                message = await stream.get_final_message()
            thought, call = message.content
            assert thought.type == "thinking"
            assert thought.thinking == "Rome, surely."
            assert call.type == "tool_use"
            assert message.stop_reason == "tool_use"
            assert (message.usage.input_tokens, message.usage.cache_read_input_tokens) == (60, 40)
            blocks = [block.model_dump(exclude_none=True) for block in message.content]
            messages.append({"role": "assistant", "content": blocks})
            result = {"type": "tool_result", "tool_use_id": call.id, "content": "20C"}
            messages.append({"role": "user", "content": [{**result, "is_error": True}]})
        up.openai.script(Reply(text="Warm."))
        last = await sdk.messages.create(
            model=CODEX, max_tokens=500, messages=messages, tools=[tool]
        )
        assert last.content[-1].type == "text"
        counted = await sdk.messages.count_tokens(model=CODEX, messages=messages)
        assert counted.input_tokens > 20
    sent = up.openai.requests[-1].json
    kinds = [item.get("type") for item in sent["input"]]
    assert kinds == [None, "reasoning", "function_call", "function_call_output", *kinds[1:4]]
    assert sent["input"][3]["output"] == "Error: 20C"
    await home.check_ledger()


async def test_chat_models_of_openai_are_asked_as_chat_by_everyone_else(
    home: House, up: Upstreams
) -> None:
    await home.channel(up.openai, "gpt-5.4", provider="openai")
    status, _, _ = await home.chat("gpt-5.4")
    assert status == 200
    assert up.openai.last.path == "/v1/chat/completions"


async def test_bytes_pass_both_ways(home: House, up: Upstreams) -> None:
    await home.channel(up.openai, "gpt-5.4", provider="openai")
    body = (
        b'{ "model":"gpt-5.4",\n "input":[{"role":"user","content":"\\u00e9"}],'
        b' "truncation":"auto", "x_unknown": 1.50 }'
    )
    status, _, answer = await home.post("/v1/responses", body)
    assert (status, b"x_unknown" in answer) == (400, True)  # as strict as OpenAI
    assert up.openai.last.body == body
    for stream in (b"false", b"true"):
        body = b'{ "input":"\\u00e9", "stream":%s, "model":"gpt-5.4", "top_p":null }' % stream
        _, _, passed = await home.post("/v1/responses", body)
        assert up.openai.last.body == body
        async with home.session.post(
            f"{up.openai.base_url}/responses",
            data=body,
            headers={"Authorization": f"Bearer {up.openai.key}"},
        ) as direct:
            assert _without_ids(passed) == _without_ids(await direct.read())


def _without_ids(body: bytes) -> bytes:
    """Ids and times differ between two requests to the mock, nothing else may."""
    body = re.sub(rb'"(resp|msg|rs)_[0-9a-f]+"|"obfuscation":"[0-9a-f]+"', b"", body)
    return re.sub(rb'"(created|completed)_at":\d+', b"", body)


async def test_an_alias_is_answered_as_asked(home: House, up: Upstreams) -> None:
    await home.channel(up.openai, "gpt-5.4", provider="openai", aliases={"best": "gpt-5.4"})
    async with client(home) as sdk:
        assert (await sdk.responses.create(model="best", input="Hi")).model == "best"
        stream = await sdk.responses.create(model="best", input="Hi", stream=True)
        models = {event.response.model async for event in stream if hasattr(event, "response")}
    assert models == {"best"}
    assert up.openai.last.json["model"] == "gpt-5.4"


@pytest.mark.parametrize("name", ["responses", "anthropic"])
async def test_counting(home: House, up: Upstreams, name: str) -> None:
    kind = KINDS[name]
    mock = await kind.open(home, up)
    async with client(home) as sdk:
        counted = await sdk.responses.input_tokens.count(
            model=kind.model, input="How many tokens are these?", instructions="Count."
        )
    assert counted.object == "response.input_tokens"
    if name == "responses":
        assert mock.last.path == "/v1/responses/input_tokens"
        assert counted.input_tokens == 3 + (4 + 2) + (4 + 7)
    else:
        texts = ["Count.", "How many tokens are these?"]
        here = await home.gateway.counter.count(texts, kind.model)
        assert counted.input_tokens == here + 3 + 2 * 4
    assert await home.log() == []


async def test_what_is_kept_at_openai_is_nobody_elses(home: House, up: Upstreams) -> None:
    await KINDS["chat"].open(home, up)
    reference = [{"type": "item_reference", "id": "msg_1"}]
    async with client(home) as sdk:
        for asked, param in (
            ({"input": "Hi", "previous_response_id": "resp_1"}, "previous_response_id"),
            ({"input": "Hi", "conversation": "conv_1"}, "conversation"),
            ({"input": reference}, "input[0]"),
            ({"input": "Hi", "background": True, "store": False}, "background"),
            ({"input": "Hi", "tools": [{"type": "file_search", "vector_store_ids": ["v"]}]},
             "tools"),
        ):  # fmt: skip
            with pytest.raises(openai.BadRequestError) as caught:
                await sdk.responses.create(model="gpt-5.4", **asked)
            assert caught.value.param == param
        assert up.openai.requests == []
        with pytest.raises(openai.APIStatusError) as missing:
            await sdk.conversations.create()
        assert (missing.value.status_code, missing.value.code) == (501, "not_implemented")


@pytest.mark.usefixtures("kept_alive")
async def test_waiting_clients_are_kept_alive_and_failover_goes_on(
    home: House, up: Upstreams
) -> None:
    second = up.add_openai("second")
    await home.channel(up.openai, "gpt-5.4", provider="openai", priority=5)
    await home.channel(second, "gpt-5.4", provider="openai_compatible")
    up.openai.script(Reply(delay_headers=0.4, error="overloaded"))
    second.script(Reply(text="at last"))
    body = {"model": "gpt-5.4", "stream": True, "input": "Hi"}
    status, _, content = await home.post("/v1/responses", body)
    assert status == 200
    assert content.startswith(b": keep-alive\n\n")
    assert content.replace(b": keep-alive\n\n", b"").startswith(b"event: response.created\n")
    assert content.count(b"event: response.created") == 1
    assert content.count(b"event: response.completed") == 1
    assert b"[DONE]" not in content


async def test_a_limited_payers_output_limit_is_lowered(home: House, up: Upstreams) -> None:
    await home.channel(up.openai, "gpt-4o", provider="openai")
    await home.price(gpt_4o={"input": 10, "output": 20})
    body = {"model": "gpt-4o", "input": "Hi", "max_output_tokens": 100}
    texts, fixed = dialect("openai_responses").prompt_texts(json.dumps(body).encode())
    tokens = Tokens(input=await home.gateway.counter.count(texts, "gpt-4o") + fixed)
    token, key = await home.token(tokens.input * 10_000 + 40 * 20_000)
    up.openai.script(Reply(text="x", usage=Usage(tokens.input, 40)))
    status, headers, _ = await home.post("/v1/responses", body, key)
    assert (status, headers["x-homeport-max-output"]) == (200, "40")
    assert up.openai.last.json["max_output_tokens"] == 40
    await home.check_ledger()
    assert home.balance(token) == 0
