"""What is remembered of answers, in one place: kept responses and the proofs of thoughts."""

from __future__ import annotations

from collections.abc import Callable

from gateway.config import Settings
from gateway.relay.continuing import Continuations
from gateway.relay.keeping import Keeper, Limits, Sealing
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
        self.continuations = Continuations(self.keeper)
        self.vendor_chats = VendorChats()
        self.signatures = Signatures()
        self.signatures.keep_too = self.keeper.keep_thought

    def _limits(self) -> Limits:
        settings = self._settings
        most_bytes = settings.keep_responses_mb * 2**20
        return Limits(settings.keep_responses, settings.keep_responses_days, most_bytes)

    async def load(self) -> None:
        """Takes back from the disk what a restart would forget, if the vault is open."""
        for found in await self.keeper.thoughts():
            self.signatures.load(found.row.name, found.content or b"")

    async def clear(self) -> None:
        """Forgets everything."""
        self.signatures.clear()
        self.vendor_chats.clear()
        await self.keeper.clear()
