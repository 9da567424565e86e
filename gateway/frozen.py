"""What differs when the program runs from its bundle, where PyInstaller has set ``sys.frozen``."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, MutableMapping
from pathlib import Path

_LIBRARY_PATHS = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
_PLUGIN_PATHS = ("QT_PLUGIN_PATH", "QML2_IMPORT_PATH")


def is_frozen() -> bool:
    return bool(getattr(sys, "frozen", False))


def program_name(module: str) -> str:
    """How a person calls this program: ``python -m desktop``, or the bundle's own executable."""
    return Path(sys.executable).stem if is_frozen() else f"python -m {module}"


def free_children(environ: MutableMapping[str, str] = os.environ) -> None:
    """Takes the bundle's folders out of the environment of whatever is started from here.

    The bundle's start names them for libraries, which are loaded by now, and for Qt's plugins,
    which PySide6 finds by itself; a browser that inherits them loads ours and crashes.
    """
    if not is_frozen():
        return
    for name in _LIBRARY_PATHS:
        before = environ.pop(f"{name}_ORIG", "")
        if before:
            environ[name] = before
        else:
            environ.pop(name, None)
    for name in _PLUGIN_PATHS:
        environ.pop(name, None)


def inherited(environ: Mapping[str, str] = os.environ) -> list[str]:
    """Variables that would lead a child into the bundle; PyInstaller's own mean nothing to it."""
    folder = getattr(sys, "_MEIPASS", None)
    if folder is None:
        return []
    ours = ("_PYI_", "SSL_CERT_FILE")
    return sorted(
        name for name, value in environ.items() if folder in value and not name.startswith(ours)
    )


def ensure_streams() -> None:
    """Gives a windowed program on Windows, which has no console, somewhere to write to."""
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - for the process
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - for the process
