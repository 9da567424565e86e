"""What belongs to this device, not to the data: geometry, theme, language, columns, last page."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from desktop.i18n import LANGUAGES


class UiState:
    """A small ini file beside the data; a damaged one means defaults."""

    def __init__(self, path: Path) -> None:
        self._settings = QSettings(str(path), QSettings.Format.IniFormat)

    def text(self, name: str, default: str = "") -> str:
        value = self._settings.value(name, default)
        return value if isinstance(value, str) else default

    def set_text(self, name: str, value: str) -> None:
        self._settings.setValue(name, value)

    def blob(self, name: str) -> QByteArray:
        value = self._settings.value(name)
        return value if isinstance(value, QByteArray) else QByteArray()

    def set_blob(self, name: str, value: QByteArray) -> None:
        self._settings.setValue(name, value)

    def flag(self, name: str, default: bool = False) -> bool:
        """A yes or no; an ini file keeps it as text."""
        return self.text(name, str(default).lower()) == "true"

    def set_flag(self, name: str, value: bool) -> None:
        self.set_text(name, str(value).lower())

    def number(self, name: str, default: int = 0) -> int:
        try:
            return int(self.text(name, str(default)))
        except ValueError:
            return default

    def set_number(self, name: str, value: int) -> None:
        self.set_text(name, str(value))

    @property
    def theme(self) -> str:
        """``system``, ``light``, ``dark`` or a high-contrast theme's name."""
        return self.text("theme", "system")

    @property
    def language(self) -> str:
        """``system`` or a language of ours."""
        value = self.text("language", "system")
        return value if value in LANGUAGES else "system"

    @property
    def rail_collapsed(self) -> bool:
        """Whether the page list shows icons only."""
        return self.text("rail") == "icons"

    def set_rail_collapsed(self, collapsed: bool) -> None:
        self.set_text("rail", "icons" if collapsed else "words")

    @property
    def text_scale(self) -> float:
        """Size of text against the system's own; 1.0 unless chosen."""
        try:
            return min(max(float(self.text("text_scale", "1")), 0.75), 3.0)
        except ValueError:
            return 1.0

    def set_text_scale(self, scale: float) -> None:
        self.set_text("text_scale", str(scale))

    def sync(self) -> None:
        self._settings.sync()
