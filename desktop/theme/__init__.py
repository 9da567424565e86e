"""Theme of the window: tokens, palette, style sheet, fonts, icons, sizes.

`theme()` is the manager; the functions are shorthand for what widgets read while painting:

    theme().colours       colours of now: .surface.card, .text.primary, .tone("ok"), .status("warn")
    theme().metrics       token sizes scaled to the text size: .height.button, .radius.card, .px(8)
    theme().changed       signal, after theme, text size or language changed
    font("small", "emphasis", numbers=True), icon("copy", "accent"), px(8)
"""

from __future__ import annotations

from PySide6.QtGui import QFont, QIcon

from desktop.theme.fonts import RoleName, Weight
from desktop.theme.manager import MODES, Mode, ThemeManager, theme
from desktop.theme.palette import Theme, stable_hue
from desktop.theme.tokens import RESOURCES, StatusName, ThemeName, Tone

__all__ = [
    "MODES",
    "RESOURCES",
    "Mode",
    "RoleName",
    "StatusName",
    "Theme",
    "ThemeManager",
    "ThemeName",
    "Tone",
    "Weight",
    "font",
    "icon",
    "px",
    "stable_hue",
    "theme",
]


def px(value: float) -> int:
    """A design pixel at the text size in force."""
    return theme().metrics.px(value)


def font(
    role: RoleName = "body",
    weight: Weight = "regular",
    *,
    numbers: bool = False,
    mono: bool = False,
) -> QFont:
    """The font of a role; see `desktop.theme.fonts.FontBook.font`."""
    return theme().font(role, weight, numbers=numbers, mono=mono)


def icon(name: str, tone: Tone = "text2", size: int = 16) -> QIcon:
    """An icon for menus and actions in the colours of now."""
    return theme().icon(name, tone, size)
