"""One theme ready to paint with: named tones, status triples, tile colours and the Qt palette."""

from __future__ import annotations

from typing import Final
from zlib import crc32

from PySide6.QtGui import QColor, QPalette

from desktop.theme.colour import luminance, mix, readable
from desktop.theme.tokens import Colours, StatusName, StatusTones, ThemeName, Tone

TILE_TINT: Final = {True: 0.24, False: 0.17}  # dark, light: share of the hue in a tile's ground
TILE_CONTRAST: Final = 4.7


class Theme:
    """The colours of a theme by name. Immutable; made anew when the theme changes."""

    def __init__(self, name: ThemeName, colours: Colours) -> None:
        self.name: Final = name
        self.surface: Final = colours.surface
        self.text: Final = colours.text
        self.border: Final = colours.border
        self.accent: Final = colours.accent
        self.focus: Final = colours.focus
        self.scrim: Final = colours.scrim
        self.series: Final = colours.series
        self.dark: Final = luminance(colours.surface.page) < 0.4
        self.high_contrast: Final = name.startswith("high_contrast")
        neutral = StatusTones(
            text=colours.text.secondary,
            solid=colours.text.tertiary,
            tint=colours.surface.neutral_tint,
        )
        self._status: Final[dict[StatusName, StatusTones]] = {
            "ok": colours.status.ok,
            "warn": colours.status.warn,
            "error": colours.status.error,
            "info": colours.status.info,
            "neutral": neutral,
        }
        self._tones: Final[dict[Tone, QColor]] = {
            "text": colours.text.primary,
            "text2": colours.text.secondary,
            "text3": colours.text.tertiary,
            "disabled": colours.text.disabled,
            "link": colours.text.link,
            "accent": colours.accent.text,
            "on_accent": colours.accent.on,
            "ok": colours.status.ok.text,
            "warn": colours.status.warn.text,
            "error": colours.status.error.text,
            "info": colours.status.info.text,
            "neutral": colours.text.secondary,
        }
        self._tiles: dict[int, tuple[QColor, QColor]] = {}

    def tone(self, tone: Tone) -> QColor:
        """Colour of text or of an icon."""
        return self._tones[tone]

    def status(self, status: StatusName) -> StatusTones:
        """Text, solid and tint of a status."""
        return self._status[status]

    def tile(self, hue: int) -> tuple[QColor, QColor]:
        """Ground and letter of a letter tile; the letter reaches 4.7:1 on its ground."""
        index = hue % len(self.series)
        if index not in self._tiles:
            colour = self.series[index]
            ground = mix(self.surface.card, colour, TILE_TINT[self.dark])
            letter = readable(colour, ground, self.text.primary, TILE_CONTRAST)
            self._tiles[index] = (ground, letter)
        return self._tiles[index]

    def palette(self) -> QPalette:
        """What Fusion and native dialogs pick up."""
        roles = QPalette.ColorRole
        palette = QPalette()
        plain = {
            roles.Window: self.surface.page,
            roles.WindowText: self.text.primary,
            roles.Base: self.surface.card,
            roles.AlternateBase: self.surface.sunken,
            roles.Text: self.text.primary,
            roles.PlaceholderText: self.text.placeholder,
            roles.Button: self.surface.hover if self.dark else self.surface.card,
            roles.ButtonText: self.text.primary,
            roles.BrightText: self.status("error").text,
            roles.Highlight: self.accent.fill,
            roles.HighlightedText: self.accent.on,
            roles.Accent: self.accent.fill,
            roles.Link: self.text.link,
            roles.LinkVisited: self.text.link,
            roles.ToolTipBase: self.surface.overlay,
            roles.ToolTipText: self.text.primary,
            roles.Light: self.surface.hover,
            roles.Midlight: self.border.line,
            roles.Mid: self.border.line_strong,
            roles.Dark: self.border.control,
            roles.Shadow: self.scrim,
        }
        for role, colour in plain.items():
            palette.setColor(role, colour)
        for role in (roles.WindowText, roles.Text, roles.ButtonText, roles.HighlightedText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.text.disabled)
        palette.setColor(QPalette.ColorGroup.Disabled, roles.Highlight, self.surface.neutral_tint)
        return palette


def stable_hue(key: str) -> int:
    """A hue index for `key` that is the same on every run and machine; slate is left to 'Other'."""
    return crc32(key.encode()) % 7
