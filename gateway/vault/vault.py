"""The vault: finds the master key, says how that went, seals and opens."""

from __future__ import annotations

import asyncio
import logging
import os
import threading
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Protocol, TypeVar

from gateway import tasks
from gateway.domain.vault_state import VaultState
from gateway.errors import VaultError
from gateway.vault import external, keyfile_store, keyring_store
from gateway.vault.keyring_store import Answer, Outcome
from gateway.vault.sealed import Sealer, VaultLocked, WrongKey, new_master_key

log = logging.getLogger(__name__)
T = TypeVar("T")

PATIENCE_S = 10.0
"""How long :meth:`Vault.open` waits for a keyring whose prompt nobody answers."""

KEYRING_VARIABLE = "HOMEPORT_KEYRING"
CHECK_TEXT = "homeport"
CHECK_AAD = "vault_check"
KEYFILE = "keyfile"
EXTERNAL = "external"


class VaultStore(Protocol):
    """What the vault remembers, and whether anything depends on it.

    ``account`` names the key within the keyring; it has to stay with the database, so that a moved
    data directory finds its key.
    """

    @property
    def account(self) -> str: ...
    async def get_check(self) -> bytes | None: ...
    async def set_check(self, check: bytes, backend: str) -> None:
        """Keeps the check value and the back end's name together."""

    async def has_sealed_rows(self) -> bool: ...
    async def remembered_backend(self) -> str: ...
    async def get_recovery(self) -> bytes | None:
        """The master key sealed by the owner's recovery passphrase, if one was set."""

    async def set_recovery(self, box: bytes | None) -> None: ...


class Vault:
    """Seals and opens once :meth:`open` has found the key.

    ``directory`` is where a key file lies; ``key_file`` an external key instead of the one that the
    environment names. ``on_change`` is called on the loop when the state changes.
    """

    def __init__(
        self,
        directory: Path,
        store: VaultStore,
        *,
        key_file: str = "",
        environ: Mapping[str, str] = os.environ,
        patience_s: float = PATIENCE_S,
        on_change: Callable[[], None] | None = None,
    ) -> None:
        self._store = store
        self._directory = directory
        self._key_file = key_file or environ.get(external.VARIABLE, "")
        self._environ = environ
        self._patience_s = patience_s
        self._on_change = on_change
        self._sealer: Sealer | None = None
        self._search: asyncio.Task[None] | None = None
        self.state = VaultState.CLOSED
        self.backend_name = ""
        """``secret-service``, ``kwallet``, ``macos-keychain``, ..., ``keyfile`` or ``external``."""
        self.reason = ""
        """Why it is not open, or not in a keyring; for the log and the diagnostics."""

    def __repr__(self) -> str:
        return f"Vault({self.state.value}, {self.backend_name!r})"

    @property
    def pending(self) -> bool:
        """Whether the keyring has not answered yet: a prompt may be waiting for the owner."""
        return self._search is not None and not self._search.done()

    async def open(self) -> VaultState:
        """Finds the key, or makes one where nothing is sealed yet. Returns the state.

        While a prompt stands the state is LOCKED; once it is answered the state changes by itself.
        Raises StartError if an external key is named but cannot be used.
        """
        if self.pending:
            return await self._wait()
        if self._key_file:
            key = await in_thread(partial(external.read, Path(self._key_file)))
            await self._adopt(key, EXTERNAL, VaultState.OPEN_EXTERNAL)
            return self.state
        self._search = tasks.spawn(self._find(), "vault:open")
        return await self._wait()

    async def retry(self) -> VaultState:
        """Tries again: the owner has unlocked the keyring, or wants to see its prompt again."""
        return self.state if self.state.is_open else await self.open()

    async def current_key(self) -> bytes:
        """The master key, read anew from where it lies. Raises VaultLocked."""
        sealer = self._open_sealer
        key: bytes | None = None
        if self.state is VaultState.OPEN_EXTERNAL:
            key = await in_thread(partial(external.read, Path(self._key_file)))
        elif self.state is VaultState.OPEN_KEYFILE:
            try:
                key = await in_thread(partial(keyfile_store.read, self._directory))
            except (OSError, keyfile_store.BadKeyFile) as error:
                raise VaultLocked(f"the key file cannot be read: {error}") from error
        else:
            read = partial(keyring_store.read, self._store.account, self.backend_name)
            try:
                answer = await asyncio.wait_for(in_thread(read), self._patience_s)
            except TimeoutError as error:
                raise VaultLocked("the keyring has not answered") from error
            key = answer.key or None
        if key is None or not Sealer(key).is_same(sealer):
            raise VaultLocked("the key that opened the vault is not there any more")
        return key

    async def take(self, key: bytes) -> VaultState:
        """Opens a closed vault with a key that came another way, and keeps that key here.

        Raises WrongKey if the secrets are sealed with another; VaultLocked if it cannot be kept.
        """
        check = await self._store.get_check()
        if check is None or not _opens(Sealer(key), check):
            raise WrongKey("the secrets are sealed with another key")
        if self._key_file:
            raise VaultLocked(f"{external.VARIABLE} names another key")
        if self._search is not None:
            self._search.cancel()
        answer = await self._keep_in_keyring(key)
        if answer.outcome is Outcome.FOUND:
            await self._adopt(key, answer.backend, VaultState.OPEN_KEYRING)
            return self.state
        try:
            await in_thread(partial(keyfile_store.replace, self._directory, key))
        except OSError as error:
            raise VaultLocked(f"the key cannot be kept: {error}") from error
        await self._adopt(key, KEYFILE, VaultState.OPEN_KEYFILE, answer.reason)
        return self.state

    async def _keep_in_keyring(self, key: bytes) -> Answer:
        """In the keyring that was used before, or in the best that there is."""
        answer = Answer(Outcome.UNAVAILABLE, reason=f"{KEYRING_VARIABLE} is off")
        if not self._keyring_allowed:
            return answer
        remembered = await self._store.remembered_backend()
        for backend in dict.fromkeys((remembered, "")):
            if backend and not keyring_store.is_of_this_system(backend):
                continue
            store = partial(keyring_store.store, self._store.account, key, backend)
            try:
                answer = await asyncio.wait_for(in_thread(store), self._patience_s)
            except TimeoutError:
                return Answer(Outcome.LOCKED, backend, reason="the keyring has not answered")
            if answer.outcome is Outcome.FOUND:
                break
        return answer

    async def close(self) -> None:
        """Forgets the key. A prompt that still stands is left to the keyring."""
        if self._search is not None:
            self._search.cancel()
            await asyncio.gather(self._search, return_exceptions=True)
        self._sealer = None
        self.state = VaultState.CLOSED

    def seal(self, plaintext: str, aad: str) -> bytes:
        """Seals a secret for its row (``channel_key|<uid>``). Raises VaultLocked."""
        return self._open_sealer.seal(plaintext, aad)

    def unseal(self, sealed: bytes, aad: str) -> str:
        """Opens a sealed secret. Raises VaultLocked, WrongKey and Corrupt."""
        return self._open_sealer.unseal(sealed, aad)

    def seal_bytes(self, content: bytes, aad: str) -> bytes:
        """Seals content for its row, on any thread. Raises VaultLocked."""
        return self._open_sealer.seal_bytes(content, aad)

    def unseal_bytes(self, sealed: bytes, aad: str) -> bytes:
        """Opens sealed content, on any thread. Raises VaultLocked, WrongKey and Corrupt."""
        return self._open_sealer.unseal_bytes(sealed, aad)

    def token_hash(self, bare_key: str) -> bytes:
        """The 32 bytes by which a client key is found. Raises VaultLocked."""
        return self._open_sealer.token_hash(bare_key)

    def opens_check(self, check: bytes) -> bool:
        """Whether a database with this check value is sealed with this key. Raises VaultLocked."""
        return _opens(self._open_sealer, check)

    @property
    def _open_sealer(self) -> Sealer:
        if self._sealer is None:
            raise VaultLocked(f"the vault is {self.state.value}")
        return self._sealer

    async def _wait(self) -> VaultState:
        assert self._search is not None  # noqa: S101 - narrows for the type checker
        done, _ = await asyncio.wait({self._search}, timeout=self._patience_s)
        if not done:
            self._set(VaultState.LOCKED, self.backend_name, "the keyring has not answered yet")
        elif not self._search.cancelled() and (error := self._search.exception()) is not None:
            raise error
        return self.state

    async def _find(self) -> None:
        remembered = await self._store.remembered_backend()
        sealed = await self._store.has_sealed_rows()
        if remembered in keyring_store.BACKENDS and not keyring_store.is_of_this_system(remembered):
            if sealed:
                reason = f"the key is in {remembered}, the keyring of another system"
                self._set(VaultState.LOST, remembered, reason)
                return
            remembered = ""
        if remembered in keyring_store.BACKENDS and (sealed or self._keyring_allowed):
            await self._find_in_keyring(remembered, sealed)
        elif remembered == EXTERNAL and sealed:
            self._set(VaultState.LOST, EXTERNAL, f"{external.VARIABLE} is not set")
        elif remembered == KEYFILE or not self._keyring_allowed:
            await self._find_in_keyfile(sealed)
        else:
            await self._find_in_keyring("", sealed)

    @property
    def _keyring_allowed(self) -> bool:
        return self._environ.get(KEYRING_VARIABLE, "").lower() != "off"

    async def _find_in_keyring(self, backend: str, sealed: bool) -> None:
        if not self._keyring_allowed:
            reason = f"the key is in the keyring, and {KEYRING_VARIABLE} is off"
            self._set(VaultState.LOCKED, backend, reason)
            return
        self.backend_name = backend
        answer = await in_thread(partial(keyring_store.read, self._store.account, backend))
        if answer.outcome is Outcome.MISSING and not sealed:
            store = partial(
                keyring_store.store, self._store.account, new_master_key(), answer.backend
            )
            answer = await in_thread(store)
        if answer.outcome is Outcome.FOUND:
            await self._adopt(answer.key, answer.backend, VaultState.OPEN_KEYRING)
        elif sealed:
            states = {Outcome.MISSING: VaultState.LOST, Outcome.DENIED: VaultState.DENIED}
            state = states.get(answer.outcome, VaultState.LOCKED)
            self._set(state, answer.backend, answer.reason or "the keyring has no such item")
        else:
            # Nothing depends on a key yet, so the first start works without a keyring too.
            await self._find_in_keyfile(sealed, answer)

    async def _find_in_keyfile(self, sealed: bool, instead_of: Answer | None = None) -> None:
        try:
            key = await in_thread(partial(_read_keyfile, self._directory, may_replace=not sealed))
            if key is None and sealed:
                self._set(VaultState.LOST, KEYFILE, f"{keyfile_store.NAME} is not there")
                return
            if key is None:
                key = new_master_key()
                await in_thread(partial(keyfile_store.create, self._directory, key))
        except PermissionError as error:
            self._set(VaultState.DENIED, KEYFILE, f"{keyfile_store.NAME}: {error.strerror}")
            return
        except keyfile_store.BadKeyFile as error:
            self._set(VaultState.LOST, KEYFILE, f"{error} holds no key")
            return
        except OSError as error:
            self._set(VaultState.LOCKED, KEYFILE, str(error))
            return
        reason = instead_of.reason if instead_of is not None else ""
        await self._adopt(key, KEYFILE, VaultState.OPEN_KEYFILE, reason)

    async def _adopt(self, key: bytes, backend: str, state: VaultState, reason: str = "") -> None:
        """Takes the key if it is the one that everything here is sealed with."""
        sealer = Sealer(key)
        check = await self._store.get_check()
        fits = check is not None and _opens(sealer, check)
        if check is not None and not fits and await self._store.has_sealed_rows():
            text = "the key that was found is not the one the secrets are sealed with"
            self._set(VaultState.LOST, backend, text)
            return
        if check is not None and not fits:
            await self._store.set_recovery(None)  # it holds a key that opens nothing any more
        if not fits or await self._store.remembered_backend() != backend:
            await self._store.set_check(sealer.seal(CHECK_TEXT, CHECK_AAD), backend)
        self._sealer = sealer
        self._set(state, backend, reason)

    def _set(self, state: VaultState, backend: str, reason: str) -> None:
        changed = state is not self.state
        self.state, self.backend_name, self.reason = state, backend, reason
        if not state.is_open:
            self._sealer = None
        if changed:
            log.info("the vault is %s (%s) %s", state.value, backend or "no back end", reason)
            if self._on_change is not None:
                self._on_change()


def _opens(sealer: Sealer, check: bytes) -> bool:
    try:
        return sealer.unseal(check, CHECK_AAD) == CHECK_TEXT
    except VaultError:
        return False


def _read_keyfile(directory: Path, *, may_replace: bool) -> bytes | None:
    try:
        return keyfile_store.read(directory)
    except keyfile_store.BadKeyFile:
        if not may_replace:
            raise
        keyfile_store.set_aside(directory)
        return None


async def in_thread(fn: Callable[[], T]) -> T:
    """Runs ``fn`` on a thread of its own, which a standing prompt can keep for ever.

    An executor's thread would keep the program from ending too.
    """
    loop = asyncio.get_running_loop()
    future: asyncio.Future[T] = loop.create_future()

    def run() -> None:
        setter: Callable[[Any], None]
        try:
            result: Any = fn()
            setter = future.set_result
        except Exception as error:
            result, setter = error, future.set_exception
        try:
            loop.call_soon_threadsafe(lambda: None if future.done() else setter(result))
        except RuntimeError:
            log.debug("the loop closed before the keyring answered")

    threading.Thread(target=run, name="homeport-vault", daemon=True).start()
    return await future
