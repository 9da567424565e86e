"""What a self-test found out, as JSON for whoever packages or supports the program."""

from __future__ import annotations

import json
import logging
import platform
import sys
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import qVersion

from gateway.frozen import is_frozen
from gateway.version import __version__

log = logging.getLogger(__name__)

# Said of the offscreen platform and of the environment, not of the program.
_HARMLESS = ("This plugin does not support", "Detected locale")


@dataclass(slots=True)
class Check:
    """One thing that was tried."""

    name: str
    ok: bool = False
    seconds: float = 0.0
    facts: dict[str, Any] = field(default_factory=dict)
    error: str = ""


class CheckFailed(Exception):
    """What was tried did not come out as it must; the text says how."""


class Report(logging.Handler):
    """Collects checks, and listens to the log: Qt's warnings and any error are problems too."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.checks: list[Check] = []
        self.problems: list[str] = []
        self._began = time.monotonic()

    def emit(self, record: logging.LogRecord) -> None:
        message = record.getMessage()
        from_qt = record.name == "qt" and not message.startswith(_HARMLESS)
        if from_qt or record.levelno >= logging.ERROR:
            self.problems.append(f"{record.name} {record.levelname}: {message}")

    @asynccontextmanager
    async def check(self, name: str) -> AsyncIterator[Check]:
        """Times a check and takes its failure; the next one is tried all the same."""
        check = Check(name)
        self.checks.append(check)
        began = time.monotonic()
        try:
            yield check
            check.ok = True
        except Exception as error:
            check.error = f"{type(error).__name__}: {error}"
            if not isinstance(error, CheckFailed):
                log.info("self-test %s", name, exc_info=error)
        check.seconds = round(time.monotonic() - began, 2)

    def failed(self, name: str, error: str) -> None:
        """A check that could not even begin."""
        self.checks.append(Check(name, error=error))

    @property
    def ok(self) -> bool:
        return bool(self.checks) and not self.problems and all(check.ok for check in self.checks)

    def as_dict(self) -> Mapping[str, Any]:
        return {
            "ok": self.ok,
            "version": __version__,
            "frozen": is_frozen(),
            "python": platform.python_version(),
            "qt": qVersion(),
            "system": platform.platform(),
            "seconds": round(time.monotonic() - self._began, 2),
            "checks": [
                {
                    "name": check.name,
                    "ok": check.ok,
                    "seconds": check.seconds,
                    **check.facts,
                    **({"error": check.error} if check.error else {}),
                }
                for check in self.checks
            ],
            "problems": self.problems,
        }

    def write(self) -> None:
        """The report on stdout, which has nothing else on it."""
        sys.stdout.write(json.dumps(self.as_dict(), indent=2, ensure_ascii=False) + "\n")
        sys.stdout.flush()
