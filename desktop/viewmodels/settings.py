"""The Settings page: settings with what is in force, this device's look, the vault, the data."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from PySide6.QtCore import QObject, Signal

from desktop.aio import Jobs
from desktop.bridge import EventBridge
from desktop.i18n import Translators
from desktop.look import Look
from desktop.models.setting_notes import range_note
from desktop.ui_state import UiState
from gateway import resources
from gateway.app import Gateway
from gateway.errors import ServiceError
from gateway.services.settings import SettingView

MASK = "••••"
SCALES = (0.9, 1.0, 1.15, 1.3, 1.5)


Work = Callable[[], Coroutine[Any, Any, None]]


@dataclass(frozen=True, slots=True)
class License:
    """A file of notices that came with the program."""

    name: str
    text: str


class SettingsModel(QObject):
    """Everything applies at once and by itself; there is nothing to save."""

    changed = Signal()
    """A setting, its source, or what is in force."""
    refused = Signal(str, str)
    """A setting's name, and what may be typed instead."""
    licenses_changed = Signal()
    failed = Signal(object)

    def __init__(
        self,
        gateway: Gateway,
        bridge: EventBridge,
        ui_state: UiState,
        translators: Translators,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._gateway = gateway
        self.device = Look(ui_state, translators)
        self._jobs = Jobs(self, self._failed)
        self._busy: set[str] = set()
        self.licenses: tuple[License, ...] = ()
        self.listener_error: ServiceError | None = None
        bridge.settings_changed.connect(self.changed)
        bridge.server_changed.connect(self.changed)

    # Settings by their metadata

    def views(self, group: str) -> list[SettingView]:
        """A group's settings, in the order of the settings themselves."""
        return [view for view in self._gateway.settings_service.all() if view.group == group]

    def view(self, name: str) -> SettingView:
        return self._gateway.settings_service.get(name)

    def shown(self, view: SettingView) -> str:
        """A value as a field shows it: a proxy's password stays hidden."""
        return mask_password(str(view.value)) if view.kind == "proxy" else str(view.value)

    def set(self, name: str, value: object) -> None:
        """Stores a value; ``refused`` tells if it does not fit, ``changed`` when it is in force."""
        if name in ("host", "port"):
            self.listener_error = None
        if self.view(name).kind == "proxy" and isinstance(value, str):
            value = unmask_password(value, str(self.view(name).value))
        if value != self.view(name).value:
            self._jobs.run(f"set {name}", self._set(name, value))

    async def _set(self, name: str, value: object) -> None:
        try:
            await self._gateway.settings_service.set(name, value)
        except ServiceError as error:
            self.refused.emit(name, range_note(self.view(name)))
            if error.code != "invalid_setting":
                raise
            return
        self.changed.emit()

    def in_force(self, name: str) -> str:
        """Of an address or port that waits for a restart: what serves until then; else ''."""
        bound = self._gateway.bound
        if bound is None:
            return ""
        value = self.view(name).value
        if name == "port":
            return str(bound.port) if value not in (0, bound.port, bound.wanted_port) else ""
        hosts = ("127.0.0.1", "::1")
        wanted = bool(value) and value not in bound.hosts
        dropped = not value and not set(bound.hosts) <= set(hosts)
        return ", ".join(bound.hosts) if wanted or dropped else ""

    @property
    def port_taken(self) -> tuple[int, str, int] | None:
        """The wanted port, who has it, and the one that serves instead."""
        bound = self._gateway.bound
        if bound is None or bound.wanted_port in (0, bound.port):
            return None
        return bound.wanted_port, bound.holder, bound.port

    @property
    def endpoint(self) -> str:
        bound = self._gateway.bound
        return f"{bound.url}/v1" if bound else ""

    # Listener

    @property
    def restarting(self) -> bool:
        return "listener" in self._busy

    def restart_listener(self) -> None:
        """Listens where the settings say now; requests under way go on."""
        self.listener_error = None
        self._run("listener", self._restart_listener, self.changed.emit)

    async def _restart_listener(self) -> None:
        try:
            await self._gateway.restart_listener()
        except ServiceError as error:
            self.listener_error = error

    # About

    @property
    def version(self) -> str:
        return self._gateway.version

    @property
    def log_dir(self) -> Path:
        return self._gateway.config.log_dir

    def read_licenses(self) -> None:
        """Reads the notices, once."""
        if not self.licenses:
            self._run("licenses", self._read_licenses, self.licenses_changed.emit)

    async def _read_licenses(self) -> None:
        self.licenses = await asyncio.to_thread(_read_licenses, resources.root() / "licenses")

    def _run(self, name: str, work: Work, tell: Callable[[], object]) -> None:
        """Starts what is not under way; ``tell`` is called when it starts and when it ends."""
        if name not in self._busy:
            self._busy.add(name)
            self._jobs.run(name, self._told(name, work, tell))
            tell()

    async def _told(self, name: str, work: Work, tell: Callable[[], object]) -> None:
        try:
            await work()
        except Exception:
            self._end(name, tell)
            raise
        self._end(name, tell)

    def _end(self, name: str, tell: Callable[[], object]) -> None:
        self._busy.discard(name)
        tell()

    def _failed(self, error: Exception) -> None:
        self.failed.emit(error)


def _read_licenses(folder: Path) -> tuple[License, ...]:
    files = sorted(path for path in folder.iterdir() if path.suffix in (".md", ".txt"))
    return tuple(License(path.name, path.read_text(encoding="utf-8")) for path in files)


def mask_password(address: str) -> str:
    """A proxy's address with bullets for its password."""
    parts = urlsplit(address)
    if not parts.password:
        return address
    user, _, host = parts.netloc.rpartition("@")
    name = user.partition(":")[0]
    return urlunsplit(parts._replace(netloc=f"{name}:{MASK}@{host}"))


def unmask_password(typed: str, stored: str) -> str:
    """What was typed, with the stored password where its bullets still stand."""
    password = urlsplit(stored).password or ""
    return typed.replace(f":{MASK}@", f":{password}@") if password else typed
