"""The master key in the OS keyring. Every function here may block for as long as a prompt stands.

Only real keyrings are taken: neither keyring's null and fail back ends nor those that write plain
files. The one that was used first is remembered by name, because each sees only its own items.
"""

from __future__ import annotations

import base64
import binascii
import importlib
import logging
import sys
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from gateway.vault.sealed import KEY_BYTES

log = logging.getLogger(__name__)

SERVICE = "Homeport"

BACKENDS = {
    "secret-service": "keyring.backends.SecretService.Keyring",
    "kwallet": "keyring.backends.kwallet.DBusKeyring",
    "libsecret": "keyring.backends.libsecret.Keyring",
    "macos-keychain": "keyring.backends.macOS.Keyring",
    "windows-credentials": "keyring.backends.Windows.WinVaultKeyring",
}
_OF_DESKTOPS = ("secret-service", "kwallet", "libsecret")
_OF_PLATFORM = {"darwin": ("macos-keychain",), "win32": ("windows-credentials",)}


class Outcome(Enum):
    FOUND = auto()
    MISSING = auto()
    LOCKED = auto()
    """Locked, and its prompt was dismissed or could not be shown."""
    DENIED = auto()
    """Its owner forbade the access."""
    UNAVAILABLE = auto()
    """There is no such keyring, or it does not answer."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a keyring said. ``backend`` is one of :data:`BACKENDS`, empty when there is none."""

    outcome: Outcome
    backend: str = ""
    key: bytes = b""
    reason: str = ""

    def __repr__(self) -> str:
        return f"Answer({self.outcome.name}, {self.backend!r}, {self.reason!r})"


def is_of_this_system(backend: str) -> bool:
    """Whether such a keyring can exist here: a database may have come from another system."""
    return backend in _OF_PLATFORM.get(sys.platform, _OF_DESKTOPS)


def read(account: str, backend: str = "") -> Answer:
    """Looks for the key of ``account`` in ``backend``, or in the best that there is."""
    name, keyring = find(backend)
    if keyring is None:
        return Answer(Outcome.UNAVAILABLE, name, reason="there is no keyring that answers")
    try:
        text = keyring.get_password(SERVICE, account)
    except Exception as error:
        return failure(name, error)
    if text is None:
        return Answer(Outcome.MISSING, name)
    key = _decode(text)
    if key is None:
        return Answer(Outcome.MISSING, name, reason="what it holds is no master key")
    return Answer(Outcome.FOUND, name, key)


def store(account: str, key: bytes, backend: str) -> Answer:
    """Keeps a key and reads it back: FOUND only if the keyring really has it now."""
    name, keyring = find(backend)
    if keyring is None:
        return Answer(Outcome.UNAVAILABLE, name, reason="there is no keyring that answers")
    try:
        keyring.set_password(SERVICE, account, base64.b64encode(key).decode())
    except Exception as error:
        return failure(name, error)
    answer = read(account, name)
    if answer.outcome is Outcome.FOUND and answer.key != key:
        return Answer(Outcome.UNAVAILABLE, name, reason="it does not keep what it is given")
    return answer


def find(backend: str) -> tuple[str, Any]:
    """The named keyring, or the best; None in its place if it cannot be used."""
    if backend:
        found = _load(backend)
        return backend, None if found is None else found[1]
    configured = _configured()
    if configured is not None:
        return configured
    names = _OF_PLATFORM.get(sys.platform, _OF_DESKTOPS)
    usable = [(loaded, name) for name in names if (loaded := _load(name)) is not None]
    if not usable:
        return "", None
    (_, keyring), name = max(usable, key=lambda item: item[0][0])
    return name, keyring


def _load(name: str) -> tuple[float, Any] | None:
    """(priority, keyring), None if it does not work here and now."""
    module, _, attribute = BACKENDS[name].rpartition(".")
    try:
        kind = getattr(importlib.import_module(module), attribute)
        return float(kind.priority), kind()
    except Exception as error:
        # Each back end says in its own way that it has no library, no bus or no daemon.
        log.debug("keyring %s is not usable: %s", name, error)
        return None


def _configured() -> tuple[str, Any] | None:
    """What keyring's own environment variable or file asks for; (\"\", None) if that is no keyring.

    A chain of several counts as no choice.
    """
    from keyring import core
    from keyring.backends.chainer import ChainerBackend

    try:
        keyring = core.load_env() or core.load_config()
    except Exception as error:
        log.warning("the keyring that was configured is not usable: %s", error)
        return "", None
    if keyring is None or isinstance(keyring, ChainerBackend):
        return None
    kind = f"{type(keyring).__module__}.{type(keyring).__qualname__}"
    for name, known in BACKENDS.items():
        if known == kind:
            return name, keyring
    log.info("%s protects nothing and is not used", kind)
    return "", None


def failure(name: str, error: Exception) -> Answer:
    """What a keyring's exception means; the text names no secret, since none was read."""
    from keyring.errors import KeyringLocked

    chain = [error, error.__cause__, error.__context__]
    kinds = {type(one).__name__ for one in chain if one is not None}
    if "KeychainDenied" in kinds:
        outcome = Outcome.DENIED
    elif isinstance(error, KeyringLocked) or kinds & {
        "LockedException",
        "PromptDismissedException",
    }:
        outcome = Outcome.LOCKED
    elif any("AccessDenied" in str(one) for one in chain):
        outcome = Outcome.DENIED
    else:
        outcome = Outcome.UNAVAILABLE
    log.warning("keyring %s: %s: %s", name, type(error).__name__, error)
    return Answer(outcome, name, reason=f"{type(error).__name__}: {error}")


def _decode(text: str) -> bytes | None:
    try:
        key = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    return key if len(key) == KEY_BYTES else None
