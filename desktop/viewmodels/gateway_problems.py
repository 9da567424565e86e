"""Tells of what is wrong with the gateway itself: its store, its vault, its port."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from PySide6.QtCore import QObject

from desktop.aio import Jobs
from desktop.bridge import EventBridge
from desktop.viewmodels import findings
from desktop.viewmodels.findings import Finding, Kind
from desktop.viewmodels.pausing import PauseModel
from desktop.viewmodels.port_words import word_port
from desktop.viewmodels.problem_list import Problem, ProblemList, Rank
from gateway.app import Gateway


class GatewayProblems(QObject):
    """Feeds a list while it lives. ``on_error`` hears of an action that failed."""

    def __init__(
        self,
        gateway: Gateway,
        bridge: EventBridge,
        problems: ProblemList,
        on_error: Callable[[Exception], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._gateway = gateway
        self._problems = problems
        self._jobs = Jobs(self, on_error)
        self._pausing = PauseModel(gateway, bridge, self)
        self._pausing.failed.connect(on_error)
        bridge.server_changed.connect(self.refresh)
        bridge.vault_changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Looks at the gateway's state; asks nobody."""
        status, vault = self._gateway.status(), self._gateway.vault.state
        fixed = self._gateway.settings.source("port") in ("environment", "command line")
        self._tell("store", findings.of_store(status), self._of_store)
        self._tell("ledger", findings.of_ledger(status), self._of_ledger)
        self._tell("vault", findings.of_vault(vault.value, is_open=vault.is_open), self._of_vault)
        if self._pausing.paused:
            self._problems.set("paused", self._of_pause())
        else:
            self._problems.clear("paused")
        self._tell("port", findings.of_port(status, fixed=fixed), self._of_port)

    def close(self) -> None:
        """Ends what runs."""
        self._jobs.cancel("unlock")
        self._jobs.cancel("port")

    def _tell(self, key: str, finding: Finding | None, make: Callable[[Finding], Problem]) -> None:
        if finding is None:
            self._problems.clear(key)
        else:
            self._problems.set(key, make(finding))

    def _of_store(self, finding: Finding) -> Problem:
        def say() -> str:
            return self.tr(
                "Homeport cannot write its database, so requests are refused. Check the free "
                "space on the disk; it goes on by itself."
            )

        return Problem(Rank.STORE, say, "error", about=finding)

    def _of_ledger(self, finding: Finding) -> Problem:
        def say() -> str:
            return self.tr(
                "Balances do not match the ledger: something else has changed the database, or "
                "the disk is failing. Restore a backup in Settings, Data."
            )

        return Problem(Rank.LEDGER, say, "error", about=finding)

    def _of_vault(self, finding: Finding) -> Problem:
        lost, locked = finding.kind is Kind.VAULT_LOST, finding.kind is Kind.VAULT_LOCKED

        def say() -> str:
            if lost:
                return self.tr("The master key is missing, so the saved keys cannot be opened.")
            if locked:
                return self.tr("Your keychain is locked, so requests cannot be served yet.")
            return self.tr("Your keychain refused access, so keys cannot be opened.")

        return Problem(
            Rank.VAULT,
            say,
            "warn" if locked else "error",
            action=lambda: self.tr("Try again") if lost else self.tr("Unlock"),
            act=lambda: self._start("unlock", self._gateway.vault.retry),
            busy=lambda: self._jobs.busy("unlock"),
            about=finding,
        )

    def _of_pause(self) -> Problem:
        pausing = self._pausing

        def say() -> str:
            text = self.tr("All requests are refused: paused {until}.")
            return text.format(until=pausing.words())

        return Problem(
            Rank.PAUSED,
            say,
            "info",
            action=lambda: self.tr("Resume"),
            act=pausing.resume,
            about=self._gateway.pause.until,
        )

    def _of_port(self, finding: Finding) -> Problem:
        def keep() -> str:
            if not finding.can_keep:
                return ""
            return self.tr("Use {port} from now on").format(port=finding.port)

        return Problem(
            Rank.PORT,
            lambda: word_port(self._gateway.status()),
            action=keep,
            act=lambda: self._start("port", self._keep_port),
            busy=lambda: self._jobs.busy("port"),
            about=finding,
        )

    def _start(self, name: str, work: Callable[[], Awaitable[object]]) -> None:
        if not self._jobs.busy(name):
            self._jobs.run(name, self._run(work))
            self.refresh()

    async def _run(self, work: Callable[[], Awaitable[object]]) -> None:
        await work()
        self.refresh()

    async def _keep_port(self) -> None:
        await self._gateway.settings_service.set("port", self._gateway.status().port)
        # It listens there already; the port that was wanted is so until the next start.
        self._problems.close("port")
