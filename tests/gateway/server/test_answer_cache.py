"""The cache of answers, once its owner has switched it on: whose, of what, how long, how much."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from gateway.domain.money import NANO
from gateway.domain.overrides import parse_overrides
from gateway.domain.person import Person, Role
from gateway.services.channels import ChannelChanges
from gateway.store import people as people_rows
from tests.gateway.house import ROOT_KEY, House
from tests.upstreams import Reply, Upstreams, Usage
from tests.upstreams.script import BEFORE_HEADERS

MODEL = "gpt-4o"
COLD: dict[str, Any] = {
    "model": MODEL,
    "messages": [{"role": "user", "content": "Hi"}],
    "temperature": 0,
}
ONE = 100 * 2000 + 50 * 8000
GEMINI = f"/v1beta/models/{MODEL}:generateContent"


async def served(home: House, up: Upstreams, which: str = "deterministic") -> None:
    await home.channel(up.openai, MODEL, "text-embedding-3-small")
    await home.price(gpt_4o={"input": 2, "output": 8})
    up.openai.always(Reply(text="Hello you", usage=Usage(100, 50)))
    if which:
        await home.gateway.settings_service.set("cache_answers", which)


async def hit(
    home: House, body: Any, path: str = "/v1/chat/completions", key: str = ROOT_KEY, **headers: str
) -> str:
    """What the answer says of the cache: hit, miss, '' for nothing."""
    status, found, _ = await home.post(path, body, key, **headers)
    assert status == 200
    return found.get("x-homeport-cache", "")


@pytest.mark.parametrize("stream", [False, True], ids=["whole", "streamed"])
async def test_the_very_same_request_is_answered_from_memory(
    home: House, up: Upstreams, stream: bool
) -> None:
    await served(home, up)
    token, key = await home.token(NANO)
    body = {**COLD, "stream": stream}
    first = await home.post("/v1/chat/completions", body, key)
    turned = {**dict(reversed(body.items())), "user": "somebody", "metadata": {"a": "b"}}
    again = await home.post("/v1/chat/completions", turned, key)
    assert (first[1]["x-homeport-cache"], again[1]["x-homeport-cache"]) == ("miss", "hit")
    assert again[2] == first[2]
    assert len(up.openai.requests) == 1
    assert home.balance(token) == NANO - ONE
    rows = [row.request for row in await home.log()]
    assert [(row.served, row.charge_nano, row.attempts) for row in rows] == [
        ("", ONE, 1),
        ("cache", 0, 0),
    ]
    assert (rows[1].input_tokens, rows[1].stream, rows[1].status) == (0, stream, "done")
    await home.check_ledger()


async def test_off_unless_it_is_switched_on(home: House, up: Upstreams) -> None:
    await served(home, up, which="")
    assert [await hit(home, COLD) for _ in range(2)] == ["", ""]
    assert len(home.gateway.memory.cache) == 0


async def test_only_what_would_be_answered_the_same(home: House, up: Upstreams) -> None:
    await served(home, up)
    warm = {**COLD, "temperature": 0.7}
    unsaid = {name: value for name, value in COLD.items() if name != "temperature"}
    for body in (warm, unsaid):
        assert [await hit(home, body) for _ in range(2)] == ["", ""]
    for body, path in (
        ({"model": "text-embedding-3-small", "input": "Hi"}, "/v1/embeddings"),
        ({**COLD, "max_tokens": 100}, "/v1/messages"),
        (
            {
                "contents": [{"parts": [{"text": "Hi"}]}],
                "generationConfig": {"temperature": 0},
            },
            GEMINI,
        ),
        ({"model": MODEL, "input": "Hi", "temperature": 0, "store": False}, "/v1/responses"),
    ):
        assert [await hit(home, body, path) for _ in range(2)] == ["miss", "hit"], path
    kept = {"model": MODEL, "input": "Hi", "temperature": 0}
    assert [await hit(home, kept, "/v1/responses") for _ in range(2)] == ["", ""]
    for wish in ("no-cache", "no-store, max-age=0"):
        assert await hit(home, COLD, **{"Cache-Control": wish}) == ""
    # All, where the owner wants all.
    await home.gateway.settings_service.set("cache_answers", "all")
    assert [await hit(home, warm) for _ in range(2)] == ["miss", "hit"]
    other = {**warm, "messages": [{"role": "user", "content": "Ho"}]}
    assert await hit(home, other) == "miss"


async def test_never_across_persons_unless_chosen(home: House, up: Upstreams) -> None:
    await served(home, up)
    state = home.gateway.state
    person = Person(id=0, username="ada", display_name="Ada", role=Role.MEMBER, unlimited=True)
    added = await state.change(lambda: people_rows.insert(person), state.tokens.put_person)
    _, mine = await home.token()
    _, hers = await home.token(person_id=added.id)
    assert await hit(home, COLD, key=mine) == "miss"
    assert await hit(home, COLD, key=ROOT_KEY) == "hit"  # the owner's other token
    assert await hit(home, COLD, key=hers) == "miss"
    await home.gateway.settings_service.set("cache_shared", True)
    assert await hit(home, COLD, key=mine) == "miss"  # a change forgets everything
    assert await hit(home, COLD, key=hers) == "hit"
    # Who may not ask the model is told so.
    _, narrow = await home.token(models=("text-embedding-3-small",))
    status, _, _ = await home.post("/v1/chat/completions", COLD, narrow)
    assert status == 403


async def test_failures_and_cut_answers_are_not_kept(home: House, up: Upstreams) -> None:
    await served(home, up)
    up.openai.script(Reply(error="bad_request"))
    assert (await home.post("/v1/chat/completions", COLD))[0] == 400
    assert await hit(home, COLD) == "miss"
    up.openai.script(Reply(text="word " * 2000, usage=None))
    _, poor = await home.token(8_000 * 40)
    body = {**COLD, "stream": True, "seed": 7}
    assert await hit(home, body, key=poor) == "miss"
    assert [row.request.status for row in await home.log()][-1] == "cut_short"
    assert await hit(home, body) == "miss"


async def test_age_and_size_are_bounded(
    home: House, up: Upstreams, monkeypatch: pytest.MonkeyPatch
) -> None:
    await served(home, up)
    cache = home.gateway.memory.cache
    now = [0.0]
    monkeypatch.setattr(cache, "_clock", lambda: now[0])
    assert [await hit(home, COLD) for _ in range(2)] == ["miss", "hit"]
    now[0] = 3600.0
    assert [await hit(home, COLD) for _ in range(2)] == ["miss", "hit"]
    await home.gateway.settings_service.set("cache_mb", 1)
    up.openai.always(Reply(text="x" * 200_000, usage=Usage(100, 50)))
    seeds = [{**COLD, "seed": number} for number in range(8)]
    assert [await hit(home, body) for body in seeds] == ["miss"] * 8
    assert len(cache) == 5
    assert await hit(home, seeds[7]) == "hit"
    assert await hit(home, seeds[0]) == "miss"
    up.openai.always(Reply(text="x" * 300_000, usage=Usage(100, 50)))  # more than its share
    assert [await hit(home, {**COLD, "seed": 99}) for _ in range(2)] == ["miss", "miss"]
    await home.gateway.memory.clear()
    assert len(cache) == 0


BEFORE = {"aliases": {MODEL: "gpt-4o-mini"}}
CHANGES: dict[str, dict[str, Any]] = {
    "switched off": {"enabled": False},
    "another model behind the name": {"aliases": {MODEL: "gpt-5"}},
    "a system prompt": {"system_prompt": "Answer in French"},
    "an override": {"overrides": parse_overrides({"top_p": 0.5})},
    "another group": {"groups": ("others",)},
}


@pytest.mark.parametrize("change", CHANGES)
async def test_what_a_channel_as_it_is_no_more_answered_is_not_given(
    home: House, up: Upstreams, change: str
) -> None:
    await served(home, up)
    first = home.gateway.planner.snapshot.channels[0]
    second = up.add_openai("second")
    second.always(Reply(text="from the second", usage=Usage(100, 50)))
    await home.channel(second, MODEL, priority=-5)
    update = home.gateway.channels.update
    await update(first.id, ChannelChanges(**BEFORE))
    assert [await hit(home, COLD) for _ in range(2)] == ["miss", "hit"]
    fields = CHANGES[change]
    if "enabled" in fields:
        await home.gateway.channels.set_enabled(first.id, False)
    else:
        await update(first.id, ChannelChanges(**fields))
    assert [await hit(home, COLD) for _ in range(2)] == ["miss", "hit"]


async def test_prices_weights_and_keys_change_no_answer(home: House, up: Upstreams) -> None:
    await served(home, up)
    channel = home.gateway.planner.snapshot.channels[0]
    assert await hit(home, COLD) == "miss"
    await home.gateway.channels.update(
        channel.id, ChannelChanges(weight=7, priority=3, name="Another name", rpm=1000)
    )
    await home.price(gpt_4o={"input": 20, "output": 80})
    await home.gateway.channels.resume(channel.id)
    assert await hit(home, COLD) == "hit"


async def test_a_deleted_channel_answers_no_more(home: House, up: Upstreams) -> None:
    await served(home, up)
    assert await hit(home, COLD) == "miss"
    await home.gateway.channels.delete(home.gateway.planner.snapshot.channels[0].id)
    status, _, _ = await home.post("/v1/chat/completions", COLD)
    assert status == 404


async def test_what_was_made_while_a_channel_changed_is_not_kept(
    home: House, up: Upstreams
) -> None:
    """Not even where it is changed back: by which settings it was made nobody knows."""
    await served(home, up)
    channel = home.gateway.planner.snapshot.channels[0]
    up.openai.script(Reply(text="x", stall_after=BEFORE_HEADERS))
    asked = asyncio.ensure_future(hit(home, COLD))
    await up.openai.wait_stalled()
    for prompt in ("Answer in French", ""):
        await home.gateway.channels.update(channel.id, ChannelChanges(system_prompt=prompt))
    up.openai.release()
    assert await asked == "miss"
    assert [await hit(home, COLD) for _ in range(2)] == ["miss", "hit"]
