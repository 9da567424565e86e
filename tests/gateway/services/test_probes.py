"""Keys that were refused come back by a probe, which costs nothing, and never against the owner."""

from __future__ import annotations

import asyncio

from gateway.domain.channel import ChannelKey, KeyState
from gateway.events import ChannelsChanged
from gateway.services.channels import ChannelChanges, KeyChange
from tests.gateway.house import House
from tests.upstreams import Reply, Upstreams

MODEL = "gpt-4o"


async def the_key(home: House, channel_id: int) -> ChannelKey:
    await home.gateway.state.drain()
    (key,) = await home.gateway.channels.key_states(channel_id)
    return key


async def due(home: House) -> None:
    """Its time has come, and the probe is made."""
    for _, _, rest in home.gateway.rests.held():
        rest.until = 0.0
    await home.gateway.probes.probe_due()


async def test_a_rejected_key_comes_back_by_the_list_of_models(home: House, up: Upstreams) -> None:
    channel = await home.channel(up.openai, MODEL)
    up.openai.script(Reply(error="bad_key"))
    assert (await home.chat(MODEL))[0] == 502
    for _, _, rest in home.gateway.rests.held():
        rest.until = 0.0
    assert (await home.chat(MODEL))[0] == 503, "no client's request tries a rejected key"
    seen = len(up.openai.requests)
    await home.gateway.probes.probe_due()
    assert [each.path for each in up.openai.requests[seen:]] == ["/v1/models"]
    assert (await the_key(home, channel.id)).state is KeyState.READY
    assert (await home.chat(MODEL))[0] == 200
    assert home.gateway.rests.circuits(channel.id) == []


async def test_one_that_is_still_rejected_waits_twice_as_long(home: House, up: Upstreams) -> None:
    channel = await home.channel(up.openai, MODEL)
    up.openai.keys = {"sk-another-one-000000000"}
    assert (await home.chat(MODEL))[0] == 502
    await due(home)
    key = await the_key(home, channel.id)
    assert key.state is KeyState.REJECTED
    ((_, _, rest),) = home.gateway.rests.held()
    assert (rest.seconds, rest.failures) == (1200.0, 2)
    assert up.openai.requests[-1].path == "/v1/models"


async def test_the_gateway_probes_by_itself_when_it_is_time(home: House, up: Upstreams) -> None:
    channel = await home.channel(up.openai, MODEL)
    back = asyncio.Event()

    def heard(event: object) -> None:
        state = home.gateway.state.channels.get(channel.id).keys[0].state
        if isinstance(event, ChannelsChanged) and state is KeyState.READY:
            back.set()

    up.openai.script(Reply(error="bad_key"))
    assert (await home.chat(MODEL))[0] == 502
    home.gateway.events.subscribe(heard)
    ((_, key_id, _),) = home.gateway.rests.held()
    home.gateway.rests.postpone(key_id, 0.0)
    home.gateway.probes.wake()
    await back.wait()


async def test_what_cannot_be_reached_is_asked_later(home: House, up: Upstreams) -> None:
    channel = await home.channel(up.openai, MODEL)
    up.openai.script(Reply(error="bad_key"))
    assert (await home.chat(MODEL))[0] == 502
    await up.openai.stop()
    await due(home)
    ((_, _, rest),) = home.gateway.rests.held()
    assert 200 < home.gateway.rests.left(rest) <= 300
    assert (await the_key(home, channel.id)).state is KeyState.REJECTED


async def test_the_owners_off_is_left_alone(home: House, up: Upstreams) -> None:
    channel = await home.channel(up.openai, MODEL)
    up.openai.script(Reply(error="bad_key"))
    assert (await home.chat(MODEL))[0] == 502
    off = KeyChange(channel.keys[0].id, state=KeyState.OFF)
    await home.gateway.channels.update(channel.id, ChannelChanges(keys=(off,)))
    seen = len(up.openai.requests)
    await due(home)
    assert len(up.openai.requests) == seen
    assert (await the_key(home, channel.id)).state is KeyState.OFF


async def test_a_deleted_channel_is_not_probed_and_comes_back_as_it_was(
    home: House, up: Upstreams
) -> None:
    channel = await home.channel(up.openai, MODEL)
    up.openai.script(Reply(error="bad_key"))
    assert (await home.chat(MODEL))[0] == 502
    await home.gateway.state.drain()
    undo = await home.gateway.channels.delete(channel.id)
    assert home.gateway.rests.held() == []
    await home.gateway.channels.restore(undo)
    assert [key for _, key, _ in home.gateway.rests.held()] == [channel.keys[0].id]
    assert (await home.chat(MODEL))[0] == 503


async def test_without_a_told_balance_the_next_request_tries_a_key_without_money(
    home: House, up: Upstreams
) -> None:
    channel = await home.channel(up.openai, MODEL, provider="openai")
    up.openai.script(Reply(error="money"))
    await home.chat(MODEL)
    assert (await the_key(home, channel.id)).state is KeyState.NO_MONEY
    assert home.gateway.rests.held() == []
    assert (await home.chat(MODEL))[0] == 503
    for rest in home.gateway.rests._rests.values():
        rest.until = 0.0
    assert (await home.chat(MODEL))[0] == 200
    assert (await the_key(home, channel.id)).state is KeyState.READY


async def test_a_paid_probe_is_made_only_where_the_owner_allows_it(
    home: House, up: Upstreams
) -> None:
    await home.gateway.settings_service.set("paid_probes", True)
    channel = await home.channel(up.openai, MODEL, provider="openai")
    up.openai.script(Reply(error="money"))
    await home.chat(MODEL)
    seen = len(up.openai.requests)
    await due(home)
    assert [each.path for each in up.openai.requests[seen:]] == ["/v1/chat/completions"]
    assert (await the_key(home, channel.id)).state is KeyState.READY
    (test,) = [each.request for each in await home.log() if each.request.endpoint == "test"]
    assert test.charge_nano == 0


async def test_a_refused_key_is_held_over_a_restart(home: House, up: Upstreams) -> None:
    channel = await home.channel(up.openai, MODEL, provider="openai")
    up.openai.script(Reply(error="bad_key"))
    assert (await home.chat(MODEL))[0] == 502
    await home.gateway.suspend(2.0)
    await home.gateway.start()
    assert [key for _, key, _ in home.gateway.rests.held()] == [channel.keys[0].id]
    assert (await home.chat(MODEL))[0] == 503
