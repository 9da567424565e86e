"""Where the keys are kept, and the recovery passphrase; in codes that the window words."""

from __future__ import annotations

from collections.abc import Awaitable
from dataclasses import dataclass
from typing import TypeVar

from gateway.domain.vault_state import VaultState
from gateway.errors import ServiceError
from gateway.services.context import Context
from gateway.store.vault_rows import VaultRows
from gateway.vault import Corrupt, NoRecovery, Recovery, VaultLocked, WrongKey, WrongPassphrase
from gateway.vault.passphrase import LEAST_CHARS

__all__ = ["LEAST_CHARS", "VaultService", "VaultView", "check_passphrase"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class VaultView:
    """``pending``: a keyring's prompt may be waiting; ``recovery``: a passphrase was set."""

    state: VaultState
    backend: str
    pending: bool
    recovery: bool


class VaultService:
    """The owner's view of the vault."""

    def __init__(self, context: Context) -> None:
        self._vault = context.vault
        self._recovery = Recovery(context.vault, VaultRows(context.database))

    async def view(self) -> VaultView:
        recovery = await self._recovery.is_set()
        vault = self._vault
        return VaultView(vault.state, vault.backend_name, vault.pending, recovery)

    async def retry(self) -> VaultState:
        """Asks the keyring again; its own prompt may come."""
        return await self._vault.retry()

    async def set_recovery(self, passphrase: str) -> None:
        """Raises ServiceError ``weak_passphrase``, ``vault_locked``."""
        check_passphrase(passphrase)
        await _worded(self._recovery.set(passphrase))

    async def remove_recovery(self) -> None:
        await self._recovery.remove()

    async def recover(self, passphrase: str) -> VaultState:
        """Opens the vault with the passphrase and keeps its key here again.

        Raises ServiceError ``wrong_passphrase``, ``no_recovery``, ``recovery_damaged``,
        ``vault_locked`` (the key cannot be kept here).
        """
        return await _worded(self._recovery.recover(passphrase))


def check_passphrase(passphrase: str) -> None:
    """Raises ServiceError ``weak_passphrase`` for a short one."""
    if len(passphrase) < LEAST_CHARS:
        raise ServiceError(
            "weak_passphrase",
            f"a passphrase has at least {LEAST_CHARS} characters",
            {"passphrase": "too short"},
        )


async def _worded(work: Awaitable[T]) -> T:
    try:
        return await work
    except WrongPassphrase as error:
        raise ServiceError("wrong_passphrase", str(error), {"passphrase": "wrong"}) from error
    except NoRecovery as error:
        raise ServiceError("no_recovery", str(error)) from error
    except (Corrupt, WrongKey) as error:
        raise ServiceError("recovery_damaged", str(error)) from error
    except VaultLocked as error:
        raise ServiceError("vault_locked", str(error)) from error
