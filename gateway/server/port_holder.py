"""Which program has a port, as far as the system tells (Linux; elsewhere it is not asked)."""

from __future__ import annotations

import sys
from pathlib import Path

_LISTEN = "0A"


def holder_of(port: int) -> str:
    """``name (pid 4312)`` of the program listening on ``port``, '' when it cannot be told."""
    if not sys.platform.startswith("linux"):
        return ""
    inodes = _listening_inodes(port)
    if not inodes:
        return ""
    for process in Path("/proc").iterdir():
        if process.name.isdigit() and _owns(process, inodes):
            try:
                name = (process / "comm").read_text(encoding="utf-8").strip()
            except OSError:
                name = "a program"
            return f"{name} (pid {process.name})"
    return "another user's program"


def _listening_inodes(port: int) -> set[str]:
    inodes = set()
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        try:
            lines = Path(table).read_text(encoding="ascii").splitlines()[1:]
        except OSError:
            continue
        for line in lines:
            fields = line.split()
            if fields[3] == _LISTEN and int(fields[1].rpartition(":")[2], 16) == port:
                inodes.add(f"socket:[{fields[9]}]")
    return inodes


def _owns(process: Path, inodes: set[str]) -> bool:
    try:
        return any(str(fd.readlink()) in inodes for fd in (process / "fd").iterdir())
    except OSError:
        return False
