"""What is remembered of answers, in one place: kept responses, proofs of thoughts, and answers
that are given again.
"""

from __future__ import annotations

from collections.abc import Callable

from gateway.config import Settings
from gateway.relay.answer_cache import AnswerCache, CacheLimits
from gateway.relay.compactions import Compactions
from gateway.relay.continuing import Continuations
from gateway.relay.keeping import Keeper, Limits, Sealing
from gateway.relay.replays import ReplayLimits, Replays
from gateway.relay.signatures import Signatures
from gateway.relay.vendor_chats import VendorChats
from gateway.store.database import Database


class Memory:
    """``settings`` are the owner's wishes, in force as soon as they change."""

    def __init__(
        self, database: Database, vault: Sealing, settings: Settings, now_ms: Callable[[], int]
    ) -> None:
        self._settings = settings
        self.keeper = Keeper(database, vault, self._limits, now_ms)
        self.compactions = Compactions(vault)
        self.continuations = Continuations(self.keeper, self.compactions)
        self.replays = Replays(database, vault, self._replay_limits, now_ms)
        self.cache = AnswerCache(self._cache_limits)
        self.vendor_chats = VendorChats()
        self.signatures = Signatures()
        self.signatures.keep_too = self.keeper.keep_thought

    def _limits(self) -> Limits:
        settings = self._settings
        most_bytes = settings.keep_responses_mb * 2**20
        return Limits(settings.keep_responses, settings.keep_responses_days, most_bytes)

    def _replay_limits(self) -> ReplayLimits:
        settings = self._settings
        most_bytes = settings.replay_mb * 2**20
        return ReplayLimits(settings.replay_answers, settings.replay_hours, most_bytes)

    def _cache_limits(self) -> CacheLimits:
        settings = self._settings
        return CacheLimits(
            settings.cache_answers,
            settings.cache_minutes,
            settings.cache_mb * 2**20,
            settings.cache_shared,
        )

    async def load(self) -> None:
        """Takes back from the disk what a restart would forget, if the vault is open."""
        for found in await self.keeper.thoughts():
            self.signatures.load(found.row.name, found.content or b"")
        await self.replays.load()

    async def clear(self) -> None:
        """Forgets everything."""
        self.signatures.clear()
        self.cache.clear()
        await self.replays.clear()
        self.vendor_chats.clear()
        await self.keeper.clear()

    async def drain(self) -> None:
        """Waits for everything that is to be written."""
        await self.replays.drain()
        await self.keeper.drain()
