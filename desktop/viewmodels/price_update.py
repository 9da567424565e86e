"""Prices on their way in: read from a file, an address or text, shown, applied, taken back."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from desktop.aio import Jobs
from gateway.app import Gateway
from gateway.errors import ServiceError
from gateway.services.price_updates import (
    MAX_BYTES,
    MODEL_RATIO,
    CatalogueView,
    Target,
    Update,
)


class PriceUpdateModel(QObject):
    """``applied`` carries what brings ratios back; ``reverted`` the catalogue in force now."""

    changed = Signal()
    failed = Signal(object)
    """What is no fault of the prices: an export that could not be written, a store that is full."""
    applied = Signal(object)
    reverted = Signal(object)
    exported = Signal(object)

    def __init__(self, gateway: Gateway, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._gateway = gateway
        self._jobs = Jobs(self)
        self._content: bytes | None = None
        self.name = ""
        """Where what is looked at came from."""
        self.update: Update | None = None
        self.error: Exception | None = None
        self.replace = False
        self.bare = MODEL_RATIO
        self.busy = False

    @property
    def view(self) -> CatalogueView:
        return self._gateway.price_updates.view

    def read_file(self, path: Path) -> None:
        def read() -> bytes:
            try:
                with path.open("rb") as file:
                    return file.read(MAX_BYTES + 1)
            except OSError as error:
                raise ServiceError("unreadable", f"{path.name} cannot be read: {error}") from error

        self._look_at(path.name, lambda: asyncio.to_thread(read))

    def fetch(self, address: str, *, private: bool) -> None:
        """Asks the address, once."""
        prices = self._gateway.price_updates
        self._look_at(address.strip(), lambda: prices.fetch(address, private=private))

    def paste(self, text: str) -> None:
        async def given() -> bytes:
            return text.encode()

        self._look_at("", given)

    def set_replace(self, replace: bool) -> None:
        if replace != self.replace:
            self.replace = replace
            self._look_again()

    def set_bare(self, option: str) -> None:
        """What a map without a name is."""
        if option != self.bare:
            self.bare = option
            self._look_again()

    def forget(self) -> None:
        """What was looked at; what is being applied goes on."""
        self._jobs.cancel("look")
        self._content, self.update, self.error, self.name = None, None, None, ""
        self.replace = self.busy = False
        self.changed.emit()

    def apply(self) -> None:
        update = self.update
        if update is None or self.busy:
            return

        async def run() -> None:
            before = await self._gateway.price_updates.apply(update)
            self.applied.emit((update, before))

        self._run("apply", run)

    def restore(self, before: Mapping[str, Mapping[str, Any]]) -> None:
        """Ratios as they were."""
        self._run("restore", lambda: self._gateway.price_updates.restore(before))

    def revert(self, *, shipped: bool = False) -> None:
        """The catalogue before the last update, or the one that ships."""

        async def run() -> None:
            prices = self._gateway.price_updates
            self.reverted.emit(await (prices.ship() if shipped else prices.revert()))

        self._run("revert", run)

    def export(self, path: Path, target: Target, *, served: bool) -> None:
        """Writes the owner's prices as ratio maps."""

        async def run() -> None:
            made = await self._gateway.price_updates.export(target, served=served)
            try:
                await asyncio.to_thread(path.write_text, made.text, "utf-8")
            except OSError as error:
                words = f"{path.name} cannot be written: {error}"
                raise ServiceError("not_written", words) from error
            self.exported.emit((path, made))

        self._run("export", run)

    def _look_at(self, name: str, get: Callable[[], Awaitable[bytes]]) -> None:
        self._content, self.update, self.error = None, None, None
        self.name = name

        async def run() -> None:
            self._content = await get()
            await self._preview()

        self._look(run)

    def _look_again(self) -> None:
        if self._content is None:
            self.changed.emit()
        else:
            self._look(self._preview)

    async def _preview(self) -> None:
        if self._content is not None:
            self.update = await self._gateway.price_updates.preview(
                self._content, replace=self.replace, bare=self.bare
            )

    def _look(self, work: Callable[[], Awaitable[None]]) -> None:
        async def run() -> None:
            self.busy = True
            self.changed.emit()
            try:
                await work()
                self.error = None
            except Exception as error:
                self.update, self.error = None, error
            finally:
                self.busy = False
                self.changed.emit()

        self._jobs.run("look", run())

    def _run(self, name: str, work: Callable[[], Awaitable[None]]) -> None:
        async def run() -> None:
            self.busy = True
            self.changed.emit()
            try:
                await work()
            except Exception as error:
                self.failed.emit(error)
            finally:
                self.busy = False
                self.changed.emit()

        self._jobs.run(name, run())
