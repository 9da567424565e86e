"""A screen of our own: Xvfb, and the keys and the clipboard of a person in front of it."""

from __future__ import annotations

import os
import subprocess
import time
from contextlib import ExitStack
from pathlib import Path

WAIT_S = 30.0


class Screen:
    """A virtual display. ``env`` puts a program on it."""

    def __init__(self, stack: ExitStack, folder: Path) -> None:
        read, write = os.pipe()
        self._log = stack.enter_context((folder / "xvfb.txt").open("w"))
        self._server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", "1400x900x24", "-nolisten", "tcp"],
            pass_fds=[write],
            stdout=self._log,
            stderr=self._log,
        )
        stack.callback(self._end)
        os.close(write)
        with os.fdopen(read) as said:
            self.display = f":{said.readline().strip()}"
        self.env = {"DISPLAY": self.display, "QT_QPA_PLATFORM": "xcb"}
        self._clipboard: subprocess.Popen[bytes] | None = None
        self._stack = stack

    def _end(self) -> None:
        if self._clipboard is not None:
            self._clipboard.terminate()
            self._clipboard.wait(5)
        self._server.terminate()
        self._server.wait(10)

    def _xdotool(self, *arguments: str) -> str:
        return subprocess.run(
            ["xdotool", *arguments],
            env={**os.environ, **self.env},
            capture_output=True,
            text=True,
            check=False,
            timeout=20,
        ).stdout.strip()

    def windows(self, title: str) -> list[str]:
        """The visible windows whose titles begin so, now."""
        return self._xdotool("search", "--onlyvisible", "--name", f"^{title}").split()

    def shown(self, title: str, seconds: float = 3.0) -> bool:
        """Whether such a window is there, or comes soon."""
        end = time.monotonic() + seconds
        while not (found := self.windows(title)) and time.monotonic() < end:
            time.sleep(0.05)
        return bool(found)

    def window(self, title: str) -> str:
        """The id of the visible window whose title begins so, once there is one."""
        end = time.monotonic() + WAIT_S
        while time.monotonic() < end:
            found = self._xdotool("search", "--onlyvisible", "--name", f"^{title}")
            if found:
                return found.splitlines()[-1]
            time.sleep(0.1)
        raise AssertionError(f"no window {title}")

    def focus(self, window: str) -> None:
        self._xdotool("windowfocus", "--sync", window)

    def title(self, window: str) -> str:
        return self._xdotool("getwindowname", window)

    def keys(self, *names: str) -> None:
        """Real key presses: ``ctrl+v``, ``Return``."""
        self._xdotool("key", "--clearmodifiers", "--delay", "40", *names)

    def click(self, window: str, x: int, y: int) -> None:
        self._xdotool("mousemove", "--window", window, str(x), str(y), "click", "1")

    def copy(self, text: str) -> None:
        """Puts ``text`` on the clipboard, as another program would."""
        if self._clipboard is not None:
            self._clipboard.terminate()
            self._clipboard.wait(5)
        self._clipboard = subprocess.Popen(
            ["xclip", "-selection", "clipboard", "-quiet"],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, **self.env},
        )
        assert self._clipboard.stdin is not None
        self._clipboard.stdin.write(text.encode())
        self._clipboard.stdin.close()

    def picture(self, path: Path) -> None:
        """What the screen shows, as a PNG (for a failure's folder)."""
        subprocess.run(
            ["xwd", "-root", "-display", self.display, "-out", str(path.with_suffix(".xwd"))],
            check=False,
            capture_output=True,
        )
