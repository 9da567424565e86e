"""The Data page: where it lies, copies of it and back, moving it, checking it."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop.aio import Jobs
from desktop.bridge import EventBridge
from desktop.viewmodels.action import Action, Work
from gateway import restoring
from gateway.app import Gateway
from gateway.progress import Progress
from gateway.services.data import BackupView, CheckView, DataView
from gateway.services.restore import RestoreView
from gateway.services.transfer import ExportView, ImportPlan, ImportResult


class DataModel(QObject):
    """What is known of the data, and what is being done with it."""

    changed = Signal()
    failed = Signal(object)

    def __init__(
        self, gateway: Gateway, bridge: EventBridge, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._gateway = gateway
        self._jobs = Jobs(self, self._tell_failure)
        self.view: DataView | None = None
        self.backed_up: BackupView | None = None
        self.backup_error: Exception | None = None
        self.checked: CheckView | None = None
        self.compacted: int | None = None
        self.backup = self._action()
        self.checking = self._action()
        self.compacting = self._action()
        self.backup.failed.disconnect(self.failed)
        self.backup.failed.connect(self._backup_failed)
        bridge.settings_changed.connect(self._look_again)
        bridge.log_changed.connect(self._look_again)

    def _action(self) -> Action:
        action = Action(self)
        action.changed.connect(self.changed)
        action.failed.connect(self.failed)
        return action

    def _tell_failure(self, error: Exception) -> None:
        self.failed.emit(error)

    # What is there

    def look(self) -> None:
        """Asks where and how large the data is, and for its copies."""
        self._jobs.run("look", self._look())

    def _look_again(self) -> None:
        if self.view is not None:
            self.look()

    async def _look(self) -> None:
        self.view = await self._gateway.data.view()
        self.changed.emit()

    # Copies

    def back_up(self, target: Path | None = None) -> None:
        """Copies the database beside itself, or to a chosen file."""

        async def work(progress: Progress) -> None:
            data = self._gateway.data
            self.backed_up = (
                await data.back_up(progress)
                if target is None
                else await data.back_up_to(target, progress)
            )
            await self._look()

        if self.backup.start(work):
            self.backed_up = self.backup_error = None
            self.changed.emit()

    def _backup_failed(self, error: Exception) -> None:
        self.backup_error = error
        self.changed.emit()

    def check(self) -> None:
        """Adds up the ledger."""

        async def work(progress: Progress) -> None:
            self.checked = await self._gateway.data.check(progress)

        if self.checking.start(work):
            self.checked = None

    def compact(self) -> None:
        """Gives free room back to the disk."""

        async def work(progress: Progress) -> None:
            self.compacted = await self._gateway.data.compact(progress)
            await self._look()

        if self.compacting.start(work):
            self.compacted = None


class RestoreModel(QObject):
    """One file on its way to become the database: looked at, then restored."""

    changed = Signal()

    def __init__(self, gateway: Gateway, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._gateway = gateway
        self.path = path
        self.found: RestoreView | None = None
        self.kept: Path | None = None
        self.error: Exception | None = None
        self.looking = Action(self)
        self.restoring = Action(self)
        for action in (self.looking, self.restoring):
            action.changed.connect(self.changed)
            action.failed.connect(self._fail)

    def inspect(self) -> None:
        """Reads the file, which changes nothing."""

        async def work(progress: Progress) -> None:
            self.found = await self._gateway.restore.inspect(self.path, progress)

        self.looking.start(work)

    def restore(self) -> None:
        """Puts it in the place of the database; the gateway stops and starts again."""

        async def work(progress: Progress) -> None:
            self.kept = (await restoring.restore(self._gateway, self.path, progress)).kept

        self.error = None
        self.restoring.start(work)

    def cancel(self) -> None:
        self.looking.cancel()
        self.restoring.cancel()

    def _fail(self, error: Exception) -> None:
        self.error = error
        self.changed.emit()


class TransferModel(QObject):
    """An export being written, or a file being opened, reviewed and imported."""

    changed = Signal()

    def __init__(self, gateway: Gateway, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._gateway = gateway
        self.exported: ExportView | None = None
        self.plan: ImportPlan | None = None
        self.result: ImportResult | None = None
        self.error: Exception | None = None
        self.work = Action(self)
        self.work.changed.connect(self.changed)
        self.work.failed.connect(self._fail)

    def export(self, path: Path, passphrase: str) -> None:
        async def work(_progress: Progress) -> None:
            self.exported = await self._gateway.transfer.export(path, passphrase)

        self._start(work)

    def check(self, path: Path) -> None:
        """Whether the file is one to ask a passphrase for."""

        async def work(_progress: Progress) -> None:
            await self._gateway.transfer.check(path)

        self._start(work)

    def open(self, path: Path, passphrase: str) -> None:
        async def work(_progress: Progress) -> None:
            self.plan = await self._gateway.transfer.open(path, passphrase)

        self._start(work)

    def apply(self, chosen: Collection[str]) -> None:
        plan, keys = self.plan, frozenset(chosen)

        async def work(progress: Progress) -> None:
            if plan is not None:
                self.result = await self._gateway.transfer.apply(plan, keys, progress)

        self._start(work)

    def forget(self) -> None:
        """The sheet closes: what was opened is forgotten."""
        self.work.cancel()
        self.plan = None

    def _start(self, work: Work) -> None:
        self.error = None
        self.work.start(work)

    def _fail(self, error: Exception) -> None:
        self.error = error
        self.changed.emit()
