"""What every pair of dialects is asked to do, and the word for how it did it.

Each check asks through the client's package, looks at what arrived upstream and at what the package
understood of the answer, and returns one of the words of docs/conversions.md. What is neither of
them is an assertion that fails.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Any

from tests.gateway.pairs.said import Client, Heard, Tokens, Wish
from tests.gateway.pairs.stage import Pair
from tests.upstreams import Reply, ToolCall, Usage

Check = Callable[[Pair], Awaitable[str]]

CARRIED, MAPPED, EMULATED = "carried", "mapped", "emulated"
DROPPED, REFUSED = "dropped", "refused"
PNG = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAA"
    "AABJRU5ErkJggg=="
)
ADDRESS = "https://example.org/a.png"
SCHEMA: Mapping[str, Any] = {
    "type": "object",
    "properties": {"name": {"type": "string"}},
    "required": ["name"],
    "additionalProperties": False,
}
ROME, NOON = ToolCall("get_weather", {"city": 'Rome, \u4e16 "x"'}), ToolCall("get_time")


async def plain(pair: Pair) -> str:
    client = pair.client()
    client.user("Hi")
    pair.script(Reply(text="Ahoj, 世界"))
    heard = await client.ask(Wish())
    assert (heard.text, heard.finish, heard.calls) == ("Ahoj, 世界", "stop", [])
    assert pair.got().turns == [("user", "Hi")]
    return CARRIED


async def streamed(pair: Pair) -> str:
    client = pair.client()
    client.user("Hi")
    pair.script(Reply(chunks=["Ahoj", ", 世", "界"], split=5))
    heard = await client.ask(Wish(stream=True))
    assert (heard.text, heard.finish) == ("Ahoj, 世界", "stop")
    assert heard.pieces == 3
    return CARRIED


async def whole_for_a_stream(pair: Pair) -> str:
    """The upstream answers in one piece who asked for a stream."""
    client = pair.client()
    client.user("Weather?")
    pair.script(Reply(text="Let me see.", tool_calls=[ROME, NOON], whole=True))
    heard = await client.ask(Wish(stream=True, tools=True))
    assert (heard.text, heard.finish) == ("Let me see.", "calls")
    assert [call.name for call in heard.calls] == ["get_weather", "get_time"]
    return MAPPED


async def stream_for_a_whole(pair: Pair) -> str:
    """The upstream streams to who asked for an answer in one piece."""
    client = pair.client()
    client.user("Weather?")
    counts = Usage(100, 30, cached=40, reasoning=20)
    reply = Reply(text="Let me see.", tool_calls=[ROME, NOON], usage=counts, usage_unasked=True)
    pair.script(replace(reply, streamed=True))
    heard = await client.ask(Wish(tools=True))
    assert (heard.text, heard.finish) == ("Let me see.", "calls")
    found = [(call.name, dict(call.arguments)) for call in heard.calls]
    assert found == [("get_weather", ROME.object), ("get_time", {})]
    assert heard.usage == Tokens(100, 30, cached=40, reasoning=20)
    client = pair.client()
    client.user("Hi")
    pair.script(Reply(text="one two", streamed=True, cut_after=2, cut="clean"))
    assert client.status(await failed(client, Wish())) >= 500
    return MAPPED


async def system(pair: Pair) -> str:
    client = pair.client()
    client.user("Hi")
    await client.ask(Wish(system="Be brief."))
    assert (pair.got().system, pair.got().turns) == ("Be brief.", [("user", "Hi")])
    return CARRIED


async def turns(pair: Pair) -> str:
    client = pair.client()
    client.user("Hi")
    client.assistant("Hello.")
    client.user("How are you?")
    pair.script(Reply(text="Fine."))
    await client.ask(Wish())
    client.user("Good.")
    await client.ask(Wish(stream=True))
    assert pair.got().turns == [
        ("user", "Hi"),
        ("model", "Hello."),
        ("user", "How are you?"),
        ("model", "Fine."),
        ("user", "Good."),
    ]
    return CARRIED


async def parallel_tools(pair: Pair) -> str:
    for stream in (False, True):
        client = pair.client()
        client.user("Weather and time?")
        wish = Wish(tools=True, stream=stream)
        pair.script(Reply(text="Let me see.", tool_calls=[ROME, NOON]))
        heard = await client.ask(wish)
        assert (heard.text, heard.finish) == ("Let me see.", "calls")
        found = [(call.name, dict(call.arguments)) for call in heard.calls]
        assert found == [("get_weather", ROME.object), ("get_time", {})]
        first, second = heard.calls
        assert first.id != second.id
        client.results({first.id: "20C", second.id: "noon"}, heard.calls)
        pair.script(Reply(text="Warm."))
        assert (await client.ask(wish)).text == "Warm."
        got = pair.got()
        assert got.calls == found
        assert got.results == ["20C", "noon"]
        assert got.turns == [("user", "Weather and time?"), ("model", "Let me see.")]
    return CARRIED


async def forced_tool(pair: Pair) -> str:
    client = pair.client()
    client.user("Rome")
    heard = await client.ask(Wish(tools=True, forced="get_time"))
    assert [call.name for call in heard.calls] == ["get_time"]
    return CARRIED if pair.got().forced == "get_time" else EMULATED


async def structured(pair: Pair) -> str:
    client = pair.client()
    client.user("Who are you? Answer in JSON.")
    pair.script(Reply(text='{"name":"Homeport"}'))
    heard = await client.ask(Wish(schema=SCHEMA))
    assert json.loads(heard.text) == {"name": "Homeport"}
    got = pair.got()
    if got.schema is None:
        assert '"name"' in got.system
        return EMULATED
    assert got.schema == SCHEMA
    return CARRIED


async def image(pair: Pair) -> str:
    client = pair.client()
    client.user("What is this?", png=PNG)
    await client.ask(Wish())
    assert pair.got().images == [PNG]
    assert pair.got().turns == [("user", "What is this?")]
    return CARRIED


async def image_address(pair: Pair) -> str:
    client = pair.client()
    client.user("What is this?", url=ADDRESS)
    await client.ask(Wish())
    assert pair.got().images == [ADDRESS]
    return CARRIED


async def effort(pair: Pair) -> str:
    client = pair.client(thinks=True)
    client.user("Think.")
    await client.ask(Wish(thinks=True, limit=4096))
    if not pair.got(thinks=True).thinks:
        return DROPPED
    same = pair.inbound == pair.outbound
    return CARRIED if same or b'"low"' in pair.mock(thinks=True).last.body else MAPPED


async def thoughts(pair: Pair) -> str:
    """A thought is shown, and its proof returns with the calls it led to."""
    words = set()
    for stream in (False, True):
        client = pair.client(thinks=True)
        client.user("Weather?")
        wish = Wish(tools=True, thinks=True, stream=stream, limit=4096)
        reply = Reply(reasoning="Rome, surely.", tool_calls=[ROME], **pair.kind.reply)
        pair.script(reply, thinks=True)
        heard = await client.ask(wish)
        if heard.thought:
            assert heard.thought == "Rome, surely."
        client.results({heard.calls[0].id: "20C"}, heard.calls)
        pair.script(Reply(text="Warm."), thinks=True)
        assert (await client.ask(wish)).text == "Warm."
        got = pair.got(thinks=True)
        assert got.thinks or pair.outbound == "openai_chat", "it thinks on"
        proved = len(got.proofs) == 1 and not got.proofs[0].startswith(("homeport:", "skip"))
        words.add(CARRIED if proved else DROPPED)
    (word,) = words
    return word


async def stop(pair: Pair) -> str:
    words = set()
    for stream in (False, True):
        client = pair.client()
        client.user("Count.")
        pair.script(Reply(text="one STOP two"))
        heard = await client.ask(Wish(stop="STOP", stream=stream))
        assert heard.finish == "stop"
        carried = pair.got().stop == ["STOP"]
        cut = heard.text.strip() == "one"
        assert cut or heard.text.strip() == "one STOP two"
        words.add(CARRIED if carried else EMULATED if cut else DROPPED)
    (word,) = words
    return word


async def limit(pair: Pair) -> str:
    for stream in (False, True):
        client = pair.client()
        client.user("Count.")
        pair.script(Reply(text="0123456789" * 20, reasoning=""))
        heard = await client.ask(Wish(limit=20, stream=stream))
        assert pair.got().limit == 20
        assert (heard.finish, heard.text) == ("limit", "0123456789" * 8)
    return CARRIED


async def refusal(pair: Pair) -> str:
    told = "SAFETY" if pair.outbound == "gemini" else "I cannot help with that."
    words = set()
    for stream in (False, True):
        client = pair.client()
        client.user("Hi")
        pair.script(Reply(refusal=told))
        heard = await client.ask(Wish(stream=stream))
        assert heard.finish == "refused"
        words.add(CARRIED if told in heard.refusal else MAPPED)
    (word,) = words
    return word


async def error_before(pair: Pair) -> str:
    """A refused request is the client's own kind of error, with its status; so is a failure."""
    for stream in (False, True):
        for error, status in (("context", 400), ("overloaded", 503)):
            client = pair.client()
            client.user("Hi")
            pair.rest()
            pair.script(Reply(error=error))  # type: ignore[arg-type]
            failure = await failed(client, Wish(stream=stream))
            found = client.status(failure)
            assert found == status or (status == 503 and found >= 500), (found, failure)
    return CARRIED if pair.inbound == pair.outbound else MAPPED


_CONTENT_BEGUN = {"openai_chat": 4, "openai_responses": 10, "anthropic": 10, "gemini": 3}


async def error_within(pair: Pair) -> str:
    """Each package raises: for an error in the stream, and for a stream that merely ends."""
    client = pair.client()
    client.user("Hi")
    said = {"text": "one two three four five six", "reasoning": "", "delay_chunk": 0.01}
    frames = _CONTENT_BEGUN[pair.outbound]
    for trouble in (
        {"error": "overloaded", "error_in_stream_after": frames},
        {"cut_after": frames, "cut": "clean"},
        {"cut_after": frames, "cut": "rst"},
    ):
        pair.rest()
        pair.script(Reply(**said, **trouble))  # type: ignore[arg-type]
        failure = await failed(client, Wish(stream=True))
        assert "broke off" in str(failure), failure
    return MAPPED


async def failed(client: Client, wish: Wish) -> Exception:
    """The package's own exception; an answer is an error here."""
    try:
        heard: Heard = await client.ask(wish)
    except client.failures as failure:
        return failure
    raise AssertionError(f"nothing was raised, but heard {heard}")


async def usage(pair: Pair) -> str:
    counts = Usage(1000, 300, cached=400, reasoning=200)
    for stream in (False, True):
        client = pair.client()
        client.user("Hi")
        pair.script(Reply(text="Hi", usage=counts))
        heard = await client.ask(Wish(stream=stream))
        assert heard.usage == Tokens(1000, 300, cached=400, reasoning=200)
    rows = await pair.stage.home.log(last=2)
    charge = 600 * 2000 + 400 * 500 + 300 * 8000
    assert [row.request.charge_nano for row in rows] == [charge, charge]
    return CARRIED


FEATURES: Mapping[str, Check] = {
    "an answer": plain,
    "a stream": streamed,
    "upstream answers whole, client streams": whole_for_a_stream,
    "upstream streams, client does not": stream_for_a_whole,
    "system prompt": system,
    "several turns": turns,
    "parallel tools and results": parallel_tools,
    "forced tool": forced_tool,
    "structured output": structured,
    "image, its data": image,
    "image, its address": image_address,
    "effort of thinking": effort,
    "proof of a thought, next turn": thoughts,
    "stop texts": stop,
    "output limit": limit,
    "refusal": refusal,
    "error before the answer": error_before,
    "error inside a stream": error_within,
    "usage: cached, reasoning": usage,
}
