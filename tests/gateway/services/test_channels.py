"""Channels: checked when they are made, in force at once, without ever giving a secret away."""

from __future__ import annotations

import dataclasses

import pytest

from gateway.domain.channel import Channel, ChannelDraft, KeyState, Secret
from gateway.errors import NotFound, ServiceError
from gateway.events import ChannelsChanged
from gateway.providers.registry import PROVIDERS
from gateway.services.channels import ChannelChanges, KeyChange
from gateway.store import channels as channel_rows
from tests.gateway.house import House
from tests.upstreams import Reply, Upstreams

GOOD = ChannelDraft(
    provider="openai_compatible",
    base_url="http://127.0.0.1:9/v1",
    keys=(Secret("sk-upstream-key-0001"),),
    models=("gpt-4o",),
)


async def answers(home: House, model: str = "gpt-4o") -> int:
    return (await home.chat(model))[0]


async def test_a_channel_serves_as_soon_as_it_is_made(home: House, up: Upstreams) -> None:
    assert await answers(home) == 404
    channel = await home.channel(up.openai, "gpt-4o")
    assert await answers(home) == 200
    assert await home.gateway.channels.get(channel.id) == dataclasses.replace(
        channel, used_nano=(await home.gateway.channels.get(channel.id)).used_nano
    )


async def test_no_secret_leaves(home: House) -> None:
    made = await home.gateway.channels.create(GOOD)
    shown = [
        made,
        await home.gateway.channels.get(made.id),
        *await home.gateway.channels.list(),
        await home.gateway.channels.set_enabled(made.id, False),
    ]
    for channel in shown:
        assert [(key.hint, key.secret) for key in channel.keys] == [("0001", None)]
    assert "sk-upstream" not in repr(home.gateway.state.channels.all)


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"provider": "nobody"}, "invalid_channel", "provider"),
        ({"keys": ()}, "invalid_channel", "keys"),
        ({"keys": (Secret("sk-two\nlines"),)}, "invalid_channel", "keys"),
        ({"keys": (Secret("sk-“quoted”"),)}, "invalid_channel", "keys"),
        ({"base_url": "ftp://x"}, "invalid_base_url", "base_url"),
        ({"name": "x" * 129}, "invalid_channel", "name"),
        ({"weight": -1}, "invalid_channel", "weight"),
        ({"priority": 2**31}, "invalid_channel", "priority"),
        ({"aliases": {"a": ""}}, "invalid_channel", "aliases"),
        ({"headers": {"Host": "x"}}, "invalid_channel", "headers"),
        ({"headers": {"X-A": "a\r\nB: c"}}, "invalid_channel", "headers"),
    ],
)
async def test_what_cannot_be_meant_is_refused_by_field(
    home: House, changes: dict[str, object], code: str, field: str
) -> None:
    draft = dataclasses.replace(GOOD, **changes)  # type: ignore[arg-type]
    if draft.provider == "openai_compatible" and not draft.keys:
        draft = dataclasses.replace(draft, provider="openai", base_url="")
    with pytest.raises(ServiceError) as refused:
        await home.gateway.channels.create(draft)
    assert refused.value.code == code
    assert list(refused.value.fields) == [field]
    assert await home.gateway.channels.list() == []


async def test_settings_have_the_types_of_the_providers_form(home: House) -> None:
    local = ChannelDraft("ollama", models=("qwen3",), settings={"num_ctx": "16384", "own": [1]})
    made = await home.gateway.channels.create(local)
    assert made.settings == {"num_ctx": 16384, "own": [1]}
    with pytest.raises(ServiceError) as refused:
        await home.gateway.channels.update(made.id, ChannelChanges(settings={"num_ctx": "much"}))
    assert list(refused.value.fields) == ["num_ctx"]


async def test_names_and_lists_are_trimmed_and_names_kept_apart(home: House) -> None:
    untidy = dataclasses.replace(
        GOOD,
        models=(" gpt-4o ", "gpt-4o", "", "o4-mini"),
        groups=(),
        keys=(Secret(" sk-a-key-0001 "), Secret("sk-a-key-0001")),
    )
    first = await home.gateway.channels.create(untidy)
    assert (first.models, first.groups) == (("gpt-4o", "o4-mini"), ("default",))
    assert len(first.keys) == 1
    second = await home.gateway.channels.create(GOOD)
    third = await home.gateway.channels.create(GOOD)
    name = PROVIDERS["openai_compatible"].name
    assert [c.name for c in (first, second, third)] == [name, f"{name} 2", f"{name} 3"]


async def test_models_that_are_not_named_are_fetched(home: House, up: Upstreams) -> None:
    made = await home.channel(up.openai)
    assert "gpt-4o" in made.models
    assert len(made.models) > 3
    with pytest.raises(ServiceError) as refused:
        await home.channel(up.openai, keys=("sk-wrong-key-0000",))
    assert refused.value.code == "key_rejected"
    assert len(await home.gateway.channels.list()) == 1


async def test_where_listing_is_not_supported_the_catalogue_is_taken(home: House) -> None:
    made = await home.gateway.channels.create(ChannelDraft("echo"))
    assert made.models == ("echo",)
    assert [m.id for m in home.gateway.channels.catalogue("echo")] == ["echo"]
    status, _, body = await home.chat("echo", "hello there")
    assert status == 200
    assert b"hello there" in body


async def test_changes_leave_alone_what_they_do_not_name(home: House, up: Upstreams) -> None:
    channel = await home.channel(up.openai, "gpt-4o", priority=3, tag="work")
    changed = await home.gateway.channels.update(
        channel.id, ChannelChanges(aliases={"small": "gpt-4o-mini"}, idle_timeout_s=30)
    )
    assert changed == dataclasses.replace(
        channel, aliases={"small": "gpt-4o-mini"}, idle_timeout_s=30.0
    )
    assert await answers(home, "small") == 200
    assert up.openai.last.json["model"] == "gpt-4o-mini"
    with pytest.raises(NotFound):
        await home.gateway.channels.update(99, ChannelChanges(name="x"))
    with pytest.raises(ServiceError):
        await home.gateway.channels.update(channel.id, ChannelChanges(models=(" ",)))


async def test_another_provider_brings_its_own_address(home: House) -> None:
    made = await home.gateway.channels.create(GOOD)
    changed = await home.gateway.channels.update(made.id, ChannelChanges(provider="deepseek"))
    assert changed.base_url == PROVIDERS["deepseek"].base_url


async def test_keys_are_added_replaced_switched_and_removed(home: House, up: Upstreams) -> None:
    wrong, right = "sk-wrong-key-0000", up.openai.key
    channel = await home.channel(up.openai, "gpt-4o", keys=(wrong,))
    update = home.gateway.channels.update
    assert await answers(home) == 502
    (bad,) = (await home.gateway.channels.get(channel.id)).keys
    assert bad.state is KeyState.REJECTED

    changed = await update(channel.id, ChannelChanges(keys=(KeyChange(bad.id, Secret(right)),)))
    assert [key.state for key in changed.keys] == [KeyState.READY]
    assert await answers(home) == 200

    added = await update(
        channel.id, ChannelChanges(keys=(KeyChange(secret=Secret("sk-more-000")),))
    )
    more = added.keys[1]
    switched = await update(
        channel.id, ChannelChanges(keys=(KeyChange(more.id, state=KeyState.OFF),))
    )
    assert [key.state for key in switched.keys] == [KeyState.READY, KeyState.OFF]
    assert await answers(home) == 200

    gone = await update(channel.id, ChannelChanges(keys=(KeyChange(more.id, remove=True),)))
    assert [key.id for key in gone.keys] == [bad.id]


async def test_keys_that_cannot_be_changed_change_nothing(home: House) -> None:
    made = await home.gateway.channels.create(dataclasses.replace(GOOD, provider="openai"))
    other = await home.gateway.channels.create(GOOD)
    for change in (
        KeyChange(made.keys[0].id, remove=True),
        KeyChange(other.keys[0].id, remove=True),
        KeyChange(made.keys[0].id, state=KeyState.REJECTED),
    ):
        with pytest.raises(ServiceError) as refused:
            await home.gateway.channels.update(
                made.id, ChannelChanges(name="changed", keys=(change,))
            )
        assert list(refused.value.fields) == ["keys"]
    assert await home.gateway.channels.get(made.id) == made


async def test_replacing_all_keys_keeps_the_state_of_those_that_stay(home: House) -> None:
    made = await home.gateway.channels.create(
        dataclasses.replace(GOOD, keys=(Secret("sk-the-first-0001"), Secret("sk-the-second-0002")))
    )
    first, second = made.keys
    channels = home.gateway.channels
    off = KeyChange(first.id, state=KeyState.OFF)
    await channels.update(made.id, ChannelChanges(keys=(off,)))
    keys = channels.replacing_keys(
        made.id, [Secret("sk-the-first-0001"), Secret("sk-the-third-0003")]
    )
    changed = await channels.update(made.id, ChannelChanges(keys=keys))
    assert [(key.hint, key.state) for key in changed.keys] == [
        ("0001", KeyState.OFF),
        ("0003", KeyState.READY),
    ]
    assert changed.keys[0].id == first.id
    assert second.id not in {key.id for key in changed.keys}


async def test_deleting_is_immediate_and_can_be_undone(home: House, up: Upstreams) -> None:
    channel = await home.channel(up.openai, "gpt-4o")
    undo = await home.gateway.channels.delete(channel.id)
    assert undo.name == channel.name
    assert await answers(home) == 404
    with pytest.raises(NotFound):
        await home.gateway.channels.get(channel.id)
    assert await home.gateway.channels.restore(undo) == channel
    assert await answers(home) == 200


async def test_all_that_are_off_can_be_deleted_at_once(home: House) -> None:
    first, second, third = [await home.gateway.channels.create(GOOD) for _ in range(3)]
    await home.gateway.channels.set_enabled(first.id, False)
    await home.gateway.channels.set_enabled(third.id, False)
    assert await home.gateway.channels.delete_disabled() == 2
    assert [channel.id for channel in await home.gateway.channels.list()] == [second.id]


async def test_a_duplicate_is_the_same_but_off(home: House, up: Upstreams) -> None:
    channel = await home.channel(up.openai, "gpt-4o", name="Work", priority=2)
    await home.gateway.channels.update(channel.id, ChannelChanges(idle_timeout_s=30))
    copy = await home.gateway.channels.duplicate(channel.id)
    assert (copy.name, copy.enabled, copy.priority, copy.idle_timeout_s) == ("Work 2", False, 2, 30)
    assert (await home.gateway.channels.duplicate(copy.id)).name == "Work 3"
    await home.gateway.channels.set_enabled(channel.id, False)
    await home.gateway.channels.set_enabled(copy.id, True)
    assert await answers(home) == 200


async def test_resuming_ends_every_rest(home: House, up: Upstreams) -> None:
    channel = await home.channel(up.openai, "gpt-4o")
    up.openai.script(Reply(error="bad_key"))
    assert await answers(home) == 502
    assert await answers(home) == 503
    (key,) = await home.gateway.channels.key_states(channel.id)
    assert key.state is KeyState.REJECTED
    assert key.rest_until > home.gateway.now_ms()
    assert key.reason
    resumed = await home.gateway.channels.resume(channel.id)
    assert [(k.state, k.rest_until, k.reason) for k in resumed.keys] == [(KeyState.READY, 0, "")]
    assert await answers(home) == 200


async def test_an_edit_of_the_connection_ends_rests_too(home: House, up: Upstreams) -> None:
    channel = await home.channel(up.openai, "gpt-4o")
    up.openai.script(Reply(error="rate_limit", headers={"retry-after": "600"}))
    assert await answers(home) == 429
    assert await answers(home) == 503
    await home.gateway.channels.update(channel.id, ChannelChanges(name="renamed"))
    assert await answers(home) == 503
    await home.gateway.channels.update(channel.id, ChannelChanges(base_url=channel.base_url))
    assert await answers(home) == 200
    (key,) = await home.gateway.channels.key_states(channel.id)
    assert (key.state, key.rest_until) == (KeyState.READY, 0)


async def test_a_change_of_one_key_leaves_the_rest_of_another(home: House, up: Upstreams) -> None:
    channel = await home.channel(up.openai, "gpt-4o")
    up.openai.script(Reply(error="bad_key"))
    assert await answers(home) == 502
    second = KeyChange(secret=Secret("sk-second-key-0002"))
    changed = await home.gateway.channels.update(channel.id, ChannelChanges(keys=(second,)))
    assert [key.state for key in changed.keys] == [KeyState.REJECTED, KeyState.READY]
    assert home.gateway.rests.of_key(channel.keys[0].id) is not None
    await home.gateway.channels.update(
        channel.id, ChannelChanges(keys=(KeyChange(changed.keys[1].id, remove=True),))
    )
    ready = KeyChange(channel.keys[0].id, state=KeyState.READY)
    await home.gateway.channels.update(channel.id, ChannelChanges(keys=(ready,)))
    assert await answers(home) == 200


async def test_a_channel_of_an_unknown_provider_serves_nothing_and_can_be_switched_off(
    home: House, up: Upstreams
) -> None:
    channel = await home.channel(up.openai, "gpt-4o")
    newer = dataclasses.replace(channel, provider="of a newer version")
    await home.gateway.database.write(lambda: channel_rows.update(newer))
    await home.gateway.state.reload_channels()
    assert await answers(home) == 404
    assert not (await home.gateway.channels.set_enabled(channel.id, False)).enabled
    with pytest.raises(ServiceError):
        await home.gateway.channels.update(channel.id, ChannelChanges(name="x"))
    await home.gateway.channels.delete(channel.id)


async def test_a_provider_that_needs_a_key_is_not_given_a_channel_without(home: House) -> None:
    made = await home.gateway.channels.create(ChannelDraft("echo"))
    with pytest.raises(ServiceError) as refused:
        await home.gateway.channels.update(made.id, ChannelChanges(provider="openai"))
    assert list(refused.value.fields) == ["keys"]
    assert (await home.gateway.channels.get(made.id)).provider == "echo"


async def test_every_change_is_told(home: House) -> None:
    told: list[object] = []
    home.gateway.events.subscribe(told.append)
    made = await home.gateway.channels.create(GOOD)
    await home.gateway.channels.set_enabled(made.id, False)
    await home.gateway.channels.delete(made.id)
    assert told == [ChannelsChanged(made.id)] * 3


async def test_health_counts_attempts_by_hour_and_not_what_was_the_requests_own_fault(
    home: House, up: Upstreams
) -> None:
    channel = await home.channel(up.openai, "gpt-4o")
    assert await answers(home) == 200
    up.openai.script(Reply(error="bad_request"), Reply(error="server"))
    assert await answers(home) == 400
    assert await answers(home) >= 500
    await home.settled()
    health = await home.gateway.channels.health(3)
    assert list(health) == [channel.id]
    hours = health[channel.id]
    assert len(hours) == 3
    assert (hours[-1].ok, hours[-1].slow, hours[-1].failed) == (1, 0, 1)
    assert [hour.at for hour in hours] == sorted(hour.at for hour in hours)
    assert hours[0] == dataclasses.replace(hours[0], ok=0, slow=0, failed=0)


def test_providers_are_listed_as_forms_need_them(home: House) -> None:
    views = {view.id: view for view in home.gateway.channels.providers()}
    assert list(views) == list(PROVIDERS)
    openai, ollama = views["openai"], views["ollama"]
    assert (openai.needs_key, openai.local, openai.numeric_type) == (True, False, 1)
    assert (ollama.needs_key, ollama.local) == (False, True)
    assert [field.name for field in openai.fields] == ["organization", "project"]
    gone = Channel(1, "x", "no longer there", "")
    assert home.gateway.channels.provider_of(gone) is None


def test_a_pasted_text_becomes_a_draft(home: House) -> None:
    channels = home.gateway.channels
    detection = channels.detect("sk-ant-api03-" + "A" * 93 + "AA")
    assert detection.provider == "anthropic"
    draft = channels.draft_of(detection, detection.provider)
    assert (draft.provider, len(draft.keys)) == ("anthropic", 1)
    with pytest.raises(NotFound):
        channels.draft_of(detection, "nobody")
