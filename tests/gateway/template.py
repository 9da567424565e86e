"""An empty database that is up to date: migrated once per process, copied for every test.

Thirteen migrations are thirteen commits to the disk, and were a third of what a small test cost.
That they make this file is tests/gateway/store's to prove.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from gateway.store import migrate
from gateway.store.connection import NEW_FILE, Connection


def lay_out(path: Path) -> Path:
    """Puts it at ``path``, readable by its owner alone, unless something is there; not started."""
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with open(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            file.write(_migrated())
    return path


@cache
def _migrated() -> bytes:
    with TemporaryDirectory(prefix="homeport-") as folder:
        path = Path(folder) / "homeport.db"
        connection = Connection(path, NEW_FILE)
        try:
            migrate.run(connection.database)
        finally:
            connection.close()
        return path.read_bytes()
