"""What differs when the program runs from its bundle, where PyInstaller has set ``sys.frozen``."""

from __future__ import annotations

import os
import sys
from collections.abc import MutableMapping
from pathlib import Path

_LIBRARY_PATHS = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")


def is_frozen() -> bool:
    return bool(getattr(sys, "frozen", False))


def program_name(module: str) -> str:
    """How a person calls this program: ``python -m desktop``, or the bundle's own executable."""
    return Path(sys.executable).stem if is_frozen() else f"python -m {module}"


def free_children(environ: MutableMapping[str, str] = os.environ) -> None:
    """Takes the bundle's libraries out of the environment of whatever is started from here.

    The bundle's start puts its own folder first, which has done its work once we run; a browser or
    a file manager that inherits it loads our libraries instead of its own.
    """
    if not is_frozen():
        return
    for name in _LIBRARY_PATHS:
        before = environ.pop(f"{name}_ORIG", "")
        if before:
            environ[name] = before
        else:
            environ.pop(name, None)


def ensure_streams() -> None:
    """Gives a windowed program on Windows, which has no console, somewhere to write to."""
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - for the process
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - for the process
