"""Chat through a real gateway: bytes pass, dialects meet, every token is accounted."""

from __future__ import annotations

import asyncio
import json

import anthropic
import openai
import pytest

from gateway.domain.money import NANO
from gateway.events import ContentStarted
from tests.gateway.house import ROOT_KEY, House
from tests.upstreams import Reply, ToolCall, Upstreams, Usage

PRICE = {"input": 2, "output": 8, "cached_input": 0.5}


async def events(home: House, key: str = ROOT_KEY, **body: object) -> list[str]:
    """The data lines of a streamed chat."""
    body = {"model": "gpt-4o", "messages": [{"role": "user", "content": "Hi"}], **body}
    status, _, content = await home.post("/v1/chat/completions", {**body, "stream": True}, key)
    assert status == 200, content
    return [line[6:] for line in content.decode().split("\n") if line.startswith("data: ")]


def openai_client(home: House, key: str = ROOT_KEY) -> openai.AsyncOpenAI:
    return openai.AsyncOpenAI(
        base_url=f"{home.url}/v1", api_key=key, max_retries=0, _strict_response_validation=True
    )


def anthropic_client(home: House, key: str = ROOT_KEY) -> anthropic.AsyncAnthropic:
    return anthropic.AsyncAnthropic(
        base_url=home.url, api_key=key, max_retries=0, _strict_response_validation=True
    )


async def test_a_plain_answer_passes_as_bytes_and_is_charged_to_the_nano_dollar(
    home: House, up: Upstreams
) -> None:
    await home.channel(up.openai, "gpt-4o")
    await home.price(gpt_4o=PRICE)
    up.openai.script(Reply(text="Bonjour", usage=Usage(1000, 500, cached=400)))
    token, key = await home.token(10 * NANO)
    status, headers, body = await home.chat("gpt-4o", key=key)
    assert status == 200
    assert json.loads(body)["choices"][0]["message"]["content"] == "Bonjour"
    assert headers["x-request-id"].startswith("req_")
    assert headers["x-upstream-request-id"]
    await home.check_ledger()
    charge = 600 * 2000 + 400 * 500 + 500 * 8000
    assert home.balance(token) == 10 * NANO - charge
    (entry,) = await home.log()
    assert (entry.request.status, entry.request.charge_nano, entry.request.cost_nano) == (
        "done",
        charge,
        charge,
    )
    assert (entry.request.input_tokens, entry.request.cache_read_tokens) == (1000, 400)
    assert len(entry.attempts) == 1


async def test_untouched_requests_and_answers_keep_every_byte(home: House, up: Upstreams) -> None:
    await home.channel(up.openai, "gpt-4o")
    body = (
        b'{ "model":"gpt-4o",\n "messages":[{"role":"user","content":"\\u00e9"}],'
        b' "x_unknown": 1.50 }'
    )
    status, _, answer = await home.post(
        "/v1/chat/completions", body, **{"Content-Type": "application/json"}
    )
    if status == 400:  # a mock as strict as OpenAI refuses unknown fields; the bytes still arrived
        assert b"x_unknown" in answer
    assert up.openai.requests[-1].body == body


async def test_streams_pass_with_usage_only_for_those_who_ask(home: House, up: Upstreams) -> None:
    await home.channel(up.openai, "gpt-4o")
    await home.price(gpt_4o=PRICE)
    up.openai.script(Reply(text="one two three", usage=Usage(100, 50)))
    silent = await events(home)
    assert silent[-1] == "[DONE]"
    assert not any(json.loads(line).get("usage") for line in silent[:-1])
    assert up.openai.requests[-1].json["stream_options"] == {"include_usage": True}
    up.openai.script(Reply(text="one two three", usage=Usage(100, 50)))
    asked = await events(home, stream_options={"include_usage": True})
    with_usage = [json.loads(line) for line in asked[:-1] if json.loads(line).get("usage")]
    assert [chunk["choices"] for chunk in with_usage] == [[]]
    rows = await home.log()
    assert [row.request.charge_nano for row in rows] == [100 * 2000 + 50 * 8000] * 2
    assert all(row.request.first_token_ms > 0 for row in rows)
    await home.check_ledger()


async def test_openais_own_package_is_satisfied(home: House, up: Upstreams) -> None:
    await home.channel(up.openai, "gpt-4o")
    async with openai_client(home) as client:
        up.openai.script(Reply(tool_calls=[ToolCall("get_weather", {"city": "Rome"})]))
        answer = await client.chat.completions.create(
            model="gpt-4o",
            messages=[{"role": "user", "content": "Weather?"}],
            tools=[
                {
                    "type": "function",
                    "function": {"name": "get_weather", "parameters": {"type": "object"}},
                }
            ],
        )
        calls = answer.choices[0].message.tool_calls
        assert calls is not None
        assert json.loads(calls[0].function.arguments) == {"city": "Rome"}  # type: ignore[union-attr]
        text = ""
        async with await client.chat.completions.create(
            model="gpt-4o", messages=[{"role": "user", "content": "Hi"}], stream=True
        ) as stream:
            async for chunk in stream:
                text += chunk.choices[0].delta.content or ""
        assert text
        models = [model.id async for model in client.models.list()]
        assert models == ["gpt-4o"]


async def test_anthropics_own_package_on_an_openai_channel(home: House, up: Upstreams) -> None:
    await home.channel(up.openai, "gpt-4o")
    await home.price(gpt_4o=PRICE)
    async with anthropic_client(home) as client:
        up.openai.script(Reply(text="Ciao bella", usage=Usage(120, 30)))
        message = await client.messages.create(
            model="gpt-4o", max_tokens=100, messages=[{"role": "user", "content": "Hi"}]
        )
        assert message.content[0].type == "text"
        assert message.content[0].text == "Ciao bella"
        assert (message.usage.input_tokens, message.usage.output_tokens) == (120, 30)
        up.openai.script(Reply(text="Ciao bella", usage=Usage(120, 30)))
        async with client.messages.stream(
            model="gpt-4o", max_tokens=100, messages=[{"role": "user", "content": "Hi"}]
        ) as stream:
            final = await stream.get_final_message()
        assert final.content[0].type == "text"
        assert final.content[0].text == "Ciao bella"
        assert final.stop_reason == "end_turn"
        assert final.usage.output_tokens == 30
    rows = await home.log()
    assert [row.request.charge_nano for row in rows] == [120 * 2000 + 30 * 8000] * 2
    assert [(row.request.dialect_in, row.request.dialect_out) for row in rows] == [
        ("anthropic", "openai_chat")
    ] * 2


async def test_openais_own_package_on_an_anthropic_channel(home: House, up: Upstreams) -> None:
    model = "claude-sonnet-5-5"
    await home.channel(up.anthropic, model)
    async with openai_client(home) as client:
        up.anthropic.script(Reply(text="Hello there", usage=Usage(200, 40)))
        answer = await client.chat.completions.create(
            model=model, messages=[{"role": "user", "content": "Hi"}]
        )
        assert answer.choices[0].message.content == "Hello there"
        assert answer.usage is not None
        assert (answer.usage.prompt_tokens, answer.usage.completion_tokens) == (200, 40)
        up.anthropic.script(Reply(text="Hello there", usage=Usage(200, 40)))
        chunks = []
        async with await client.chat.completions.create(
            model=model,
            messages=[{"role": "user", "content": "Hi"}],
            stream=True,
            stream_options={"include_usage": True},
        ) as stream:
            chunks = [chunk async for chunk in stream]
        text = "".join(c.choices[0].delta.content or "" for c in chunks if c.choices)
        assert text == "Hello there"
        assert chunks[-1].usage is not None
        assert chunks[-1].usage.completion_tokens == 40
    await home.check_ledger()


async def test_anthropic_passes_through_to_anthropic(home: House, up: Upstreams) -> None:
    model = "claude-sonnet-5-5"
    await home.channel(up.anthropic, model)
    async with anthropic_client(home) as client:
        up.anthropic.script(Reply(text="Hi you", usage=Usage(300, 20, cached=100)))
        async with client.messages.stream(
            model=model, max_tokens=50, messages=[{"role": "user", "content": "Hi"}]
        ) as stream:
            final = await stream.get_final_message()
        assert final.usage.cache_read_input_tokens == 100
        counted = await client.messages.count_tokens(
            model=model, messages=[{"role": "user", "content": "Hi"}]
        )
        assert counted.input_tokens > 0
    (row,) = await home.log()
    assert (row.request.input_tokens, row.request.cache_read_tokens) == (300, 100)


async def test_an_alias_is_sent_as_its_target_and_answered_as_asked(
    home: House, up: Upstreams
) -> None:
    await home.channel(up.openai, "gpt-4o", aliases={"best": "gpt-4o"})
    status, _, body = await home.chat("best")
    assert status == 200
    assert json.loads(body)["model"] == "best"
    assert up.openai.requests[-1].json["model"] == "gpt-4o"
    lines = await events(home, model="best")
    assert {json.loads(line)["model"] for line in lines[:-1]} == {"best"}
    rows = await home.log()
    assert {(row.request.requested_model, row.request.sent_model) for row in rows} == {
        ("best", "gpt-4o")
    }


async def test_a_failing_channel_is_passed_over_before_the_first_content(
    home: House, up: Upstreams
) -> None:
    second = up.add_openai("second")
    first = await home.channel(up.openai, "gpt-4o", name="first", priority=5)
    await home.channel(second, "gpt-4o", name="second")
    for stream in (False, True):
        home.gateway.rests.resume(first.id, tuple(key.id for key in first.keys))
        up.openai.script(
            Reply(error_in_stream_after=1, error="overloaded") if stream else Reply(error="server")
        )
        second.script(Reply(text="from the second"))
        if stream:
            lines = await events(home)
            assert "from" in "".join(lines)
            assert lines[-1] == "[DONE]"
        else:
            status, _, body = await home.chat("gpt-4o")
            assert status == 200
            assert b"from the second" in body
    for row in await home.log():
        assert row.request.status == "done"
        assert [attempt.channel_name for attempt in row.attempts] == ["first", "second"]
        assert row.attempts[0].status == "failed"
    await home.check_ledger()


async def test_a_stream_that_breaks_never_ends_as_if_it_were_whole(
    home: House, up: Upstreams
) -> None:
    await home.channel(up.openai, "gpt-4o")
    await home.price(gpt_4o=PRICE)
    up.openai.script(Reply(text="one two three four", cut_after=3, cut="eof"))
    lines = await events(home)
    assert "[DONE]" not in lines
    assert json.loads(lines[-1])["error"]["code"] == "upstream_interrupted"
    (row,) = await home.log()
    assert row.request.status == "cut_short"
    assert row.request.estimated
    assert row.request.charge_nano > 0
    await home.check_ledger()


async def test_a_client_that_leaves_cancels_the_upstream_and_pays_for_what_came(
    home: House, up: Upstreams
) -> None:
    await home.channel(up.openai, "gpt-4o")
    await home.price(gpt_4o=PRICE)
    up.openai.script(Reply(text="word " * 50, stall_after=8))
    body = {"model": "gpt-4o", "stream": True, "messages": [{"role": "user", "content": "Hi"}]}
    async with home.session.post(
        f"{home.url}/v1/chat/completions",
        json=body,
        headers={"Authorization": f"Bearer {ROOT_KEY}"},
    ) as answer:
        await answer.content.readany()
        answer.close()
    await up.openai.wait_closed_streams()
    (row,) = await home.log()
    assert row.request.status == "cancelled"
    assert row.request.estimated
    assert row.request.output_tokens > 0
    assert row.request.charge_nano > 0
    await home.check_ledger()


async def test_missing_usage_is_counted_and_marked(home: House, up: Upstreams) -> None:
    await home.channel(up.openai, "gpt-4o")
    await home.price(gpt_4o=PRICE)
    up.openai.script(Reply(text="Hello, world!", usage=None))
    await events(home)
    (row,) = await home.log()
    assert row.request.estimated
    assert row.request.output_tokens == 4
    await home.check_ledger()


@pytest.mark.usefixtures("kept_alive")
async def test_waiting_clients_are_kept_alive_and_failover_goes_on(
    home: House, up: Upstreams
) -> None:
    second = up.add_openai("second")
    await home.channel(up.openai, "gpt-4o", priority=5)
    await home.channel(second, "gpt-4o")
    up.openai.script(Reply(delay_headers=0.4, error="overloaded"))
    second.script(Reply(text="at last"))
    body = {"model": "gpt-4o", "stream": True, "messages": [{"role": "user", "content": "Hi"}]}
    status, _, content = await home.post("/v1/chat/completions", body)
    assert status == 200
    assert content.startswith(b":")
    assert b"at" in content
    assert content.rstrip().endswith(b"data: [DONE]")


@pytest.mark.parametrize(
    ("kind", "status", "code"),
    [
        ("context", 400, "context_length_exceeded"),
        ("content_filter", 400, "content_policy_violation"),
        ("unsupported", 400, None),
    ],
)
async def test_an_upstreams_refusal_of_the_request_itself_passes_through(
    home: House, up: Upstreams, kind: str, status: int, code: str | None
) -> None:
    second = up.add_openai("second")
    await home.channel(up.openai, "gpt-4o", priority=5)
    await home.channel(second, "gpt-4o")
    up.openai.script(Reply(error=kind))  # type: ignore[arg-type]
    got, headers, body = await home.chat("gpt-4o")
    assert got == status
    assert headers["x-homeport-error"] == "upstream_refused"
    if code:
        assert json.loads(body)["error"]["code"] == code
    assert second.requests == []
    await home.check_ledger()


async def test_when_every_channel_fails_each_failure_is_told(home: House, up: Upstreams) -> None:
    second = up.add_openai("second")
    await home.channel(up.openai, "gpt-4o", name="first", priority=5)
    await home.channel(second, "gpt-4o", name="second")
    up.openai.script(Reply(error="bad_key"))
    second.script(Reply(error="rate_limit", headers={"retry-after": "7"}))
    status, headers, body = await home.chat("gpt-4o")
    assert (status, headers["retry-after"]) == (429, "7")
    error = json.loads(body)["error"]
    assert error["code"] == "all_channels_failed"
    assert "first: bad key" in error["message"]
    assert "second: rate limit" in error["message"]
    status, headers, body = await home.chat("gpt-4o")
    assert (status, json.loads(body)["error"]["code"]) == (503, "no_available_channel")
    assert int(headers["retry-after"]) <= 7
    assert up.openai.key not in body.decode()


async def test_the_owner_can_end_a_running_request(home: House, up: Upstreams) -> None:
    await home.channel(up.openai, "gpt-4o")
    up.openai.script(Reply(text="word " * 20, stall_after=5))
    begun = asyncio.Event()
    home.gateway.events.subscribe(
        lambda event: begun.set() if isinstance(event, ContentStarted) else None
    )
    request = asyncio.ensure_future(events(home))
    await begun.wait()
    (live,) = home.gateway.live.view()
    assert home.gateway.live.cancel(live.request_id)
    with pytest.raises(Exception, match=r".+"):
        await request
    await up.openai.wait_closed_streams()
    (row,) = await home.log()
    assert row.request.status == "cancelled"
    await home.check_ledger()
