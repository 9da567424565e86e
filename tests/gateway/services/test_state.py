"""Memory follows the store with each commit, whoever still waits, and never pays twice."""

from __future__ import annotations

import asyncio
from pathlib import Path

from gateway.domain.channel import KeyState, Secret
from gateway.domain.money import NANO
from gateway.events import ChannelsChanged
from gateway.relay.planner import Candidate
from gateway.services.channels import ChannelChanges, KeyChange
from gateway.services.tokens import TokenChanges, TokenDraft
from gateway.store import channels as channel_rows
from gateway.tasks import spawn
from gateway.vault.sealed import VaultLocked
from tests.gateway.house import House, house
from tests.upstreams import Reply, Upstreams, Usage


async def stored_key(home: House, channel_id: int) -> tuple[KeyState, str, int]:
    channel = await home.gateway.database.read(lambda: channel_rows.get(channel_id))
    return channel.keys[0].state, channel.keys[0].reason, channel.keys[0].rest_until


async def test_a_change_whose_caller_has_left_is_in_force_all_the_same(
    home: House, up: Upstreams
) -> None:
    channel = await home.channel(up.openai, "gpt-4o")
    held = asyncio.Event()
    entered = asyncio.Event()

    async def slow_write(fn: object) -> object:
        entered.set()
        await held.wait()
        return await write(fn)  # type: ignore[arg-type]

    write, database = home.gateway.database.write, home.gateway.database
    database.write = slow_write  # type: ignore[method-assign, assignment]
    task = spawn(home.gateway.channels.set_enabled(channel.id, False), "leaving caller")
    await entered.wait()
    task.cancel()
    await asyncio.wait([task])
    database.write = write  # type: ignore[method-assign]
    held.set()
    await home.gateway.state.drain()
    assert not (await home.gateway.channels.get(channel.id)).enabled
    assert (await home.chat("gpt-4o"))[0] == 503


async def test_reloading_never_moves_a_balance(home: House, up: Upstreams) -> None:
    await home.channel(up.openai, "gpt-4o")
    await home.price(gpt_4o={"input": 2, "output": 8})
    token, key = await home.token(NANO)

    async def spend() -> None:
        up.openai.script(Reply(text="x", usage=Usage(1000, 500)))
        assert (await home.chat("gpt-4o", key=key))[0] == 200

    async def reload() -> None:
        for _ in range(20):
            await home.gateway.state.reload_tokens()
            await home.gateway.tokens.update(token.id, TokenChanges(name="again"))

    await asyncio.gather(reload(), *(spend() for _ in range(20)))
    await home.settled()
    assert home.balance(token) == NANO - 20 * 6_000_000
    await home.check_ledger()


async def test_after_a_restart_everything_is_as_it_was(tmp_path: Path, up: Upstreams) -> None:
    async with house(tmp_path) as first:
        channel = await first.channel(up.openai, "gpt-4o", name="Work")
        await first.price(gpt_4o={"input": 2, "output": 8})
        token, key = await first.token(NANO)
        up.openai.script(Reply(text="x", usage=Usage(1000, 500)))
        await first.chat("gpt-4o", key=key)
    async with house(tmp_path) as second:
        assert (await second.gateway.channels.get(channel.id)).name == "Work"
        assert second.balance(token) == NANO - 6_000_000
        up.openai.script(Reply(text="x", usage=Usage(1000, 500)))
        assert (await second.chat("gpt-4o", key=key))[0] == 200
        await second.settled()
        assert second.balance(token) == NANO - 2 * 6_000_000
        await second.check_ledger()


async def test_a_rest_outlives_the_program(tmp_path: Path, up: Upstreams) -> None:
    async with house(tmp_path) as first:
        channel = await first.channel(up.openai, "gpt-4o")
        up.openai.script(Reply(error="rate_limit", headers={"retry-after": "600"}))
        assert (await first.chat("gpt-4o"))[0] == 429
        await first.gateway.state.drain()
        state, reason, until = await stored_key(first, channel.id)
        assert state is KeyState.READY
        assert reason
        assert until > first.gateway.now_ms() + 500_000
    async with house(tmp_path) as second:
        status, headers, _ = await second.chat("gpt-4o")
        assert (status, headers["x-homeport-error"]) == (503, "no_available_channel")
        assert 500 < int(headers["retry-after"]) <= 600
        await second.gateway.channels.resume(channel.id)
        assert (await second.chat("gpt-4o"))[0] == 200


async def test_a_rejected_key_is_written_down_and_works_again_when_it_does(
    home: House, up: Upstreams
) -> None:
    channel = await home.channel(up.openai, "gpt-4o")
    told: list[object] = []
    home.gateway.events.subscribe(told.append)
    up.openai.script(Reply(error="bad_key"))
    assert (await home.chat("gpt-4o"))[0] == 502
    await home.gateway.state.drain()
    assert ChannelsChanged(channel.id) in told
    assert (await stored_key(home, channel.id))[0] is KeyState.REJECTED
    home.gateway.rests.resume(channel.id, (channel.keys[0].id,))
    assert (await home.chat("gpt-4o"))[0] == 200
    await home.gateway.state.drain()
    assert await stored_key(home, channel.id) == (KeyState.READY, "", 0)


async def test_a_busy_upstream_is_no_news_about_its_key(home: House, up: Upstreams) -> None:
    channel = await home.channel(up.openai, "gpt-4o")
    up.openai.script(Reply(error="server"))
    assert (await home.chat("gpt-4o"))[0] >= 500
    await home.gateway.state.drain()
    assert await stored_key(home, channel.id) == (KeyState.READY, "", 0)


async def test_the_owners_off_is_never_overridden(home: House, up: Upstreams) -> None:
    channel = await home.channel(up.openai, "gpt-4o")
    (before,) = home.gateway.state.channels.get(channel.id).keys
    candidate = Candidate(home.gateway.state.channels.get(channel.id), before, "gpt-4o")
    off = KeyChange(before.id, state=KeyState.OFF)
    await home.gateway.channels.update(channel.id, ChannelChanges(keys=(off,)))
    home.gateway.state.note_key(candidate, KeyState.REJECTED, "too late", 60.0)
    await home.gateway.state.drain()
    assert (await stored_key(home, channel.id))[0] is KeyState.OFF
    (key,) = await home.gateway.channels.key_states(channel.id)
    assert key.state is KeyState.OFF


async def test_a_note_that_meets_an_off_on_its_way_gives_in(home: House, up: Upstreams) -> None:
    channel = await home.channel(up.openai, "gpt-4o")
    whole = home.gateway.state.channels.get(channel.id)
    off = KeyChange(whole.keys[0].id, state=KeyState.OFF)
    changing = home.gateway.channels.update(channel.id, ChannelChanges(keys=(off,)))
    await asyncio.gather(
        changing,
        _soon(
            lambda: home.gateway.state.note_key(
                Candidate(whole, whole.keys[0], "gpt-4o"), KeyState.REJECTED, "late", 0.0
            )
        ),
    )
    await home.gateway.state.drain()
    assert (await stored_key(home, channel.id))[0] is KeyState.OFF
    (key,) = await home.gateway.channels.key_states(channel.id)
    assert key.state is KeyState.OFF


async def _soon(fn: object) -> None:
    await asyncio.sleep(0)
    fn()  # type: ignore[operator]


async def test_notes_of_a_key_that_come_in_a_burst_end_with_the_last(
    home: House, up: Upstreams
) -> None:
    channel = await home.channel(up.openai, "gpt-4o")
    whole = home.gateway.state.channels.get(channel.id)
    candidate = Candidate(whole, whole.keys[0], "gpt-4o")
    for number in range(50):
        home.gateway.state.note_key(candidate, KeyState.NO_MONEY, f"refusal {number}", 0.0)
    await home.gateway.state.drain()
    assert await stored_key(home, channel.id) == (KeyState.NO_MONEY, "refusal 49", 0)


async def test_a_locked_vault_locks_keys_and_opening_it_brings_them_back(
    home: House, up: Upstreams
) -> None:
    channel = await home.channel(up.openai, "gpt-4o")
    unseal = home.gateway.vault.unseal

    def locked(sealed: bytes, aad: str) -> str:
        raise VaultLocked("locked")

    home.gateway.vault.unseal = locked  # type: ignore[method-assign]
    await home.gateway.state.reload_channels()
    (key,) = await home.gateway.channels.key_states(channel.id)
    assert (key.state, key.secret) == (KeyState.LOCKED, None)
    assert (await home.chat("gpt-4o"))[0] == 503
    home.gateway.vault.unseal = unseal  # type: ignore[method-assign]
    await home.gateway.state.reload_channels()
    assert (await home.gateway.channels.key_states(channel.id))[0].state is KeyState.READY
    assert (await home.chat("gpt-4o"))[0] == 200


async def test_what_is_sealed_opens_only_where_it_belongs(home: House, up: Upstreams) -> None:
    first = await home.channel(up.openai, "gpt-4o")
    second = await home.channel(up.openai, "gpt-4o", keys=("sk-other-key-0002",))
    rows = await home.gateway.database.read(channel_rows.sealed_keys)
    mine, other = (next(r for r in rows if r.channel_id == c.id) for c in (first, second))

    def swap() -> None:
        channel_rows.replace_secret(mine.id, channel_rows.NewKey(mine.uid, other.sealed, ""))

    await home.gateway.database.write(swap)
    await home.gateway.state.reload_channels()
    assert home.gateway.state.channels.get(first.id).keys[0].state is KeyState.LOCKED
    assert home.gateway.state.channels.get(second.id).keys[0].secret == Secret("sk-other-key-0002")


async def test_the_group_of_a_token_is_its_own_or_its_persons(home: House) -> None:
    plain = await home.gateway.tokens.create(TokenDraft("plain"))
    special = await home.gateway.tokens.create(TokenDraft("special", group="vip"))
    find = home.gateway.callers.find
    assert find(plain.key, "127.0.0.1").group == "default"
    assert find(special.key, "127.0.0.1").group == "vip"
