"""The recovery passphrase: a second way to the master key, for when the first is gone.

The master key, sealed by the passphrase, lies in the database and so in every copy of it. Without
the passphrase it is worth nothing; with it a moved or restored database opens anywhere.
"""

from __future__ import annotations

from functools import partial

from gateway.domain.vault_state import VaultState
from gateway.vault import passphrase as boxes
from gateway.vault.sealed import Corrupt, VaultLocked
from gateway.vault.vault import Vault, VaultStore, in_thread

AAD = "homeport recovery"


class NoRecovery(VaultLocked):
    """No recovery passphrase was ever set."""


class Recovery:
    """Sets, removes and uses the recovery passphrase of one vault."""

    def __init__(self, vault: Vault, store: VaultStore) -> None:
        self._vault = vault
        self._store = store

    async def is_set(self) -> bool:
        return await self._store.get_recovery() is not None

    async def set(self, passphrase: str) -> None:
        """Seals the master key by ``passphrase``; one set before ends. Raises VaultLocked."""
        key = await self._vault.current_key()
        box = await in_thread(partial(boxes.seal, passphrase, key, AAD))
        await self._store.set_recovery(box)

    async def remove(self) -> None:
        await self._store.set_recovery(None)

    async def recover(self, passphrase: str) -> VaultState:
        """Opens a vault whose key is lost or out of reach, and keeps the key here again.

        Raises WrongPassphrase, Corrupt, NoRecovery, and what :meth:`Vault.take` raises.
        """
        if self._vault.state.is_open:
            return self._vault.state
        box = await self._store.get_recovery()
        if box is None:
            raise NoRecovery("no recovery passphrase was set")
        key = await in_thread(partial(boxes.unseal, passphrase, box, AAD))
        if len(key) != 32:
            raise Corrupt("what was sealed is no master key")
        return await self._vault.take(key)
