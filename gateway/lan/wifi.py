"""The names of Wi-Fi networks, and of interfaces, where only the system's own tools tell.

Windows and macOS tell a Wi-Fi's name to programs that may know the location; others are given none,
and the subnet stands for it.
"""

from __future__ import annotations

import functools
import os
import platform
import re
import subprocess
import time

_ASK_AGAIN_S = 60.0
_PATIENCE_S = 3.0
_WITHOUT_WINDOW = 0x0800_0000
"""CREATE_NO_WINDOW."""


class WifiNames:
    """Asks at most once a minute: each question starts a program."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[float, str]] = {}

    def of(self, interface: str) -> str:
        """The name of the network that ``interface`` is in, '' if it is not told."""
        asked, name = self._known.get(interface, (0.0, ""))
        # Wall time: a laptop that slept may have woken elsewhere.
        if not asked or abs(time.time() - asked) > _ASK_AGAIN_S:
            name = _ask(interface)
            self._known[interface] = (time.time(), name)
        return name


def _ask(interface: str) -> str:
    if os.name == "nt":
        return parse_netsh(_run("netsh", "wlan", "show", "interfaces")).get(_guid(interface), "")
    if platform.system() == "Darwin":
        return parse_ipconfig(_run("ipconfig", "getsummary", interface))
    return ""


def parse_netsh(text: str) -> dict[str, str]:
    """GUID -> SSID. The two words are the same in every language of Windows."""
    found: dict[str, str] = {}
    guid = ""
    for line in text.splitlines():
        key, _, value = (part.strip() for part in line.partition(":"))
        if key == "GUID":
            guid = _guid(value)
        elif key == "SSID" and guid:
            found[guid] = value
    return found


def parse_ipconfig(text: str) -> str:
    """The SSID of ``ipconfig getsummary``."""
    match = re.search(r"(?m)^\s*SSID : (.*)$", text)
    name = match.group(1).strip() if match else ""
    return "" if name == "<redacted>" else name


def parse_hardware_ports(text: str) -> dict[str, str]:
    """Device -> its name, of ``networksetup -listallhardwareports``."""
    return {
        device: port
        for port, device in re.findall(r"(?m)^Hardware Port: (.*)\nDevice: (.*)$", text)
    }


@functools.cache
def hardware_ports() -> dict[str, str]:
    if platform.system() != "Darwin":
        return {}
    return parse_hardware_ports(_run("networksetup", "-listallhardwareports"))


def _guid(text: str) -> str:
    return text.strip().strip("{}").lower()


def _run(*command: str) -> str:
    flags = _WITHOUT_WINDOW if os.name == "nt" else 0
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            timeout=_PATIENCE_S,
            check=False,
            creationflags=flags,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.decode("utf-8", "replace")
