"""Copies of the database, taken while it is in use, and what is in them."""

from __future__ import annotations

import errno
import os
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from gateway.store.connection import connect_read_only

KEEP = 5
DIRECTORY = "backups"
Step = Callable[[float, float], None]
"""Told how much of how much is done; may raise to give up."""

PAGES_A_STEP = 64
_NAME = re.compile(r"homeport-(\d{8}T\d{6}Z)-([a-z0-9_.-]+)\.db")


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy, taken at ``at`` (Unix milliseconds); ``label`` says why; ``size`` in bytes."""

    path: Path
    at: int
    label: str
    size: int


def directory_of(database: Path) -> Path:
    """Where the copies of ``database`` lie."""
    return database.parent / DIRECTORY


def create(
    source: Path, label: str, now_ms: int, *, keep: int = KEEP, step: Step | None = None
) -> Backup:
    """Copies ``source`` as it is at this moment, also beside a program that writes to it.

    ``label`` of small letters, digits, ``_``, ``.`` and ``-``. Of the copies with this label the
    newest ``keep`` stay. Blocks: call it in a thread. Raises OSError and sqlite3.Error.
    """
    directory = directory_of(source)
    directory.mkdir(mode=0o700, exist_ok=True)
    taken = datetime.fromtimestamp(now_ms / 1000, UTC)
    path = directory / f"homeport-{taken:%Y%m%dT%H%M%SZ}-{label}.db"
    if not _NAME.fullmatch(path.name):
        raise ValueError(f"not a label for a backup: {label!r}")
    copy_whole(source, path, step)
    for old in [b for b in list_backups(directory) if b.label == label][keep:]:
        old.path.unlink(missing_ok=True)
    return Backup(path, now_ms, label, path.stat().st_size)


def copy_whole(source: Path, target: Path, step: Step | None = None) -> Path:
    """A copy at ``target``, readable by its owner alone: whole, or what was there before.

    Raises OSError, sqlite3.Error, and what ``step`` raises.
    """
    if target.exists() and target.samefile(source):
        raise OSError(errno.EINVAL, "this is the database itself")
    partial = target.with_name(target.name + ".partial")
    partial.unlink(missing_ok=True)
    try:
        os.close(os.open(partial, os.O_CREAT | os.O_WRONLY, 0o600))
        copy(source, partial, step)
        os.replace(partial, target)
    finally:
        partial.unlink(missing_ok=True)
    return target


def taken_at(path: Path) -> int:
    """When a copy was taken by its name (Unix ms); 0 if its name does not say."""
    match = _NAME.fullmatch(path.name)
    if match is None:
        return 0
    try:
        taken = datetime.strptime(match[1], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    except ValueError:
        return 0
    return int(taken.timestamp() * 1000)


def list_backups(directory: Path) -> list[Backup]:
    """The copies in ``directory``, newest first; other files are passed over."""
    found = [
        Backup(path, taken_at(path), match[2], path.stat().st_size)
        for path in directory.glob("homeport-*.db")
        if (match := _NAME.fullmatch(path.name))
    ]
    return sorted(found, key=lambda backup: (backup.at, backup.path.name), reverse=True)


def copy(source: Path, target: Path, step: Step | None = None) -> Path:
    """Copies a database as it is at this moment into one file; returns ``target``."""

    def copied(_status: int, left: int, total: int) -> None:
        if step is not None:
            step(total - left, total)

    with (
        closing(connect_read_only(source)) as reading,
        closing(sqlite3.connect(target)) as writing,
    ):
        # In one snapshot: else every write of the program would make the copy begin anew.
        reading.isolation_level = None
        reading.execute("BEGIN")
        reading.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()
        reading.backup(writing, pages=PAGES_A_STEP, progress=copied)
        reading.execute("ROLLBACK")
        # One file without a companion, so that it can be moved and read from read-only places.
        writing.execute("PRAGMA journal_mode = DELETE")
    with open(target, "rb+") as file:
        os.fsync(file.fileno())
    return target
