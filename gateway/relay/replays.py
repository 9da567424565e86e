"""Idempotency keys: a request that is sent again under its key gets the answer it had got.

A key is its token's. Answers wait in memory and are sealed and written together, some seconds
later. Keys that a client's package makes for itself, one for each request, are of use only to the
very process that made them, and only for minutes: their answers never leave memory.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import msgspec

from gateway.dialects.media import Form
from gateway.errors import GatewayError, StoreUnavailable, VaultError
from gateway.relay.keeping import Sealing
from gateway.relay.recording import Recorded
from gateway.store import replays as rows
from gateway.store.database import Database
from gateway.store.replays import ReplayRow
from gateway.tasks import TaskGroup

log = logging.getLogger(__name__)

HEADER = "Idempotency-Key"
LONGEST_KEY = 255
MOST_ROWS = 20_000
MOST_IN_MEMORY = 32 * 2**20
"""Bytes of answers in memory, those that wait to be written included."""
FLEETING_MS = 600_000
"""How long an answer that never leaves memory is kept."""
WAIT_S = 60.0
"""How long a request waits for the one that came first under its key."""
WRITE_AFTER_S = 10.0
_WRITE_AT = 4 * 2**20
_FLEETING = ("stainless-",)
"""How keys begin that packages make for themselves (OpenAI's and Anthropic's, all languages)."""


@dataclass(frozen=True, slots=True)
class ReplayLimits:
    """The owner's wishes: whether answers are kept, for how many hours, how much of them."""

    on: bool = True
    hours: int = 24
    most_bytes: int = 64 * 2**20


class Entry(msgspec.Struct, frozen=True):
    """``asked`` is the digest of the request; ``at`` in Unix milliseconds."""

    asked: bytes
    at: int
    recorded: Recorded


_entry: msgspec.msgpack.Decoder[Entry] = msgspec.msgpack.Decoder(Entry)


@dataclass(slots=True, eq=False)
class _Running:
    asked: bytes
    ended: asyncio.Event


class Replays:
    """One a gateway. ``limits`` is asked each time."""

    def __init__(
        self,
        database: Database,
        vault: Sealing,
        limits: Callable[[], ReplayLimits],
        now_ms: Callable[[], int],
    ) -> None:
        self._database = database
        self._vault = vault
        self._limits = limits
        self._now_ms = now_ms
        self._tasks = TaskGroup("replays")
        self._running: dict[bytes, _Running] = {}
        self._entries: dict[bytes, Entry] = {}
        """Answers in memory, oldest first."""
        self._bytes = 0
        self._unwritten: dict[bytes, int] = {}
        """Keys of those that are to be written, and their tokens."""
        self._unwritten_bytes = 0
        self._stored: dict[bytes, None] = {}
        """Keys on the disk, so that a new one asks no database."""
        self._timer: asyncio.TimerHandle | None = None
        self._epoch = 0
        self._added = 0
        """Bytes on the disk since it was last tidied."""

    @property
    def on(self) -> bool:
        return self._limits().on

    async def load(self) -> None:
        """Learns which keys are on the disk."""
        found = await self._database.read(partial(rows.keys, MOST_ROWS))
        self._stored = dict.fromkeys(reversed(found))

    async def claim(self, token_id: int, key: str, asked: bytes) -> tuple[bytes, Recorded | None]:
        """The key's digest, and the answer that it had; without one the caller makes it, and tells
        :meth:`settle`. Waits while another makes it. Raises GatewayError.
        """
        if not key.isascii() or len(key) > LONGEST_KEY:
            raise GatewayError(
                "invalid_request",
                f"an Idempotency-Key has up to {LONGEST_KEY} characters, all ASCII",
            )
        digest = hashlib.blake2b(f"{token_id}|{key}".encode(), digest_size=16).digest()
        while (first := self._running.get(digest)) is not None:
            _same(first.asked, asked)
            try:
                async with asyncio.timeout(WAIT_S):
                    await first.ended.wait()
            except TimeoutError:
                raise GatewayError(
                    "idempotency_key_in_use",
                    "the first request with this Idempotency-Key is still being answered",
                    retry_after_s=5,
                ) from None
        running = self._running[digest] = _Running(asked, asyncio.Event())
        try:
            entry = await self._find(digest, token_id)
            if entry is not None:
                _same(entry.asked, asked)
        except BaseException:
            self._end(digest, running)
            raise
        if entry is not None:
            self._end(digest, running)
        return digest, None if entry is None else entry.recorded

    def _end(self, digest: bytes, running: _Running) -> None:
        self._running.pop(digest, None)
        running.ended.set()

    async def _find(self, digest: bytes, token_id: int) -> Entry | None:
        entry = self._entries.get(digest)
        if entry is None and digest in self._stored:
            entry = await self._read(digest, token_id)
        if entry is None or entry.at < self._oldest(digest):
            return None
        return entry

    def _oldest(self, digest: bytes) -> int:
        hours, fleeting = self._limits().hours, digest not in self._stored
        kept = FLEETING_MS if fleeting and digest not in self._unwritten else hours * 3_600_000
        return self._now_ms() - min(kept, hours * 3_600_000)

    async def _read(self, digest: bytes, token_id: int) -> Entry | None:
        """Raises GatewayError 503: a request that may have been answered is not sent again."""
        try:
            row = await self._database.read(partial(rows.get, digest))
            if row is None:
                return None
            packed = self._vault.unseal_bytes(row.sealed, _place(token_id, digest))
            return _entry.decode(zlib.decompress(packed))
        except (msgspec.DecodeError, zlib.error) as error:
            log.warning("a kept answer cannot be read, and counts as lost: %s", error)
            return None
        except (StoreUnavailable, VaultError) as error:
            raise GatewayError(
                "store_unavailable",
                "what this Idempotency-Key was answered cannot be read just now",
                retry_after_s=5,
            ) from error

    def settle(self, token_id: int, key: str, digest: bytes, recorded: Recorded | None) -> None:
        """The claimed request has its answer, None for one that counts as not sent."""
        running = self._running.get(digest)
        if running is None:
            return
        if recorded is not None and self.on:
            self._keep(token_id, key, digest, Entry(running.asked, self._now_ms(), recorded))
        self._end(digest, running)

    def _keep(self, token_id: int, key: str, digest: bytes, entry: Entry) -> None:
        self._drop(digest)
        self._entries[digest] = entry
        self._bytes += entry.recorded.size
        if not key.startswith(_FLEETING):
            self._unwritten[digest] = token_id
            self._unwritten_bytes += entry.recorded.size
            if self._unwritten_bytes >= _WRITE_AT:
                self._write_now()
            elif self._timer is None:
                loop = asyncio.get_running_loop()
                self._timer = loop.call_later(WRITE_AFTER_S, self._write_now)
        if self._bytes > MOST_IN_MEMORY or len(self._entries) > MOST_ROWS:
            self._shrink()

    def _shrink(self) -> None:
        """Forgets the oldest in memory that are not still to be written."""
        for digest in [each for each in self._entries if each not in self._unwritten]:
            self._drop(digest)
            if self._bytes <= MOST_IN_MEMORY and len(self._entries) <= MOST_ROWS:
                return

    def _drop(self, digest: bytes) -> None:
        entry = self._entries.pop(digest, None)
        if entry is not None:
            self._bytes -= entry.recorded.size

    # The disk

    def _write_now(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        waiting, self._unwritten = self._unwritten, {}
        self._unwritten_bytes = 0
        entries = {digest: self._entries[digest] for digest in waiting if digest in self._entries}
        if entries:
            self._stored |= dict.fromkeys(entries)
            self._tasks.spawn(self._write(entries, waiting, self._epoch), "write")

    async def _write(
        self, entries: dict[bytes, Entry], tokens: dict[bytes, int], epoch: int
    ) -> None:
        """What cannot be written stays in memory until it is forgotten there."""

        def seal() -> list[ReplayRow]:
            return [
                ReplayRow(
                    digest, tokens[digest], entry.at, self._sealed(tokens[digest], digest, entry)
                )
                for digest, entry in entries.items()
            ]

        try:
            sealed = await asyncio.to_thread(seal)

            def write() -> None:
                if epoch == self._epoch:  # it was not cleared meanwhile
                    rows.put(sealed)

            await self._database.write_spare(write)
            self._added += sum(len(row.sealed) for row in sealed)
            if self._added > self._limits().most_bytes // 8 or len(self._stored) > MOST_ROWS:
                await self.tidy()
        except (StoreUnavailable, VaultError) as error:
            log.warning("%d answers are not kept on the disk: %s", len(entries), error)
            for digest in entries:
                self._stored.pop(digest, None)
            return
        for digest, entry in entries.items():
            if self._entries.get(digest) is entry:
                self._drop(digest)

    def _sealed(self, token_id: int, digest: bytes, entry: Entry) -> bytes:
        packed = zlib.compress(msgspec.msgpack.encode(entry), 1)
        return self._vault.seal_bytes(packed, _place(token_id, digest))

    async def tidy(self) -> None:
        """Forgets what is too old or too much, or was switched off."""
        limits = self._limits()
        if not limits.on:
            await self.clear()
            return
        for digest in [d for d, entry in self._entries.items() if entry.at < self._oldest(d)]:
            if digest not in self._unwritten:
                self._drop(digest)
        self._added = 0
        before = self._now_ms() - limits.hours * 3_600_000
        if await self._database.write(partial(rows.tidy, before, limits.most_bytes, MOST_ROWS)):
            await self.load()

    async def clear(self) -> None:
        """Forgets everything."""
        self._epoch += 1
        self._entries, self._unwritten, self._stored = {}, {}, {}
        self._bytes = self._unwritten_bytes = 0
        await self._database.write(rows.clear)

    async def drain(self) -> None:
        """Writes what is to be written."""
        self._write_now()
        await self._tasks.wait()


def fingerprint(where: str, asked: bytes | Form) -> bytes:
    """The digest of a request. A form is read piece by piece, without its boundary, which is
    another each time it is sent.
    """
    found = hashlib.blake2b(digest_size=16)
    found.update(f"{where}\0".encode())
    if isinstance(asked, bytes):
        found.update(asked)
        return found.digest()
    for part, pieces in asked.fields():
        found.update(f"{part.name}\0{part.filename}\0{len(pieces)}\0".encode())
        for piece in pieces:
            found.update(piece)
    return found.digest()


def _same(first: bytes, asked: bytes) -> None:
    """Raises GatewayError for another request under a key that was used."""
    if first != asked:
        raise GatewayError(
            "idempotency_key_reused",
            "this Idempotency-Key was used for another request; a new request needs a new key",
            should_retry=False,
        )


def _place(token_id: int, digest: bytes) -> str:
    return f"replay|{token_id}|{digest.hex()}"
