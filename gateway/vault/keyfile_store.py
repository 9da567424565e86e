"""The master key in a file that only its owner can read: what is left without a keyring."""

from __future__ import annotations

import contextlib
import logging
import os
import stat
from pathlib import Path

from gateway.vault.sealed import KEY_BYTES

log = logging.getLogger(__name__)

NAME = "master.key"


class BadKeyFile(Exception):
    """The file is there but holds no key."""


def read(directory: Path) -> bytes | None:
    """The key, None if there is no file. Raises BadKeyFile, PermissionError and other OSErrors."""
    path = directory / NAME
    try:
        with open(path, "rb") as file:
            mode = stat.S_IMODE(os.fstat(file.fileno()).st_mode)
            text = file.read(4 * KEY_BYTES).strip()
    except FileNotFoundError:
        return None
    if os.name == "posix" and mode & 0o077:
        log.warning("%s could be read by others; only its owner may now", path)
        path.chmod(0o600)
    try:
        key = bytes.fromhex(text.decode("ascii"))
    except ValueError as error:
        raise BadKeyFile(str(path)) from error
    if len(key) != KEY_BYTES:
        raise BadKeyFile(str(path))
    return key


def create(directory: Path, key: bytes) -> None:
    """Writes the key so that after a crash there is a whole file or none; never over another.

    Raises FileExistsError and other OSErrors.
    """
    path = directory / NAME
    partial = path.with_suffix(".partial")
    partial.unlink(missing_ok=True)
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(descriptor, "wb") as file:
        file.write(key.hex().encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        if path.exists():
            raise FileExistsError(str(path))
        os.replace(partial, path)
    finally:
        partial.unlink(missing_ok=True)
    _sync_directory(directory)


def replace(directory: Path, key: bytes) -> None:
    """As :func:`create`; another key that lies there is kept under another name.

    Raises OSError.
    """
    try:
        if read(directory) == key:
            return
    except BadKeyFile:
        pass
    if (directory / NAME).exists():
        set_aside(directory)
    create(directory, key)


def set_aside(directory: Path) -> Path:
    """Keeps a file that must make room under another name; never over one kept before."""
    path = directory / NAME
    number = 1
    while (aside := directory / f"{NAME}.{number}.old").exists():
        number += 1
    os.replace(path, aside)
    return aside


def _sync_directory(directory: Path) -> None:
    with contextlib.suppress(OSError):  # Windows cannot open directories
        descriptor = os.open(directory, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
