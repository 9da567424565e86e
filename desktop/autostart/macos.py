"""A LaunchAgent in ``~/Library/LaunchAgents``: launchd starts it at the next login.

See launchd.plist(5). It works for unsigned bundles and takes arguments. Turning it off in System
Settings is noted by macOS elsewhere and cannot be read; the file is what shows here.
"""

from __future__ import annotations

import plistlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from xml.parsers.expat import ExpatError

from desktop.autostart.base import remove, same_command, write_whole

LABEL = "app.homeport.login"


class LaunchAgent:
    """``folder`` is the person's own LaunchAgents."""

    def __init__(self, folder: Path, command: Sequence[str]) -> None:
        self._path = folder / f"{LABEL}.plist"
        self._command = tuple(command)

    def enabled(self) -> bool:
        agent = self._read()
        arguments = agent.get("ProgramArguments")
        if agent.get("Disabled") is True or agent.get("RunAtLoad") is not True:
            return False
        return isinstance(arguments, list) and same_command(arguments, self._command)

    def set_enabled(self, on: bool) -> None:
        if not on:
            remove(self._path)
        elif not self.enabled():
            write_whole(self._path, plistlib.dumps(self._agent()))

    def _read(self) -> dict[str, Any]:
        try:
            found = plistlib.loads(self._path.read_bytes())
        except (OSError, plistlib.InvalidFileException, ExpatError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def _agent(self) -> dict[str, Any]:
        return {
            "Label": LABEL,
            "ProgramArguments": list(self._command),
            "RunAtLoad": True,
            # The person may quit it, and it stays away until the next login.
            "KeepAlive": False,
            "ProcessType": "Interactive",
            "LimitLoadToSessionType": "Aqua",
        }
