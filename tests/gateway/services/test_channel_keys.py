"""Keys with names, resumed one by one; channels that their owner lets rest."""

from __future__ import annotations

import pytest

from gateway.domain.channel import KeyState
from gateway.errors import NotFound, ServiceError
from gateway.events import ChannelsChanged, Event
from gateway.services.channels import ChannelChanges, KeyChange
from tests.gateway.house import House
from tests.upstreams import Upstreams, faults

MODEL = "gpt-4o"


async def test_a_key_is_named_and_renamed_without_being_tried_anew(
    home: House, up: Upstreams
) -> None:
    channel = await home.channel(up.openai, MODEL)
    up.openai.script(faults.rate_limited(after=600))
    assert (await home.chat(MODEL))[0] == 429
    await home.settled()
    (key,) = (await home.gateway.channels.get(channel.id)).keys
    rename = ChannelChanges(keys=(KeyChange(key.id, name="  Work   account "),))
    named = await home.gateway.channels.update(channel.id, rename)
    assert named.keys[0].name == "Work account"
    # It rests as before: a name makes it no better.
    assert (await home.chat(MODEL))[0] == 503
    await home.gateway.channels.update(
        channel.id, ChannelChanges(keys=(KeyChange(key.id, name=""),))
    )
    assert (await home.gateway.channels.get(channel.id)).keys[0].name == ""
    with pytest.raises(ServiceError) as refused:
        await home.gateway.channels.update(
            channel.id, ChannelChanges(keys=(KeyChange(key.id, name="x" * 65),))
        )
    assert refused.value.fields.keys() == {"key_name"}


async def test_a_new_key_brings_its_name_and_a_copy_keeps_all_names(
    home: House, up: Upstreams
) -> None:
    channel = await home.channel(up.openai, MODEL, rpm=7, concurrency=2)
    (secret,) = home.gateway.state.channels.get(channel.id).keys
    assert secret.secret is not None
    more = type(secret.secret)("sk-second-key-0002")
    changed = await home.gateway.channels.update(
        channel.id, ChannelChanges(keys=(KeyChange(secret=more, name="Second"),))
    )
    assert [key.name for key in changed.keys] == ["", "Second"]
    copy = await home.gateway.channels.duplicate(channel.id)
    assert [key.name for key in copy.keys] == ["", "Second"]
    assert (copy.rpm, copy.concurrency, copy.enabled) == (7, 2, False)


async def test_one_key_is_resumed_alone(home: House, up: Upstreams) -> None:
    keys = ("sk-first-key-0000001", "sk-second-key-000002")
    mock = up.add_openai("two", keys=keys)
    channel = await home.channel(mock, MODEL, keys=keys)
    mock.script(*[faults.rate_limited(after=600)] * 2)
    assert (await home.chat(MODEL))[0] == 429
    await home.settled()
    await home.gateway.state.drain()
    first, second = (await home.gateway.channels.get(channel.id)).keys
    assert first.rest_until > 0
    assert second.rest_until > 0
    after = await home.gateway.channels.resume(channel.id, second.id)
    assert [key.rest_until for key in after.keys] == [first.rest_until, 0]
    assert after.keys[1].state is KeyState.READY
    assert (await home.chat(MODEL))[0] == 200
    assert mock.last.headers["authorization"] == f"Bearer {keys[1]}"


async def test_a_rest_by_the_owner_is_told_and_outlives_an_answer(
    home: House, up: Upstreams
) -> None:
    channel = await home.channel(up.openai, MODEL)
    heard: list[Event] = []
    forget = home.gateway.events.subscribe(heard.append)
    home.gateway.channels.rest(channel.id, 900)
    forget()
    assert heard == [ChannelsChanged(channel.id)]
    result = await home.gateway.channels.test(channel.id)
    assert result.ok
    assert home.gateway.rests.by_owner(channel.id) > 890
    assert (await home.chat(MODEL))[0] == 503
    with pytest.raises(NotFound):
        home.gateway.channels.rest(9_999, 60)


async def test_two_channels_without_keys_rest_apart(home: House, up: Upstreams) -> None:
    first = await home.channel(up.ollama, "llama3.2", name="First", priority=5)
    second = await home.channel(up.ollama, "llama3.2", name="Second")
    up.ollama.script(faults.rate_limited(after=600))
    assert (await home.chat("llama3.2"))[0] == 200
    rests = home.gateway.rests
    assert rests.of_channel(first.id) is not None
    assert rests.of_channel(second.id) is None
    await home.gateway.channels.resume(first.id)
    assert rests.of_channel(first.id) is None
