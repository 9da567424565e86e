"""Where keys are kept, the recovery passphrase, and the log that can be cleared."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from PySide6.QtCore import QObject, Signal

from desktop.aio import Jobs
from desktop.bridge import EventBridge
from desktop.viewmodels.action import Action
from gateway.app import Gateway
from gateway.domain.vault_state import VaultState
from gateway.errors import ServiceError
from gateway.progress import Progress
from gateway.services.vault import LEAST_CHARS

__all__ = ["LEAST_CHARS", "PrivacyModel"]


class PrivacyModel(QObject):
    """The vault as its owner sees it."""

    vault_changed = Signal()
    log_changed = Signal()
    recovered = Signal()
    """The recovery passphrase opened the vault."""
    recovery_set = Signal()
    failed = Signal(object)

    def __init__(
        self, gateway: Gateway, bridge: EventBridge, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._gateway = gateway
        self._jobs = Jobs(self, self._fail)
        self._busy: set[str] = set()
        self.has_recovery = False
        self.recovery_error: ServiceError | None = None
        self.log_count: int | None = None
        self.kept_count = 0
        self.cleared: int | None = None
        self.clearing = Action(self)
        self.clearing.changed.connect(self.log_changed)
        self.clearing.failed.connect(self.failed)
        bridge.vault_changed.connect(self.look)

    # The vault

    @property
    def state(self) -> VaultState:
        return self._gateway.vault.state

    @property
    def backend(self) -> str:
        return self._gateway.vault.backend_name

    @property
    def pending(self) -> bool:
        """A keyring's prompt may be waiting."""
        return self._gateway.vault.pending

    def busy(self, what: str) -> bool:
        """``unlock``, ``set``, ``remove`` or ``recover`` is under way."""
        return what in self._busy

    def look(self) -> None:
        """Asks whether a recovery passphrase was set."""
        self.vault_changed.emit()
        self._jobs.run("look", self._look())

    async def _look(self) -> None:
        view = await self._gateway.vault_service.view()
        self.has_recovery = view.recovery
        self.vault_changed.emit()

    def unlock(self) -> None:
        """Asks the keychain again; its own prompt may come."""

        async def work() -> None:
            await self._gateway.vault_service.retry()

        self._run("unlock", work)

    def set_recovery(self, passphrase: str) -> None:
        """Sets or changes the passphrase."""

        async def work() -> None:
            await self._gateway.vault_service.set_recovery(passphrase)
            self.recovery_set.emit()

        self._run("set", work)

    def remove_recovery(self) -> None:
        async def work() -> None:
            await self._gateway.vault_service.remove_recovery()

        self._run("remove", work)

    def recover(self, passphrase: str) -> None:
        """Opens a vault whose key is gone."""

        async def work() -> None:
            await self._gateway.vault_service.recover(passphrase)
            self.recovered.emit()

        self._run("recover", work)

    def _run(self, name: str, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        if name in self._busy:
            return
        self._busy.add(name)
        self.recovery_error = None
        self._jobs.run(name, self._guarded(name, work))
        self.vault_changed.emit()

    async def _guarded(self, name: str, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        try:
            await work()
        except ServiceError as error:
            self.recovery_error = error
        finally:
            self._busy.discard(name)
            self.vault_changed.emit()
        await self._look()

    # The log

    def count_log(self) -> None:
        """Asks how much there is to clear."""
        self._jobs.run("count", self._count())

    async def _count(self) -> None:
        data = self._gateway.data
        self.log_count, self.kept_count = await data.count_log(), await data.count_kept()
        self.log_changed.emit()

    def clear_log(self) -> None:
        async def work(progress: Progress) -> None:
            self.cleared = await self._gateway.data.clear_log(progress)
            await self._count()

        if self.clearing.start(work):
            self.cleared = None

    def _fail(self, error: Exception) -> None:
        self.failed.emit(error)
