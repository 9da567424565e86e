"""A backup takes the place of the data while the program runs: stop, swap, start again."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from gateway.config import SETTINGS
from gateway.errors import HomeportError, ServiceError, StoreUnavailable
from gateway.events import (
    ChannelsChanged,
    LogChanged,
    ServerChanged,
    SettingsChanged,
    TokensChanged,
    VaultChanged,
)
from gateway.progress import Progress, in_thread
from gateway.store import restoring

if TYPE_CHECKING:
    from gateway.app import Gateway

log = logging.getLogger(__name__)

DRAIN_S = 5.0
_COPIED = 0.9


@dataclass(frozen=True, slots=True)
class Restored:
    """``kept`` is the copy of the database that was there before."""

    kept: Path


async def restore(gateway: Gateway, path: Path, progress: Progress | None = None) -> Restored:
    """Restores ``path``, which :class:`RestoreService` has looked at.

    Until the gateway stops it can be cancelled, and nothing has changed. If what is restored cannot
    be started, what was there before is put back and started. Raises ServiceError
    ``restore_impossible`` (looked at again, it cannot be restored), ``restore_failed``, Cancelled;
    StartError if not even the old database starts again.
    """
    progress = progress or Progress()
    found = await gateway.restore.inspect(path, progress)
    if not found.possible:
        raise ServiceError("restore_impossible", found.problem, {"code": found.code})
    database = gateway.config.database_path
    try:
        step = progress.part(0.0, _COPIED)
        staged = await in_thread(restoring.stage, path, database, step, progress=progress)
    except StoreUnavailable as error:
        raise ServiceError("restore_failed", str(error)) from error
    listening = gateway.bound is not None
    await gateway.suspend(DRAIN_S)
    kept: Path | None = None
    failure: Exception | None = None
    try:
        now = gateway.now_ms()
        kept = await in_thread(restoring.swap, staged, database, now)
        await gateway.start(listen=listening)
    except HomeportError as error:
        log.exception("the restore failed; the database before comes back")
        failure = error
    if failure is not None:
        if kept is not None:
            await in_thread(restoring.swap_back, kept, database)
        await gateway.start(listen=listening)
    await in_thread(restoring.discard, database)
    _tell_all(gateway)
    if failure is not None or kept is None:
        raise ServiceError("restore_failed", str(failure)) from failure
    progress.step(1, 1)
    return Restored(kept)


def _tell_all(gateway: Gateway) -> None:
    """Everything that was read before is outdated."""
    names = tuple(setting.name for setting in SETTINGS)
    for event in (
        SettingsChanged(names),
        ChannelsChanged(),
        TokensChanged(),
        LogChanged(),
        VaultChanged(),
        ServerChanged(),
    ):
        gateway.events.publish(event)
