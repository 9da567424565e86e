"""Channels tested by themselves: every key that is on, chats and embeddings alone, never paused."""

from __future__ import annotations

import pytest

from gateway.domain.channel import Channel, KeyState
from gateway.services.channels import ChannelChanges, KeyChange
from tests.gateway.house import House
from tests.upstreams import Reply, Upstreams

MINUTE_MS = 60_000


class Clock:
    def __init__(self, home: House) -> None:
        self.ms = home.gateway.now_ms()

    def __call__(self) -> int:
        return self.ms


@pytest.fixture
async def clock(home: House) -> Clock:
    context = home.gateway.state.context
    clock = context.now_ms = Clock(home)
    home.gateway.channels.scheduled_tests.apart_s = 0.0
    await home.gateway.settings_service.set("channel_test_minutes", 30)
    return clock


def never() -> bool:
    return False


async def a_round(home: House, clock: Clock) -> None:
    clock.ms += 30 * MINUTE_MS
    assert home.gateway.channels.scheduled_tests.look(never)
    await home.gateway.channels.scheduled_tests.wait()


async def states(home: House, channel: Channel) -> list[KeyState]:
    return [key.state for key in await home.gateway.channels.key_states(channel.id)]


async def test_it_is_off_unless_the_owner_says(home: House, up: Upstreams, clock: Clock) -> None:
    await home.channel(up.openai, "gpt-4o")
    await home.gateway.settings_service.reset("channel_test_minutes")
    clock.ms += 10**9
    assert not home.gateway.channels.scheduled_tests.look(never)


async def test_rounds_come_as_often_as_was_said(home: House, up: Upstreams, clock: Clock) -> None:
    channel = await home.channel(up.openai, "gpt-4o")
    tests = home.gateway.channels.scheduled_tests
    assert not tests.look(never)  # nothing is spent because the program was started
    clock.ms += 20 * MINUTE_MS
    assert not tests.look(never)
    clock.ms += 10 * MINUTE_MS
    assert tests.look(never)
    assert not tests.look(never)
    await tests.wait()
    assert (await home.gateway.channels.get(channel.id)).tested_at == clock.ms
    (row,) = await home.gateway.logs.page()
    assert (row.test, row.charge_nano) == (True, 0)


async def test_nothing_is_sent_while_requests_are_paused(
    home: House, up: Upstreams, clock: Clock
) -> None:
    await home.channel(up.openai, "gpt-4o")
    await home.gateway.pause.pause()
    clock.ms += 30 * MINUTE_MS
    assert not home.gateway.channels.scheduled_tests.look(lambda: home.gateway.pause.paused)
    begun = iter([False])
    assert home.gateway.channels.scheduled_tests.look(lambda: next(begun, True))
    await home.gateway.channels.scheduled_tests.wait()
    assert up.openai.requests == []


async def test_a_key_that_fails_rests_and_one_that_recovers_is_used_again(
    home: House, up: Upstreams, clock: Clock
) -> None:
    up.openai.keys |= {"sk-second-0000"}
    channel = await home.channel(up.openai, "gpt-4o", keys=(up.openai.key, "sk-second-0000"))
    up.openai.keys -= {"sk-second-0000"}
    await a_round(home, clock)
    assert await states(home, channel) == [KeyState.READY, KeyState.REJECTED]
    assert (await home.gateway.channels.get(channel.id)).test_error
    up.openai.keys |= {"sk-second-0000"}
    await a_round(home, clock)
    assert await states(home, channel) == [KeyState.READY, KeyState.READY]
    assert (await home.gateway.channels.get(channel.id)).test_error == ""
    assert (await home.chat("gpt-4o"))[0] == 200


async def test_what_its_owner_has_switched_off_stays_off(
    home: House, up: Upstreams, clock: Clock
) -> None:
    off, spared, half = [await home.channel(up.openai, "gpt-4o") for _ in range(3)]
    await home.gateway.channels.set_enabled(off.id, False)
    home.gateway.channels.rest(spared.id, 900)
    switched = KeyChange(half.keys[0].id, state=KeyState.OFF)
    await home.gateway.channels.update(half.id, ChannelChanges(keys=(switched,)))
    await a_round(home, clock)
    assert up.openai.requests == []
    assert not (await home.gateway.channels.get(off.id)).enabled
    assert await states(home, half) == [KeyState.OFF]
    assert home.gateway.rests.by_owner(spared.id) > 0


async def test_a_channel_switched_off_while_it_is_tested_stays_off(
    home: House, up: Upstreams, clock: Clock
) -> None:
    channel = await home.channel(up.openai, "gpt-4o")
    up.openai.script(Reply(text="one two", stall_after=1))
    clock.ms += 30 * MINUTE_MS
    assert home.gateway.channels.scheduled_tests.look(never)
    await up.openai.wait_stalled()
    switched = KeyChange(channel.keys[0].id, state=KeyState.OFF)
    await home.gateway.channels.update(channel.id, ChannelChanges(keys=(switched,), enabled=False))
    up.openai.release()
    await home.gateway.channels.scheduled_tests.wait()
    stored = await home.gateway.channels.get(channel.id)
    assert (stored.enabled, stored.keys[0].state) == (False, KeyState.OFF)


async def test_dear_models_and_rankings_are_left_out(
    home: House, up: Upstreams, clock: Clock
) -> None:
    for models in (("dall-e-3",), ("rerank-v3.5",), ("dall-e-3", "text-embedding-3-small")):
        await home.channel(up.openai, *models)
    await a_round(home, clock)
    assert [each.path for each in up.openai.requests] == ["/v1/embeddings"]


async def test_two_are_tested_at_once(home: House, up: Upstreams, clock: Clock) -> None:
    for _ in range(4):
        await home.channel(up.openai, "gpt-4o")
    up.openai.always(Reply(text="x", stall_after=1))
    clock.ms += 30 * MINUTE_MS
    assert home.gateway.channels.scheduled_tests.look(never)
    await up.openai.wait_stalled(2)
    assert up.openai.open_requests == 2
    up.openai.reset()
    up.openai.release()
    await home.gateway.channels.scheduled_tests.wait()
    assert len(await home.gateway.logs.page()) == 4


async def test_one_apis_variable_says_it_too(home: House) -> None:
    view = home.gateway.settings_service.get("channel_test_minutes")
    assert (view.env, view.value, view.default) == ("CHANNEL_TEST_FREQUENCY", 0, 0)
