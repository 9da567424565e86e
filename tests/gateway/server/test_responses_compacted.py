"""OpenAI's package has a conversation made short by a model whose provider cannot, and goes on."""

from __future__ import annotations

from typing import Any

import openai
import pytest

from gateway.domain.money import NANO
from tests.gateway.house import House
from tests.gateway.server.responses_channels import WEATHER, client
from tests.gateway.server.test_responses_kept import EACH, KINDS, Kind, respond, said
from tests.upstreams import Reply, ToolCall, Upstreams, Usage

CHAT = KINDS["chat"]


@EACH
async def test_a_summary_goes_on(home: House, up: Upstreams, kind: Kind) -> None:
    mock = await kind.open(home, up)
    token, key = await home.token(10 * NANO)
    usage = Usage(100, 50)
    mock.script(
        Reply(text="Hm", tool_calls=[ToolCall("get_weather", {"city": "Zürich"})], usage=usage),
        Reply(text="They spoke of the föhn.", usage=usage),
        Reply(text="It is warm.", usage=usage),
        Reply(text="Still warm.", usage=usage),
        Reply(text="A later summary.", usage=usage),
    )
    async with client(home, key) as sdk:
        first = await respond(sdk, model=kind.model, input="Is it warm?", tools=[WEATHER])
        output = {
            "type": "function_call_output",
            "call_id": first.output[-1].call_id,
            "output": "20C",
        }
        short = await sdk.responses.compact(
            model=kind.model,
            input=[output],  # type: ignore[list-item]
            previous_response_id=first.id,
        )
        sent = said(mock)
        assert all(text in sent for text in ("Is it warm?", "Zürich", "20C", "Sum up"))
        assert (short.object, [item.type for item in short.output]) == (
            *("response.compaction", ["compaction"]),
        )
        assert (short.usage.input_tokens, short.usage.output_tokens) == (100, 50)
        compacted: Any = [item.model_dump(exclude_none=True) for item in short.output]
        assert "föhn" not in str(compacted)
        asked = [*compacted, {"role": "user", "content": "So?"}]
        answer = await sdk.responses.create(model=kind.model, input=asked)
        assert answer.output_text == "It is warm."
        sent = said(mock)
        places = [sent.index(text) for text in ("Is it warm?", "They spoke of the föhn.", "So?")]
        assert places == sorted(places)
        assert "20C" not in sent
        # And on from there, and made short again.
        await sdk.responses.create(
            model=kind.model, input="And now?", previous_response_id=answer.id
        )
        assert "They spoke of the föhn." in said(mock)
        again = await sdk.responses.compact(model=kind.model, input=asked)
        assert again.output[0].encrypted_content != compacted[0]["encrypted_content"]  # type: ignore[union-attr]
        items = [item async for item in sdk.responses.input_items.list(answer.id, order="asc")]
        assert len(items) == 3
    rows = await home.log()
    assert [row.request.status for row in rows] == ["done"] * 5
    assert rows[1].request.endpoint == "/v1/responses/compact"
    assert home.balance(token) == 10 * NANO - 5 * (100 * 2000 + 50 * 8000)
    await home.check_ledger()


async def test_openai_itself_goes_on_from_it(home: House, up: Upstreams) -> None:
    await CHAT.open(home, up)
    native = up.add_openai("native")
    await home.channel(native, "gpt-4o", provider="openai", aliases={"best": CHAT.model})
    up.openai.script(Reply(text="A summary."))
    async with client(home) as sdk:
        short = await sdk.responses.compact(model=CHAT.model, input="A story")
        item: Any = short.output[0].model_dump(exclude_none=True)
        await sdk.responses.create(model="best", input=[item, {"role": "user", "content": "So?"}])
    sent = native.last.json["input"]
    assert [each["type"] if "type" in each else each["role"] for each in sent] == [
        *("message", "message", "user")
    ]
    assert "A summary." in sent[1]["content"]


async def test_it_is_its_tokens_alone(home: House, up: Upstreams) -> None:
    await CHAT.open(home, up)
    _, mine = await home.token()
    _, yours = await home.token()
    up.openai.script(Reply(text="A summary."))
    async with client(home, mine) as me, client(home, yours) as you:
        short = await me.responses.compact(model=CHAT.model, input="A story")
        item: Any = short.output[0].model_dump(exclude_none=True)
        broken = {**item, "encrypted_content": item["encrypted_content"][:-8] + "AAAAAAAA"}
        for sdk, given in ((you, item), (me, broken)):
            with pytest.raises(openai.BadRequestError, match="was not made for this key") as caught:
                await sdk.responses.create(model=CHAT.model, input=[given])
            assert caught.value.param == "input[0].encrypted_content"
    assert len(up.openai.requests) == 1


async def test_an_empty_summary_is_none(home: House, up: Upstreams) -> None:
    """Another channel is asked; what nobody sums up is an error that costs nothing."""
    await CHAT.open(home, up)
    token, key = await home.token(NANO)
    up.openai.always(Reply(text="  "))
    async with client(home, key) as sdk:
        with pytest.raises(openai.InternalServerError) as failed:
            await sdk.responses.compact(model=CHAT.model, input="A story")
    assert failed.value.code == "all_channels_failed"
    assert home.balance(token) == NANO
    await home.check_ledger()


async def test_a_summary_is_no_longer_than_its_payer_can_pay(home: House, up: Upstreams) -> None:
    await CHAT.open(home, up)
    _, key = await home.token(8_000 * 300)
    async with client(home, key) as sdk:
        await sdk.responses.compact(model=CHAT.model, input="Hi")
    assert 16 <= up.openai.last.json["max_completion_tokens"] < 300
    await home.check_ledger()
