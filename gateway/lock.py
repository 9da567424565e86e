"""One program per data directory: a lock that ends with its process, however that ends."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from types import TracebackType

from gateway import paths
from gateway.errors import EXIT_IN_USE, EXIT_STORE, StartError

NAME = "homeport.lock"

if sys.platform == "win32":
    import msvcrt

    # A locked byte cannot be read by others, so it is one far behind the text.
    _LOCKED_BYTE = 1 << 30

    def _lock(descriptor: int) -> None:
        os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        os.lseek(descriptor, 0, os.SEEK_SET)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


class DataLock:
    """Held from :meth:`acquire` to :meth:`release`. The file stays; only its lock counts."""

    def __init__(self, directory: Path) -> None:
        self.path = directory / NAME
        self._descriptor: int | None = None

    def acquire(self) -> None:
        """Takes the lock, if it is not held here already, or raises StartError.

        Exit 3 names the process that holds it; exit 4 says why the directory cannot be used.
        """
        if self._descriptor is not None:
            return
        try:
            paths.make_private(self.path.parent)
            descriptor = os.open(
                self.path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600
            )
        except OSError as error:
            text = f"cannot use the data directory {self.path.parent}: {error.strerror}"
            raise StartError(text, EXIT_STORE) from error
        try:
            _lock(descriptor)
        except OSError as error:
            holder = os.read(descriptor, 32).decode("ascii", "replace").strip()
            os.close(descriptor)
            who = f"process {holder}" if holder.isdigit() else "another process"
            text = f"the data directory {self.path.parent} is in use by {who}"
            raise StartError(text, EXIT_IN_USE) from error
        os.ftruncate(descriptor, 0)
        os.write(descriptor, f"{os.getpid()}\n".encode())
        self._descriptor = descriptor

    def release(self) -> None:
        """Gives the lock back; without it, does nothing."""
        if self._descriptor is not None:
            os.ftruncate(self._descriptor, 0)
            os.close(self._descriptor)
            self._descriptor = None

    def __enter__(self) -> DataLock:
        self.acquire()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()
