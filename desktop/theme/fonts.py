"""Fonts by role. Sizes are factors of the system font; nothing else in the window names a font.

Windows and macOS have system fonts to build on. On Linux the system font may be anything, or a
family without the weights the design needs, so Inter and JetBrains Mono are carried along.
"""

from __future__ import annotations

import logging
import sys
from typing import Final, Literal

from PySide6.QtGui import QFont, QFontDatabase, QFontInfo

from desktop.theme.tokens import RESOURCES, Role, Typography

log = logging.getLogger(__name__)

RoleName = Literal[
    "micro",
    "caption",
    "small",
    "body",
    "strong",
    "section",
    "lead",
    "sheet_title",
    "title",
    "number",
    "hero",
    "display",
]
Weight = Literal["regular", "emphasis", "label"]
CJK_LANGUAGES: Final = ("zh", "ja", "ko")
CARRIED: Final = RESOURCES / "fonts"
JAPANESE: Final = {
    "windows": ("Yu Gothic UI", "Meiryo"),
    "macos": ("Hiragino Sans",),
    "linux": ("Noto Sans CJK JP", "Source Han Sans JP"),
}
"""Before the Chinese families: shared characters are drawn differently in Japan."""
PREFERRED_UI: Final = {"linux": ("Inter",)}
PREFERRED_MONO: Final = {
    "linux": ("JetBrains Mono",),
    "windows": ("Cascadia Mono", "Consolas"),
    "macos": ("SF Mono", "Menlo"),
}


def platform_key() -> str:
    """The key tokens.json uses for this system: windows, macos or linux."""
    return {"win32": "windows", "darwin": "macos"}.get(sys.platform, "linux")


def system_base_px() -> float:
    """Height of the system font in logical pixels."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    return float(QFontInfo(font).pixelSize())


def carry_fonts() -> None:
    """Makes the carried families known to this program, on Linux only. Needs the application."""
    if platform_key() != "linux":
        return
    for path in sorted(CARRIED.iterdir()):
        if QFontDatabase.addApplicationFont(str(path)) < 0:
            log.warning("the font %s could not be used", path.name)


def _family(preferred: tuple[str, ...], system: QFontDatabase.SystemFont) -> str:
    installed = set(QFontDatabase.families())
    for name in preferred:
        if name in installed:
            return name
    return QFontDatabase.systemFont(system).family()


class FontBook:
    """Makes and caches the `QFont` of a role for one text size and language."""

    def __init__(self, typography: Typography, base_px: float, language: str = "en") -> None:
        self._tokens = typography
        self._base_px = base_px
        self.cjk: Final = language.replace("-", "_").split("_")[0] in CJK_LANGUAGES
        key = platform_key()
        fallback = typography.cjk_fallback.get(key, ())
        if language == "ja":
            fallback = (*JAPANESE.get(key, ()), *fallback)
        fonts = QFontDatabase.SystemFont
        # Latin first, so digits and URLs stay Latin in Chinese text.
        self._ui = [_family(PREFERRED_UI.get(key, ()), fonts.GeneralFont), *fallback]
        self._mono = [_family(PREFERRED_MONO.get(key, ()), fonts.FixedFont), *fallback]
        self._cache: dict[tuple[RoleName, Weight, bool, bool], QFont] = {}

    def font(
        self,
        role: RoleName = "body",
        weight: Weight = "regular",
        *,
        numbers: bool = False,
        mono: bool = False,
    ) -> QFont:
        """The font of a role.

        `numbers` asks for tabular digits (columns; heroes stay proportional), `mono` for the fixed
        font, one pixel smaller and without ligatures, which pull the slashes of a URL apart.
        """
        key = (role, weight, numbers, mono)
        found = self._cache.get(key)
        if found is None:
            found = self._cache[key] = self._make(*key)
        return found

    def _make(self, role: RoleName, weight: Weight, numbers: bool, mono: bool) -> QFont:
        spec = self._tokens.roles[role]
        font = QFont()
        font.setFamilies(self._mono if mono else self._ui)
        if mono:
            font.setStyleHint(QFont.StyleHint.Monospace)
        font.setPixelSize(self._pixels(spec, mono))
        font.setWeight(QFont.Weight(self._weight(spec, weight)))
        tracking = self._tokens.cjk.tracking_px if self.cjk else spec.tracking_px
        if tracking and not mono:
            scaled = tracking * self._base_px / 13
            font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, scaled)
        wanted = {**(self._tokens.features["mono"] if mono else {})}
        if numbers and not mono:
            wanted.update(self._tokens.features["numbers_in_columns"])
        for tag, value in wanted.items():
            font.setFeature(QFont.Tag(tag), value)
        return font

    def _pixels(self, spec: Role, mono: bool) -> int:
        floor = self._tokens.cjk.minimum_px if self.cjk else self._tokens.minimum_px
        size = self._base_px * spec.size
        if mono:
            size += self._tokens.mono_offset_px * self._base_px / 13
        return max(floor, round(size))

    def _weight(self, spec: Role, weight: Weight) -> int:
        chosen = {"regular": spec.weight, "emphasis": spec.emphasis, "label": spec.label}[weight]
        value = spec.weight if chosen is None else chosen
        # Most CJK families have no 600; Qt would fall back to regular.
        return self._tokens.cjk.map_600_to if self.cjk and value == 600 else value
