"""The manager: choosing a theme, a text size and a language changes everything at once."""

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.theme import MODES, Mode, ThemeManager, font, icon, px, theme
from desktop.theme.manager import theme_of
from desktop.theme.stylesheet import build_stylesheet


def test_choosing_a_theme_changes_palette_and_style_sheet(
    manager: ThemeManager, qapp: QApplication, qtbot: QtBot
) -> None:
    light = qapp.styleSheet()
    with qtbot.waitSignal(manager.changed):
        manager.set_mode("dark")
    assert manager.colours.dark
    window = qapp.palette().color(QPalette.ColorRole.Window)
    assert window == manager.colours.surface.page
    assert qapp.styleSheet() != light


def test_choosing_the_same_theme_again_tells_nobody(manager: ThemeManager, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(manager.changed):
        manager.set_mode(manager.mode)


@pytest.mark.parametrize("mode", MODES)
def test_every_mode_comes_to_a_theme(manager: ThemeManager, mode: str) -> None:
    manager.set_mode(next(known for known in MODES if known == mode))
    expected = ("light", "dark") if mode == "system" else (mode,)
    assert manager.colours.name in expected
    assert manager.colours.high_contrast == mode.startswith("high_contrast")


@pytest.mark.parametrize(
    ("mode", "dark", "high", "name"),
    [
        ("system", False, False, "light"),
        ("system", True, False, "dark"),
        ("system", False, True, "high_contrast_light"),
        ("system", True, True, "high_contrast_dark"),
        ("light", True, True, "light"),
        ("high_contrast_dark", False, False, "high_contrast_dark"),
    ],
)
def test_a_choice_stands_and_the_system_is_followed_in_contrast_too(
    mode: Mode, dark: bool, high: bool, name: str
) -> None:
    assert theme_of(mode, dark=dark, high_contrast=high) == name


def test_qt_is_told_so_that_title_bars_follow(manager: ThemeManager, qapp: QApplication) -> None:
    manager.set_mode("dark")
    assert qapp.styleHints().colorScheme() in (Qt.ColorScheme.Dark, Qt.ColorScheme.Unknown)
    assert manager.colours.name == "dark"


def test_text_size_scales_fonts_and_sizes_together(manager: ThemeManager) -> None:
    body, button, step = font("body").pixelSize(), manager.metrics.height.button, px(8)
    manager.set_text_scale(1.5)
    assert font("body").pixelSize() == pytest.approx(body * 1.5, abs=1)
    assert manager.metrics.height.button == pytest.approx(button * 1.5, abs=1)
    assert px(8) == pytest.approx(step * 1.5, abs=1)
    assert manager.metrics.layout.window_minimum == (1290, 840)
    assert px(0.1) == 1, "a hairline never rounds to nothing"


def test_the_style_sheet_sets_no_fonts_and_names_no_object(manager: ThemeManager) -> None:
    for mode in MODES:
        manager.set_mode(mode)
        sheet = build_stylesheet(manager.colours, manager.metrics)
        assert "font" not in sheet
        selectors = re.sub(r"\{[^}]*\}", "", sheet)
        assert "#" not in selectors
        assert sheet.count("{") == sheet.count("}")


def test_reduced_motion_makes_every_duration_zero(manager: ThemeManager) -> None:
    manager.set_reduced_motion(True)
    assert manager.duration("switch") == 0
    manager.set_reduced_motion(False)
    assert manager.duration("switch") == 120
    manager.set_reduced_motion(True)


def test_there_is_one_manager(manager: ThemeManager) -> None:
    assert theme() is manager
    assert not icon("copy").isNull()
