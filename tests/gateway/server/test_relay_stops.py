"""Stop texts over an upstream that knows none: cut where they stand, paid for as far as it came."""

from __future__ import annotations

from typing import Any

import anthropic
import openai
import pytest

from gateway.domain.conversation import Finished, StreamEvent, TextDelta, ToolCallDelta
from gateway.domain.money import NANO
from gateway.relay.stops import StopCutter
from tests.gateway.house import ROOT_KEY, House
from tests.gateway.server.responses_channels import PRICE
from tests.upstreams import Reply, Upstreams, Usage

CODEX = "gpt-5.3-codex"
"""A model that exists in the Responses API alone."""


async def opened(home: House, up: Upstreams) -> None:
    await home.channel(up.openai, CODEX, provider="openai")
    await home.price(**{CODEX: PRICE})


async def chat(home: House, key: str, *, stream: bool, stop: Any) -> tuple[str, str]:
    """Text and finish reason by OpenAI's package."""
    messages: Any = [{"role": "user", "content": "Count."}]
    async with openai.AsyncOpenAI(base_url=f"{home.url}/v1", api_key=key, max_retries=0) as sdk:
        if not stream:
            answer = await sdk.chat.completions.create(model=CODEX, messages=messages, stop=stop)
            return answer.choices[0].message.content or "", answer.choices[0].finish_reason
        text, finish = "", ""
        chunks = await sdk.chat.completions.create(
            model=CODEX, messages=messages, stop=stop, stream=True,
            stream_options={"include_usage": True},
        )  # fmt: skip
        async for chunk in chunks:
            for choice in chunk.choices:
                text += choice.delta.content or ""
                finish = choice.finish_reason or finish
        assert chunk.usage is not None
        assert chunk.usage.completion_tokens > 0
        return text, finish


@pytest.mark.parametrize("stop", ["STOP", ["nowhere", "STOP"]], ids=["one", "several"])
async def test_a_chat_is_cut_and_its_upstream_ended(home: House, up: Upstreams, stop: Any) -> None:
    await opened(home, up)
    token, key = await home.token(NANO)
    pieces = ["one ST", "AR ST", "OP two", " three", " four"]
    # The upstream stands still behind the stop text: nobody waits for it.
    up.openai.script(Reply(chunks=pieces, reasoning="", stall_after=10))
    assert await chat(home, key, stream=True, stop=stop) == ("one STAR ", "stop")
    up.openai.script(Reply(chunks=pieces, usage=Usage(100, 50)))
    spent = NANO - home.balance(token)
    assert await chat(home, key, stream=False, stop=stop) == ("one STAR ", "stop")
    rows = [row.request for row in await home.log()]
    assert [row.status for row in rows] == ["done", "done"]
    assert [row.estimated for row in rows] == [True, False]
    assert rows[0].output_tokens >= 5
    assert 0 < spent == rows[0].charge_nano
    assert rows[1].charge_nano == 100 * 2000 + 50 * 8000  # as told
    assert up.openai.open_requests == 0
    await home.check_ledger()


@pytest.mark.parametrize("stream", [False, True], ids=["whole", "streamed"])
async def test_anthropics_client_is_told_which(home: House, up: Upstreams, stream: bool) -> None:
    await opened(home, up)
    up.openai.script(Reply(text="one STOP two"), Reply(text="one ST"))
    async with anthropic.AsyncAnthropic(base_url=home.url, api_key=ROOT_KEY, max_retries=0) as sdk:
        asked: dict[str, Any] = {
            "model": CODEX,
            "max_tokens": 100,
            "stop_sequences": ["STOP"],
            "messages": [{"role": "user", "content": "Count."}],
        }
        found = []
        for _ in range(2):
            if stream:
                async with sdk.messages.stream(**asked) as events:
                    answer: Any = await events.get_final_message()
            else:
                answer = await sdk.messages.create(**asked)
            text = "".join(block.text for block in answer.content if block.type == "text")
            found.append((text, answer.stop_reason, answer.stop_sequence))
    assert found == [("one ", "stop_sequence", "STOP"), ("one ST", "end_turn", None)]
    await home.check_ledger()


@pytest.mark.parametrize("size", [1, 2, 3, 7, 100])
@pytest.mark.parametrize(
    ("said", "told", "hit"),
    [
        ("abcENDdef", "abc", "END"),
        ("EENEND", "EEN", "END"),
        ("EN EN E", "EN EN E", ""),
        ("xx--yEND", "xx", "--"),
        ("END", "", "END"),
        ("Zürich 世EN世界END", "Zürich 世EN世界", "END"),
    ],
)
def test_any_split_is_cut_the_same(said: str, told: str, hit: str, size: int) -> None:
    cutter = StopCutter(["END", "", "--"])
    events: list[StreamEvent] = []
    for at in range(0, len(said), size):
        events += cutter.take(TextDelta(said[at : at + size]))
    call = ToolCallDelta(0, "call_1", "name")
    rest = list(cutter.take(call))
    assert "".join(event.text for event in [*events, *rest] if isinstance(event, TextDelta)) == told
    assert cutter.hit == hit
    assert [event.stop_sequence for event in events if isinstance(event, Finished)] == [hit] * bool(
        hit
    )
    assert (call in rest) is not bool(hit)
    assert list(cutter.take(TextDelta("more"))) == ([] if hit else [TextDelta("more")])
