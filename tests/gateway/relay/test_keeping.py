"""What is kept: sealed for its row, found at once, forgotten by conversations, never in the way."""

from __future__ import annotations

import asyncio
import logging
import os
import zlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.dialects.openai_responses import history
from gateway.errors import VaultError
from gateway.relay import keeping
from gateway.relay.continuing import _packed, conversation_of
from gateway.relay.keeping import DAY_MS, Found, Keeper, Limits
from gateway.store import binding, kept, tokens
from gateway.store.connection import execute
from gateway.store.database import Database
from gateway.store.kept import RESPONSE, KeptRow
from gateway.vault.sealed import Sealer, VaultLocked, WrongKey
from tests.gateway.store.support import NOON, furnish, limit_growth

NOW = 1_800_000_000_000


@dataclass
class Safe:
    """A vault's sealing with a key of its own, which can be locked."""

    sealer: Sealer | None = field(default_factory=lambda: Sealer(bytes(32)))

    def seal_bytes(self, content: bytes, aad: str) -> bytes:
        if self.sealer is None:
            raise VaultLocked("locked")
        return self.sealer.seal_bytes(content, aad)

    def unseal_bytes(self, sealed: bytes, aad: str) -> bytes:
        if self.sealer is None:
            raise VaultLocked("locked")
        return self.sealer.unseal_bytes(sealed, aad)


class Shelf:
    """A keeper on a real database, with a clock and limits to turn."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.now = NOW
        self.limits = Limits()
        self.safe = Safe()
        self.keeper = Keeper(database, self.safe, lambda: self.limits, lambda: self.now)

    async def keep(self, name: str, previous: str = "", **fields: Any) -> bool:
        content = fields.pop("content", f"content of {name}".encode())
        thread = fields.pop("thread", "t")
        row = KeptRow(
            kind=RESPONSE, token_id=1, name=name, at=0, thread=thread, previous=previous, **fields
        )
        done = self.keeper.keep(row, content)
        await self.keeper.drain()
        return done

    async def names(self, name: str, token_id: int = 1) -> list[str]:
        return [found.row.name for found in await self.keeper.chain(token_id, name)]

    async def execute(self, statement: str) -> None:
        await self.database.write(lambda: execute(binding.current, statement))


@pytest.fixture
async def shelf(tmp_path: Path) -> AsyncIterator[Shelf]:
    database = Database(tmp_path / "homeport.db")
    database.open()
    yield Shelf(database)
    await database.close()


async def test_a_chain_comes_newest_first_for_its_own_token(shelf: Shelf) -> None:
    await shelf.keep("a")
    await shelf.keep("b", "a")
    row = KeptRow(kind=RESPONSE, token_id=1, name="c", at=0, thread="t", previous="b")
    shelf.keeper.keep(row, b"content of c")  # not written yet, and found all the same
    found = await shelf.keeper.chain(1, "c")
    assert [each.row.name for each in found] == ["c", "b", "a"]
    assert [each.content for each in found] == [f"content of {n}".encode() for n in "cba"]
    assert await shelf.names("c", token_id=2) == []
    await shelf.keeper.drain()
    assert await shelf.names("c") == ["c", "b", "a"]
    assert await shelf.keeper.delete(1, "b")
    assert await shelf.names("c") == ["c"]
    assert not await shelf.keeper.delete(1, "b")


async def test_what_is_deleted_before_it_was_written_stays_deleted(shelf: Shelf) -> None:
    for forget in (lambda: shelf.keeper.delete(1, "a"), shelf.keeper.clear):
        shelf.keeper.keep(KeptRow(kind=RESPONSE, token_id=1, name="a", at=0, thread="t"), b"x")
        await forget()
        await shelf.keeper.drain()
        assert await shelf.names("a") == []


async def test_a_chain_that_bites_its_tail_ends(shelf: Shelf) -> None:
    await shelf.keep("a", "b")
    await shelf.keep("b", "a")
    assert await shelf.names("a") == ["a", "b"]


async def test_content_opens_in_its_own_row_alone(
    shelf: Shelf, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.ERROR)
    await shelf.keep("a")
    for change in (
        "UPDATE kept SET token_id = 2",
        "UPDATE kept SET token_id = 1, name = 'b'",
    ):
        await shelf.execute(change)
        assert await shelf.names("a", 2) + await shelf.names("b") == []
    await shelf.execute("UPDATE kept SET name = 'a'")
    assert await shelf.names("a") == ["a"]
    await shelf.execute("UPDATE kept SET sealed = x'010203'")
    assert await shelf.names("a") == []
    await shelf.keep("a")
    shelf.safe.sealer = Sealer(bytes(31) + b"1")
    (row,) = await shelf.database.read(lambda: kept.chain(1, "a"))
    with pytest.raises(WrongKey):
        shelf.safe.unseal_bytes(row.sealed or b"", "kept|response|1|a")
    assert await shelf.names("a") == []
    shelf.safe.sealer = None
    with pytest.raises(VaultError):
        await shelf.names("a")
    assert await shelf.keeper.thoughts() == []


async def test_a_locked_vault_loses_the_copy_and_nothing_else(
    shelf: Shelf, caplog: pytest.LogCaptureFixture
) -> None:
    shelf.safe.sealer = None
    await shelf.keep("a")
    assert "is not kept" in caplog.text
    assert await shelf.keeper.count() == 0


async def test_a_full_disk_loses_the_copy_and_nothing_else(
    shelf: Shelf, caplog: pytest.LogCaptureFixture
) -> None:
    await shelf.keep("a")
    await limit_growth(shelf.database, 5)
    await shelf.keep("c", content=os.urandom(100_000))
    assert "the disk is full" in caplog.text
    assert shelf.database.healthy
    assert await shelf.names("c") == []
    assert await shelf.names("a") == ["a"]
    await shelf.database.write(lambda: None)


async def test_room_is_left_for_the_books(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("gateway.store.database.SPARE_ROOM_BYTES", 2**62)
    await shelf.keep("a")
    assert "nearly full" in caplog.text
    assert shelf.database.healthy
    assert await shelf.keeper.count() == 0


async def test_a_conversation_is_forgotten_whole_after_its_last_turn(shelf: Shelf) -> None:
    await shelf.keep("a", thread="one")
    await shelf.keep("x", thread="two")
    shelf.now += 29 * DAY_MS
    await shelf.keep("b", "a", thread="one")
    shelf.now += 2 * DAY_MS
    assert await shelf.names("x") == []  # at once, before anybody tidies
    assert await shelf.names("a") == ["a"]
    await shelf.keeper.tidy(0)
    assert await shelf.keeper.count() == 2
    assert await shelf.names("b") == ["b", "a"]
    shelf.limits = Limits(days=0)
    shelf.now += 1000 * DAY_MS
    await shelf.keeper.tidy(0)
    assert await shelf.names("b") == ["b", "a"]


async def test_a_clock_that_was_set_back_forgets_nothing(shelf: Shelf) -> None:
    await shelf.keep("a")
    shelf.now -= 400 * DAY_MS
    await shelf.keep("b", "a")
    await shelf.keeper.tidy(0)
    assert await shelf.names("b") == ["b", "a"]
    shelf.limits = Limits(most_bytes=100)
    await shelf.keep("c", "b")
    assert "c" in await shelf.names("c")  # age is the order of writing


async def test_the_oldest_conversations_make_room(shelf: Shelf) -> None:
    for number in range(6):
        await shelf.keep(f"r{number}", thread=f"t{number % 3}", content=os.urandom(10_000))
    shelf.limits = Limits(most_bytes=45_000)
    assert await shelf.keeper.tidy(0)
    left = [number for number in range(6) if await shelf.names(f"r{number}")]
    assert left == [1, 2, 4, 5]
    await shelf.keep("r6", thread="t1", content=os.urandom(10_000))
    left = [number for number in range(7) if await shelf.names(f"r{number}")]
    assert left == [1, 4, 6]
    shelf.limits = Limits(most_bytes=25_000)
    await shelf.keeper.tidy(0)
    left = [number for number in range(7) if await shelf.names(f"r{number}")]
    assert left == [4, 6]  # of the last conversation its beginning goes


async def test_what_is_too_large_is_not_kept_but_its_maker_is_named(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "MOST_CONTENT", 50)
    assert await shelf.keep("a")
    assert not await shelf.keep("b", content=b"x" * 51)
    assert not await shelf.keep("c", content=b"x" * 51, channel_id=3, key_id=7)
    assert not await shelf.keep("n" * 256)
    assert await shelf.names("b") == []
    (found,) = await shelf.keeper.chain(1, "c")
    assert (found.content, found.row.channel_id, found.row.key_id) == (None, 3, 7)


async def test_switching_off_forgets_contents_and_deleted_tokens_all(shelf: Shelf) -> None:
    await shelf.keep("a")
    await shelf.keep("b", channel_id=3)
    shelf.limits = Limits(on=False)
    assert not await shelf.keep("c")
    await shelf.keeper.tidy(0)
    assert await shelf.names("a") == []
    (found,) = await shelf.keeper.chain(1, "b")
    assert found.content is None

    await furnish(shelf.database)
    await shelf.database.write(lambda: tokens.delete(1, NOON))
    await shelf.keeper.tidy(NOON)
    assert await shelf.names("b") == ["b"]  # it can still be undone
    await shelf.keeper.tidy(NOON + 1)
    assert await shelf.names("b") == []


async def test_only_the_newest_thoughts_stay(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "MOST_THOUGHTS", 3)
    for number in range(5):
        shelf.keeper.keep_thought(1, f"n{number}", b"proof")
        await shelf.keeper.drain()
    found = await shelf.keeper.thoughts()
    assert [each.row.name for each in found] == ["n2", "n3", "n4"]
    await shelf.keeper.tidy(0)
    assert await shelf.keeper.count() == 3


async def test_many_at_once(shelf: Shelf) -> None:
    rows = [
        KeptRow(kind=RESPONSE, token_id=1, name=f"r{n}", at=0, thread="t", previous=f"r{n - 1}")
        for n in range(200)
    ]
    for row in rows:
        shelf.keeper.keep(row, row.name.encode())
    names = await asyncio.gather(*(shelf.names(f"r{n}") for n in range(0, 200, 20)))
    await shelf.keeper.drain()
    assert [len(chain) for chain in names] == [n + 1 for n in range(0, 200, 20)]
    assert len(await shelf.names("r199")) == 200


JSON: Any = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=6)
    | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3)
    ),
    max_leaves=6,
)
ITEM: Any = st.fixed_dictionaries(
    {"type": st.sampled_from(["message", "reasoning", "function_call", "web_search_call"])},
    optional={"content": JSON, "arguments": st.text(max_size=5), "extra": JSON},
)
ITEMS: Any = st.lists(ITEM, max_size=4)


@given(st.lists(st.tuples(ITEMS, ITEMS), min_size=1, max_size=3), ITEMS)
def test_any_items_come_back_unchanged(turns: list[Any], own: list[Any]) -> None:
    """Kept, compressed, sealed, opened and put together: every item as it was, in order."""
    sealer = Sealer(bytes(32))
    chain: list[Found] = []
    previous = ""
    for number, (given_items, output) in enumerate(turns):
        asked = msgspec.json.encode({"model": "m", "input": given_items})
        response = {"id": f"r{number}", "status": "completed", "output": output}
        packed = _packed(asked, msgspec.json.encode(response))
        assert packed is not None
        name, content = packed
        sealed = sealer.seal_bytes(zlib.compress(content, 1), name)
        opened = zlib.decompress(sealer.unseal_bytes(sealed, name))
        row = KeptRow(
            kind=RESPONSE, token_id=1, name=name, at=0, thread="t", previous=previous, sealed=sealed
        )
        chain.insert(0, Found(row, opened))
        previous = name
    items = conversation_of(chain)
    assert items == [item for pair in turns for part in pair for item in part]
    body = msgspec.json.encode({"input": own, "previous_response_id": previous, "model": "m"})
    whole = msgspec.json.decode(history.continued(body, items))
    assert set(whole) == {"input", "model"}
    assert len(whole["input"]) == len(items) + len(own)
    assert whole["input"][len(items) :] == own
