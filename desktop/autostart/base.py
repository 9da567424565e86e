"""What starting at login is, whatever the system; and the command that starts this program."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

BACKGROUND = "--background"


class AutostartError(Exception):
    """The system did not let it be changed; the message says what was in the way."""


class Autostart(Protocol):
    """Both calls read the system anew, so that what was changed elsewhere shows. They block."""

    def enabled(self) -> bool:
        """Whether this program, by this command, starts at login."""
        ...

    def set_enabled(self, on: bool) -> None:
        """Idempotent. Raises AutostartError."""
        ...


def own_command(
    executable: str = sys.executable,
    frozen: bool = bool(getattr(sys, "frozen", False)),
    environ: Mapping[str, str] = os.environ,
) -> tuple[str, ...]:
    """How this program is started hidden: the AppImage, the bundle, or a checkout's Python.

    An AppImage runs from a mount that is gone after its end; ``APPIMAGE`` is the file itself.
    """
    image = environ.get("APPIMAGE", "")
    if frozen and image:
        return (image, BACKGROUND)
    if frozen:
        return (executable, BACKGROUND)
    return (_windowless(executable), str(_package()), BACKGROUND)


def _package() -> Path:
    """This package: Python runs a directory's ``__main__`` from wherever it is started."""
    return Path(__file__).resolve().parents[1]


def _windowless(executable: str) -> str:
    """On Windows ``pythonw.exe`` beside it: no console comes up with the login."""
    path = Path(executable)
    if path.name.lower() == "python.exe" and (found := path.with_name("pythonw.exe")).exists():
        return str(found)
    return executable


def write_whole(path: Path, text: str | bytes) -> None:
    """Replaces a file in one step. Raises AutostartError."""
    data = text.encode() if isinstance(text, str) else text
    beside = path.with_name(f".{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(data)
        beside.replace(path)
    except OSError as error:
        raise AutostartError(f"{path}: {error.strerror}") from error


def remove(path: Path) -> None:
    """Raises AutostartError for what cannot be removed; what is not there is fine."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise AutostartError(f"{path}: {error.strerror}") from error


def same_command(found: Sequence[str], wanted: Sequence[str]) -> bool:
    """Whether an entry starts this program: an older place of it is no start of this one."""
    return tuple(found) == tuple(wanted)
