"""What clients come back to, kept sealed: responses, and the proofs of thoughts.

Nothing here holds an answer up. What is kept can be found at once; it is sealed and written behind
the answer's settlement, and what a crash, a full disk or a locked vault loses is this copy alone.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Protocol, TypeVar

from gateway.errors import StoreUnavailable, VaultError
from gateway.store import kept as rows
from gateway.store.database import Database
from gateway.store.kept import KeptRow
from gateway.tasks import TaskGroup
from gateway.vault.sealed import Corrupt, WrongKey

log = logging.getLogger(__name__)
T = TypeVar("T")

MOST_CONTENT = 32 * 2**20
"""Bytes of one response with its input, as JSON; a larger one is not kept."""
MOST_SEALED = 16 * 2**20
MOST_WAITING = 64 * 2**20
"""Bytes that may wait to be written; beyond them nothing more is kept."""
MOST_THOUGHTS = 4_096
_IN_THREAD = 64 * 1024
_LONGEST_NAME = 255
DAY_MS = 86_400_000


class Sealing(Protocol):
    """The vault, as far as content needs it."""

    def seal_bytes(self, content: bytes, aad: str) -> bytes: ...

    def unseal_bytes(self, sealed: bytes, aad: str) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Limits:
    """The owner's wishes: whether content is kept, for how many days (0: for ever), how much."""

    on: bool = True
    days: int = 30
    most_bytes: int = 256 * 2**20


@dataclass(frozen=True, slots=True)
class Found:
    """A kept row and its content, None where only its channel has it or it cannot be opened."""

    row: KeptRow
    content: bytes | None


class Keeper:
    """One a gateway. ``limits`` is asked each time; ``now_ms`` is Unix milliseconds."""

    def __init__(
        self,
        database: Database,
        vault: Sealing,
        limits: Callable[[], Limits],
        now_ms: Callable[[], int],
    ) -> None:
        self._database = database
        self._vault = vault
        self._limits = limits
        self._now_ms = now_ms
        self._tasks = TaskGroup("keep")
        self._waiting: dict[tuple[str, int, str], Found] = {}
        """What is not written yet, by kind, token and name."""
        self._waiting_bytes = 0
        self._bytes: int | None = None
        """Content on the disk, as far as it is known."""
        self._epoch = 0
        """Counts what was cleared: nothing older is written."""

    @property
    def limits(self) -> Limits:
        return self._limits()

    # Keeping

    def keep(self, row: KeptRow, content: bytes | None) -> bool:
        """Keeps one row, content and all; False where only a channel's copy can be named."""
        if len(row.name) > _LONGEST_NAME or len(row.previous) > _LONGEST_NAME:
            return False
        if content is not None and not self._has_room(len(content)):
            content = None
        if content is None and not row.channel_id:
            return False
        key = (row.kind, row.token_id, row.name)
        self._forget_waiting(key)
        found = self._waiting[key] = Found(replace(row, at=self._now_ms()), content)
        self._waiting_bytes += len(content or b"")
        self._tasks.spawn(self._write(key, found, self._epoch), "write")
        return content is not None

    def keep_thought(self, token_id: int, name: str, value: bytes) -> None:
        """Keeps a proof of thoughts; see Signatures."""
        row = KeptRow(kind=rows.THOUGHT, token_id=token_id, name=name, at=0, thread=name)
        self.keep(row, value)

    def _has_room(self, size: int) -> bool:
        return (
            self.limits.on and size <= MOST_CONTENT and self._waiting_bytes + size <= MOST_WAITING
        )

    def _forget_waiting(self, key: tuple[str, int, str]) -> None:
        found = self._waiting.pop(key, None)
        if found is not None:
            self._waiting_bytes -= len(found.content or b"")

    async def _write(self, key: tuple[str, int, str], found: Found, epoch: int) -> None:
        try:
            row = found.row
            if found.content is not None:
                sealed = await _maybe_in_thread(
                    len(found.content), partial(self._seal, row, found.content)
                )
                row = replace(row, sealed=sealed if len(sealed) <= MOST_SEALED else None)
            if row.sealed is None and not row.channel_id:
                return

            def write() -> bool:
                # On the writer's thread: whatever was cleared before this stays cleared.
                if epoch != self._epoch or self._waiting.get(key) is not found:
                    return False
                rows.put(row)
                return True

            if await self._database.write_spare(write):
                await self._count(row.size)
        except (StoreUnavailable, VaultError) as error:
            log.warning("a %s is not kept: %s", found.row.kind, error)
        finally:
            if self._waiting.get(key) is found:
                self._forget_waiting(key)

    async def _count(self, size: int) -> None:
        """Minds the limit on all content; the oldest goes first."""
        if self._bytes is None:
            self._bytes = await self._database.read(rows.total_size)
        else:
            self._bytes += size
        most = self.limits.most_bytes
        if self._bytes > most:
            self._bytes = await self._database.write_spare(partial(rows.trim, most * 9 // 10))

    def _seal(self, row: KeptRow, content: bytes) -> bytes:
        return self._vault.seal_bytes(zlib.compress(content, 1), _place(row))

    # Finding

    async def chain(self, token_id: int, name: str, most: int = rows.LONGEST_CHAIN) -> list[Found]:
        """A response and those it went on from, up to ``most`` in all, newest first; empty where it
        is not there.

        The last has a ``previous`` of its own where an earlier one is missing. Raises
        StoreUnavailable, VaultError where the vault is locked.
        """
        chain: list[Found] = []
        seen: set[str] = set()
        while name and name not in seen and len(chain) < most:
            seen.add(name)
            waiting = self._waiting.get((rows.RESPONSE, token_id, name))
            if waiting is None:
                break
            chain.append(waiting)
            name = waiting.row.previous
        else:
            return chain
        if len(name) > _LONGEST_NAME:
            return chain
        days = self.limits.days
        before = self._now_ms() - days * DAY_MS if days and not chain else 0
        left = most - len(chain)
        stored = await self._database.read(partial(rows.chain, token_id, name, before, left))
        size = sum(row.size for row in stored)
        return chain + await _maybe_in_thread(size, partial(self._open_all, stored))

    async def one(self, kind: str, token_id: int, name: str) -> Found | None:
        """One row of its kind, with its content. Raises as :meth:`chain`."""
        waiting = self._waiting.get((kind, token_id, name))
        if waiting is not None or len(name) > _LONGEST_NAME:
            return waiting
        row = await self._database.read(partial(rows.get, kind, token_id, name))
        return None if row is None else await _maybe_in_thread(row.size, partial(self._open, row))

    def _open_all(self, stored: Sequence[KeptRow]) -> list[Found]:
        found = []
        for row in stored:
            opened = self._open(row)
            if opened is None:
                break  # whoever went on from it has lost the way back
            found.append(opened)
        return found

    def _open(self, row: KeptRow) -> Found | None:
        """None for content that cannot be opened, and never will be. Raises VaultLocked."""
        if row.sealed is None:
            return Found(row, None)
        try:
            content = zlib.decompress(self._vault.unseal_bytes(row.sealed, _place(row)))
        except (VaultError, zlib.error) as error:
            if isinstance(error, VaultError) and not _is_lasting(error):
                raise
            log.warning("a kept %s cannot be opened, and counts as lost: %s", row.kind, error)
            return None
        return Found(row, content)

    async def thoughts(self) -> list[Found]:
        """The proofs of thoughts on the disk, oldest first; none while the vault is locked."""
        stored = await self._database.read(partial(rows.thoughts, MOST_THOUGHTS))
        try:
            opened = await asyncio.to_thread(lambda: [self._open(row) for row in stored])
        except VaultError:
            return []
        return [found for found in opened if found is not None]

    # Forgetting

    async def delete(self, token_id: int, name: str) -> bool:
        """Deletes one response; False where there was none."""
        key = (rows.RESPONSE, token_id, name)
        waited = key in self._waiting
        self._forget_waiting(key)
        self._forget_waiting((rows.EVENTS, token_id, name))
        return bool(await self._database.write(partial(rows.delete, token_id, name))) or waited

    async def clear(self) -> int:
        """Forgets everything; how many rows there were."""
        self._epoch += 1
        for key in list(self._waiting):
            self._forget_waiting(key)
        count = 0
        while some := await self._database.write(rows.forget_all):
            count += some
        self._bytes = 0
        return count

    async def count(self) -> int:
        """How many rows are kept."""
        return await self._database.read(rows.count)

    async def count_responses(self) -> int:
        """How many responses are kept, content and all."""
        return await self._database.read(rows.count_responses)

    async def tidy(self, deleted_before_ms: int) -> bool:
        """Forgets what is too old or too much, was switched off, or whose token was deleted.

        Whether anything was.
        """
        limits, write = self.limits, self._database.write
        before = await self._database.read(rows.total_size)
        if limits.days:
            oldest = self._now_ms() - limits.days * DAY_MS
            while await write(partial(rows.forget_before, oldest)):
                pass
        if not limits.on:
            while await write(rows.forget_content):
                pass
        await write(partial(rows.forget_deleted_tokens, deleted_before_ms))
        await write(partial(rows.forget_thoughts, MOST_THOUGHTS))
        self._bytes = await write(partial(rows.trim, limits.most_bytes))
        return self._bytes < before

    async def drain(self) -> None:
        """Waits for everything that is to be written."""
        await self._tasks.wait()


def new_thread() -> str:
    """A name for a conversation that begins."""
    return secrets.token_hex(16)


def _place(row: KeptRow) -> str:
    """What a content is sealed for; at another token's or under another name it does not open."""
    return f"kept|{row.kind}|{row.token_id}|{row.name}"


def _is_lasting(error: VaultError) -> bool:
    return isinstance(error, Corrupt | WrongKey)


async def _maybe_in_thread(size: int, work: Callable[[], T]) -> T:
    return work() if size <= _IN_THREAD else await asyncio.to_thread(work)
