"""Fonts by role: sizes follow the system font, numbers align, URLs keep their slashes."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QFont, QFontDatabase, QFontMetrics

from desktop.theme import ThemeManager
from desktop.theme.fonts import FontBook, _family
from desktop.theme.tokens import RESOURCES, load_tokens

TOKENS = load_tokens().typography


def book(base: float = 13.0, language: str = "en") -> FontBook:
    return FontBook(TOKENS, base, language)


@pytest.mark.usefixtures("manager")
class TestRoles:
    def test_sizes_are_factors_of_the_system_font(self) -> None:
        sizes = {
            role: book().font(role).pixelSize() for role in ("small", "body", "title", "display")
        }
        assert sizes == {"small": 12, "body": 13, "title": 20, "display": 28}

    def test_text_at_150_percent_scales_every_role(self) -> None:
        for role, spec in TOKENS.roles.items():
            pixels = book(19.5).font(role).pixelSize()
            assert pixels == max(11, round(19.5 * spec.size))

    def test_nothing_is_smaller_than_eleven_pixels(self) -> None:
        assert min(book().font(role).pixelSize() for role in TOKENS.roles) == 11

    def test_weights_are_400_500_and_600(self) -> None:
        fonts = book()
        assert fonts.font("body").weight() == QFont.Weight.Normal
        assert fonts.font("body", "emphasis").weight() == QFont.Weight.Medium
        assert fonts.font("strong").weight() == QFont.Weight.DemiBold

    def test_heroes_are_tracked_and_proportional(self) -> None:
        hero = book().font("hero")
        assert hero.letterSpacing() == pytest.approx(-0.3, abs=0.01)
        assert not hero.isFeatureSet(QFont.Tag("tnum"))

    def test_numbers_in_columns_are_tabular(self) -> None:
        face = book().font("body", numbers=True)
        assert face.featureValue(QFont.Tag("tnum")) == 1
        metrics = QFontMetrics(face)
        assert metrics.horizontalAdvance("111") == metrics.horizontalAdvance("888")

    def test_mono_has_no_ligatures_and_is_a_pixel_smaller(self) -> None:
        face = book().font("body", mono=True)
        assert face.pixelSize() == 12
        for tag in ("calt", "liga"):
            assert face.isFeatureSet(QFont.Tag(tag))
            assert face.featureValue(QFont.Tag(tag)) == 0


@pytest.mark.usefixtures("manager")
class TestChinese:
    def test_semi_bold_becomes_bold_and_tracking_goes(self) -> None:
        fonts = book(language="zh_CN")
        assert fonts.font("strong").weight() == QFont.Weight.Bold
        assert fonts.font("title").letterSpacing() == 0

    def test_nothing_is_smaller_than_twelve_pixels(self) -> None:
        fonts = book(language="zh-TW")
        assert min(fonts.font(role).pixelSize() for role in TOKENS.roles) == 12

    def test_latin_comes_first_and_a_cjk_family_after_it(self) -> None:
        families = book().font("body").families()
        assert len(families) >= 2
        assert "CJK" not in families[0]


@pytest.mark.usefixtures("manager")
class TestFamilies:
    def test_a_preferred_family_is_taken_when_it_is_installed(self) -> None:
        installed = QFontDatabase.families()[-1]
        general = QFontDatabase.SystemFont.GeneralFont
        assert _family(("No Such Family", installed), general) == installed

    def test_without_it_the_system_decides(self) -> None:
        general = QFontDatabase.SystemFont.GeneralFont
        system = QFontDatabase.systemFont(general).family()
        assert _family(("No Such Family",), general) == system


def test_the_manager_tells_fonts_the_language(manager: ThemeManager) -> None:
    manager.set_language("zh_CN")
    assert manager.font("strong").weight() == QFont.Weight.Bold
    manager.set_language("en")
    assert manager.font("strong").weight() == QFont.Weight.DemiBold


class TestCarried:
    """In a process that finds no font of the system: what is carried is enough."""

    def test_linux_has_inter_and_jetbrains_mono_in_every_weight(self, tmp_path: Path) -> None:
        if sys.platform != "linux":
            pytest.skip("other systems bring their fonts")
        said = _asked(tmp_path, _WEIGHTS)
        assert said["ui"] == ["Inter"] * 4
        assert said["mono"] == ["JetBrains Mono"] * 3
        assert sorted(said["widths"]) == said["widths"], "heavier is wider"
        assert len(set(said["widths"])) == 4

    def test_digits_are_tabular_and_slashes_stay_apart(self, tmp_path: Path) -> None:
        if sys.platform != "linux":
            pytest.skip("other systems bring their fonts")
        said = _asked(tmp_path, _FEATURES)
        assert said["ones"] == said["eights"]
        assert said["proportional ones"] < said["proportional eights"]
        assert said["glyphs of !="] == said["glyphs of ! and ="]

    def test_japanese_text_is_set_in_japanese_shapes_before_chinese(self) -> None:
        families = FontBook(TOKENS, 13.0, "ja").font("body").families()
        if sys.platform == "linux":
            assert families.index("Noto Sans CJK JP") < families.index("Noto Sans CJK SC")
        assert FontBook(TOKENS, 13.0, "ja").font("strong").weight() == QFont.Weight.Bold


_HEAD = """
import json
from PySide6.QtGui import QFont, QFontInfo, QFontMetricsF, QTextLayout
from PySide6.QtWidgets import QApplication
app = QApplication([])
from desktop.theme import theme
theme().install(app)
font = theme().font
"""
_WEIGHTS = """
from PySide6.QtGui import QFontDatabase
fonts = [font("body"), font("body", "emphasis"), font("strong")]
theme().set_language("zh_CN"); fonts.append(theme().font("strong"))
monos = []
def large(face):
    face = QFont(face); face.setPixelSize(100); return face
for weight in (400, 500, 700):
    face = QFont(font("body", mono=True)); face.setWeight(QFont.Weight(weight)); monos.append(face)
print(json.dumps({
    "ui": [QFontInfo(each).family() for each in fonts],
    "mono": [QFontInfo(each).family() for each in monos],
    "widths": [QFontMetricsF(large(each)).horizontalAdvance("Hamburgefonts") for each in fonts],
}))
"""
_FEATURES = """
columns, text, mono = font("body", numbers=True), font("body"), font("body", mono=True)
def wide(face, words): return QFontMetricsF(face).horizontalAdvance(words)
def glyphs(words):
    layout = QTextLayout(words, mono); layout.beginLayout(); layout.createLine(); layout.endLayout()
    return [g for run in layout.glyphRuns() for g in run.glyphIndexes()]
print(json.dumps({
    "ones": wide(columns, "1111"), "eights": wide(columns, "8888"),
    "proportional ones": wide(text, "1111"), "proportional eights": wide(text, "8888"),
    "glyphs of !=": glyphs("!="), "glyphs of ! and =": glyphs("!") + glyphs("="),
}))
"""


def _asked(folder: Path, script: str) -> dict[str, Any]:
    """What a program says that knows no font but those it carries."""
    (folder / "fonts.conf").write_text(
        f"<fontconfig><cachedir>{folder}</cachedir></fontconfig>", encoding="utf-8"
    )
    environment = {
        **os.environ,
        "FONTCONFIG_FILE": str(folder / "fonts.conf"),
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": str(RESOURCES.parent),
    }
    done = subprocess.run(
        [sys.executable, "-c", _HEAD + script],
        env=environment, capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    found: dict[str, Any] = json.loads(done.stdout)
    return found
