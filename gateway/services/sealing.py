"""Between plain secrets and the store: the only place where services seal and open them."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from gateway.domain.channel import Secret
from gateway.domain.token import KEY_PREFIX, bare_key
from gateway.errors import ServiceError, VaultError
from gateway.store.channels import NewKey, SealedKey
from gateway.store.tokens import StoredToken
from gateway.vault.sealed import VaultLocked
from gateway.vault.vault import Vault


@dataclass(frozen=True, slots=True)
class SealedToken:
    """A client key as the store keeps it."""

    key_hash: bytes
    uid: str
    sealed: bytes
    hint: str


def new_uid() -> str:
    """A random name for a sealed value; replacing a secret makes a new one."""
    return secrets.token_hex(16)


def seal_channel_key(vault: Vault, secret: Secret) -> NewKey:
    """Raises ServiceError ``vault_locked``."""
    uid = new_uid()
    try:
        return NewKey(uid, vault.seal(secret.reveal(), f"channel_key|{uid}"), secret.hint)
    except VaultLocked as error:
        raise _locked("no key can be kept") from error


def open_channel_key(vault: Vault, key: SealedKey) -> Secret | None:
    """The secret; None while the vault cannot open it."""
    try:
        return Secret(vault.unseal(key.sealed, f"channel_key|{key.uid}"))
    except VaultError:
        return None


def seal_token(vault: Vault, key: str) -> SealedToken:
    """``key`` with or without its ``sk-``. Raises ServiceError ``vault_locked``."""
    bare = bare_key(key)
    uid = new_uid()
    try:
        sealed = vault.seal(bare, f"token|{uid}")
        return SealedToken(vault.token_hash(bare), uid, sealed, Secret(bare).hint)
    except VaultLocked as error:
        raise _locked("no key can be kept") from error


def open_token(vault: Vault, stored: StoredToken) -> str:
    """The whole key, ``sk-`` included. Raises ServiceError ``vault_locked``."""
    try:
        return KEY_PREFIX + vault.unseal(stored.sealed_key, f"token|{stored.key_uid}")
    except VaultError as error:
        raise _locked("the key cannot be shown") from error


def access_hash(vault: Vault, value: str) -> bytes:
    """The hash by which a management access token is found; no client key has the same.

    Raises ServiceError ``vault_locked``.
    """
    try:
        return vault.token_hash(f"access|{value}")
    except VaultLocked as error:
        raise _locked("access tokens cannot be checked") from error


def _locked(what: str) -> ServiceError:
    return ServiceError("vault_locked", f"{what}: the vault is locked, or its key was lost")
