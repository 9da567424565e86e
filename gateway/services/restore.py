"""A copy of the database, looked at before it takes the database's place."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal

from gateway.progress import Cancelled, Progress, in_thread
from gateway.services.context import Context
from gateway.store import backup, check
from gateway.vault import VaultLocked

__all__ = ["RestoreService", "RestoreView"]

KeyFit = Literal["fits", "other", "unknown"]


@dataclass(frozen=True, slots=True)
class RestoreView:
    """What a file would bring.

    ``code`` says why it cannot be restored ('' if it can): ``missing``, ``unreadable``,
    ``foreign``, ``newer``, ``not_upgradable``, ``damaged``; ``problem`` in the database's own
    words. ``key``: whether this vault opens its secrets (``unknown`` while it is closed); with
    ``recovery`` its recovery passphrase does. ``taken_at`` by its name, 0 where that does not say;
    ``last_at`` the last thing in it (Unix ms). ``balance_nano``: what limited tokens may still
    spend. ``differences``: accounts whose books do not balance.
    """

    path: Path
    size: int
    code: str
    problem: str
    taken_at: int
    last_at: int
    channels: int
    tokens: int
    people: int
    requests: int
    balance_nano: int
    differences: int
    key: KeyFit
    recovery: bool
    upgrades: bool

    @property
    def possible(self) -> bool:
        return not self.code


class RestoreService:
    """Looks; the gateway itself puts a database in the place of its own."""

    def __init__(self, context: Context) -> None:
        self._context = context

    async def inspect(self, path: Path, progress: Progress | None = None) -> RestoreView:
        """Reads the whole file, which changes nothing. Raises Cancelled."""
        stop = None if progress is None else (lambda: progress.cancelled)
        found, size = await in_thread(partial(_read, path, stop), progress=progress)
        if progress is not None and progress.cancelled:
            raise Cancelled("cancelled")
        return RestoreView(
            path=path,
            size=size,
            code=found.code,
            problem="; ".join(found.problems),
            taken_at=backup.taken_at(path),
            last_at=found.last_at,
            channels=found.channels,
            tokens=found.tokens,
            people=found.people,
            requests=found.requests,
            balance_nano=found.balance_nano,
            differences=len(found.differences),
            key=self._fit(found.vault),
            recovery=found.recovery,
            upgrades=found.upgrades,
        )

    def _fit(self, text: str) -> KeyFit:
        if not text:
            return "fits"  # nothing was ever sealed in it
        try:
            return "fits" if self._context.vault.opens_check(bytes.fromhex(text)) else "other"
        except VaultLocked:
            return "unknown"
        except ValueError:
            return "other"


def _read(path: Path, stop: check.Stop | None) -> tuple[check.Report, int]:
    try:
        size = path.stat().st_size
        with open(path, "rb"):
            pass
    except FileNotFoundError:
        return check.Report(path, "missing", problems=("there is no such file",)), 0
    except OSError as error:
        return check.Report(path, "unreadable", problems=(str(error.strerror),)), 0
    return check.check(path, stop=stop), size
