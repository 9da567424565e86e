"""The Run key of the person who is logged in, and what Task Manager says of it.

Task Manager's Startup tab leaves the Run value alone and notes in ``StartupApproved`` that it is
off: twelve bytes, of which the first is even for on and odd for off.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from typing import Protocol

from desktop.autostart.base import AutostartError

RUN = r"Software\Microsoft\Windows\CurrentVersion\Run"
APPROVED = r"Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run"
NAME = "Homeport"

Value = str | bytes


class Registry(Protocol):
    """Values of HKEY_CURRENT_USER. Every call may raise OSError, as Windows does."""

    def get(self, key: str, name: str) -> Value | None:
        """None for a value or key that is not there."""
        ...

    def set(self, key: str, name: str, value: Value) -> None:
        """Makes the key if need be: text as REG_SZ, bytes as REG_BINARY."""
        ...

    def delete(self, key: str, name: str) -> None:
        """Nothing where nothing is."""
        ...


class RunKey:
    """The value ``Homeport`` of the Run key."""

    def __init__(self, registry: Registry, command: Sequence[str]) -> None:
        self._registry = registry
        # As CommandLineToArgvW reads it.
        self._line = subprocess.list2cmdline(list(command))

    def enabled(self) -> bool:
        try:
            if self._registry.get(RUN, NAME) != self._line:
                return False
            return not self._switched_off()
        except OSError:
            return False

    def set_enabled(self, on: bool) -> None:
        try:
            if not on:
                self._registry.delete(RUN, NAME)
                return
            if self._registry.get(RUN, NAME) != self._line:
                self._registry.set(RUN, NAME, self._line)
            if self._switched_off():
                self._registry.delete(APPROVED, NAME)
        except OSError as error:
            raise AutostartError(f"the registry: {error.strerror or error}") from error

    def _switched_off(self) -> bool:
        noted = self._registry.get(APPROVED, NAME)
        return isinstance(noted, bytes) and bool(noted) and noted[0] % 2 == 1


def user_registry() -> Registry:
    """The real one. Only on Windows."""
    return _UserRegistry()


if sys.platform == "win32":
    import winreg

    class _UserRegistry:
        def get(self, key: str, name: str) -> Value | None:
            try:
                with winreg.OpenKey(winreg.HKEY_CURRENT_USER, key) as opened:
                    value, _kind = winreg.QueryValueEx(opened, name)
            except FileNotFoundError:
                return None
            return value if isinstance(value, str | bytes) else str(value)

        def set(self, key: str, name: str, value: Value) -> None:
            kind = winreg.REG_SZ if isinstance(value, str) else winreg.REG_BINARY
            with winreg.CreateKey(winreg.HKEY_CURRENT_USER, key) as opened:
                winreg.SetValueEx(opened, name, 0, kind, value)

        def delete(self, key: str, name: str) -> None:
            try:
                with winreg.OpenKey(
                    winreg.HKEY_CURRENT_USER, key, 0, winreg.KEY_SET_VALUE
                ) as opened:
                    winreg.DeleteValue(opened, name)
            except FileNotFoundError:
                return

else:

    class _UserRegistry:
        """What stands here on other systems: nothing is set, nothing can be."""

        def get(self, key: str, name: str) -> Value | None:
            return None

        def set(self, key: str, name: str, value: Value) -> None:
            raise OSError(0, "this system has no registry")

        def delete(self, key: str, name: str) -> None:
            return
