"""Words for where the keys are kept and how that is going, the same on every page."""

from __future__ import annotations

from desktop.i18n import translate
from desktop.theme import StatusName
from gateway.domain.vault_state import VaultState


def keychain_word(backend: str) -> str:
    """The keychain as its system calls it."""
    names = {
        "secret-service": translate("vault", "the Secret Service keychain"),
        "libsecret": translate("vault", "the Secret Service keychain"),
        "kwallet": translate("vault", "KWallet"),
        "macos-keychain": translate("vault", "the macOS keychain"),
        "windows-credentials": translate("vault", "the Windows Credential Manager"),
        "keyfile": translate("vault", "the key file"),
    }
    return names.get(backend, translate("vault", "the keychain"))


def vault_pill(state: VaultState) -> tuple[str, StatusName, str]:
    """Word, status and icon ('' for the status's own)."""
    if state is VaultState.OPEN_KEYFILE:
        return translate("vault", "Key file"), "neutral", "file-text"
    if state is VaultState.OPEN_EXTERNAL:
        return translate("vault", "Own key"), "ok", ""
    if state.is_open:
        return translate("vault", "Open"), "ok", ""
    if state is VaultState.LOST:
        return translate("vault", "Key missing"), "error", ""
    if state is VaultState.DENIED:
        return translate("vault", "Refused"), "warn", "lock"
    return translate("vault", "Locked"), "warn", "lock"


def vault_sentence(state: VaultState, keychain: str) -> str:
    """What is so, and what to do about it."""
    if state is VaultState.OPEN_KEYRING:
        words = translate(
            "vault", "Sealed with a key in {keychain}; only your account can open it."
        )
        return words.format(keychain=keychain)
    if state is VaultState.OPEN_KEYFILE:
        return translate(
            "vault",
            "Sealed with a key in a file that only your account can read. "
            "This system offers no keychain, or it was switched off.",
        )
    if state is VaultState.OPEN_EXTERNAL:
        return translate("vault", "Sealed with the key that HOMEPORT_MASTER_KEY_FILE names.")
    if state is VaultState.LOST:
        return translate(
            "vault",
            "The key they were sealed with is not there. Put it back, "
            "or enter your channels' keys again.",
        )
    if state is VaultState.DENIED:
        return translate(
            "vault", "Access to the key was refused, so requests wait. Allow it, try again."
        )
    return translate("vault", "{keychain} is locked, so requests wait.").format(keychain=keychain)
