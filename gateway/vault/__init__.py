"""One master key seals every secret; it lies in the OS keyring, in a 0600 file, or outside."""

from gateway.domain.vault_state import VaultState
from gateway.errors import VaultError
from gateway.vault.passphrase import WrongPassphrase
from gateway.vault.recovery import NoRecovery, Recovery
from gateway.vault.sealed import Corrupt, VaultLocked, WrongKey
from gateway.vault.vault import Vault

__all__ = [
    "Corrupt",
    "NoRecovery",
    "Recovery",
    "Vault",
    "VaultError",
    "VaultLocked",
    "VaultState",
    "WrongKey",
    "WrongPassphrase",
]
