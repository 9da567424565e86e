"""The owner's access for scripts: a token and a password, known whole only when they are made."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from desktop.aio import Jobs
from desktop.clipboard import Clipboard
from gateway.app import Gateway
from gateway.domain.person import OWNER_ID
from gateway.services.first_run import FirstRun
from gateway.services.passwords import new_password


class AccessModel(QObject):
    """Keeps what the first start made until the program ends; later ones are copied when made."""

    copied = Signal(str)
    """``token`` or ``password``: it is on the clipboard."""
    failed = Signal(Exception)

    def __init__(
        self,
        gateway: Gateway,
        clipboard: Clipboard,
        first_run: FirstRun | None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._gateway = gateway
        self._clipboard = clipboard
        self._first_run = first_run
        self._jobs = Jobs(self, self.failed.emit)

    @property
    def first(self) -> bool:
        """What the first start made can still be copied."""
        return self._first_run is not None

    def copy_token(self) -> None:
        """Copies the first access token, or makes a new one, which ends the old."""
        if self._first_run is not None:
            self._copy("token", self._first_run.access_token)
        else:
            self._jobs.run("token", self._new_token())

    def copy_password(self) -> None:
        """Copies the first password, or makes a new one."""
        if self._first_run is not None:
            self._copy("password", self._first_run.password)
        else:
            self._jobs.run("password", self._new_password())

    async def _new_token(self) -> None:
        self._copy("token", await self._gateway.people.new_access_token(OWNER_ID))

    async def _new_password(self) -> None:
        password = new_password()
        await self._gateway.people.set_password(OWNER_ID, password)
        self._copy("password", password)

    def _copy(self, what: str, secret: str) -> None:
        self._clipboard.copy_secret(secret)
        self.copied.emit(what)
