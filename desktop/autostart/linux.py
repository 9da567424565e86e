"""XDG autostart: a desktop entry in ``~/.config/autostart``.

Follows the Desktop Application Autostart Specification 0.5 and the Exec key's quoting of the
Desktop Entry Specification 1.5. Desktops switch an entry off with ``Hidden`` or with GNOME's key.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from desktop.autostart.base import AutostartError, remove, same_command, write_whole

FILE = "homeport.desktop"
_GNOME = "X-GNOME-Autostart-enabled"
# What needs quoting in Exec, and what needs a backslash inside the quotes.
_RESERVED = set(" \t\n\"'\\><~|&;$*?#()`")
_ESCAPED = '"`$\\'
_WORD = re.compile(r'"((?:[^"\\]|\\.)*)"|([^\s"]+)')
_ESCAPE = re.compile(r"\\(.)")


def config_home(environ: Mapping[str, str]) -> Path:
    """Where a person's configuration lies; a relative XDG_CONFIG_HOME is to be ignored."""
    chosen = environ.get("XDG_CONFIG_HOME", "")
    return Path(chosen) if Path(chosen).is_absolute() else Path.home() / ".config"


class DesktopEntry:
    """``folder`` is the autostart directory."""

    def __init__(self, folder: Path, command: Sequence[str]) -> None:
        self._path = folder / FILE
        self._command = tuple(command)

    def enabled(self) -> bool:
        entry = self._read()
        if entry.get("Hidden", "").lower() == "true" or entry.get(_GNOME, "").lower() == "false":
            return False
        return same_command(unquote_exec(entry.get("Exec", "")), self._command)

    def set_enabled(self, on: bool) -> None:
        if not on:
            remove(self._path)
        elif not self.enabled():
            write_whole(self._path, self._text())

    def _read(self) -> dict[str, str]:
        try:
            text = self._path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            return {}
        values: dict[str, str] = {}
        group = ""
        for line in text.splitlines():
            if line.startswith("["):
                group = line.strip()
            name, separator, value = line.partition("=")
            if separator and group == "[Desktop Entry]":
                values[name.strip()] = value.strip()
        return values

    def _text(self) -> str:
        return "\n".join(
            (
                "[Desktop Entry]",
                "Type=Application",
                "Name=Homeport",
                "Comment=Every LLM key behind one local address",
                f"Exec={quote_exec(self._command)}",
                "Icon=homeport",
                "Terminal=false",
                "StartupNotify=false",
                f"{_GNOME}=true",
                "",
            )
        )


def quote_exec(command: Sequence[str]) -> str:
    """A command as an Exec key holds it. Raises AutostartError for what no key can hold."""
    return " ".join(_quote(word) for word in command)


def _quote(word: str) -> str:
    if "\n" in word or "\r" in word:
        raise AutostartError("a line break in the program's path")
    word = word.replace("%", "%%")
    if word and not _RESERVED & set(word):
        return word
    quoted = "".join(f"\\{letter}" if letter in _ESCAPED else letter for letter in word)
    # A second level of escaping belongs to every string in an entry.
    return '"' + quoted.replace("\\", "\\\\") + '"'


def unquote_exec(text: str) -> list[str]:
    """The words of an Exec key."""
    words = []
    for found in _WORD.finditer(text.replace("\\\\", "\\")):
        quoted, plain = found.groups()
        word = plain if quoted is None else _ESCAPE.sub(r"\1", quoted)
        words.append(word.replace("%%", "%"))
    return words
