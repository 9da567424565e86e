"""A statement being looked at: whose, of which month, and where it is saved."""

from __future__ import annotations

import asyncio
import os
import secrets
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop.aio import Jobs
from desktop.models.statement_page import csv_text, html_text
from gateway.app import Gateway
from gateway.domain.person import OWNER_ID, Person
from gateway.errors import ServiceError
from gateway.services.local_days import system_zone
from gateway.services.statements import Month, Statement

MONTHS = 24
"""So many to choose from, this one included."""


class StatementModel(QObject):
    """``changed`` when what is shown is another."""

    changed = Signal()
    failed = Signal(object)
    saved = Signal(str)

    def __init__(self, gateway: Gateway, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._gateway = gateway
        self._jobs = Jobs(self, self.failed.emit)
        self._zone = system_zone()
        self.people: tuple[Person, ...] = ()
        self.months = self._months()
        self.person_id = OWNER_ID
        self.month = self.months[0]
        self.statement: Statement | None = None

    def _months(self) -> tuple[Month, ...]:
        found = [self._gateway.statements.this_month(self._zone)]
        while len(found) < MONTHS:
            found.append(found[-1].before)
        return tuple(found)

    def load(self) -> None:
        """Everybody, and what is chosen."""
        self.months = self._months()
        self._jobs.run("load", self._load())

    def choose(self, person_id: int, month: Month) -> None:
        if (person_id, month) != (self.person_id, self.month):
            self.person_id, self.month = person_id, month
            self._jobs.run("load", self._load())

    async def _load(self) -> None:
        self.people = tuple(await self._gateway.people.list())
        self.statement = await self._gateway.statements.of(self.person_id, self.month, self._zone)
        self.changed.emit()

    @property
    def default_name(self) -> str:
        """Without an ending."""
        statement = self.statement
        if statement is None:
            return "homeport-statement"
        name = "".join(c if c.isalnum() else "-" for c in statement.person).strip("-").lower()
        return f"homeport-statement-{name or statement.person_id}-{statement.month}"

    def save(self, path: Path) -> None:
        """As CSV or as a page, by the file's ending."""
        statement = self.statement
        if statement is None:
            return
        make = csv_text if path.suffix.lower() == ".csv" else html_text
        text = make(statement, self._zone)

        async def run() -> None:
            await asyncio.to_thread(_write, path, text)
            self.saved.emit(path.name)

        self._jobs.run("save", run())


def _write(path: Path, text: str) -> None:
    """Whole or not at all. Raises ServiceError ``not_written``."""
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        part.write_text(text, "utf-8", newline="")
        os.replace(part, path)
    except OSError as error:
        raise ServiceError("not_written", f"{path.name} cannot be written: {error}") from error
    finally:
        part.unlink(missing_ok=True)
