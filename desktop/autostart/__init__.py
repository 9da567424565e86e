"""Starting with the person's login, on each system by its own means. Nothing here needs Qt."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from desktop.autostart.base import Autostart, AutostartError, own_command

__all__ = ["Autostart", "AutostartError", "own_command", "system_autostart"]


def system_autostart(*options: str) -> Autostart:
    """What this system has. ``options`` are the command line's own, as a chosen data directory."""
    command = (*own_command(), *options)
    if sys.platform == "win32":
        from desktop.autostart.windows import RunKey, user_registry

        return RunKey(user_registry(), command)
    if sys.platform == "darwin":
        from desktop.autostart.macos import LaunchAgent

        return LaunchAgent(Path.home() / "Library" / "LaunchAgents", command)
    from desktop.autostart.linux import DesktopEntry, config_home

    return DesktopEntry(config_home(os.environ) / "autostart", command)
