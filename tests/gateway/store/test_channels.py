"""Channels and their sealed keys."""

from dataclasses import replace

import pytest

from gateway.domain.channel import ChannelDraft, KeyState, Secret
from gateway.errors import NotFound
from gateway.store import channels, schema
from gateway.store.database import Database
from tests.gateway.store.support import NOON, count

DRAFT = ChannelDraft(
    provider="azure",
    name="Work",
    base_url="https://work.example.com",
    keys=(Secret("sk-plain-0123456789"),),
    models=("gpt-5", "gpt-5-mini"),
    aliases={"gpt-4": "gpt-5"},
    groups=("default", "vip"),
    priority=-3,
    weight=7,
    settings={"api_version": "2025-01-01", "deployment": {"gpt-5": "d1"}, "n": 1.5},
    headers={"X-Team": "母港"},
    tag="work",
    test_model="gpt-5-mini",
    enabled=False,
)
KEYS = [channels.NewKey("uid-1", b"\x01\x00sealed", "6789"), channels.NewKey("uid-2", b"two", "")]


async def test_a_channel_comes_back_as_it_was_drafted(database: Database) -> None:
    made = await database.write(lambda: channels.insert(DRAFT, KEYS, NOON))
    assert made == await database.read(lambda: channels.get(made.id))
    assert await database.read(channels.list_all) == [made]
    for name in ("provider", "name", "base_url", "models", "aliases", "groups", "priority"):
        assert getattr(made, name) == getattr(DRAFT, name)
    for name in ("weight", "settings", "headers", "tag", "test_model", "enabled"):
        assert getattr(made, name) == getattr(DRAFT, name)
    assert made.created_at == NOON
    assert [(key.hint, key.state, key.secret) for key in made.keys] == [
        ("6789", KeyState.READY, None),
        ("", KeyState.READY, None),
    ]


async def test_only_sealed_bytes_are_stored(database: Database) -> None:
    made = await database.write(lambda: channels.insert(DRAFT, KEYS, NOON))
    sealed = await database.read(channels.sealed_keys)
    assert [(key.channel_id, key.uid, key.sealed) for key in sealed] == [
        (made.id, "uid-1", b"\x01\x00sealed"),
        (made.id, "uid-2", b"two"),
    ]
    await database.close()
    assert b"sk-plain" not in database.path.read_bytes()


async def test_an_update_touches_what_is_configured_alone(house: Database) -> None:
    await house.write(lambda: channels.set_test_result(1, NOON, 250))
    before = await house.read(lambda: channels.get(1))
    changed = replace(
        before,
        name="New",
        priority=5,
        models=(),
        settings={},
        idle_timeout_s=300.5,
        used_nano=-1,
        tested_at=0,
        keys=(),
    )
    after = await house.write(lambda: channels.update(changed))
    assert after == replace(changed, used_nano=before.used_nano, tested_at=NOON, keys=before.keys)
    assert await house.read(lambda: channels.get(2)) != after


async def test_a_failed_test_keeps_the_time_of_the_last_good_one(house: Database) -> None:
    await house.write(lambda: channels.set_test_result(1, NOON, 250))
    await house.write(lambda: channels.set_test_result(1, NOON + 5, 0, "401 bad key"))
    channel = await house.read(lambda: channels.get(1))
    assert (channel.tested_at, channel.test_ms, channel.test_error) == (
        NOON + 5,
        250,
        "401 bad key",
    )


async def test_each_key_has_its_own_state(house: Database) -> None:
    (second,) = await house.write(
        lambda: channels.add_keys(1, [channels.NewKey("uid-b", b"sealed", "wxyz")])
    )
    await house.write(lambda: channels.set_key_state(second.id, KeyState.NO_MONEY, "402", NOON))
    keys = (await house.read(lambda: channels.get(1))).keys
    assert [key.state for key in keys] == [KeyState.READY, KeyState.NO_MONEY]
    assert (keys[1].reason, keys[1].rest_until) == ("402", NOON)
    await house.write(
        lambda: channels.replace_secret(second.id, channels.NewKey("uid-c", b"other", "0000"))
    )
    keys = (await house.read(lambda: channels.get(1))).keys
    assert (keys[1].state, keys[1].reason, keys[1].hint) == (KeyState.READY, "", "0000")
    assert (await house.read(lambda: channels.sealed_keys(1)))[1].sealed == b"other"
    await house.write(lambda: channels.delete_key(second.id))
    assert len((await house.read(lambda: channels.get(1))).keys) == 1


async def test_a_deleted_channel_is_hidden_until_it_is_restored(house: Database) -> None:
    before = await house.read(lambda: channels.get(1))
    await house.write(lambda: channels.delete(1, NOON))
    assert [channel.id for channel in await house.read(channels.list_all)] == [2]
    assert {key.channel_id for key in await house.read(channels.sealed_keys)} == {2}
    with pytest.raises(NotFound):
        await house.write(lambda: channels.update(before))
    assert await house.write(lambda: channels.restore(1)) == before


async def test_keys_of_deleted_channels_are_erased_after_their_time(house: Database) -> None:
    await house.write(lambda: channels.delete(1, NOON))
    assert await house.write(lambda: channels.purge_keys(NOON)) == 0
    assert await house.write(lambda: channels.purge_keys(NOON + 1)) == 1
    assert await count(house, schema.ChannelKey) == 1
    assert (await house.write(lambda: channels.restore(1))).keys == ()


@pytest.mark.parametrize(
    "call",
    [
        lambda: channels.get(9),
        lambda: channels.delete(9, NOON),
        lambda: channels.restore(9),
        lambda: channels.delete_key(9),
        lambda: channels.set_key_state(9, KeyState.OFF),
        lambda: channels.replace_secret(9, KEYS[0]),
    ],
)
async def test_what_is_not_there_is_not_found(house: Database, call: object) -> None:
    with pytest.raises(NotFound, match="9"):
        await house.write(call)  # type: ignore[arg-type]
