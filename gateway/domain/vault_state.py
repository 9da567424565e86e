"""What the vault can do now; the window words it."""

from __future__ import annotations

from enum import StrEnum


class VaultState(StrEnum):
    CLOSED = "closed"
    """Not opened yet."""
    OPEN_KEYRING = "open_keyring"
    OPEN_KEYFILE = "open_keyfile"
    """Open, but protected by file permissions alone."""
    OPEN_EXTERNAL = "open_external"
    LOCKED = "locked"
    """The keyring is locked, its prompt pending or dismissed, or it does not answer."""
    DENIED = "denied"
    """The key is there, but access to it was refused."""
    LOST = "lost"
    """Secrets are sealed with a key that is not there. No other key is made over them."""

    @property
    def is_open(self) -> bool:
        return self.value.startswith("open_")
